//! Companies.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use super::payload::{DeletedOrganization, OrganizationAfter, OrganizationsAfter, payloads};
use crate::graphql::inputs::write::{
    AssigneeInput, Parsed, WriteOptions, id, ids, object, patch, source, text,
};
use crate::graphql::scalars::Json;
use crate::graphql::write::{Wish, item};
use crate::model::command::{Command, OrganizationFields, Patch};
use crate::model::{self, Assignee, Id, SourceKey};
use crate::provider::Refusal;
use crate::writes::Item;

/// Arguments of `organizationCreate`.
#[derive(InputObject)]
pub(crate) struct OrganizationCreateInput {
    /// Key of the source.
    source: String,
    /// Name.
    name: String,
    /// E-mail domains.
    email_domains: Option<Vec<String>>,
    /// Tags.
    tag_ids: Option<Vec<ID>>,
    /// Existing Slack channel.
    slack_channel_id: Option<String>,
    /// Create a Slack channel.
    #[graphql(default_with = "Some(false)")]
    create_channel: Option<bool>,
    /// Whether the new channel is private.
    is_private_channel: Option<bool>,
    /// Topic of the new channel, at most 250 characters.
    channel_topic: Option<String>,
    /// Teammates to invite to the new channel.
    invite_user_ids: Option<Vec<ID>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `organizationUpdate`. Omitted fields stay, null clears.
#[derive(InputObject)]
pub(crate) struct OrganizationUpdateInput {
    /// Company.
    organization_id: ID,
    /// Name.
    name: Option<String>,
    /// E-mail domains.
    email_domains: MaybeUndefined<Vec<String>>,
    /// Slack channel.
    slack_channel_id: MaybeUndefined<String>,
    /// Default person or team.
    primary_assignee: MaybeUndefined<AssigneeInput>,
    /// Backup person or team.
    secondary_assignee: MaybeUndefined<AssigneeInput>,
    /// Remaining native fields, an object: autoresponder, supportSteps, defaultTriageChannelId, disableAutomatedTicketing,
    /// replyTimeoutHours, botHandling.
    settings: Option<Json>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `organizationDelete`.
#[derive(InputObject)]
pub(crate) struct OrganizationDeleteInput {
    /// Company.
    organization_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `organizationsAddTag`.
#[derive(InputObject)]
pub(crate) struct OrganizationsAddTagInput {
    /// Companies of one source, at most 100.
    organization_ids: Vec<ID>,
    /// Tag of the same source.
    tag_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `organizationsRemoveTag`.
#[derive(InputObject)]
pub(crate) struct OrganizationsRemoveTagInput {
    /// Companies of one source, at most 100.
    organization_ids: Vec<ID>,
    /// Tag of the same source.
    tag_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `organizationCreate`.
    OrganizationCreatePayload(OrganizationAfter);
    /// Result of `organizationUpdate`.
    OrganizationUpdatePayload(OrganizationAfter);
    /// Result of `organizationDelete`.
    OrganizationDeletePayload(DeletedOrganization);
    /// Result of `organizationsAddTag`.
    OrganizationsAddTagPayload(OrganizationsAfter);
    /// Result of `organizationsRemoveTag`.
    OrganizationsRemoveTagPayload(OrganizationsAfter);
}

#[derive(Default)]
pub(crate) struct OrganizationMutation;

#[Object]
impl OrganizationMutation {
    /// Creates a company. Providers: Unthread, Help Scout; Cord groups.
    async fn organization_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: OrganizationCreateInput,
    ) -> OrganizationCreatePayload {
        let options = std::mem::take(&mut input.write);
        let items = input.items(ctx);
        let outcome = Wish::new("organizationCreate", options)
            .run(ctx, items)
            .await;
        let organization = outcome.done().and_then(|done| done.organization.clone());
        OrganizationCreatePayload(OrganizationAfter(organization), outcome.into())
    }

    /// Changes a company; omitted fields stay, null clears. Providers: Unthread, Help Scout; the name of Cord groups.
    async fn organization_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: OrganizationUpdateInput,
    ) -> OrganizationUpdatePayload {
        let options = std::mem::take(&mut input.write);
        let organization = named(ctx, &input.organization_id);
        let items = match &organization {
            Ok(organization) => input.items(ctx, organization).await,
            Err(refusal) => Err(refusal.clone()),
        };
        let outcome = Wish::new("organizationUpdate", options)
            .run(ctx, items)
            .await;
        let after = OrganizationAfter(outcome.if_done(organization.ok()));
        OrganizationUpdatePayload(after, outcome.into())
    }

    /// Deletes a company. Providers: Unthread, Help Scout; Cord groups.
    async fn organization_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: OrganizationDeleteInput,
    ) -> OrganizationDeletePayload {
        let organization = named(ctx, &input.organization_id);
        let delete = |organization: Id<model::Organization>| {
            let source = organization.source().clone();
            vec![item(&source, Command::DeleteOrganization(organization))]
        };
        let items = organization.clone().map(delete);
        let outcome = Wish::new("organizationDelete", input.write)
            .run(ctx, items)
            .await;
        let deleted = DeletedOrganization(outcome.if_done(organization.ok()));
        OrganizationDeletePayload(deleted, outcome.into())
    }

    /// Adds one tag to many companies. Providers: Unthread.
    async fn organizations_add_tag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: OrganizationsAddTagInput,
    ) -> OrganizationsAddTagPayload {
        let OrganizationsAddTagInput {
            organization_ids,
            tag_id,
            write,
        } = input;
        let tagging = Tagging::parse(ctx, &organization_ids, &tag_id, true);
        let organizations = tagging
            .as_ref()
            .ok()
            .map(|tagging| tagging.organizations.clone());
        let items = tagging.map(Tagging::items);
        let outcome = Wish::new("organizationsAddTag", write)
            .run(ctx, items)
            .await;
        let tagged = outcome.if_done(organizations).unwrap_or_default();
        OrganizationsAddTagPayload(OrganizationsAfter(tagged), outcome.into())
    }

    /// Removes one tag from many companies. Providers: Unthread.
    async fn organizations_remove_tag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: OrganizationsRemoveTagInput,
    ) -> OrganizationsRemoveTagPayload {
        let OrganizationsRemoveTagInput {
            organization_ids,
            tag_id,
            write,
        } = input;
        let tagging = Tagging::parse(ctx, &organization_ids, &tag_id, false);
        let organizations = tagging
            .as_ref()
            .ok()
            .map(|tagging| tagging.organizations.clone());
        let items = tagging.map(Tagging::items);
        let outcome = Wish::new("organizationsRemoveTag", write)
            .run(ctx, items)
            .await;
        let tagged = outcome.if_done(organizations).unwrap_or_default();
        OrganizationsRemoveTagPayload(OrganizationsAfter(tagged), outcome.into())
    }
}

fn named(ctx: &Context<'_>, text: &ID) -> Parsed<Id<model::Organization>> {
    id(ctx, &["input", "organizationId"], text)
}

/// A tag for companies of one source.
struct Tagging {
    organizations: Vec<Id<model::Organization>>,
    tag: Id<model::Tag>,
    is_added: bool,
}

impl Tagging {
    fn parse(ctx: &Context<'_>, organizations: &[ID], tag: &ID, is_added: bool) -> Parsed<Self> {
        const MOST: usize = 100;
        let place = ["input", "organizationIds"];
        if organizations.is_empty() || organizations.len() > MOST {
            return Err(Refusal::bad_input(&place, "Expected 1 to 100 IDs."));
        }
        let tag = id::<model::Tag>(ctx, &["input", "tagId"], tag)?;
        Ok(Self {
            organizations: ids(ctx, tag.source(), &place, organizations)?,
            tag,
            is_added,
        })
    }

    fn items(self) -> Vec<Item> {
        let Self {
            organizations,
            tag,
            is_added,
        } = self;
        let source = tag.source().clone();
        let command = Command::TagOrganizations {
            organizations,
            tag,
            is_added,
        };
        vec![item(&source, command)]
    }
}

fn name(name: String) -> Parsed<Patch<String>> {
    if name.trim().is_empty() {
        return Err(Refusal::bad_input(&["input", "name"], "The name is empty."));
    }
    Ok(Patch::Set(name))
}

impl OrganizationCreateInput {
    fn items(self, ctx: &Context<'_>) -> Parsed<Vec<Item>> {
        let Self {
            source: key,
            name: text,
            email_domains,
            tag_ids,
            slack_channel_id,
            create_channel,
            is_private_channel,
            channel_topic,
            invite_user_ids,
            write: _,
        } = self;
        let source = source(ctx, &key)?;
        let (tag_ids, users) = (
            tag_ids.unwrap_or_default(),
            invite_user_ids.unwrap_or_default(),
        );
        let fields = OrganizationFields {
            name: name(text)?,
            email_domains: email_domains.map_or(Patch::Keep, Patch::Set),
            tags: ids(ctx, &source, &["input", "tagIds"], &tag_ids)?,
            slack_channel_id: slack_channel_id.map_or(Patch::Keep, Patch::Set),
            creates_channel: create_channel.unwrap_or_default(),
            is_private_channel,
            channel_topic,
            invites: ids(ctx, &source, &["input", "inviteUserIds"], &users)?,
            ..OrganizationFields::default()
        };
        Ok(vec![item(
            &source,
            Command::CreateOrganization(Box::new(fields)),
        )])
    }
}

impl OrganizationUpdateInput {
    async fn items(
        self,
        ctx: &Context<'_>,
        organization: &Id<model::Organization>,
    ) -> Parsed<Vec<Item>> {
        let Self {
            organization_id: _,
            name: new_name,
            email_domains,
            slack_channel_id,
            primary_assignee,
            secondary_assignee,
            settings,
            write: _,
        } = self;
        let source = organization.source();
        let settings = settings.map(|json| object(&["input", "settings"], json));
        let fields = OrganizationFields {
            name: new_name.map_or(Ok(Patch::Keep), name)?,
            email_domains: patch(email_domains, |domains| domains),
            slack_channel_id: text(slack_channel_id),
            primary_assignee: assignee(ctx, source, primary_assignee, "primaryAssignee").await?,
            secondary_assignee: assignee(ctx, source, secondary_assignee, "secondaryAssignee")
                .await?,
            settings: settings.transpose()?.unwrap_or_default(),
            ..OrganizationFields::default()
        };
        if fields == OrganizationFields::default() {
            return Err(Refusal::bad_input(&["input"], "Nothing is to be changed."));
        }
        let command = Command::ChangeOrganization {
            organization: organization.clone(),
            fields: Box::new(fields),
        };
        Ok(vec![item(source, command)])
    }
}

async fn assignee(
    ctx: &Context<'_>,
    source: &SourceKey,
    input: MaybeUndefined<AssigneeInput>,
    field: &'static str,
) -> Parsed<Patch<Assignee>> {
    Ok(match input {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(to) => Patch::Set(to.assignee(ctx, source, &["input", field]).await?),
    })
}
