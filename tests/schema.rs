//! The public contract: `schema.graphql` is current, everything in it is described, and its habits are kept.

use std::collections::BTreeMap;

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
};

use deskgraph::model::ProviderKind;

use crate::support::answer::{list, text};
use crate::support::{TestGateway, schema_file};

type Described = Option<Positioned<String>>;

fn definitions() -> Vec<TypeSystemDefinition> {
    parse_schema(deskgraph::app::schema()).unwrap().definitions
}

fn types() -> BTreeMap<String, TypeDefinition> {
    let types = definitions().into_iter().filter_map(|one| match one {
        TypeSystemDefinition::Type(one) => Some((one.node.name.node.to_string(), one.node)),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    });
    types.collect()
}

/// The fields of an object or an interface.
fn fields(definition: &TypeDefinition) -> &[Positioned<FieldDefinition>] {
    match &definition.kind {
        TypeKind::Object(object) => &object.fields,
        TypeKind::Interface(interface) => &interface.fields,
        TypeKind::Scalar | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::InputObject(_) => &[],
    }
}

fn field<'a>(definition: &'a TypeDefinition, name: &str) -> Option<&'a FieldDefinition> {
    let mut fields = fields(definition).iter();
    fields
        .find(|field| field.node.name.node == name)
        .map(|field| &field.node)
}

/// The type of a field as it is written.
fn type_of(definition: &TypeDefinition, name: &str) -> Option<String> {
    field(definition, name).map(|field| field.ty.node.to_string())
}

fn values(definition: &TypeDefinition) -> Option<Vec<&str>> {
    match &definition.kind {
        TypeKind::Enum(one) => Some(
            one.values
                .iter()
                .map(|value| value.node.value.node.as_str())
                .collect(),
        ),
        _ => None,
    }
}

#[test]
fn the_checked_in_file_is_current() {
    let current = deskgraph::app::schema();
    assert!(
        schema_file() == current,
        "schema.graphql is old; write it with: cargo run -- schema > schema.graphql"
    );
}

/// Everything that carries a description, with its name.
fn all_descriptions() -> Vec<(String, Described)> {
    let mut all = Vec::new();
    for definition in definitions() {
        match definition {
            TypeSystemDefinition::Schema(_) => {}
            TypeSystemDefinition::Directive(one) => {
                let name = format!("@{}", one.node.name.node);
                // These come with the specification.
                if !["@include", "@skip", "@specifiedBy", "@deprecated", "@oneOf"]
                    .contains(&name.as_str())
                {
                    // The text form leaves out what describes its arguments; a test below asks for them.
                    all.push((name, one.node.description));
                }
            }
            TypeSystemDefinition::Type(one) => of_type(one.node, &mut all),
        }
    }
    all
}

fn of_type(definition: TypeDefinition, all: &mut Vec<(String, Described)>) {
    let name = definition.name.node.to_string();
    for field in fields(&definition) {
        let field = &field.node;
        let path = format!("{name}.{}", field.name.node);
        arguments(&path, &field.arguments, all);
        all.push((path, field.description.clone()));
    }
    match &definition.kind {
        TypeKind::Enum(one) => {
            for value in &one.values {
                let path = format!("{name}.{}", value.node.value.node);
                all.push((path, value.node.description.clone()));
            }
        }
        TypeKind::InputObject(one) => arguments(&name, &one.fields, all),
        TypeKind::Scalar | TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => {}
    }
    all.push((name, definition.description));
}

fn arguments(
    owner: &str,
    arguments: &[Positioned<InputValueDefinition>],
    all: &mut Vec<(String, Described)>,
) {
    for argument in arguments {
        let path = format!("{owner}({})", argument.node.name.node);
        all.push((path, argument.node.description.clone()));
    }
}

#[test]
fn everything_is_described_in_sentences() {
    let all = all_descriptions();
    assert!(all.len() > 500, "only {} things were found", all.len());
    let is_sentence = |text: &Described| {
        text.as_ref()
            .is_some_and(|text| text.node.trim_end().ends_with('.'))
    };
    let bad = all.iter().filter(|(_, text)| !is_sentence(text));
    let bad: Vec<_> = bad.map(|(path, _)| path.as_str()).collect();
    assert_eq!(bad, Vec::<&str>::new());
}

#[tokio::test]
async fn arguments_of_directives_are_described() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let query = "{ __schema { directives { name args { name description } } } }";
    let answer = gateway.start().await.query(query).await;
    let directives = list(&answer, "/data/__schema/directives").iter();
    let arguments = directives.flat_map(|one| list(one, "/args"));
    let texts: Vec<_> = arguments.map(|one| text(one, "/description")).collect();
    assert!(texts.contains(&"Oldest acceptable copy in seconds."));
}

#[test]
fn whatever_has_a_global_id_is_a_node() {
    let mut nodes = 0;
    for (name, definition) in types() {
        let TypeKind::Object(object) = &definition.kind else {
            continue;
        };
        let is_node = object.implements.iter().any(|one| one.node == "Node");
        let has_id = type_of(&definition, "id").as_deref() == Some("ID!");
        // A result is named after what it is about, and a staged file lives for an hour in the gateway alone.
        let is_other = ["BulkResult", "StagedAttachment"].contains(&name.as_str());
        assert_eq!(is_node, has_id && !is_other, "{name}");
        nodes += usize::from(is_node);
    }
    assert_eq!(nodes, deskgraph::model::NodeKind::ALL.len());
}

#[test]
fn interfaces_are_kept() {
    let types = types();
    for (name, definition) in &types {
        let TypeKind::Object(object) = &definition.kind else {
            continue;
        };
        for interface in &object.implements {
            for wanted in fields(&types[interface.node.as_str()]) {
                let wanted = wanted.node.name.node.as_str();
                let own = type_of(definition, wanted);
                let of_interface = type_of(&types[interface.node.as_str()], wanted);
                assert_eq!(own, of_interface, "{name}.{wanted}");
            }
        }
    }
}

#[test]
fn connections_are_those_of_relay() {
    let types = types();
    let connections: Vec<_> = types
        .keys()
        .filter_map(|name| name.strip_suffix("Connection"))
        .collect();
    assert!(connections.contains(&"Conversation"));
    for noun in connections {
        let connection = &types[&format!("{noun}Connection")];
        let of = |field| type_of(connection, field).unwrap_or_default();
        assert_eq!(of("edges"), format!("[{noun}Edge!]!"));
        assert_eq!(of("pageInfo"), "PageInfo!", "{noun}");
        let edge = &types[&format!("{noun}Edge")];
        assert_eq!(type_of(edge, "cursor").as_deref(), Some("String!"));
        let node = type_of(edge, "node").unwrap_or_default();
        assert_eq!(node.trim_end_matches('!'), noun);
        assert_eq!(of("nodes"), format!("[{node}]!"));
    }
    let page_info = &types["PageInfo"];
    let of = |field| type_of(page_info, field).unwrap_or_default();
    let found = [
        of("hasNextPage"),
        of("hasPreviousPage"),
        of("startCursor"),
        of("endCursor"),
    ];
    assert_eq!(found, ["Boolean!", "Boolean!", "String", "String"]);
}

#[test]
fn whatever_gives_a_connection_takes_a_page() {
    for (name, definition) in types() {
        for field in fields(&definition) {
            let field = &field.node;
            let BaseType::Named(given) = &field.ty.node.base else {
                continue;
            };
            if !given.ends_with("Connection") {
                continue;
            }
            let taken = |wanted: &str| {
                let mut arguments = field.arguments.iter();
                arguments.any(|argument| argument.node.name.node == wanted)
            };
            assert!(
                taken("first") && taken("after"),
                "{name}.{}",
                field.name.node
            );
        }
    }
}

/// Enums whose values are made here, so that nothing unknown can turn up.
const OURS: &[&str] = &[
    "BulkTagAction",
    "Capability",
    "ContactOrderField",
    "ConversationAction",
    "ConversationLinkKind",
    "ConversationOrderField",
    "DocumentationLevel",
    "ErrorCode",
    "FilterOperator",
    "FilterPolicy",
    "HttpMethod",
    "IdentityKey",
    "MatchConfidence",
    "MessageAction",
    "MessageDirection",
    "MessageOrder",
    "OrderDirection",
    "PaginationStyle",
    "ProviderKind",
    "SearchType",
    "ServedFrom",
    "SideEffect",
    "SlaState",
    "SourceErrorPolicy",
    "SourceResultStatus",
    "ThreadKind",
    "TicketAction",
    "TicketOrderField",
    "UnthreadConversationType",
    "Visibility",
    "WriteState",
];

#[test]
fn enums_that_mirror_providers_have_a_value_for_the_unknown() {
    let types = types();
    for name in OURS {
        assert!(
            types.contains_key(*name),
            "{name} is gone; take it off the list"
        );
    }
    for (name, definition) in &types {
        let Some(values) = values(definition) else {
            continue;
        };
        // What happened in a conversation is named by providers too, and `native` stands beside it.
        let fallback = if name == "ActivityType" {
            "OTHER"
        } else {
            "UNKNOWN"
        };
        let is_ours = OURS.contains(&name.as_str());
        assert!(is_ours || values.contains(&fallback), "{name}: {values:?}");
    }
}

#[test]
fn looking_up_what_does_not_exist_can_give_null() {
    let types = types();
    for field in fields(&types["Query"]) {
        let field = &field.node;
        let mut arguments = field.arguments.iter();
        if arguments.any(|argument| argument.node.name.node == "id") {
            assert!(field.ty.node.nullable, "{}", field.name.node);
        }
    }
}

#[test]
fn names_are_written_as_graphql_does() {
    let is_camel = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_loud = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    for (name, definition) in types() {
        assert!(name.starts_with(|c: char| c.is_ascii_uppercase()), "{name}");
        for field in fields(&definition) {
            assert!(is_camel(&field.node.name.node), "{}", field.node.name.node);
        }
        for value in values(&definition).unwrap_or_default() {
            assert!(is_loud(value), "{name}.{value}");
        }
    }
}
