//! Persons, members and roles.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::ORGANIZATION_ID;
use super::{MAIN_KEY, PROJECT, keys, peer};

const PERSON: &str = "01983ba9-2e80-74b3-9ec2-09d3cd40bdbf";

#[tokio::test]
async fn a_person_has_a_uuid_for_a_key() {
    let expected = json!({
        "id": PERSON,
        "uuid": PERSON,
        "name": "amir.haddad@mail.example",
        "distinct_ids": ["usr_1574ad62", "018fd306-f680-7fb0-a756-a9cfd6054a72"],
        "properties": {
            "email": "amir.haddad@mail.example",
            "name": "Amir Haddad",
            "plan": "care",
        },
        "created_at": "2025-07-24T09:00:00Z",
    });
    let person = peer().get(&format!("{PROJECT}/persons/{PERSON}/")).await;
    assert_eq!(person, expected);
}

#[tokio::test]
async fn persons_are_not_counted_and_are_found_in_three_ways() {
    let peer = peer();
    let all = peer.get(&format!("{PROJECT}/persons/")).await;
    assert_eq!(keys(&all), ["next", "previous", "results"]);
    assert_eq!(all["results"].as_array().unwrap().len(), 14);
    let queries = [
        "distinct_id=usr_1574ad62",
        "email=amir.haddad%40mail.example",
        "search=HADDAD",
        "search=usr_1574ad62",
    ];
    for query in queries {
        let page = peer.get(&format!("{PROJECT}/persons/?{query}")).await;
        let results = page["results"].as_array().unwrap();
        assert_eq!(results.len(), 1, "{query}");
        assert_eq!(results[0]["id"], PERSON, "{query}");
    }
    let page = peer.get(&format!("{PROJECT}/persons/?email=amir")).await;
    assert_eq!(page["results"], json!([]));
}

#[tokio::test]
async fn persons_are_paged() {
    let peer = peer();
    let all = peer.get(&format!("{PROJECT}/persons/")).await;
    let first = peer.get(&format!("{PROJECT}/persons/?limit=9")).await;
    let second = peer.follow(&first["next"]).await;
    let both = [&first, &second].map(|page| page["results"].as_array().unwrap().clone());
    assert_eq!(json!(both.concat()), all["results"]);
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_distinct_id_in_the_place_of_a_person_is_a_bad_request() {
    let answer = peer()
        .get_with(MAIN_KEY, &format!("{PROJECT}/persons/usr_1574ad62/"))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let expected = json!({
        "type": "validation_error",
        "code": "invalid_input",
        "detail": "The ID provided does not look like a personID. If you are using a distinctId, \
                   please use /persons?distinct_id=usr_1574ad62 instead.",
        "attr": null,
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn members_are_users_with_a_level() {
    let peer = peer();
    let page = peer.get("/api/organizations/@current/members/").await;
    assert_eq!(page["count"], 7);
    let members = page["results"].as_array().unwrap();
    let levels: Vec<&Value> = members.iter().map(|member| &member["level"]).collect();
    assert_eq!(levels, [15, 1, 1, 8, 1, 1, 1]);
    assert_eq!(
        keys(&members[3]),
        [
            "id",
            "user",
            "level",
            "joined_at",
            "updated_at",
            "is_2fa_enabled",
            "has_social_auth",
            "last_login"
        ]
    );
    assert_eq!(members[3]["user"]["id"], 314);
    assert_eq!(members[3]["user"]["first_name"], "Dóra");
    assert_eq!(members[3]["user"]["role_at_organization"], "engineering");
    assert_eq!(members[3]["joined_at"], "2024-08-30T09:00:00Z");
    assert_eq!(members[5]["user"]["distinct_id"], Value::Null);
    let by_id = format!("/api/organizations/{ORGANIZATION_ID}/members");
    assert_eq!(peer.get(&by_id).await, page);
}

#[tokio::test]
async fn roles_have_their_members() {
    let peer = peer();
    let page = peer.get("/api/organizations/@current/roles/").await;
    assert_eq!(page["count"], 3);
    let role = &page["results"][2];
    assert_eq!(
        keys(role),
        [
            "id",
            "name",
            "created_at",
            "created_by",
            "members",
            "is_default"
        ]
    );
    assert_eq!(role["name"], "Billing");
    assert_eq!(role["created_by"]["id"], 311);
    assert_eq!(page["results"][0]["created_by"], Value::Null);
    assert_eq!(page["results"][0]["is_default"], true);
    let members = role["members"].as_array().unwrap();
    assert_eq!(members.len(), 2);
    assert_eq!(members[0]["role_id"], role["id"]);
    assert_eq!(
        members[0]["user"]["email"],
        "fleur.dewit@kestrelbikes.example"
    );
    assert_eq!(
        members[0]["organization_member"]["user"],
        members[0]["user"]
    );

    let id = role["id"].as_str().unwrap();
    let path = format!("/api/organizations/@current/roles/{id}/");
    assert_eq!(&peer.get(&path).await, role);
    let memberships = peer.get(&format!("{path}role_memberships/")).await;
    assert_eq!(memberships["count"], 2);
    assert_eq!(memberships["results"], role["members"]);
}

#[tokio::test]
async fn unknown_roles_and_persons_are_not_found() {
    let peer = peer();
    let unknown = "00000000-0000-7000-8000-000000000000";
    let paths = [
        format!("/api/organizations/@current/roles/{unknown}/"),
        "/api/organizations/@current/roles/front/".to_owned(),
        "/api/organizations/@current/roles/front/role_memberships/".to_owned(),
        format!("{PROJECT}/persons/{unknown}/"),
        format!("{PROJECT}/persons/12/"),
        format!("/api/organizations/{unknown}/members/"),
    ];
    for path in paths {
        let answer = peer.get_with(MAIN_KEY, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}
