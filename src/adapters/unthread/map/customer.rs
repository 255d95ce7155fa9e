//! Customers, which are companies.

use crate::model::{Agent, Assignee, Id, Organization, OrganizationParts, Raw, Related, SourceKey};
use crate::transport::WithRaw;

use super::{SECRETS, said, short_tag, wire};

/// A customer. Its tags are added to `related`.
pub(in crate::adapters::unthread) fn organization(
    id: Id<Organization>,
    customer: WithRaw<wire::Customer>,
    related: &mut Related,
) -> Organization {
    let wire::Customer {
        id: _,
        name,
        primary_support_assignee_id,
        primary_support_assignee_type,
        secondary_support_assignee_id,
        secondary_support_assignee_type,
        created_at,
        updated_at,
        tags,
        email_domains,
    } = customer.value;
    let key = id.source().clone();
    let key = &key;
    let mut organization = Organization::new(id, name.unwrap_or_default());
    organization.known = OrganizationParts::all();
    if email_domains.is_none() {
        organization.known -= OrganizationParts::DOMAINS;
    }
    organization.email_domains = email_domains.unwrap_or_default();
    let tags: Vec<_> = tags
        .into_iter()
        .flatten()
        .map(|tag| short_tag(key, tag))
        .collect();
    organization.tags = Some(tags.iter().map(|tag| tag.id.clone()).collect());
    related.tags.extend(tags);
    organization.primary_assignee = assignee(
        key,
        primary_support_assignee_id,
        primary_support_assignee_type.as_deref(),
    );
    organization.secondary_assignee = assignee(
        key,
        secondary_support_assignee_id,
        secondary_support_assignee_type.as_deref(),
    );
    organization.created_at = created_at;
    organization.updated_at = updated_at;
    organization.raw = Some(Raw::new(customer.raw, SECRETS));
    organization
}

/// Teams cannot be read by any call, so a team is not named here; its id stays in the payload.
fn assignee(key: &SourceKey, id: Option<String>, kind: Option<&str>) -> Option<Assignee> {
    match kind {
        Some("user") => Some(Assignee::Agent(Id::<Agent>::new(key, id?))),
        _ => None,
    }
}

/// A customer inside a conversation; `None` without a name. `fallback` is the id beside it.
pub(super) fn short_organization(
    key: &SourceKey,
    fallback: Option<&str>,
    customer: wire::Customer,
) -> Option<Organization> {
    let wire::Customer { id, name, .. } = customer;
    let id = id.or_else(|| fallback.map(str::to_owned))?;
    Some(Organization::new(Id::new(key, id), said(name)?))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, key};
    use super::{organization, short_organization};
    use crate::model::{Assignee, Id, OrganizationParts, Related};

    #[test]
    fn a_customer_is_an_organization() {
        let mut related = Related::default();
        let customer = samples::read(samples::CUSTOMER);
        let found = organization(Id::new(&key(), "n"), customer, &mut related);
        assert_eq!(found.id, Id::new(&key(), "n"));
        assert_eq!(found.name, "Northwind Tiles");
        let tag = Id::new(&key(), "8a7b6c5d-4e3f-4210-9a8b-7c6d5e4f3a2b");
        assert_eq!(found.tags, Some(vec![tag]));
        assert_eq!(related.tags[0].name, "Enterprise");
        let ana = Id::new(&key(), "b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90");
        assert_eq!(found.primary_assignee, Some(Assignee::Agent(ana)));
        assert_eq!(
            found.secondary_assignee, None,
            "a team, which cannot be read"
        );
        assert_eq!(
            found.created_at,
            Some("2025-06-01T12:00:00Z".parse().unwrap())
        );
        assert_eq!(
            found.updated_at,
            Some("2026-01-30T07:45:10.120Z".parse().unwrap())
        );
        assert_eq!(
            found.known,
            OrganizationParts::all() - OrganizationParts::DOMAINS
        );
        assert_eq!(
            found.raw.unwrap().pointer("/replyTimeoutMinutes"),
            Some(240.into())
        );
    }

    #[test]
    fn an_old_customer_has_a_short_id_and_many_nulls() {
        let customer = samples::read(samples::OLD_CUSTOMER);
        let found = organization(Id::new(&key(), "b"), customer, &mut Related::default());
        assert_eq!(found.name, "Berg & Co");
        assert_eq!(
            (found.tags, found.primary_assignee),
            (Some(Vec::new()), None)
        );
    }

    #[test]
    fn domains_are_known_only_if_they_came_along() {
        let row = samples::read(r#"{"name":"Halden Robotics","emailDomains":["halden.test"]}"#);
        let found = organization(Id::new(&key(), "h"), row, &mut Related::default());
        assert_eq!(found.email_domains, ["halden.test"]);
        assert_eq!(found.known, OrganizationParts::all());
    }

    #[test]
    fn a_customer_inside_a_conversation_may_leave_its_id_to_the_conversation() {
        let customer = |json| serde_json::from_str(json).unwrap();
        let short = |json| short_organization(&key(), Some("c"), customer(json));
        let found = short(r#"{"name":"Northwind Tiles"}"#).unwrap();
        assert_eq!(found.id, Id::new(&key(), "c"));
        assert_eq!(found.known, OrganizationParts::empty());
        assert_eq!(short(r#"{"id":"c","name":""}"#), None);
    }
}
