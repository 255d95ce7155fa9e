use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, Variables};
use serde_json::{Map, Value};

use crate::server::graphql::refusal::Refusal;

/// What GraphQL over HTTP sends, with types that have been checked.
#[derive(Debug)]
pub(super) struct Params {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Variables,
}

impl Params {
    pub(super) fn into_request(self, document: ExecutableDocument) -> Request {
        let mut request = Request::new(self.query).variables(self.variables);
        request.operation_name = self.operation_name;
        request.set_parsed_query(document);
        request
    }
}

/// Reads the parameters of a POST.
pub(super) fn from_json(body: &[u8]) -> Result<Params, Refusal> {
    let body = serde_json::from_slice(body)
        .map_err(|error| Refusal::bad_request(format!("The body is not valid JSON: {error}.")))?;
    match body {
        Value::Object(members) => from_members(members),
        Value::Array(_) => Err(Refusal::bad_request(
            "Batches are not supported: send one request at a time, as a JSON object.",
        )),
        _ => Err(Refusal::bad_request("The body has to be a JSON object.")),
    }
}

/// Reads the parameters of a GET; `variables` and `extensions` are JSON in it. Parameters of other names are ignored.
pub(super) fn from_query_string(query_string: &str) -> Result<Params, Refusal> {
    let mut members = Map::new();
    for (name, text) in url::form_urlencoded::parse(query_string.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "operationName" => Value::String(text.into_owned()),
            "variables" | "extensions" => serde_json::from_str(&text).map_err(|error| {
                Refusal::bad_request(format!("`{name}` is not valid JSON: {error}."))
            })?,
            _ => continue,
        };
        if members.insert(name.clone().into_owned(), value).is_some() {
            return Err(Refusal::bad_request(format!("`{name}` is given twice.")));
        }
    }
    from_members(members)
}

fn from_members(mut members: Map<String, Value>) -> Result<Params, Refusal> {
    let query = match members.remove("query") {
        Some(Value::String(query)) => query,
        None | Some(Value::Null) => return Err(Refusal::bad_request("`query` is missing.")),
        Some(_) => return Err(Refusal::bad_request("`query` has to be a string.")),
    };
    let operation_name = match members.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => {
            return Err(Refusal::bad_request(
                "`operationName` has to be a string or null.",
            ));
        }
    };
    let variables = object(&mut members, "variables")?;
    object(&mut members, "extensions")?;
    Ok(Params {
        query,
        operation_name,
        variables: Variables::from_json(Value::Object(variables)),
    })
}

fn object(members: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match members.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(Refusal::bad_request(format!(
            "`{name}` has to be an object or null."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{from_value, value};

    use super::*;

    fn refusal(body: &str) -> String {
        from_json(body.as_bytes()).expect_err("is refused").message
    }

    #[test]
    fn a_full_body_is_read() {
        let body =
            r#"{"query":"{a}","operationName":"A","variables":{"n":1},"extensions":{},"x":1}"#;
        let params = from_json(body.as_bytes()).expect("is valid");
        assert_eq!(params.query, "{a}");
        assert_eq!(params.operation_name.as_deref(), Some("A"));
        assert_eq!(
            params.variables,
            from_value(value!({"n": 1})).expect("is a map")
        );
    }

    #[test]
    fn nulls_are_the_same_as_nothing() {
        let body = r#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#;
        let params = from_json(body.as_bytes()).expect("is valid");
        assert_eq!(params.operation_name, None);
        assert!(params.variables.is_empty());
    }

    #[test]
    fn each_wrong_type_is_named() {
        assert_eq!(refusal("{}"), "`query` is missing.");
        assert_eq!(refusal(r#"{"query":1}"#), "`query` has to be a string.");
        assert_eq!(
            refusal(r#"{"query":"{a}","operationName":[]}"#),
            "`operationName` has to be a string or null."
        );
        assert_eq!(
            refusal(r#"{"query":"{a}","variables":"{}"}"#),
            "`variables` has to be an object or null."
        );
        assert_eq!(
            refusal(r#"{"query":"{a}","extensions":[]}"#),
            "`extensions` has to be an object or null."
        );
        assert_eq!(refusal("7"), "The body has to be a JSON object.");
        assert_eq!(
            refusal(r#"[{"query":"{a}"}]"#),
            "Batches are not supported: send one request at a time, as a JSON object."
        );
    }

    #[test]
    fn a_query_string_is_read() {
        let params =
            from_query_string("query=%7Ba%7D&operationName=A&variables=%7B%22n%22%3A1%7D&t=1")
                .expect("is valid");
        assert_eq!(params.query, "{a}");
        assert_eq!(params.operation_name.as_deref(), Some("A"));
        assert_eq!(
            params.variables,
            from_value(value!({"n": 1})).expect("is a map")
        );
    }

    #[test]
    fn a_parameter_given_twice_is_refused() {
        let refusal = from_query_string("query=%7Ba%7D&query=%7Bb%7D").expect_err("is refused");
        assert_eq!(refusal.message, "`query` is given twice.");
    }
}
