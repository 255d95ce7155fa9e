//! Earlier writes.

use async_graphql::{Context, Object, Result};

use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::error;
use crate::graphql::types::write::WriteOperation;

#[derive(Default)]
pub(super) struct WriteQuery;

#[Object]
impl WriteQuery {
    /// State of an earlier write of the same caller; null when there is none with this key in the last 24 hours.
    async fn write_operation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Key given with the write.")] idempotency_key: String,
    ) -> Option<Result<WriteOperation>> {
        let found = ctx.request().writes.earlier(CALLER, &idempotency_key).await;
        match found {
            Ok(record) => record.map(|record| {
                Ok(WriteOperation {
                    key: idempotency_key,
                    record,
                })
            }),
            Err(_) => Some(Err(error::internal("the records of writes cannot be read"))),
        }
    }
}
