//! Writes: what is sent, what a read shows afterwards, and what is refused without a call.

mod changes;
mod creation;
mod directory;
mod messages;
mod refusals;

use serde_json::{Value, json};

use super::Desk;
use crate::model::command::{
    Command, ConversationChange, CreateConversation, CreateOptions, MessageAuthor, MessageBody,
    Reply, Upload, options::NimchatOptions,
};
use crate::model::{Conversation, ConversationParts, Id, Message, MessageOrder, Visibility};
use crate::provider::{Provider, Refusal, RefusalReason, WriteContext, WriteError, WriteResult};

const ACCOUNT: &str = "/api/v1/accounts/7";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

impl Desk {
    async fn write(&self, command: &Command) -> WriteResult {
        self.nimchat.admit(command)?;
        let context = WriteContext {
            call: self.context.clone(),
            token: TOKEN.to_owned(),
        };
        self.nimchat.write(&context, command).await
    }

    /// Changes a conversation.
    async fn change(&self, number: &str, changes: Vec<ConversationChange>) -> WriteResult {
        let conversation = self.id(number);
        let command = Command::ChangeConversation {
            conversation,
            changes,
        };
        self.write(&command).await
    }

    /// The writes since the last time: method, path below the account, and body.
    fn sent(&self) -> Vec<(String, Value)> {
        let requests = self.asked().into_iter();
        let sent = requests
            .filter(|request| request.method != "GET" && !request.path.ends_with("/filter"));
        sent.map(|request| {
            let path = request.path.strip_prefix(ACCOUNT).unwrap_or(&request.path);
            (format!("{} {path}", request.method), request.json())
        })
        .collect()
    }

    async fn conversation(&self, id: &Id<Conversation>) -> Conversation {
        let ids = std::slice::from_ref(id);
        let parts = ConversationParts::all();
        let batch = self
            .nimchat
            .conversations_by_id(&self.context, ids, parts)
            .await;
        batch
            .outcomes
            .into_values()
            .next()
            .unwrap()
            .unwrap()
            .unwrap()
    }

    async fn shown(&self, number: &str) -> Conversation {
        self.conversation(&self.id(number)).await
    }

    async fn latest(&self, number: &str) -> Message {
        let order = MessageOrder::NewestFirst;
        self.messages(&self.id(number), order).await.remove(0)
    }
}

fn refusal(outcome: WriteResult) -> Refusal {
    match outcome.unwrap_err() {
        WriteError::Refused(refusal) => refusal,
        WriteError::Failed(error) => panic!("{error:?}"),
    }
}

fn is_refused(outcome: WriteResult, reason: RefusalReason, field: &[&str]) {
    let refusal = refusal(outcome);
    assert_eq!(
        (refusal.reason, refusal.field.as_slice()),
        (reason, field),
        "{refusal}"
    );
}

fn markdown(text: &str) -> MessageBody {
    MessageBody::Markdown(text.to_owned())
}

fn reply(conversation: Id<Conversation>, text: &str) -> Reply {
    Reply {
        conversation,
        body: markdown(text),
        author: MessageAuthor::default(),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    }
}

fn upload(name: &str) -> Upload {
    Upload {
        filename: name.to_owned(),
        mime_type: "text/plain".to_owned(),
        content: name.as_bytes().to_vec().into(),
    }
}

/// A conversation in this inbox, with nobody yet.
fn new_in(desk: &Desk, inbox: &str) -> CreateConversation {
    CreateConversation {
        subject: None,
        body: markdown("Hello"),
        visibility: Visibility::Public,
        recipient: None,
        author: MessageAuthor::default(),
        status: None,
        priority: None,
        assignee: None,
        tags: Vec::new(),
        custom_fields: Vec::new(),
        uploads: Vec::new(),
        options: CreateOptions::Nimchat(NimchatOptions {
            inbox: desk.id(inbox),
            source_id: None,
            additional_attributes: None,
            template_params: None,
        }),
    }
}

/// What a message is sent as.
fn body(content: &str, is_private: bool) -> Value {
    json!({ "content": content, "message_type": "outgoing", "private": is_private, "echo_id": TOKEN })
}
