use super::running::{ended, text};
use crate::support::schema_file;

#[test]
fn the_schema_is_printed_as_the_file_holds_it() {
    let output = ended(&["schema"]);
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    assert!(text(&output.stdout) == schema_file(), "they differ");
}
