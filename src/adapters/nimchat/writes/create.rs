//! Beginning a conversation: the inbox, the contact, the conversation with its first message.

use crate::model::command::options::NimchatOptions;
use crate::model::command::{
    ConversationChange, CreateConversation as Wish, CreateOptions, Recipient, Upload,
};
use crate::model::{ChannelKind, Conversation, DirectoryParts, Id, Inbox, Related};
use crate::provider::{
    Provider as _, Refusal, SideEffect, WriteContext, WriteError, WriteResult, Written,
};
use crate::transport::{CallContext, WithRaw};

use crate::adapters::nimchat::endpoints::{Assignment, CreateConversation};
use crate::adapters::nimchat::reads::number_of;
use crate::adapters::nimchat::{Nimchat, map, tables, wire};

use super::admit::addresses;
use super::begin::{body_of, shows};
use super::body;
use super::message::Draft;

/// Path into the input of the settings of Nimchat.
pub(super) const OPTIONS: [&str; 3] = ["input", "options", "nimchat"];

/// What is refused without a call about the settings of Nimchat, and whom the conversation is with.
pub(super) fn admit(
    options: &CreateOptions,
    recipient: Option<&Recipient>,
    uploads: &[Upload],
) -> Result<(), Refusal> {
    let options = options_of(options)?;
    let NimchatOptions {
        inbox: _,
        source_id,
        additional_attributes,
        template_params,
    } = options;
    for (field, value) in [
        ("additionalAttributes", additional_attributes),
        ("templateParams", template_params),
    ] {
        if value.as_ref().is_some_and(|value| !value.is_object()) {
            let field = [OPTIONS.as_slice(), &[field]].concat();
            return Err(Refusal::bad_input(&field, "This is not an object."));
        }
    }
    if template_params.is_some() && !uploads.is_empty() {
        let explanation = "A template is sent without files.";
        return Err(Refusal::bad_input(&["input", "attachmentIds"], explanation));
    }
    match (recipient, source_id) {
        (None, None) => {
            let explanation = "A conversation is with somebody: name a recipient or a source id.";
            Err(Refusal::bad_input(&["input", "recipient"], explanation))
        }
        (Some(Recipient::ExternalId(id)), Some(source_id)) if id != source_id => {
            let explanation = "There are two source ids, and they differ.";
            Err(Refusal::bad_input(
                &["input", "recipient", "externalId"],
                explanation,
            ))
        }
        (Some(Recipient::Email(email)), _) => {
            let field = ["input", "recipient", "email"];
            addresses(&field, std::slice::from_ref(email))
        }
        _ => Ok(()),
    }
}

fn options_of(options: &CreateOptions) -> Result<&NimchatOptions, Refusal> {
    match options {
        CreateOptions::Nimchat(options) => Ok(options),
        CreateOptions::None
        | CreateOptions::Unthread(_)
        | CreateOptions::Cord(_)
        | CreateOptions::HelpScout(_)
        | CreateOptions::PostHog(_) => {
            let explanation = "Nimchat needs `nimchat.inboxId`.";
            Err(Refusal::bad_input(&["input", "options"], explanation))
        }
    }
}

fn draft<'a>(context: &'a WriteContext, wish: &'a Wish) -> Result<Draft<'a>, Refusal> {
    Ok(Draft {
        content: body::content(&wish.body)?,
        message_type: tables::OUTGOING,
        is_private: false,
        cc: &[],
        bcc: &[],
        uploads: &wish.uploads,
        echo_id: &context.token,
    })
}

impl Nimchat {
    /// Everything that a write names is looked up before anything is made.
    pub(super) async fn create_conversation(
        &self,
        context: &WriteContext,
        wish: &Wish,
    ) -> WriteResult {
        let call = &context.call;
        let options = options_of(&wish.options)?;
        let inbox = self.inbox_for(call, options).await?;
        let assignment = self.assignment_for(call, wish).await?;
        let draft = draft(context, wish)?;
        let recipient = wish.recipient.as_ref();
        let other = self.recipient(call, inbox, options, recipient).await?;
        let mut written = Written::default();
        if other.is_new {
            written.contact = Some(Id::new(&self.key, other.contact.to_string()));
            written.side_effects.push(SideEffect::CreatesContact);
        }
        let body = body_of(wish, options, (inbox, other.contact), assignment, &draft);
        let endpoint = CreateConversation {
            account: &self.account,
            body: &body,
        };
        let conversation = match self.ask(call, &endpoint).await {
            Ok(made) => self.begun(made, wish, &mut written),
            Err(error) if other.is_new => return Ok(written.stopped_by(error)),
            Err(error) => return Err(error.into()),
        };
        if !wish.uploads.is_empty() {
            match self.send_message(call, &conversation, &draft).await {
                Ok(message) => written.message = Some(message),
                Err(error) => return Ok(written.stopped_by(error)),
            }
        }
        written.side_effects.push(SideEffect::NotifiesContact);
        Ok(written)
    }

    async fn assignment_for(
        &self,
        call: &CallContext,
        wish: &Wish,
    ) -> Result<Option<Assignment>, WriteError> {
        let Some(assignee) = &wish.assignee else {
            return Ok(None);
        };
        let found = self
            .known_assignee(call, assignee, &["input", "assignee"])
            .await;
        found.map(Some)
    }

    /// Reads off the answer what is done. An inbox that keeps one conversation for each contact answers with that one,
    /// and has looked at nothing but the message.
    fn begun(
        &self,
        made: WithRaw<wire::Conversation>,
        wish: &Wish,
        written: &mut Written,
    ) -> Id<Conversation> {
        let attributes = made.value.custom_attributes.clone();
        let shown = map::conversation(self.scope(), made, &mut Related::default());
        written.conversation = Some(shown.id.clone());
        written.message = shown
            .last_message
            .as_ref()
            .map(|message| message.id.clone());
        let is_left = |change: &ConversationChange| !shows(&shown, &attributes, change);
        written.left_over = wish.changes().into_iter().filter(is_left).collect();
        if wish.subject.is_some() && shown.subject != wish.subject {
            let explanation = "The inbox keeps one conversation for each contact: the message went there, and the subject stays.";
            let refusal = Refusal::unsupported(explanation).at(&["input", "subject"]);
            written.stopped = Some(refusal.into());
        }
        shown.id
    }

    /// The inbox, unless a conversation cannot begin there this way.
    async fn inbox_for(
        &self,
        call: &CallContext,
        options: &NimchatOptions,
    ) -> Result<u64, WriteError> {
        let field = [OPTIONS.as_slice(), &["inboxId"]].concat();
        let ids = std::slice::from_ref(&options.inbox);
        let batch = self.inboxes_by_id(call, ids, DirectoryParts::DETAIL).await;
        let found: Option<Inbox> = batch.outcomes.into_values().next().transpose()?.flatten();
        let number = number_of(&options.inbox);
        let (Some(inbox), Some(number)) = (found, number) else {
            return Err(Refusal::not_found(&field, "There is no such inbox.").into());
        };
        if inbox.channel.kind == ChannelKind::Whatsapp && options.template_params.is_none() {
            let field = [OPTIONS.as_slice(), &["templateParams"]].concat();
            let explanation = "On WhatsApp a conversation begins with a template.";
            return Err(Refusal::bad_input(&field, explanation).into());
        }
        Ok(number)
    }
}
