//! Content of a message, in every form.

use async_graphql::Object;

use crate::graphql::types::enums::BodyFormat;
use crate::model;
use crate::richtext;

/// Renders each form only when it is asked for.
pub(crate) struct MessageBody(pub(crate) model::Body);

impl MessageBody {
    /// Hands the native form to what knows how to read it.
    fn rendered<T>(&self, render: impl FnOnce(richtext::Body<'_>) -> T) -> T {
        let native = &*self.0.native;
        match self.0.format {
            model::BodyFormat::Text | model::BodyFormat::Unknown => {
                render(richtext::Body::Text(native))
            }
            model::BodyFormat::Html => render(richtext::Body::Html(native)),
            model::BodyFormat::Markdown => render(richtext::Body::Markdown(native)),
            model::BodyFormat::SlackMrkdwn => render(richtext::Body::Slack(native)),
            model::BodyFormat::RichNodes => {
                let nodes = serde_json::from_str(native).unwrap_or(serde_json::Value::Null);
                render(richtext::Body::Nodes(&nodes))
            }
        }
    }

    /// The plain text: the provider's own where it gives one.
    pub(crate) fn plain(body: &model::Body) -> String {
        let own = body.plain.as_deref().map(str::to_owned);
        own.unwrap_or_else(|| Self(body.clone()).rendered(|body| body.text()))
    }
}

/// Content of a message in every form the gateway can give.
#[Object]
impl MessageBody {
    /// Native format.
    async fn format(&self) -> BodyFormat {
        self.0.format.into()
    }

    /// Content exactly as the provider sent it. Not safe to insert into a page.
    async fn native(&self) -> &str {
        &self.0.native
    }

    /// Plain text, always available.
    async fn text(&self) -> String {
        Self::plain(&self.0)
    }

    /// Sanitised HTML, safe to insert; null when the native form has no formatting.
    async fn html(&self) -> Option<String> {
        self.rendered(|body| body.html())
    }

    /// Markdown; null when the native form has no formatting. Slack mrkdwn, HTML and Cord nodes are converted.
    async fn markdown(&self) -> Option<String> {
        self.rendered(|body| body.markdown())
    }

    /// True when the provider sent only a part, or the gateway cut it because it is too large or too deeply nested.
    async fn is_truncated(&self) -> bool {
        self.0.is_truncated || self.rendered(|body| body.is_truncated())
    }
}
