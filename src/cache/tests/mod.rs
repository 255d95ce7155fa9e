//! The cache over a provider that counts its calls.

mod bounds;
mod desk;
mod invalidation;
mod lifetimes;
mod parts;
mod sharing;
mod staleness;
