//! The server from outside: real connections to a toy schema.

mod client;
mod documents;
mod execution;
mod negotiation;
mod requests;
mod routes;
mod serving;
mod staging;
mod toy;
