use std::fmt::Write as _;

use async_graphql::parser::parse_query;
use async_graphql::{Variables, from_value, value};

use crate::graphql::guard::{GuardError, GuardLimits, Measure, check_document, check_text};

fn guard(text: &str) -> Result<Measure, GuardError> {
    guard_with(text, Variables::default(), &GuardLimits::default())
}

fn guard_with(
    text: &str,
    variables: Variables,
    limits: &GuardLimits,
) -> Result<Measure, GuardError> {
    check_text(text, limits)?;
    let document = parse_query(text).expect("the text parses");
    let (_, operation) = document.operations.iter().next().expect("one operation");
    check_document(&document, &operation.node, &variables, limits)
}

fn cost(text: &str, variables: async_graphql::Value) -> usize {
    let variables = from_value(variables).expect("variables are a map");
    let limits = GuardLimits {
        cost: usize::MAX,
        ..GuardLimits::default()
    };
    guard_with(text, variables, &limits)
        .expect("within limits")
        .cost
}

/// Fragments that each spread the next one twice: 2^n selections.
fn bomb(fragments: usize) -> String {
    let mut text = String::from("{...f0}");
    for index in 0..fragments {
        let next = index + 1;
        writeln!(text, "fragment f{index} on Query {{...f{next} ...f{next}}}").expect("fits");
    }
    write!(text, "fragment f{fragments} on Query{{a}}").expect("fits");
    text
}

#[test]
fn the_fragment_bomb_of_less_than_a_kilobyte_is_refused() {
    let text = bomb(25);
    assert_eq!(text.len(), 953);
    assert_eq!(
        guard(&text),
        Err(GuardError::TooManySelections {
            found: 100_663_295,
            limit: 2_000
        })
    );
}

#[test]
fn bombs_beyond_all_numbers_saturate() {
    let limits = GuardLimits {
        nesting: 200,
        ..GuardLimits::default()
    };
    assert_eq!(
        guard_with(&bomb(120), Variables::default(), &limits),
        Err(GuardError::TooManySelections {
            found: usize::MAX,
            limit: 2_000
        })
    );
}

#[test]
fn a_long_chain_of_fragments_is_refused_before_it_fills_the_stack() {
    assert_eq!(
        guard(&bomb(250)),
        Err(GuardError::NestedTooDeep { limit: 60 })
    );
}

#[test]
fn ten_thousand_bombs_are_refused() {
    let text = bomb(25);
    let document = parse_query(&text).expect("the text parses");
    let (_, operation) = document.operations.iter().next().expect("one operation");
    let limits = GuardLimits::default();
    let refused = (0..10_000)
        .filter(|_| {
            check_text(&text, &limits).is_ok()
                && check_document(&document, &operation.node, &Variables::default(), &limits)
                    .is_err()
        })
        .count();
    assert_eq!(refused, 10_000);
}

#[test]
fn an_unused_bomb_is_refused_too() {
    let text = format!("query{{a}}{}", bomb(25).trim_start_matches("{...f0}"));
    assert!(matches!(
        guard(&text),
        Err(GuardError::TooManySelections { .. })
    ));
}

#[test]
fn selections_of_all_operations_are_added_up() {
    let mut text = String::from("fragment f on Query{a b c d e f g h i j}");
    for index in 0..200 {
        write!(text, "query q{index}{{...f}}").expect("fits");
    }
    assert_eq!(
        guard(&text),
        Err(GuardError::TooManySelections {
            found: 2_200,
            limit: 2_000
        })
    );
}

#[test]
fn a_fragment_that_spreads_itself_is_named() {
    let cycle = "{...a} fragment a on Q{x{...b}} fragment b on Q{...a}";
    assert_eq!(
        guard(cycle),
        Err(GuardError::FragmentCycle {
            fragment: "a".to_owned()
        })
    );
    assert_eq!(
        guard("{x} fragment a on Q{...a}"),
        Err(GuardError::FragmentCycle {
            fragment: "a".to_owned()
        })
    );
}

#[test]
fn a_fragment_that_is_not_defined_is_left_to_validation() {
    assert_eq!(guard("{a ...missing}").map(|found| found.selections), Ok(2));
}

#[test]
fn depth_is_counted_through_fragments_and_is_exact() {
    let deep = |levels: usize| {
        let fields = "a{".repeat(levels - 2);
        format!(
            "{{a{{...f}}}} fragment f on A{{{fields}b{}}}",
            "}".repeat(levels - 2)
        )
    };
    assert_eq!(guard(&deep(25)).map(|found| found.depth), Ok(25));
    assert_eq!(
        guard(&deep(26)),
        Err(GuardError::TooDeep {
            found: 26,
            limit: 25
        })
    );
}

#[test]
fn a_measured_fragment_spread_deeper_is_checked_for_nesting_again() {
    let limits = GuardLimits {
        nesting: 6,
        ..GuardLimits::default()
    };
    let text = "{...f b{b{b{...f}}}} fragment f on A{a{a{a}}}";
    assert_eq!(
        guard_with(text, Variables::default(), &limits),
        Err(GuardError::NestedTooDeep { limit: 6 })
    );
}

#[test]
fn aliases_are_counted_in_each_spread() {
    let text = format!("{{r{{{}}}}} fragment f on Q{{x:a y:a}}", "...f ".repeat(30));
    assert_eq!(guard(&text).map(|found| found.aliases), Ok(60));
    let text = format!(
        "{{z:a{{{}}}}} fragment f on Q{{x:a y:a}}",
        "...f ".repeat(30)
    );
    assert_eq!(
        guard(&text),
        Err(GuardError::TooManyAliases {
            found: 61,
            limit: 60
        })
    );
}

#[test]
fn directives_are_counted_wherever_they_stand() {
    let text = "query Q($v: Int @d) @d @d { a @d ...f @d ... on Q @d { b @d } } fragment f on Q @d { c @d }";
    assert_eq!(guard(text).map(|found| found.directives), Ok(9));
    let many = format!("{{a {}}}", "@d".repeat(61));
    assert_eq!(
        guard(&many),
        Err(GuardError::TooManyDirectives {
            found: 61,
            limit: 60
        })
    );
}

#[test]
fn root_fields_are_counted_through_fragments() {
    let text = format!(
        "{{...f ... on Q{{{}}}}} fragment f on Q{{a b}}",
        "a ".repeat(19)
    );
    assert_eq!(
        guard(&text),
        Err(GuardError::TooManyRootFields {
            found: 21,
            limit: 20
        })
    );
}

#[test]
fn a_page_costs_its_items_and_not_its_page_info() {
    let text = "{list(first:10){totalCount pageInfo{hasNextPage} nodes{id name}}}";
    // list 1 + totalCount 1 + pageInfo 2 + 10 × (nodes 1 + 2)
    assert_eq!(cost(text, value!({})), 34);
}

#[test]
fn a_list_without_nodes_costs_all_its_fields_per_item() {
    assert_eq!(cost("{list(last:10){id name}}", value!({})), 21);
}

#[test]
fn a_page_without_a_size_is_counted_with_twenty_five() {
    assert_eq!(cost("{list{edges{node{id}}}}", value!({})), 1 + 25 * 3);
    assert_eq!(
        cost("{list{...f}} fragment f on L{nodes{id}}", value!({})),
        51
    );
    assert_eq!(cost("{list(first:null){nodes{id}}}", value!({})), 51);
}

#[test]
fn page_sizes_come_from_variables_and_their_defaults() {
    let text = "query($n:Int=3){list(first:$n){nodes{id}}}";
    assert_eq!(cost(text, value!({"n": 7})), 15);
    assert_eq!(cost(text, value!({})), 7);
    assert_eq!(
        cost("query($n:Int){list(first:$n){nodes{id}}}", value!({})),
        51
    );
}

#[test]
fn a_negative_size_is_nothing_and_a_huge_one_saturates() {
    assert_eq!(cost("{list(first:-5){nodes{id}}}", value!({})), 1);
    let text = "{a(first:9223372036854775807){nodes{b(first:9223372036854775807){nodes{c}}}}}";
    assert_eq!(cost(text, value!({})), usize::MAX);
    assert_eq!(
        guard(text),
        Err(GuardError::TooCostly {
            found: usize::MAX,
            limit: 20_000
        })
    );
}

#[test]
fn ids_multiply_by_their_number_and_are_values_themselves() {
    assert_eq!(
        cost(r#"{nodes(ids:["a","b","c"]){id}}"#, value!({})),
        1 + 3 + 3
    );
    let text = "query($i:[ID!]!){nodes(ids:$i){id}}";
    assert_eq!(cost(text, value!({"i": ["a", "b"]})), 1 + 2 + 2);
    assert_eq!(cost(text, value!({"i": "a"})), 2);
    assert_eq!(
        cost("query($i:ID!){nodes(ids:[$i,$i]){id}}", value!({"i": "a"})),
        5
    );
    assert_eq!(cost(r#"{nodes(ids:"a"){id}}"#, value!({})), 2);
}

#[test]
fn each_use_of_a_variable_weighs_what_its_value_holds() {
    let text =
        "query($v:[Int] = [1]){r{a(x:$v) a(x:{y:[$v]}) b @d(x:$v) ...f}} fragment f on R{a(x:$v)}";
    let measured = |variables| {
        let variables = from_value(variables).expect("is a map");
        guard_with(text, variables, &GuardLimits::default()).expect("is within limits")
    };
    // Four uses of the variable, and the object and the list that one stands in.
    assert_eq!(measured(value!({})).values, 4 + 2);
    assert_eq!(measured(value!({"v": [1, 2, 3]})).values, 4 * 3 + 2);
    assert_eq!(
        measured(value!({"v": {"a": [1, 2], "b": "c"}})).values,
        4 * 4 + 2
    );
    assert_eq!(measured(value!({"v": "x".repeat(3000)})).values, 4 * 2 + 2);
    // The five fields count too.
    assert_eq!(measured(value!({"v": [1, 2, 3]})).cost, 14 + 5);
}

#[test]
fn a_long_list_used_often_is_refused() {
    let list: Vec<i32> = (0..1_000).collect();
    let variables = || from_value(value!({ "v": (list.clone()) })).expect("is a map");
    let text = |uses| format!("query($v:[Int]){{r{{{}}}}}", "a(x:$v) ".repeat(uses));
    let limits = GuardLimits {
        cost: usize::MAX,
        ..GuardLimits::default()
    };
    let measured = guard_with(&text(20), variables(), &limits);
    assert_eq!(measured.map(|found| found.values), Ok(20_000));
    assert_eq!(
        guard_with(&text(21), variables(), &limits),
        Err(GuardError::TooManyValues {
            found: 21_000,
            limit: 20_000
        })
    );
}

#[test]
fn values_cost_on_every_item_of_a_page() {
    let text = "{list(first:100){nodes{a(x:[1,2,3])}}}";
    assert_eq!(cost(text, value!({})), 1 + 100 * (1 + 1 + 3));
}

#[test]
fn nested_pages_multiply() {
    let text = "{conversations(first:100){nodes{id messages(first:100){nodes{id author{name}}}}}}";
    assert_eq!(
        guard(text),
        Err(GuardError::TooCostly {
            found: 1 + 100 * (1 + 1 + 1 + 100 * 4),
            limit: 20_000
        })
    );
}

#[test]
fn only_the_chosen_operation_pays() {
    let text = "query Cheap{a} query Dear{list(first:100000){nodes{id}}}";
    let document = parse_query(text).expect("the text parses");
    let costs = |name: &str| {
        let (_, operation) = document
            .operations
            .iter()
            .find(|(found, _)| found.is_some_and(|found| found.as_str() == name))
            .expect("is there");
        check_document(
            &document,
            &operation.node,
            &Variables::default(),
            &GuardLimits::default(),
        )
    };
    assert_eq!(costs("Cheap").map(|found| found.cost), Ok(1));
    assert_eq!(
        costs("Dear"),
        Err(GuardError::TooCostly {
            found: 200_001,
            limit: 20_000
        })
    );
}

#[test]
fn each_sentence_names_the_limit_and_what_was_found() {
    let error = guard(&format!("{{{}}}", "a ".repeat(21))).expect_err("too many");
    assert_eq!(
        error.to_string(),
        "The operation has 21 root fields; at most 20 are allowed."
    );
}
