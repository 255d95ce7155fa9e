use std::fs;

use deskgraph::model::ProviderKind;

use super::running::{Serving, ended, text};

/// The config that a running `deskgraph sandbox` prints.
fn printed(sandbox: &mut Serving) -> String {
    // The last desk is the last provider; its table ends with the line of its inbox.
    sandbox.lines_until("inbox_identifier")
}

fn check(config: &str) -> (Option<i32>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deskgraph.toml");
    fs::write(&file, config).unwrap();
    let output = ended(&["check", "--config", file.to_str().unwrap()]);
    assert_eq!(text(&output.stderr), "");
    let lines = text(&output.stdout).lines().map(str::to_owned).collect();
    (output.status.code(), lines)
}

#[test]
fn every_source_of_the_sandbox_passes_and_a_wrong_secret_does_not() {
    let mut sandbox = Serving::start(&["sandbox", "--listen", "127.0.0.1:0"]);
    let config = printed(&mut sandbox);
    let (code, lines) = check(&config);
    let expected = ProviderKind::ALL.map(|kind| {
        let slug = kind.slug();
        format!("ok     {slug} ({slug}): address and credentials are good")
    });
    assert_eq!(lines, expected);
    assert_eq!(code, Some(0));

    let key = config
        .lines()
        .find(|line| line.starts_with("api_key"))
        .unwrap();
    let wrong = config.replacen(key, "api_key = \"wrong\"", 1);
    let (code, lines) = check(&wrong);
    assert_eq!(code, Some(1));
    let failed: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("failed"))
        .collect();
    assert_eq!(failed.len(), 1, "{lines:#?}");
    assert!(
        failed[0].starts_with("failed unthread (unthread): the credentials were rejected"),
        "{lines:#?}"
    );
    assert_eq!(lines.len(), ProviderKind::ALL.len());
}
