//! Whole files: what is read from them, and every message about what is not.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use secrecy::{ExposeSecret, SecretString};

use super::{Config, ConfigError, HelpScoutAuth, ProviderConfig, SourceConfig, locate};

const CHAT: &str = "[[source]]\nkey = \"chat\"\nprovider = \"nimchat\"\nbase_url = \"https://chat.test\"\n\
                    account_id = 1\napi_access_token = \"hunter2\"\n";

fn no_environment(_: &str) -> Option<String> {
    None
}

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text.as_bytes(), Path::new("desk.toml"), &no_environment)
}

/// Returns the message without its first line, which counts the problems.
fn refusal(text: &str) -> String {
    let message = load(text).unwrap_err().to_string();
    message.split_once('\n').unwrap().1.to_owned()
}

fn single(text: &str) -> SourceConfig {
    load(text).unwrap().sources.remove(0)
}

fn exposed(secret: &SecretString) -> &str {
    secret.expose_secret()
}

/// The example of the design, with its placeholders filled in.
const DESIGN: &str = r#"
[server]
listen = "127.0.0.1:8080"

[cache]
max_bytes = "256MB"
[cache.ttl]            # per kind; every kind has a default
conversation = "30s"
list = "10s"

[[source]]
key = "acme-slack"                # ^[a-z][a-z0-9-]{0,31}$, unique
provider = "unthread"             # unthread | cord | helpscout | posthog | nimchat
base_url = "https://api.unthread.io/api"          # every provider: overridable
api_key = { env = "UNTHREAD_API_KEY" }            # a secret is {env=…}, {file=…} or a plain string

[[source]]
key = "product-comments"
provider = "cord"
project_id = "…"
secret = { env = "CORD_SECRET" }

[[source]]
key = "helpscout-eu"
provider = "helpscout"
client_id = "…"                   # OAuth2 client credentials; access_token = {…} instead is accepted
client_secret = { env = "HELPSCOUT_SECRET" }
# token_url = "…"                 # overridable, as base_url is

[[source]]
key = "product-tickets"
provider = "posthog"
project_id = "12345"
api_key = { env = "POSTHOG_KEY" }

[[source]]
key = "chat"
provider = "nimchat"
base_url = "https://chat.example.com"
account_id = 1
api_access_token = { env = "NIMCHAT_TOKEN" }
"#;

#[test]
fn the_example_of_the_design_is_read() {
    let environment = |name: &str| Some(format!("value of {name}"));
    let config = Config::parse(DESIGN.as_bytes(), Path::new("desk.toml"), &environment).unwrap();
    assert_eq!(config.server.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.cache.max_bytes, 256_000_000);
    assert_eq!(config.cache.ttl.conversation, Duration::from_secs(30));
    assert_eq!(config.cache.ttl.list, Duration::from_secs(10));
    assert_eq!(config.cache.ttl.contact, Duration::from_secs(300));
    let shape = |source: &SourceConfig| {
        let secret = match &source.provider {
            ProviderConfig::Unthread(unthread) => &unthread.api_key,
            ProviderConfig::Cord(cord) => &cord.secret,
            ProviderConfig::HelpScout(HelpScoutAuth::ClientCredentials(app)) => &app.client_secret,
            ProviderConfig::HelpScout(HelpScoutAuth::AccessToken(token)) => token,
            ProviderConfig::PostHog(posthog) => &posthog.api_key,
            ProviderConfig::Nimchat(nimchat) => &nimchat.api_access_token,
        };
        format!("{} {} {}", source.key, source.base_url, exposed(secret))
    };
    let shapes: Vec<_> = config.sources.iter().map(shape).collect();
    assert_eq!(
        shapes,
        [
            "acme-slack https://api.unthread.io/api value of UNTHREAD_API_KEY",
            "product-comments https://api.cord.com/ value of CORD_SECRET",
            "helpscout-eu https://api.helpscout.net/ value of HELPSCOUT_SECRET",
            "product-tickets https://us.posthog.com/ value of POSTHOG_KEY",
            "chat https://chat.example.com/ value of NIMCHAT_TOKEN",
        ]
    );
    assert!(config.sources.iter().all(|source| source.enabled));
}

#[test]
fn the_documented_example_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/deskgraph.toml");
    let config = Config::load(&path, &|name| Some(format!("value of {name}"))).unwrap();
    assert_eq!(config.sources.len(), 5);
    let ProviderConfig::Cord(cord) = &config.sources[1].provider else {
        panic!("the second source is Cord");
    };
    assert_eq!(cord.agent_group.as_deref(), Some("support"));
    assert_eq!(cord.agent_users, ["ana", "ben"]);
    assert_eq!(
        config.sources[2].name.as_deref(),
        Some("Help Scout (Europe)")
    );
}

#[test]
fn what_the_documented_example_comments_out_is_the_default() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/deskgraph.toml");
    let text = fs::read_to_string(path).unwrap();
    let (tables, _) = text.split_once("# Signs list cursors").unwrap();
    let is_key =
        |line: &&str| line.starts_with("# ") && line.contains(" = ") && !line.starts_with("#  ");
    let (_, keys) = tables.split_once("[server]").unwrap();
    assert_eq!(keys.lines().filter(is_key).count(), 20);
    let spelled_out = format!("[server]{}", keys.replace("\n# ", "\n"));
    let (spelled_out, default) = (load(&spelled_out).unwrap(), load("").unwrap());
    assert_eq!(spelled_out.server, default.server);
    assert_eq!(spelled_out.cache, default.cache);
    assert_eq!(spelled_out.limits, default.limits);
}

#[test]
fn an_empty_file_is_all_defaults() {
    let config = load("").unwrap();
    assert_eq!(
        config.server.listen,
        SocketAddr::from(([127, 0, 0, 1], 8080))
    );
    assert_eq!(
        config.limits.upstream.connect_timeout,
        Duration::from_millis(500)
    );
    assert_eq!(config.limits.upstream.call_timeout, Duration::from_secs(3));
    assert_eq!(
        config.limits.upstream.source_deadline,
        Duration::from_secs(4)
    );
    assert_eq!(config.limits.upstream.max_body, 8_000_000);
    assert_eq!(config.limits.upstream.concurrency, 8);
    assert_eq!(config.cache.stale_while_revalidate, Duration::from_secs(60));
    assert_eq!(config.cache.stale_if_error, Duration::from_secs(3600));
    assert_eq!(config.cache.jitter_percent, 10);
    assert_eq!(config.cache.ttl.negative, Duration::from_secs(5));
    assert!(config.cursor.secret.is_none());
    assert!(config.sources.is_empty());
}

#[test]
fn state_and_uploads_have_safe_defaults_beside_the_file() {
    let config = load("").unwrap();
    assert_eq!(config.state.dir, None);
    assert_eq!(config.state.default_dir(), Path::new("deskgraph-state"));
    let uploads = &config.uploads;
    assert_eq!((uploads.max_size, uploads.max_total), (25 << 20, 1 << 30));
    assert_eq!(uploads.life, Duration::from_secs(3600));
    assert!(uploads.types.is_empty());
    let given = "[state]\ndir = \"kept\"\n[uploads]\nmax_size = \"1MB\"\nlife = \"5m\"\ntypes = [\"image/*\", \"application/pdf\"]\n";
    let config = load(given).unwrap();
    assert_eq!(config.state.dir.as_deref(), Some(Path::new("kept")));
    assert_eq!(config.uploads.max_size, 1_000_000);
    assert_eq!(config.uploads.types, ["image/*", "application/pdf"]);
    assert_eq!(
        refusal("[uploads]\ntypes = [\"everything\"]\n"),
        "desk.toml:2: uploads.types\n    found the text \"everything\"\n    \
         expected a list of media types such as \"application/pdf\" or \"image/*\", for example: \
         types = [\"image/*\", \"application/pdf\"]"
    );
}

#[test]
fn help_scout_takes_a_token_in_place_of_credentials() {
    let source =
        single("[[source]]\nkey = \"a\"\nprovider = \"helpscout\"\naccess_token = \"t\"\n");
    let ProviderConfig::HelpScout(HelpScoutAuth::AccessToken(token)) = source.provider else {
        panic!("no token");
    };
    assert_eq!(exposed(&token), "t");
}

#[test]
fn posthog_takes_the_current_organization_and_a_number_as_project() {
    let source = single(
        "[[source]]\nkey = \"a\"\nprovider = \"posthog\"\nproject_id = 12345\napi_key = \"k\"\n",
    );
    let ProviderConfig::PostHog(posthog) = source.provider else {
        panic!("not PostHog");
    };
    assert_eq!(posthog.project_id, "12345");
    assert_eq!(posthog.organization_id, "@current");
}

#[test]
fn a_secret_file_is_read_beside_the_config_file_without_its_line_break() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.toml");
    fs::write(folder.path().join("token"), "from the file\r\n").unwrap();
    fs::write(&path, CHAT.replace("\"hunter2\"", "{ file = \"token\" }")).unwrap();
    let config = Config::load(&path, &no_environment).unwrap();
    let ProviderConfig::Nimchat(nimchat) = &config.sources[0].provider else {
        panic!("not Nimchat");
    };
    assert_eq!(exposed(&nimchat.api_access_token), "from the file");
}

#[test]
fn a_secret_file_is_text_of_a_fair_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.toml");
    fs::write(folder.path().join("large"), "a".repeat(65_537)).unwrap();
    fs::write(folder.path().join("binary"), b"\xff").unwrap();
    let found = |name: &str| {
        let text = CHAT.replace("\"hunter2\"", &format!("{{ file = \"{name}\" }}"));
        let refused = Config::parse(text.as_bytes(), &path, &no_environment);
        let ConfigError::Invalid { problems, .. } = refused.unwrap_err() else {
            panic!("the file itself is fine");
        };
        problems[0].found.clone()
    };
    let at = |name: &str| folder.path().join(name).display().to_string();
    assert_eq!(
        found("large"),
        format!(
            "that {} cannot be read: it is larger than 65536 bytes",
            at("large")
        )
    );
    assert_eq!(
        found("binary"),
        format!("that {} cannot be read: it is not UTF-8", at("binary"))
    );
}

#[test]
fn deep_nesting_is_answered() {
    for depth in [100, 20_000] {
        assert!(is_answered(
            format!("a{} = 1", ".a".repeat(depth)).as_bytes()
        ));
        assert!(is_answered(format!("[a{}]", ".a".repeat(depth)).as_bytes()));
        assert!(is_answered(format!("a = {}", "[".repeat(depth)).as_bytes()));
        assert!(is_answered(
            format!("a = {}", "{a=".repeat(depth)).as_bytes()
        ));
    }
}

#[test]
fn nothing_secret_is_printed() {
    let more = "webhook_secret = \"hunter2\"\nplatform_token = \"hunter2\"\ninbox_identifier = \"hunter2\"\n\
                [cursor]\nsecret = \"hunter2\"\n";
    let config = load(&format!("{CHAT}{more}")).unwrap();
    let printed = format!("{config:#?}");
    assert!(printed.contains("api_access_token"), "{printed}");
    assert!(!printed.contains("hunter2"), "{printed}");
}

#[test]
fn every_problem_is_told_at_once_in_the_order_of_the_file() {
    let message =
        load("[cache]\nmax_byte = 1\n[server]\nlisten = \"8080\"\n[[source]]\nkey = \"a\"\n")
            .unwrap_err();
    assert_eq!(
        message.to_string(),
        "3 problems in desk.toml\n\
         desk.toml:2: cache.max_byte\n    found an unknown key\n    did you mean `max_bytes`?\n\
         desk.toml:4: server.listen\n    found the text \"8080\"\n    \
         expected an IP address and a port, for example: listen = \"127.0.0.1:8080\"\n\
         desk.toml:5: source \"a\": provider\n    found no such key\n    \
         expected one of unthread, cord, helpscout, posthog, nimchat, for example: provider = \"unthread\""
    );
}

#[test]
fn a_single_problem_is_counted_in_the_singular() {
    let message = load("[cursor]\nsecert = \"a\"\nsecret = \"b\"\n").unwrap_err();
    assert_eq!(
        message.to_string(),
        "1 problem in desk.toml\ndesk.toml:2: cursor.secert\n    found an unknown key\n    did you mean `secret`?"
    );
}

#[test]
fn an_unknown_key_far_from_all_names_the_known_ones() {
    assert_eq!(
        refusal("[cache]\nquux = 1\n"),
        "desk.toml:2: cache.quux\n    found an unknown key\n    \
         expected one of: max_bytes, ttl, stale_while_revalidate, stale_if_error, jitter_percent"
    );
    assert_eq!(
        refusal("\n[quux]\n"),
        "desk.toml:2: quux\n    found an unknown key\n    expected one of: server, cache, limits, cursor, state, uploads, source"
    );
}

#[test]
fn an_unknown_key_is_refused_at_every_level() {
    let near = |text: &str| {
        refusal(text)
            .lines()
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(
        near("sources = 1\n"),
        "desk.toml:1: sources; found an unknown key; did you mean `source`?"
    );
    assert_eq!(
        near("[server]\nport = 1\nlisten_on = 1\n"),
        "desk.toml:2: server.port; found an unknown key; expected one of: listen, public_url; \
         desk.toml:3: server.listen_on; found an unknown key; did you mean `listen`?"
    );
    assert_eq!(
        near("[cache.ttl]\nconversations = \"1s\"\n"),
        "desk.toml:2: cache.ttl.conversations; found an unknown key; did you mean `conversation`?"
    );
    assert_eq!(
        near("[limits]\nmaxDepth = 3\n"),
        "desk.toml:2: limits.maxDepth; found an unknown key; did you mean `max_depth`?"
    );
    assert_eq!(
        near("[limits.upstream]\ntimeout = \"1s\"\n"),
        "desk.toml:2: limits.upstream.timeout; found an unknown key; did you mean `call_timeout`?"
    );
    assert_eq!(
        near(&format!("{CHAT}url = \"https://hunter2\"\n")),
        "desk.toml:7: source \"chat\": url; found an unknown key; did you mean `base_url`?"
    );
    assert_eq!(
        near(&CHAT.replace("\"hunter2\"", "{ environment = \"hunter2\" }")),
        "desk.toml:6: source \"chat\": api_access_token.environment; found an unknown key; did you mean `env`?"
    );
}

#[test]
fn an_unknown_provider_is_told_the_five() {
    assert_eq!(
        refusal("[[source]]\nkey = \"a\"\nprovider = \"zendesk\"\nsubdomain = \"x\"\n"),
        "desk.toml:3: source \"a\": provider\n    found the text \"zendesk\"\n    \
         expected one of unthread, cord, helpscout, posthog, nimchat, for example: provider = \"unthread\""
    );
}

#[test]
fn a_missing_key_is_told_with_an_example() {
    assert_eq!(
        refusal("[[source]]\nkey = \"chat\"\nprovider = \"nimchat\"\n"),
        "desk.toml:1: source \"chat\": base_url\n    found no such key\n    \
         expected an http or https URL with a host, and without a user name, a password, a query or a fragment, \
         for example: base_url = \"https://desk.example.com\"\n\
         desk.toml:1: source \"chat\": account_id\n    found no such key\n    \
         expected a whole number above zero, for example: account_id = 1\n\
         desk.toml:1: source \"chat\": api_access_token\n    found no such key\n    \
         expected a secret that can be read, given as { env = \"NAME\" }, { file = \"path\" } or plain text, \
         for example: api_access_token = { env = \"NIMCHAT_TOKEN\" }"
    );
}

#[test]
fn a_source_without_a_key_is_called_by_its_place() {
    let second = format!("{CHAT}[[source]]\nprovider = \"unthread\"\napi_key = \"k\"\n");
    assert_eq!(
        refusal(&second),
        "desk.toml:7: source #2: key\n    found no such key\n    \
         expected a unique key: a small letter, then up to 31 small letters, digits or hyphens, \
         for example: key = \"helpscout-eu\""
    );
}

#[test]
fn a_key_keeps_to_the_pattern() {
    let longest = format!("a{}", "9".repeat(31));
    for key in ["a", "a-1-", longest.as_str()] {
        assert_eq!(
            single(&CHAT.replace("\"chat\"", &format!("\"{key}\""))).key,
            key
        );
    }
    for key in [
        "",
        "1a",
        "-a",
        "Chat",
        "a_b",
        "a b",
        "é",
        &format!("{longest}9"),
    ] {
        let found = if key.is_empty() {
            "empty text".to_owned()
        } else {
            format!("the text \"{key}\"")
        };
        assert_eq!(
            refusal(&CHAT.replace("\"chat\"", &format!("\"{key}\""))),
            format!(
                "desk.toml:2: source #1: key\n    found {found}\n    \
                 expected a unique key: a small letter, then up to 31 small letters, digits or hyphens, \
                 for example: key = \"helpscout-eu\""
            )
        );
    }
}

#[test]
fn a_key_stands_for_one_source() {
    assert_eq!(
        refusal(&format!("{CHAT}{CHAT}")),
        "desk.toml:8: source \"chat\": key\n    found the key of the source in line 2 again\n    \
         expected a unique key: a small letter, then up to 31 small letters, digits or hyphens, \
         for example: key = \"helpscout-eu\""
    );
}

#[test]
fn a_url_with_a_password_is_refused_and_not_repeated() {
    assert_eq!(
        refusal(&CHAT.replace("https://chat.test", "https://me:hunter3@chat.test")),
        "desk.toml:4: source \"chat\": base_url\n    found a URL with a user name or password in it\n    \
         expected an http or https URL with a host, and without a user name, a password, a query or a fragment, \
         for example: base_url = \"https://desk.example.com\""
    );
}

#[test]
fn a_value_of_the_wrong_type_is_told_what_was_found() {
    assert_eq!(
        refusal("[cache]\nmax_bytes = true\nttl = 3\n[cache2]\n")
            .lines()
            .take(6)
            .collect::<Vec<_>>()
            .join("\n"),
        "desk.toml:2: cache.max_bytes\n    found true\n    \
         expected a size in B, KB, MB, GB, KiB, MiB or GiB, or a number of bytes, for example: max_bytes = \"256MB\"\n\
         desk.toml:3: cache.ttl\n    found a whole number\n    expected a table, for example: [cache.ttl]"
    );
    assert_eq!(
        refusal("[cache.ttl]\nlist = 30\n"),
        "desk.toml:2: cache.ttl.list\n    found the number 30\n    \
         expected a duration in ms, s, m or h, at most a year; \"0s\" turns it off, for example: list = \"30s\""
    );
    assert_eq!(
        refusal(
            "[limits]\nmax_depth = 0\nrequest_timeout = \"0s\"\n[cache]\njitter_percent = 51\n"
        ),
        "desk.toml:2: limits.max_depth\n    found the number 0\n    \
         expected a whole number from 1 to 2147483647, for example: max_depth = 100\n\
         desk.toml:3: limits.request_timeout\n    found the text \"0s\"\n    \
         expected a duration in ms, s, m or h, above zero and at most a year, for example: request_timeout = \"500ms\"\n\
         desk.toml:5: cache.jitter_percent\n    found the number 51\n    \
         expected a whole number of percent from 0 to 50, for example: jitter_percent = 10"
    );
    assert_eq!(
        refusal(&format!("{CHAT}enabled = \"no\"\nname = \"\"\n")),
        "desk.toml:7: source \"chat\": enabled\n    found the text \"no\"\n    \
         expected true or false, for example: enabled = true\n\
         desk.toml:8: source \"chat\": name\n    found empty text\n    \
         expected text that is not empty, for example: name = \"Acme\""
    );
    assert_eq!(
        refusal(
            "[[source]]\nkey = \"a\"\nprovider = \"cord\"\nproject_id = \"p\"\nsecret = \"s\"\nagent_users = [\"ana\", 3]\n"
        ),
        "desk.toml:6: source \"a\": agent_users\n    found the number 3 in the list\n    \
         expected a list of texts, for example: agent_users = [\"ana\", \"ivo\"]"
    );
}

#[test]
fn sources_are_a_list_of_tables() {
    let advice = "expected a list of tables, for example: [[source]]";
    assert_eq!(
        refusal("[source]\nkey = \"a\"\n"),
        format!("desk.toml:1: source\n    found a table\n    {advice}")
    );
    assert_eq!(
        refusal("source = [1]\n"),
        format!("desk.toml:1: source\n    found a whole number\n    {advice}")
    );
}

/// Returns what is said to be found when the token of [`CHAT`] is written as `secret`.
fn found_secret(secret: &str) -> String {
    let message = refusal(&CHAT.replace("\"hunter2\"", secret));
    let (before, after) = message.split_once("\n    found ").unwrap();
    let (found, advice) = after.split_once("\n    ").unwrap();
    assert_eq!(before, "desk.toml:6: source \"chat\": api_access_token");
    assert_eq!(
        advice,
        "expected a secret that can be read, given as { env = \"NAME\" }, { file = \"path\" } or plain text, \
         for example: api_access_token = { env = \"NIMCHAT_TOKEN\" }"
    );
    found.to_owned()
}

#[test]
fn a_secret_that_cannot_be_read_is_told_why() {
    let cases = [
        (
            "{ env = \"NIMCHAT_TOKEN\" }",
            "that the environment variable NIMCHAT_TOKEN is not set",
        ),
        (
            "{ env = \"sk-hunter2\" }",
            "that the environment variable named there is not set",
        ),
        (
            "{ file = \"absent\" }",
            "that absent cannot be read: No such file or directory (os error 2)",
        ),
        ("{}", "an empty table"),
        ("{ env = \"A\", file = \"b\" }", "both `env` and `file`"),
        ("\"\"", "an empty secret"),
        (
            "\"hunter\\n2\"",
            "a secret with a line break or another control character",
        ),
        ("12345", "a whole number"),
        ("[\"hunter2\"]", "a list"),
    ];
    for (written, found) in cases {
        assert_eq!(found_secret(written), found, "{written}");
    }
}

#[test]
fn a_secret_source_of_the_wrong_type_is_told_apart() {
    assert_eq!(
        refusal(&CHAT.replace("\"hunter2\"", "{ env = 12345 }")),
        "desk.toml:6: source \"chat\": api_access_token.env\n    found a whole number\n    \
         expected the name of an environment variable, for example: env = \"DESK_API_KEY\""
    );
}

#[test]
fn help_scout_takes_one_kind_of_credentials() {
    let source = "[[source]]\nkey = \"a\"\nprovider = \"helpscout\"\n";
    assert_eq!(
        refusal(&format!(
            "{source}access_token = \"t\"\nclient_id = \"c\"\n"
        )),
        "desk.toml:4: source \"a\": access_token\n    found `client_id` beside `access_token`\n    \
         expected either access_token, or client_id and client_secret, \
         for example: access_token = { env = \"HELPSCOUT_TOKEN\" }"
    );
    assert_eq!(
        refusal(&format!("{source}client_id = \"c\"\n")),
        "desk.toml:1: source \"a\": client_secret\n    found no such key\n    \
         expected a secret that can be read, given as { env = \"NAME\" }, { file = \"path\" } or plain text, \
         for example: client_secret = { env = \"HELPSCOUT_SECRET\" }"
    );
}

#[test]
fn broken_toml_is_told_by_line_without_repeating_it() {
    assert_eq!(
        refusal("[server]\nsecret = \"hunter2\n"),
        "desk.toml:2: the file\n    found broken TOML: invalid basic string, expected `\"`\n    \
         expected TOML, for example: key = \"value\""
    );
}

#[test]
fn bytes_that_are_no_text_are_told_by_line() {
    let error =
        Config::parse(b"[server]\n\xff", Path::new("desk.toml"), &no_environment).unwrap_err();
    assert_eq!(
        error.to_string(),
        "1 problem in desk.toml\ndesk.toml:2: the file\n    found bytes that are not UTF-8\n    \
         expected a TOML file, for example: examples/deskgraph.toml"
    );
}

#[test]
fn the_file_is_looked_for_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let set = |name: &str| (name == "DESKGRAPH_CONFIG").then(|| "b.toml".to_owned());
    let empty = |_: &str| Some(String::new());
    let given = locate(Some(Path::new("a.toml")), folder.path(), &set);
    assert_eq!(given.unwrap(), PathBuf::from("a.toml"));
    assert_eq!(
        locate(None, folder.path(), &set).unwrap(),
        PathBuf::from("b.toml")
    );
    let usual = folder.path().join("deskgraph.toml");
    fs::write(&usual, "").unwrap();
    assert_eq!(locate(None, folder.path(), &empty).unwrap(), usual);
}

#[test]
fn no_file_at_all_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        locate(None, folder.path(), &no_environment)
            .unwrap_err()
            .to_string(),
        "no config file: `--config FILE` is not given, DESKGRAPH_CONFIG is not set and there is no ./deskgraph.toml\n    \
         write one (examples/deskgraph.toml shows every key), or run `deskgraph serve --sandbox`, which needs none"
    );
}

#[test]
fn a_variable_that_no_system_allows_is_unset() {
    assert_eq!(super::environment(""), None);
    assert_eq!(super::environment("A=B"), None);
    assert_eq!(super::environment("A\0B"), None);
}

/// Says that a file is either read, or refused with at least one problem.
fn is_answered(bytes: &[u8]) -> bool {
    match Config::parse(bytes, Path::new("desk.toml"), &no_environment) {
        Ok(_) => true,
        Err(ConfigError::Invalid { problems, .. }) => !problems.is_empty(),
        Err(ConfigError::Absent | ConfigError::Unreadable { .. }) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert!(is_answered(&bytes));
    }

    #[test]
    fn a_damaged_file_is_answered(at in 0..DESIGN.len(), gone in 0..40_usize, put in "[ -~\n]{0,6}") {
        let mut bytes = DESIGN.as_bytes().to_vec();
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, put.into_bytes());
        assert!(is_answered(&bytes));
    }

    #[test]
    fn any_value_at_any_key_is_answered(line in 0..6_usize, value in "(\"[ -!#-~]{0,8}\"|-?[0-9]{1,22}|\\{\\}|\\[\\]|true|1\\.5|1979-05-27|\\{ (env|file) = \"[a-z./]{0,5}\" \\})") {
        let key = |line: &str| line.split_once('=').map(|(key, _)| format!("{key}= {value}"));
        let mut lines: Vec<_> = CHAT.lines().map(str::to_owned).collect();
        if let Some(changed) = key(&lines[line]) {
            lines[line] = changed;
        }
        assert!(is_answered(lines.join("\n").as_bytes()));
    }
}
