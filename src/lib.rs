#![doc = include_str!("ARCHITECTURE.md")]

pub mod app;
pub mod clock;
pub mod config;
pub mod links;
pub mod model;
pub mod telemetry;

pub mod transport;

pub mod provider;

pub mod adapters;

pub mod cache;
pub mod feed;
pub mod loaders;
pub mod uploads;
pub mod writes;

pub mod graphql;
pub mod richtext;
pub mod server;

pub mod sandbox;

pub mod cli;
