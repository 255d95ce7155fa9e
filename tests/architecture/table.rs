//! The table of who may use whom.

use super::paths::Import;

/// What a module may use beside itself. Paths are prefixes.
struct Row {
    module: &'static str,
    uses: &'static [&'static str],
    /// What only its tests may use.
    in_tests: &'static [&'static str],
}

const fn row(module: &'static str, uses: &'static [&'static str]) -> Row {
    Row {
        module,
        uses,
        in_tests: &[],
    }
}

const ADAPTER_USES: &[&str] = &[
    "model",
    "provider",
    "transport",
    "clock",
    // Pure: turns a native body into the plain text that the model holds.
    "richtext",
    "adapters::paging",
    "adapters::outgoing",
    "adapters::Setup",
    "adapters::build_client",
];

/// The longest fitting row counts.
const TABLE: &[Row] = &[
    row("model", &[]),
    row("clock", &[]),
    row("telemetry", &[]),
    row("config", &[]),
    row("richtext", &[]),
    row("links", &["model", "clock"]),
    row("uploads", &["model::command::Upload", "clock"]),
    row("transport", &["clock"]),
    row("provider", &["model", "transport"]),
    row("adapters", &["model", "provider", "transport", "clock"]),
    adapter("adapters::unthread"),
    adapter("adapters::cord"),
    adapter("adapters::helpscout"),
    adapter("adapters::posthog"),
    adapter("adapters::nimchat"),
    row("cache", &["model", "provider", "clock"]),
    row("loaders", &["model", "provider", "cache"]),
    row("feed", &["model", "provider", "cache", "clock"]),
    row("adapters::outgoing", &["model", "richtext"]),
    Row {
        module: "writes",
        uses: &[
            "model",
            "provider",
            "cache::Cache",
            "clock",
            // Pure: compares what was sent with what is read.
            "richtext",
        ],
        // A desk that fails has to say how.
        in_tests: &["transport"],
    },
    row(
        "graphql",
        &[
            "model",
            "provider",
            "loaders",
            "feed",
            "writes",
            "cache::Cache",
            "cache::ReadContext",
            "cache::Stats",
            "clock",
            "links",
            "uploads",
            "richtext",
        ],
    ),
    row("graphql::guard", &[]),
    row("server", &["graphql::guard", "provider"]),
    row("sandbox", &["clock", "model::ProviderKind"]),
    row("cli", &["app", "config"]),
    row("main", &["cli", "config", "telemetry"]),
    Row {
        module: "app",
        uses: &[""],
        in_tests: &[],
    },
    Row {
        module: "lib",
        uses: &[""],
        in_tests: &[],
    },
];

const fn adapter(module: &'static str) -> Row {
    Row {
        module,
        uses: ADAPTER_USES,
        // The tests of an adapter read its sandbox.
        in_tests: &["sandbox"],
    }
}

pub(super) fn has_row(module: &str) -> bool {
    TABLE.iter().any(|row| row.module == module)
}

pub(super) fn allows(import: &Import) -> bool {
    let Some(row) = row_of(&import.from) else {
        return false;
    };
    let to = import.to.join("::");
    let is_test = import.from.iter().any(|module| module == "tests");
    let in_tests = if is_test { row.in_tests } else { &[] };
    let mut allowed = [row.module]
        .into_iter()
        .chain(row.uses.iter().chain(in_tests).copied());
    allowed.any(|prefix| stands_in(&to, prefix))
}

fn row_of(from: &[String]) -> Option<&'static Row> {
    let from = from.join("::");
    let rows = TABLE.iter().filter(|row| stands_in(&from, row.module));
    rows.max_by_key(|row| row.module.len())
}

fn stands_in(path: &str, prefix: &str) -> bool {
    let Some(rest) = path.strip_prefix(prefix) else {
        return false;
    };
    prefix.is_empty() || rest.is_empty() || rest.starts_with("::")
}
