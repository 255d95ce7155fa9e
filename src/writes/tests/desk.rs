//! A desk that lives in memory, and the writes of a gateway over it.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;

use crate::cache::Cache;
use crate::clock::{Clock as _, SettableClock};
use crate::model::command::{
    Command, ConversationChange, MessageAuthor, MessageBody, Reply, StatusTarget,
};
use crate::model::{
    Body, BodyFormat, Channel, ChannelKind, Conversation, ConversationParts, ConversationStatus,
    Id, Message, MessageKind, MessageOrder, MessageState, Page, PageRequest, Priority,
    ProviderKind, SourceKey,
};
use crate::provider::mapping::{PriorityRow, StatusRow};
use crate::provider::{
    Batch, CallContext, Capabilities, Capability, Error, ErrorKind, Meanings, Pagination,
    PaginationStyle, Profile, Provider, Registry, Result, Source, Support, WireError, WriteContext,
    WriteResult, Written,
};
use crate::transport;
use crate::writes::{Item, Records, Report, Settings, Write, Writes, open_file, open_in_memory};

static PROFILE: Profile = Profile {
    kind: ProviderKind::Cord,
    docs_url: "",
    meanings: Meanings {
        conversation: "",
        thread: "",
        message: "",
        ticket: "",
    },
    capabilities: Capabilities(&[
        Support::native(Capability::ConversationReply, &["desk.reply"]),
        Support::native(Capability::ConversationSetStatus, &["desk.status"]),
        Support::native(Capability::ConversationSetPriority, &["desk.priority"]),
    ]),
    statuses: &[
        StatusRow {
            native: "open",
            unified: ConversationStatus::Open,
            is_writable: true,
        },
        StatusRow {
            native: "done",
            unified: ConversationStatus::Resolved,
            is_writable: true,
        },
        StatusRow {
            native: "asleep",
            unified: ConversationStatus::Snoozed,
            is_writable: false,
        },
    ],
    priorities: &[PriorityRow {
        native: "high",
        unified: Priority::High,
        is_writable: true,
    }],
    channels: &[],
    message_kinds: &[],
    orders: &[],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::Offset,
        max_page_size: 50,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: true,
        key_precision: "seconds",
    },
    operations: &[],
};

/// What goes wrong with a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    /// It is done, and the answer is lost.
    AnswerLost,
    /// It is not done, and the connection breaks.
    Dropped,
    /// It is not done, and the server says that it failed.
    ServerError,
    /// It is refused.
    Refused,
    /// No connection.
    Unreachable,
    /// It is done when the gate opens.
    Waits,
    /// It panics.
    Panics,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub messages: Vec<Message>,
    pub status: Option<ConversationStatus>,
    /// Whether reading fails.
    pub is_blind: bool,
    pub mishaps: VecDeque<Mishap>,
    /// How often it was asked to write.
    pub tries: usize,
    pub tokens: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Desk {
    key: SourceKey,
    pub clock: Arc<SettableClock>,
    pub state: Mutex<State>,
    pub gate: tokio::sync::Notify,
}

/// A gateway that writes to a desk.
pub(super) struct Office {
    pub writes: Arc<Writes>,
    pub desk: Arc<Desk>,
}

impl Office {
    pub(super) fn new() -> Self {
        Self::over(&Desk::new(), Arc::new(open_in_memory().unwrap()))
    }

    /// A gateway that keeps its records in a file.
    pub(super) fn with_file(desk: &Arc<Desk>, path: &Path) -> Self {
        Self::over(desk, Arc::new(open_file(path).unwrap()))
    }

    pub(super) fn over(desk: &Arc<Desk>, records: Arc<dyn Records>) -> Self {
        let source = Source {
            key: desk.key.clone(),
            name: "Desk".to_owned(),
            is_enabled: true,
            is_sandbox: false,
            base_url: String::new(),
            account_ref: None,
            provider: Arc::clone(desk) as Arc<dyn Provider>,
            health: Arc::default(),
        };
        let cache = Arc::new(Cache::new(desk.clock.clone()));
        let registry = Registry::new(vec![source], &[]);
        let clock = desk.clock.clone();
        Self {
            writes: Arc::new(Writes::new(
                registry,
                cache,
                records,
                clock,
                Settings::default(),
            )),
            desk: Arc::clone(desk),
        }
    }

    pub(super) async fn run(&self, write: Write) -> Report {
        self.writes.run(&CallContext::default(), write).await
    }

    /// Sends `text` under a key.
    pub(super) async fn reply(&self, key: &str, text: &str) -> Report {
        self.run(self.desk.reply(Some(key), text)).await
    }
}

impl Desk {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            key: SourceKey::parse("desk").unwrap(),
            clock: SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap()),
            state: Mutex::default(),
            gate: tokio::sync::Notify::new(),
        })
    }

    pub(super) fn conversation(&self) -> Id<Conversation> {
        Id::new(&self.key, "1")
    }

    pub(super) fn next(&self, mishap: Mishap) {
        self.state.lock().unwrap().mishaps.push_back(mishap);
    }

    pub(super) fn texts(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let text = |message: &Message| message.body.as_ref().unwrap().native.to_string();
        state.messages.iter().map(text).collect()
    }

    pub(super) fn tries(&self) -> usize {
        self.state.lock().unwrap().tries
    }

    pub(super) fn item(&self, command: Command) -> Item {
        Item {
            target: None,
            source: self.key.clone(),
            command,
            unless_activity_after: None,
        }
    }

    pub(super) fn write(&self, key: Option<&str>, command: Command) -> Write {
        Write {
            mutation: "conversationReply",
            caller: "ana".to_owned(),
            key: key.map(str::to_owned),
            arguments: format!("{command:?}"),
            items: vec![self.item(command)],
        }
    }

    pub(super) fn reply(&self, key: Option<&str>, text: &str) -> Write {
        self.write(key, Command::Reply(Box::new(self.reply_of(text))))
    }

    pub(super) fn reply_of(&self, text: &str) -> Reply {
        Reply {
            conversation: self.conversation(),
            body: MessageBody::Text(text.to_owned()),
            author: MessageAuthor::default(),
            cc: Vec::new(),
            bcc: Vec::new(),
            uploads: Vec::new(),
            status_after: None,
            send_at: None,
            is_autoresponse: false,
        }
    }

    pub(super) fn set_status(&self, status: ConversationStatus) -> Command {
        Command::ChangeConversation {
            conversation: self.conversation(),
            changes: vec![ConversationChange::Status {
                to: StatusTarget::Unified(status),
                actor: None,
            }],
        }
    }

    fn act(&self, command: &Command) -> WriteResult {
        let mut state = self.state.lock().unwrap();
        match command {
            Command::Reply(reply) => {
                let MessageBody::Text(text) = &reply.body else {
                    panic!("only texts are sent here");
                };
                let number = state.messages.len().to_string();
                let id = Id::within(&reply.conversation, number);
                state.messages.push(Message {
                    body: Some(Body::new(BodyFormat::Text, text.as_str())),
                    ..self.message(id.clone())
                });
                let status = reply.status_after.clone();
                let status = status.map(|to| ConversationChange::Status { to, actor: None });
                Ok(Written {
                    message: Some(id),
                    left_over: status.into_iter().collect(),
                    ..Written::default()
                })
            }
            Command::ChangeConversation { changes, .. } => {
                for change in changes {
                    if let ConversationChange::Status {
                        to: StatusTarget::Unified(status),
                        ..
                    } = change
                    {
                        state.status = Some(*status);
                    }
                }
                Ok(Written::default())
            }
            other => panic!("{other:?} is not written here"),
        }
    }

    fn message(&self, id: Id<Message>) -> Message {
        let (kind, state) = (MessageKind::AgentReply, MessageState::Sent);
        Message::new(id, kind, "message", state, self.clock.now())
    }

    fn failed(&self, kind: transport::ErrorKind, was_sent: bool, status: Option<u16>) -> Error {
        let wire = WireError {
            was_sent,
            status,
            ..WireError::new(kind, "desk.reply", "it failed")
        };
        Error::of_wire(&self.key, wire)
    }
}

#[async_trait]
impl Provider for Desk {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, _: &CallContext) -> Result<()> {
        Ok(())
    }

    async fn conversations_by_id(
        &self,
        _: &CallContext,
        ids: &[Id<Conversation>],
        _: ConversationParts,
    ) -> Batch<Conversation> {
        let state = self.state.lock().unwrap();
        if state.is_blind {
            return Batch::failed(
                ids,
                &Error::new(ErrorKind::Unavailable, &self.key, "desk.read"),
            );
        }
        let status = state.status.unwrap_or(ConversationStatus::Open);
        let channel = Channel {
            kind: ChannelKind::Api,
            native: String::new(),
            detail: None,
        };
        let one = Conversation {
            last_activity_at: state.messages.last().map(|last| last.created_at),
            ..Conversation::new(self.conversation(), status, "", channel)
        };
        Batch::of_found(ids, vec![one], |one| &one.id)
    }

    async fn messages(
        &self,
        _: &CallContext,
        _: &Id<Conversation>,
        order: MessageOrder,
        _: PageRequest,
    ) -> Result<Page<Message>> {
        assert_eq!(order, MessageOrder::NewestFirst);
        let state = self.state.lock().unwrap();
        if state.is_blind {
            return Err(Error::new(ErrorKind::Unavailable, &self.key, "desk.read"));
        }
        Ok(Page::whole(state.messages.iter().rev().cloned().collect()))
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let mishap = {
            let mut state = self.state.lock().unwrap();
            state.tries += 1;
            state.tokens.push(context.token.clone());
            state.mishaps.pop_front()
        };
        let lost = || {
            self.failed(transport::ErrorKind::Unavailable, true, None)
                .into()
        };
        match mishap {
            None => self.act(command),
            Some(Mishap::AnswerLost) => {
                self.act(command)?;
                Err(lost())
            }
            Some(Mishap::Dropped) => Err(lost()),
            Some(Mishap::ServerError) => Err(self
                .failed(transport::ErrorKind::Unavailable, true, Some(500))
                .into()),
            Some(Mishap::Refused) => Err(self
                .failed(transport::ErrorKind::Rejected, true, Some(422))
                .into()),
            Some(Mishap::Unreachable) => Err(self
                .failed(transport::ErrorKind::Unavailable, false, None)
                .into()),
            Some(Mishap::Waits) => {
                tokio::time::timeout(Duration::from_secs(60), self.gate.notified())
                    .await
                    .unwrap();
                self.act(command)
            }
            Some(Mishap::Panics) => panic!("as it was told"),
        }
    }
}
