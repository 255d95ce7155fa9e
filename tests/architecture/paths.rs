//! Finds the paths inside the crate that a file names, and resolves them.

use super::tokens::Token;

/// A module names something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) from: Vec<String>,
    pub(super) to: Vec<String>,
}

/// The module that a file is.
pub(super) fn module(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let is_root = matches!(path, "lib" | "main" | "mod");
    if is_root {
        return vec![path.to_owned()];
    }
    path.split('/').map(str::to_owned).collect()
}

/// Every path that begins with `crate` or `super`.
pub(super) fn imports(file: &str, tokens: &[Token]) -> Vec<Import> {
    let mut from = module(file);
    let mut is_module = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [
                Token::Word(keyword),
                Token::Word(name),
                Token::Sign('{'),
                ..,
            ] if keyword == "mod" => {
                from.push(name.clone());
                is_module.push(true);
                at += 3;
                continue;
            }
            [Token::Sign('{'), ..] => is_module.push(false),
            [Token::Sign('}'), ..] => {
                if is_module.pop() == Some(true) {
                    from.pop();
                }
            }
            [Token::Word(start), Token::Step, ..] if start == "crate" || start == "super" => {
                let (bases, next) = tree(tokens, at);
                found.extend(bases.into_iter().filter_map(|path| resolved(&from, path)));
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads a path with its groups, as in `crate::{a::b, c}`: all paths in it, and where it ends.
fn tree(tokens: &[Token], start: usize) -> (Vec<Vec<String>>, usize) {
    let mut path = Vec::new();
    let mut at = start;
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => {
                path.push(word.clone());
                at += 1;
            }
            Some(Token::Sign('{')) => {
                let (inner, end) = group(tokens, at + 1);
                let whole = inner
                    .into_iter()
                    .map(|tail| path.iter().cloned().chain(tail).collect());
                return (whole.collect(), end);
            }
            _ => return (vec![path], at),
        }
        if tokens.get(at) != Some(&Token::Step) {
            return (vec![path], at);
        }
        at += 1;
    }
}

fn group(tokens: &[Token], start: usize) -> (Vec<Vec<String>>, usize) {
    let mut found = Vec::new();
    let mut at = start;
    while at < tokens.len() && tokens[at] != Token::Sign('}') {
        if tokens[at].word().is_some_and(|word| word != "as") {
            let (paths, end) = tree(tokens, at);
            found.extend(paths);
            at = end;
        } else if tokens[at].word().is_some() {
            // The name after `as`.
            at += 2;
        } else {
            at += 1;
        }
    }
    (found, at + 1)
}

/// The path from the root of the crate; `None` for what names no module.
fn resolved(from: &[String], path: Vec<String>) -> Option<Import> {
    let supers = path.iter().take_while(|step| *step == "super").count();
    let to: Vec<String> = if supers == 0 {
        path.into_iter().skip(1).collect()
    } else {
        let above = &from[..from.len().checked_sub(supers)?];
        above
            .iter()
            .cloned()
            .chain(path.into_iter().skip(supers))
            .collect()
    };
    let is_something = to.first().is_some_and(|first| first != "self");
    is_something.then(|| Import {
        from: from.to_vec(),
        to,
    })
}
