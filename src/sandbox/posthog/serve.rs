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
use super::paging::NO_MAX;
use super::query::{Ask, Query};
use super::route::Resource;
use super::state::{Project, StoredFile};
use super::throttle::{Bucket, Throttle};
use super::{access, comments, external, organization, persons, tickets};

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
        key.require(&resource.scope(method)?)?;
        let uptime = self.clock.uptime();
        self.throttle.pass(key.token, resource.bucket(), uptime)?;
        if method != Method::GET {
            return Err(Failure::method_not_allowed(method));
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
            Resource::TicketAction(_) => Err(Failure::not_found()),
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
        self.project
            .lock()
            .expect("no code panics while holding it")
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
