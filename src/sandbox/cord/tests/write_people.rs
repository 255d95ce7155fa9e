//! Users and groups.

use serde_json::{Value, json};

use super::{ListShape, peer, refusal};

#[tokio::test]
async fn a_user_is_made_and_changed_by_the_same_call() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/users/new%40mail.example";
    let body = json!({
        "name": "New Person",
        "email": "new@mail.example",
        "metadata": {"role": "contact"},
        "addGroups": ["riders"],
    });
    let made = peer.done("PUT", path, body).await;
    assert_eq!(
        made["message"],
        "✅ You successfully created user new@mail.example"
    );
    let user = peer.found(path).await;
    assert_eq!(
        (&user["name"], &user["groups"]),
        (&json!("New Person"), &json!(["riders"]))
    );
    assert_eq!(user["status"], "active");

    let change = json!({
        "name": null,
        "email": "",
        "shortName": "Newt",
        "profilePictureURL": "https://cdn.example/n.png",
        "metadata": {"a": 1},
        "status": "deleted",
        "removeGroups": ["riders"],
    });
    let changed = peer.done("PUT", path, change).await;
    assert_eq!(
        changed["message"],
        "✅ You successfully updated user new@mail.example"
    );
    let user = peer.found(path).await;
    assert_eq!(
        (&user["name"], &user["email"]),
        (&json!("New Person"), &json!("new@mail.example"))
    );
    assert_eq!(
        (&user["shortName"], &user["status"]),
        (&json!("Newt"), &json!("deleted"))
    );
    assert_eq!(
        (&user["metadata"], &user["groups"]),
        (&json!({"a": 1}), &json!([]))
    );
    peer.done("PUT", path, json!({"profilePictureURL": null}))
        .await;
    assert_eq!(
        peer.found(path).await["profilePictureURL"],
        "https://cdn.example/n.png"
    );
    peer.done("PUT", path, json!({"profile_picture_url": null}))
        .await;
    assert_eq!(peer.found(path).await["profilePictureURL"], Value::Null);
}

#[tokio::test]
async fn a_user_that_does_not_fit_is_refused_and_not_made() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/users/new";
    let refused = peer.send("PUT", path, json!({"addGroups": ["x"]})).await;
    assert_eq!(
        refused,
        (401, refusal("group_not_found", "Group x not found."))
    );
    let both = json!({"addGroups": ["riders"], "removeGroups": ["riders"]});
    assert_eq!(peer.send("PUT", path, both).await.0, 400);
    let (status, body) = peer.send("PUT", path, json!({"email": "no address"})).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
    assert_eq!(peer.get(path).await.0, 404);
    assert_eq!(peer.send("PUT", "/v1/users/cord:x", json!({})).await.0, 400);
}

#[tokio::test]
async fn a_deleted_user_takes_the_messages_along() {
    let peer = peer(ListShape::Full).await;
    let (_, own) = peer
        .filtered("/v1/messages", r#"{"authorID":"ana"}"#, "")
        .await;
    assert!(own["pagination"]["total"].as_u64().unwrap() > 0);
    let total = peer.found("/v1/messages").await["pagination"]["total"]
        .as_u64()
        .unwrap();
    let (status, _) = peer.send("DELETE", "/v1/users/ana", json!({})).await;
    assert_eq!(status, 400);
    let answer = peer
        .done(
            "DELETE",
            "/v1/users/ana",
            json!({"permanently_delete": true}),
        )
        .await;
    let expected = json!({"success": true, "message": "User deleted.", "userID": "ana", "failedDeletionFileIDs": []});
    assert_eq!(answer, expected);
    assert_eq!(peer.get("/v1/users/ana").await.0, 404);
    let left = peer.found("/v1/messages").await["pagination"]["total"]
        .as_u64()
        .unwrap();
    assert_eq!(left, total - own["pagination"]["total"].as_u64().unwrap());
    let support = peer.found("/v1/groups/support").await;
    assert!(
        !support["members"]
            .as_array()
            .unwrap()
            .contains(&json!("ana"))
    );
    let page = peer.found("/v1/threads").await;
    for thread in page["threads"].as_array().unwrap() {
        assert_ne!(thread["total"], 0);
        assert!(
            !thread["subscribers"]
                .as_array()
                .unwrap()
                .contains(&json!("ana"))
        );
    }
    let again = peer
        .send(
            "DELETE",
            "/v1/users/ana",
            json!({"permanently_delete": true}),
        )
        .await;
    assert_eq!(
        again,
        (401, refusal("invalid_user_id", "Invalid user id: ana."))
    );
}

#[tokio::test]
async fn a_group_is_made_changed_and_removed() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/groups/kites";
    let (status, body) = peer.send("PUT", path, json!({"metadata": {}})).await;
    assert_eq!((status, &body["error"]), (400, &json!("missing_field")));
    let (status, body) = peer
        .send(
            "PUT",
            path,
            json!({"name": "Kites", "members": ["x", "ana"]}),
        )
        .await;
    assert_eq!((status, &body["error"]), (401, &json!("user_not_found")));
    assert!(body["message"].as_str().unwrap().ends_with(": x"));
    let made = peer
        .done(
            "PUT",
            path,
            json!({"name": "Kites", "members": ["ana", "bo"]}),
        )
        .await;
    assert_eq!(made["message"], "✅ You successfully created group kites");
    peer.done("PUT", path, json!({"status": "deleted", "members": ["bo"]}))
        .await;
    let group = peer.found(path).await;
    assert_eq!(
        (&group["status"], &group["members"]),
        (&json!("deleted"), &json!(["bo"]))
    );
    let bo = peer.found("/v1/users/bo").await;
    assert!(!bo["groups"].as_array().unwrap().contains(&json!("kites")));
    peer.done("PUT", path, json!({"metadata": {"tier": 1}}))
        .await;
    let group = peer.found(path).await;
    assert_eq!(
        (&group["status"], &group["name"]),
        (&json!("active"), &json!("Kites"))
    );
    peer.done("DELETE", path, json!({})).await;
    assert_eq!(peer.get(path).await.0, 404);
    let gone = peer.send("DELETE", path, json!({})).await;
    assert_eq!(
        gone,
        (401, refusal("group_not_found", "Platform group not found."))
    );
}

#[tokio::test]
async fn members_join_and_leave() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/organizations/support/members";
    let before = peer.found("/v1/groups/support").await["members"].clone();
    peer.done("POST", path, json!({"add": ["visitor", "ana"]}))
        .await;
    let members = peer.found("/v1/groups/support").await["members"].clone();
    assert_eq!(
        members.as_array().unwrap().len(),
        before.as_array().unwrap().len() + 1
    );
    peer.done("POST", path, json!({"remove": ["visitor"]}))
        .await;
    assert_eq!(peer.found("/v1/groups/support").await["members"], before);
    let (status, body) = peer
        .send("POST", path, json!({"add": ["bo"], "remove": ["bo"]}))
        .await;
    let message = "Platform member bo both added and removed.";
    assert_eq!((status, body), (400, refusal("invalid_request", message)));
    assert_eq!(
        peer.send("POST", "/v1/groups/x/members", json!({})).await.0,
        401
    );
}
