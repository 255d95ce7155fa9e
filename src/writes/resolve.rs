//! Finds what an input names in words.

use super::Writes;
use crate::model::{Agent, Id, PageRequest, SourceKey};
use crate::provider::{CallContext, Capability, Refusal, RefusalReason};

/// Most pages of teammates that are looked through.
const PAGES: usize = 20;
const PAGE_SIZE: usize = 100;

impl Writes {
    /// The teammate of a source with this e-mail address; `None` if there is none.
    ///
    /// # Errors
    /// If the source cannot assign teammates, which is told without a call, or does not list them.
    pub async fn agent_by_email(
        &self,
        call: &CallContext,
        source: &SourceKey,
        address: &str,
    ) -> Result<Option<Id<Agent>>, Refusal> {
        let unlisted = || {
            let explanation = "The teammates of the source could not be listed; use agentId.";
            Refusal::new(RefusalReason::BadInput, explanation)
        };
        let source = self.registry.source(source.as_str()).ok_or_else(unlisted)?;
        let capabilities = source.provider.profile().capabilities;
        if !capabilities.can(Capability::ConversationAssignAgent) {
            return Err(Refusal::unsupported(
                "Conversations of the source cannot be assigned.",
            ));
        }
        let mut request = PageRequest::first(PAGE_SIZE);
        for _ in 0..PAGES {
            let page = source.provider.agents(call, request).await;
            let page = page.map_err(|_| unlisted())?;
            let has_it = |agent: &&Agent| {
                let email = agent.email.as_deref();
                email.is_some_and(|email| email.eq_ignore_ascii_case(address))
            };
            if let Some(agent) = page.items.iter().find(has_it) {
                return Ok(Some(agent.id.clone()));
            }
            let Some(next) = page.next else {
                return Ok(None);
            };
            request = PageRequest {
                size: PAGE_SIZE,
                position: Some(next),
            };
        }
        Ok(None)
    }
}
