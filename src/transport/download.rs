//! Downloads of files: streamed, never held whole.

use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt as _};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use url::Url;

use crate::transport::client::{Client, Refusal};
use crate::transport::{
    CallContext, CallRecord, Endpoint, Error, ErrorKind, Operation, Query, body,
};

/// A file on its way.
pub struct Download {
    /// Media type that the provider says.
    pub mime_type: Option<String>,
    /// Size in bytes that the provider says.
    pub size: Option<u64>,
    /// The content. An error in mid-stream ends it.
    pub content: BoxStream<'static, Result<Bytes, Error>>,
}

impl Download {
    /// A file that is already here.
    #[must_use]
    pub fn whole(content: Vec<u8>) -> Self {
        let size = Some(content.len() as u64);
        let content = futures_util::stream::once(async move { Ok(Bytes::from(content)) }).boxed();
        Self {
            mime_type: None,
            size,
            content,
        }
    }
}

/// How many redirects a file link may take.
const MAX_REDIRECTS: usize = 3;

impl Client {
    /// Downloads what an endpoint answers, with the source's credentials.
    ///
    /// # Errors
    /// If the call fails.
    pub async fn download<E: Endpoint>(
        &self,
        context: &CallContext,
        endpoint: &E,
    ) -> Result<Download, Error> {
        let mut query = Query::default();
        endpoint.query(&mut query);
        let call = self.call::<E>(endpoint, &query, None)?;
        let answer = self.answer(&call).await?;
        self.record(context, E::OPERATION, &call.url, answer.status().as_u16());
        self.stream(answer, E::OPERATION.id).await
    }

    /// Downloads a link that the provider gave, without credentials.
    ///
    /// Only links to the source's own host, or over TLS, are followed: a provider's answer must not make the gateway
    /// call into a private network.
    ///
    /// # Errors
    /// If the link is not one that may be followed or the call fails.
    pub async fn download_link(
        &self,
        context: &CallContext,
        operation: Operation,
        link: &str,
    ) -> Result<Download, Error> {
        let mut url = self.allowed(link, operation.id)?;
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.fetch_link(url.clone(), operation.id).await?;
            self.record(context, operation, &url, answer.status().as_u16());
            if !answer.status().is_redirection() {
                return self.stream(answer, operation.id).await;
            }
            let location = answer
                .headers()
                .get(LOCATION)
                .and_then(|value| value.to_str().ok());
            let next = location.and_then(|location| url.join(location).ok());
            let lost = || Error::new(ErrorKind::Malformed, operation.id, "the link leads nowhere");
            url = self.allowed(next.ok_or_else(lost)?.as_str(), operation.id)?;
        }
        Err(Error::new(
            ErrorKind::Malformed,
            operation.id,
            "the link leads on and on",
        ))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "transport is the one place that sends"
    )]
    async fn fetch_link(
        &self,
        url: Url,
        operation: &'static str,
    ) -> Result<reqwest::Response, Error> {
        let failed = |error: reqwest::Error| {
            let kind = if error.is_timeout() {
                ErrorKind::TimedOut
            } else {
                ErrorKind::Unavailable
            };
            Error::new(kind, operation, error.without_url().to_string())
        };
        self.http().get(url).send().await.map_err(failed)
    }

    fn allowed(&self, link: &str, operation: &'static str) -> Result<Url, Error> {
        let refused = || {
            Error::new(
                ErrorKind::Malformed,
                operation,
                "the link is not one that may be followed",
            )
        };
        let url = Url::parse(link).map_err(|_| refused())?;
        let base = self.base_url();
        let is_own = url.origin() == base.origin();
        let is_public_tls =
            url.scheme() == "https" && matches!(url.host(), Some(url::Host::Domain(_)));
        if is_own || is_public_tls {
            Ok(url)
        } else {
            Err(refused())
        }
    }

    fn record(&self, context: &CallContext, operation: Operation, url: &Url, status: u16) {
        context.log.record(CallRecord {
            source: std::sync::Arc::clone(&self.settings().source),
            operation: operation.id,
            method: operation.method,
            path: url.path().to_owned(),
            status: Some(status),
            attempt: 1,
            duration: std::time::Duration::ZERO,
        });
    }

    async fn stream(
        &self,
        answer: reqwest::Response,
        operation: &'static str,
    ) -> Result<Download, Error> {
        let status = answer.status().as_u16();
        if !(200..300).contains(&status) {
            let headers = answer.headers().clone();
            let body = body::read(answer, self.settings().limits.max_body, operation).await?;
            return Err(self.refused(
                operation,
                &Refusal {
                    status,
                    headers: &headers,
                    body: &body,
                },
            ));
        }
        let mime_type = answer
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let size = answer.content_length();
        let broke = move |_| Error::new(ErrorKind::Unavailable, operation, "the file broke off");
        let content = answer
            .bytes_stream()
            .map(move |chunk| chunk.map_err(broke))
            .boxed();
        Ok(Download {
            mime_type,
            size,
            content,
        })
    }
}
