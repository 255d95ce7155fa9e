//! Organizations. A change replaces all of one, so that it is read first.

use serde_json::{Map, Value};

use crate::adapters::paging::FromSource as _;
use crate::model::command::OrganizationFields;
use crate::model::{Id, Organization};
use crate::provider::{Error, ErrorKind, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::super::HelpScout;
use super::super::endpoints::{
    CreateOrganization, DeleteOrganization, GetOrganization, PutOrganization,
};
use super::body::put;
use super::done;

/// What an organization can be told, and what is cleared if it is left out.
const WRITABLE: &[&str] = &[
    "name",
    "website",
    "description",
    "location",
    "logoUrl",
    "note",
    "domains",
    "phones",
    "brandColor",
];

impl HelpScout {
    pub(super) async fn create_company(
        &self,
        context: &CallContext,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let body = changed(Map::new(), fields);
        let native = self.produce(context, &CreateOrganization { body }).await?;
        Ok(Written {
            organization: Some(Id::new(&self.key, native)),
            ..Written::default()
        })
    }

    pub(super) async fn change_company(
        &self,
        context: &CallContext,
        id: &Id<Organization>,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let operation = PutOrganization::OPERATION.id;
        let organization = self.number(id, operation)?;
        let endpoint = GetOrganization { organization };
        let found = self.client.send(context, &endpoint).await;
        let found = found.from_source(&self.key)?;
        let there: Option<Map<String, Value>> = serde_json::from_str(found.raw.get()).ok();
        let there = there.ok_or_else(|| Error::new(ErrorKind::Malformed, &self.key, operation))?;
        let body = changed(kept(there), fields);
        self.act(context, &PutOrganization { organization, body })
            .await?;
        Ok(done())
    }

    pub(super) async fn delete_company(
        &self,
        context: &CallContext,
        id: &Id<Organization>,
    ) -> WriteResult {
        let organization = self.number(id, DeleteOrganization::OPERATION.id)?;
        self.act(context, &DeleteOrganization { organization })
            .await?;
        Ok(done())
    }
}

/// What has to be sent again to stay.
fn kept(there: Map<String, Value>) -> Map<String, Value> {
    let is_kept =
        |(key, value): &(String, Value)| WRITABLE.contains(&key.as_str()) && !value.is_null();
    there.into_iter().filter(is_kept).collect()
}

fn changed(mut body: Map<String, Value>, fields: &OrganizationFields) -> Value {
    put(&mut body, "name", fields.name.value().cloned());
    let domains = &fields.email_domains;
    if domains.is_change() {
        let domains = domains.value().cloned().unwrap_or_default();
        put(&mut body, "domains", Some(domains));
    }
    Value::Object(body)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::command::Patch;

    #[test]
    fn what_is_not_changed_is_sent_again() {
        let there = json!({
            "id": 10, "name": "Tech Solutions", "website": "www.tech.example", "note": null, "phones": ["+1"],
            "domains": ["tech.example"], "logoUrl": "https://tech.example/logo.png", "customerCount": 3, "_links": {},
        });
        let Value::Object(there) = there else {
            panic!("an object")
        };
        let fields = OrganizationFields {
            name: Patch::Set("Tech".to_owned()),
            email_domains: Patch::Clear,
            ..OrganizationFields::default()
        };
        let expected = json!({
            "name": "Tech", "website": "www.tech.example", "phones": ["+1"], "domains": [],
            "logoUrl": "https://tech.example/logo.png",
        });
        assert_eq!(changed(kept(there), &fields), expected);
    }
}
