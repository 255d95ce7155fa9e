//! Organizations, which are groups. The same call makes one and changes one, so it is read first.

use serde_json::json;

use crate::adapters::cord::endpoints::{DeleteGroup, GetGroup, PutGroup};
use crate::adapters::cord::{Cord, unknown_id};
use crate::adapters::paging::FromSource as _;
use crate::model::command::{OrganizationFields, Patch};
use crate::model::{Id, Organization};
use crate::provider::{Refusal, WriteContext, WriteResult, Written};

/// Says what speaks against a new group.
pub(super) fn admit_new(fields: &OrganizationFields) -> Result<(), Refusal> {
    admit(fields)?;
    if fields.name.value().is_none_or(String::is_empty) {
        return Err(Refusal::bad_input(
            &["input", "name"],
            "A group needs a name.",
        ));
    }
    Ok(())
}

/// Says what speaks against changes of a group.
pub(super) fn admit_change(fields: &OrganizationFields) -> Result<(), Refusal> {
    admit(fields)?;
    if fields.name == Patch::Clear {
        return Err(Refusal::bad_input(
            &["input", "name"],
            "A group needs a name.",
        ));
    }
    Ok(())
}

fn admit(fields: &OrganizationFields) -> Result<(), Refusal> {
    let OrganizationFields {
        name: _,
        email_domains,
        tags,
        slack_channel_id,
        creates_channel,
        is_private_channel,
        channel_topic,
        invites,
        primary_assignee,
        secondary_assignee,
        settings,
    } = fields;
    let wishes = [
        (email_domains.is_change(), "emailDomains"),
        (!tags.is_empty(), "tagIds"),
        (slack_channel_id.is_change(), "slackChannelId"),
        (*creates_channel, "createChannel"),
        (is_private_channel.is_some(), "isPrivateChannel"),
        (channel_topic.is_some(), "channelTopic"),
        (!invites.is_empty(), "inviteUserIds"),
        (primary_assignee.is_change(), "primaryAssignee"),
        (secondary_assignee.is_change(), "secondaryAssignee"),
        (!settings.is_empty(), "settings"),
    ];
    match wishes.into_iter().find(|(is_wished, _)| *is_wished) {
        Some((_, field)) => {
            Err(Refusal::unsupported("A group of Cord has a name only.").at(&["input", field]))
        }
        None => Ok(()),
    }
}

impl Cord {
    pub(super) async fn create_group(
        &self,
        context: &WriteContext,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let endpoint = PutGroup {
            group: &context.token,
            body: json!({"name": fields.name.value()}),
        };
        let put = self.client.send(&context.call, &endpoint).await;
        put.from_source(&self.key)?;
        Ok(Written {
            organization: Some(Id::new(&self.key, context.token.as_str())),
            ..Written::default()
        })
    }

    pub(super) async fn change_group(
        &self,
        context: &WriteContext,
        organization: &Id<Organization>,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let group = organization.native();
        let found = self.client.send(&context.call, &GetGroup { group }).await;
        let found = found.from_source(&self.key).map_err(unknown_id)?.value;
        let Some(name) = fields.name.value() else {
            return Ok(Written::default());
        };
        // Without its status a deleted group would become active.
        let mut body = json!({"name": name});
        if let Some(status) = found.status {
            body["status"] = json!(status);
        }
        let put = self
            .client
            .send(&context.call, &PutGroup { group, body })
            .await;
        put.from_source(&self.key)?;
        Ok(Written::default())
    }

    pub(super) async fn delete_group(
        &self,
        context: &WriteContext,
        organization: &Id<Organization>,
    ) -> WriteResult {
        let endpoint = DeleteGroup {
            group: organization.native(),
        };
        let deleted = self.client.send(&context.call, &endpoint).await;
        deleted.from_source(&self.key)?;
        Ok(Written::default())
    }
}
