//! From a request to its answer.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::clock::SharedClock;

use super::error::Failure;
use super::fields::Fields;
use super::paging::NO_MAX;
use super::query::{Ask, Query};
use super::route::Resource;
use super::state::{Project, StoredFile};
use super::throttle::{Bucket, Throttle};
use super::{access, comments, external, organization, persons, tickets, write};

const MAX_BODY_BYTES: usize = 2 * 1024 * 1024;

/// Everything the answers are made from.
pub(super) struct Server {
    pub project: Mutex<Project>,
    pub throttle: Throttle,
    pub clock: SharedClock,
    pub base_url: String,
}

/// Answers any request.
pub(super) async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match server.respond(&parts, &body) {
        Ok(response) => response,
        Err(failure) => failure.into_response(),
    }
}

impl Server {
    fn respond(&self, parts: &Parts, body: &Bytes) -> Result<Response, Failure> {
        let segments = segments(parts.uri.path()).ok_or_else(Failure::not_found)?;
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match *path {
            ["uploaded_media", id] => self.file(id),
            // The one path that has no slash at the end.
            ["api", "conversations", "external", "ticket", id]
                if !parts.uri.path().ends_with('/') =>
            {
                self.external_ticket(parts, id)
            }
            ["api", ref rest @ ..] => self.api(parts, rest, body),
            _ => Err(Failure::not_found()),
        }
    }

    fn api(&self, parts: &Parts, path: &[&str], body: &[u8]) -> Result<Response, Failure> {
        let (owner, resource) = Resource::at(path)?;
        let method = match parts.method {
            Method::HEAD => &Method::GET,
            ref other => other,
        };
        let query = Query::parse(parts.uri.query());
        let key = access::identify(&parts.headers, &query, body)?;
        owner.require()?;
        key.require(&resource.need(method)?)?;
        let (bucket, uptime) = (resource.bucket(), self.clock.uptime());
        if !key.is_session || bucket.counts_sessions() {
            self.throttle.pass(key.token, bucket, uptime)?;
        }
        if method != Method::GET {
            let fields = || Fields::read(&parts.headers, body);
            return self.write(resource, method, key.user_id, fields);
        }
        let address = format!("{}{}", self.base_url, parts.uri.path());
        let found = self.read(resource, &Ask { query, address })?;
        Ok(Json(found).into_response())
    }

    fn read(&self, resource: Resource<'_>, ask: &Ask) -> Result<Value, Failure> {
        let mut project = self.project();
        match resource {
            Resource::Tickets => Ok(tickets::list(&project, ask, self.clock.now())),
            Resource::Ticket(id) => tickets::read(&mut project, id),
            Resource::TicketViews => Ok(tickets::views(&project, ask)),
            Resource::TicketView(id) => tickets::view(&project, id),
            Resource::Comments => comments::list(&project, ask),
            Resource::CommentCount => Ok(comments::count(&project, ask)),
            Resource::Comment(id) => comments::read(&project, ask, id),
            Resource::Persons => Ok(persons::list(&project, ask)),
            Resource::Person(id) => persons::read(&project, id),
            Resource::Members => Ok(organization::members(&project, ask)),
            Resource::Roles => Ok(organization::roles(&project, ask)),
            Resource::Role(id) => organization::role(&project, id),
            Resource::RoleMemberships(id) => organization::memberships(&project, ask, id),
            // Nobody has chatted with the assistant.
            Resource::AssistantChats => {
                Ok(super::paging::Page::cut(ask, &[], NO_MAX).json(Value::clone))
            }
            Resource::UnreadCount => Ok(tickets::unread_count(&mut project, self.clock.uptime())),
            Resource::Compose | Resource::BulkUpdateTags | Resource::SuggestReply(_) => {
                Err(Failure::not_found())
            }
        }
    }

    fn write(
        &self,
        resource: Resource<'_>,
        method: &Method,
        user_id: u32,
        fields: impl FnOnce() -> Result<Fields, Failure>,
    ) -> Result<Response, Failure> {
        let mut project = self.project();
        let now = project.tick(self.clock.now());
        let ok = |body: Value| Json(body).into_response();
        let created = |body: Value| (StatusCode::CREATED, Json(body)).into_response();
        match (resource, method.as_str()) {
            (Resource::Ticket(id), "PATCH" | "PUT") => {
                write::tickets::change(&mut project, id, fields, now).map(ok)
            }
            (Resource::Ticket(id), "DELETE") => {
                write::tickets::delete(&mut project, id)?;
                Ok(StatusCode::NO_CONTENT.into_response())
            }
            // The path is there, and the serializer cannot make a ticket.
            (Resource::Tickets, "POST") => Err(Failure::server_error()),
            (Resource::Compose, _) => {
                write::compose::create(&mut project, user_id, &fields()?, now).map(created)
            }
            (Resource::SuggestReply(id), _) => write::actions::suggest(&project, id).map(ok),
            (Resource::BulkUpdateTags, _) => write::actions::bulk_tags(&fields()?).map(ok),
            (Resource::Comments, "POST") => {
                write::comments::create(&mut project, user_id, &fields()?, now).map(created)
            }
            (Resource::Comment(id), "PATCH" | "PUT") => {
                write::comments::change(&mut project, user_id, id, fields).map(ok)
            }
            _ => Err(Failure::method_not_allowed(method)),
        }
    }

    fn external_ticket(&self, parts: &Parts, id: &str) -> Result<Response, Failure> {
        let token = external::identify(&parts.headers)?;
        let uptime = self.clock.uptime();
        self.throttle.pass(token, Bucket::External, uptime)?;
        if parts.method != Method::GET {
            return Err(Failure::method_not_allowed(&parts.method));
        }
        Ok(Json(external::read(&self.project(), id)?).into_response())
    }

    /// Serves a file to everybody who knows its address.
    fn file(&self, id: &str) -> Result<Response, Failure> {
        let project = self.project();
        let file = project.files.iter().find(|file| file.id == id);
        let StoredFile {
            mime_type, content, ..
        } = file.ok_or_else(Failure::not_found)?;
        Ok(([(CONTENT_TYPE, *mime_type)], content.clone()).into_response())
    }

    fn project(&self) -> MutexGuard<'_, Project> {
        let mut project = self
            .project
            .lock()
            .expect("no code panics while holding it");
        project.wake(self.clock.now());
        project
    }
}

/// The decoded parts of a path, with or without a slash at the end; `None` if it is no text.
fn segments(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    let decode = |part: &str| {
        let text = percent_decode_str(part).decode_utf8().ok()?;
        Some(text.into_owned())
    };
    path.split('/').map(decode).collect()
}
