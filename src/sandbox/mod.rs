//! Five fake providers, written from the providers' own documents. They share no type with the adapters.

mod desk;
pub mod world;

mod cord;
mod helpscout;
mod nimchat;
mod posthog;
mod unthread;
