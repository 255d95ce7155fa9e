//! What the schemas find wrong with a body, in the words of the server.

use serde_json::Value;

/// What is wrong with a body.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<String>,
    /// Objects and the fields they lack.
    pub missing: Vec<(String, String)>,
    /// Objects and the fields they should not have.
    pub unexpected: Vec<(String, String)>,
}

impl Problems {
    /// Notes a value of the wrong kind.
    pub(super) fn kind(&mut self, path: &str, value: &Value, kind: &str) {
        self.format(path, value, &format!("must be type {kind}"));
    }

    /// Notes what is wrong with a value.
    pub(super) fn format(&mut self, path: &str, value: &Value, problem: &str) {
        self.found
            .push(format!("Input {value} for {path} {problem}"));
    }

    pub(super) fn is_none(&self) -> bool {
        self.found.is_empty() && self.missing.is_empty() && self.unexpected.is_empty()
    }

    /// Tells everything.
    pub(super) fn text(self) -> String {
        let mut lines = self.found;
        lines.extend(grouped(&self.missing, "requires"));
        lines.extend(grouped(&self.unexpected, "has unexpected"));
        lines.join(",\n")
    }
}

/// One line for each object that lacks fields or has too many.
fn grouped(pairs: &[(String, String)], verb: &str) -> Vec<String> {
    let mut inputs: Vec<&String> = Vec::new();
    for (input, _) in pairs {
        if !inputs.contains(&input) {
            inputs.push(input);
        }
    }
    let line = |input: &String| {
        let own = pairs.iter().filter(|(one, _)| one == input);
        let names: Vec<&str> = own.map(|(_, name)| name.as_str()).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => {
                format!(
                    "Input {input} {verb} fields: {} and {last}",
                    first.join(", ")
                )
            }
            _ => format!("Input {input} {verb} field: {}", names.concat()),
        }
    };
    inputs.into_iter().map(line).collect()
}
