use std::fs;

use super::running::{ended, text};

/// What `check` says about a config file with these lines, and how it ends.
fn refused(lines: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deskgraph.toml");
    fs::write(&file, lines).unwrap();
    let output = ended(&["check", "--config", file.to_str().unwrap()]);
    assert_eq!(text(&output.stdout), "");
    let said = text(&output.stderr).replace(file.to_str().unwrap(), "FILE");
    (output.status.code(), said)
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_one() {
    let (code, said) = refused("[server]\nlisten_on = \"127.0.0.1:0\"\n");
    assert_eq!(code, Some(2));
    assert!(said.starts_with("error: "), "{said}");
    for word in ["FILE", "listen_on", "`listen`"] {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
}

#[test]
fn a_value_of_the_wrong_form_is_refused_with_an_example() {
    let (code, said) = refused("[limits]\nrequest_timeout = 30\n");
    assert_eq!(code, Some(2));
    for word in ["FILE", "limits.request_timeout", "duration"] {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
}

#[test]
fn a_secret_never_stands_in_a_refusal() {
    let source = "[[source]]\nkey = \"a\"\nprovider = \"cord\"\nproject_id = \"p\"\nsecret = \"hunter2-hunter2\"\nsecrat = \"hunter3-hunter3\"\n";
    let (code, said) = refused(source);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("secrat") && !said.contains("hunter"),
        "{said}"
    );
}

#[test]
fn a_missing_file_is_named() {
    let output = ended(&["serve", "--config", "/nowhere/desk.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("/nowhere/desk.toml"));
}

#[test]
fn an_unknown_command_ends_with_two() {
    let output = ended(&["server"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("serve"));
}
