//! Connects the upload route to the folder of staged files.

use async_trait::async_trait;
use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::executor::GatewayExecutor;
use crate::graphql::CALLER;
use crate::server::{Staging, StagingRefusal};
use crate::uploads::{Label, Staged, UploadError};

#[async_trait]
impl Staging for GatewayExecutor {
    async fn stage(
        &self,
        filename: String,
        mime_type: String,
        content: Body,
    ) -> Result<Value, StagingRefusal> {
        let label = Label {
            caller: CALLER.to_owned(),
            filename,
            mime_type,
        };
        let staged = self.0.uploads.stage(label, content.into_data_stream());
        staged.await.map(facts).map_err(|error| refusal(&error))
    }
}

/// What `StagedAttachment` says in the schema.
fn facts(staged: Staged) -> Value {
    let Staged {
        id,
        caller: _,
        filename,
        mime_type,
        size,
        sha256,
        expires_at,
    } = staged;
    json!({
        "id": id,
        "filename": filename,
        "mimeType": mime_type,
        "sizeBytes": size,
        "sha256": sha256,
        "expiresAt": expires_at.to_string(),
    })
}

fn refusal(error: &UploadError) -> StagingRefusal {
    let status = match error {
        UploadError::BadFilename | UploadError::Empty | UploadError::BrokeOff => {
            StatusCode::BAD_REQUEST
        }
        UploadError::BadMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        UploadError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        UploadError::Full => StatusCode::INSUFFICIENT_STORAGE,
        UploadError::Disk(source) => {
            tracing::error!(error = %source, "a file could not be staged");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    StagingRefusal {
        status,
        explanation: format!("Not kept: {error}."),
    }
}
