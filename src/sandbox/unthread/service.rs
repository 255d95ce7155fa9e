//! The tenant and the clock, as the routes share them.

use std::sync::PoisonError;

use axum::extract::FromRef;
use jiff::Timestamp;

use crate::clock::SharedClock;

use super::refusal::Refusal;
use super::tenant::{SharedTenant, Tenant};

/// What every route can reach.
#[derive(Clone)]
pub(super) struct Service {
    tenant: SharedTenant,
    clock: SharedClock,
}

impl FromRef<Service> for SharedTenant {
    fn from_ref(service: &Service) -> Self {
        Self::clone(&service.tenant)
    }
}

impl Service {
    /// Opens the service for its one tenant.
    pub(super) fn new(tenant: Tenant, clock: SharedClock) -> Self {
        let tenant = tenant.shared();
        Self { tenant, clock }
    }

    /// Lets one write through, at a moment of its own. A write that is refused must not have changed anything.
    pub(super) fn write<T>(
        &self,
        change: impl FnOnce(&mut Tenant, Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.clock.now();
        let mut tenant = self.tenant.write().unwrap_or_else(PoisonError::into_inner);
        let at = tenant.moment(now);
        change(&mut tenant, at)
    }
}
