//! The operations that change something.

use serde_json::{Value, json};

use crate::adapters::cord::wire;
use crate::transport::{Documentation, Endpoint, Form, Method, Operation, SideEffect};

const fn write(
    method: Method,
    id: &'static str,
    path: &'static str,
    summary: &'static str,
) -> Operation {
    Operation::write(method, id, path, summary).known_by(Documentation::PublicReference)
}

/// Changes what the body names; metadata is replaced whole.
pub(in crate::adapters::cord) struct UpdateThread<'a> {
    pub thread: &'a str,
    pub body: Value,
}

impl Endpoint for UpdateThread<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "cord.threads.update",
        "/v1/threads/{threadID}",
        "Update a thread",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Removes a thread with all its messages.
pub(in crate::adapters::cord) struct DeleteThread<'a> {
    pub thread: &'a str,
}

impl Endpoint for DeleteThread<'_> {
    const OPERATION: Operation = write(
        Method::Delete,
        "cord.threads.delete",
        "/v1/threads/{threadID}",
        "Delete a thread",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread]
    }
}

/// Adds a message, and the thread as well if it is not there and the body says how to make it.
pub(in crate::adapters::cord) struct CreateMessage<'a> {
    pub thread: &'a str,
    pub body: Value,
}

impl Endpoint for CreateMessage<'_> {
    const OPERATION: Operation = write(
        Method::Post,
        "cord.messages.create",
        "/v1/threads/{threadID}/messages",
        "Create a message",
    )
    .with_effects(&[SideEffect::NotifiesContact, SideEffect::NotifiesTeam]);
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Changes what the body names.
pub(in crate::adapters::cord) struct UpdateMessage<'a> {
    pub thread: &'a str,
    pub message: &'a str,
    pub body: Value,
}

impl Endpoint for UpdateMessage<'_> {
    const OPERATION: Operation = write(
        Method::Put,
        "cord.messages.update",
        "/v1/threads/{threadID}/messages/{messageID}",
        "Update a message",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread, self.message]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Removes a message for good.
pub(in crate::adapters::cord) struct DeleteMessage<'a> {
    pub thread: &'a str,
    pub message: &'a str,
}

impl Endpoint for DeleteMessage<'_> {
    const OPERATION: Operation = write(
        Method::Delete,
        "cord.messages.delete",
        "/v1/threads/{threadID}/messages/{messageID}",
        "Delete a message",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread, self.message]
    }
}

/// Uploads a file, which its owner may attach to messages then.
pub(in crate::adapters::cord) struct CreateFile {
    pub form: Form,
}

impl Endpoint for CreateFile {
    const OPERATION: Operation = write(
        Method::Post,
        "cord.files.create",
        "/v1/files",
        "Create a file",
    );
    type Response = wire::CreatedFile;

    fn form(&self) -> Option<Form> {
        Some(self.form.clone())
    }
}

/// Makes a user, or changes what the body names.
pub(in crate::adapters::cord) struct PutUser<'a> {
    pub user: &'a str,
    pub body: Value,
}

impl Endpoint for PutUser<'_> {
    const OPERATION: Operation = write(
        Method::Put,
        "cord.users.put",
        "/v1/users/{userID}",
        "Create or update a user",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.user]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Removes a user and what the user wrote. The body is asked for, although it is a DELETE.
pub(in crate::adapters::cord) struct DeleteUser<'a> {
    pub user: &'a str,
}

impl Endpoint for DeleteUser<'_> {
    const OPERATION: Operation = write(
        Method::Delete,
        "cord.users.delete",
        "/v1/users/{userID}",
        "Delete a user and what the user wrote",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.user]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"permanently_delete": true}))
    }
}

/// Makes a group, or changes what the body names. Without a status a deleted group becomes active.
pub(in crate::adapters::cord) struct PutGroup<'a> {
    pub group: &'a str,
    pub body: Value,
}

impl Endpoint for PutGroup<'_> {
    const OPERATION: Operation = write(
        Method::Put,
        "cord.groups.put",
        "/v1/groups/{groupID}",
        "Create or update a group",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.group]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Removes a group.
pub(in crate::adapters::cord) struct DeleteGroup<'a> {
    pub group: &'a str,
}

impl Endpoint for DeleteGroup<'_> {
    const OPERATION: Operation = write(
        Method::Delete,
        "cord.groups.delete",
        "/v1/groups/{groupID}",
        "Delete a group",
    );
    type Response = wire::Accepted;

    fn path_values(&self) -> Vec<&str> {
        vec![self.group]
    }
}
