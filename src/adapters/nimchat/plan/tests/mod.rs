//! The decision table.

mod contacts;
mod conversations;
mod profile;

use crate::model::{Id, SourceKey};

fn ids<T>(natives: &[&str]) -> Vec<Id<T>> {
    let key = SourceKey::parse("chat").unwrap();
    natives
        .iter()
        .map(|native| Id::new(&key, *native))
        .collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
