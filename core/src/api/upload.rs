//! Resumable uploads: tus 1.0.0 (tus.io), creation and resuming by `HEAD`.

use super::{Api, ApiError, may_repeat};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use kinline_protocol::{
    ErrorCode, Problem, UploadId, identity::PhotoKind, routes, upload::TUS_VERSION,
};
use reqwest::{
    Body, Method, Response,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION},
};
use std::{convert::Infallible, sync::Arc};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");

/// Bytes handed over at a time; progress is told in these steps.
const STEP: usize = 64 * 1024;

/// What happens on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The server gave the upload an address: it can be gone on with there.
    Created(String),
    /// So many bytes are on their way or there.
    Sent(u64),
}

type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

impl Api {
    /// Sends a photo, or goes on sending it at `url` from where the server has it.
    ///
    /// # Errors
    /// See [`ApiError`]; [`ApiError::Offline`] after several cuts without a byte between them.
    pub async fn upload(
        &self,
        photo: Bytes,
        kind: PhotoKind,
        url: Option<String>,
        tell: Tell,
    ) -> Result<UploadId, ApiError> {
        let mut url = url;
        let mut furthest = 0;
        loop {
            let here = url.clone();
            let found = self
                .repeat(|| self.offset(here.clone(), &photo, kind))
                .await?;
            if url.as_ref() != Some(&found.url) {
                tell(Progress::Created(found.url.clone()));
                url = Some(found.url.clone());
            }
            tell(Progress::Sent(found.offset));
            if found.offset == photo.len() as u64 {
                return id(&found.url);
            }
            match self.append(&found, &photo, &tell).await {
                Ok(()) => return id(&found.url),
                // A cut: ask how far it came, as long as it comes further each time.
                Err(error) if goes_on(&error) && found.offset >= furthest => {
                    furthest = found.offset + 1
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Where the upload is and how far; makes it where there is none (any more).
    async fn offset(
        &self,
        url: Option<String>,
        photo: &Bytes,
        kind: PhotoKind,
    ) -> Result<Found, ApiError> {
        if let Some(url) = url {
            match self.send(Method::HEAD, &url, tus(), Body::default).await {
                Ok(answer) => {
                    let offset = number(&answer, &OFFSET)?;
                    return Ok(Found { url, offset });
                }
                Err(error) if is_gone(&error) => {
                    tracing::debug!("the upload is gone, a new one is made")
                }
                Err(error) => return Err(error),
            }
        }
        let mut headers = tus();
        headers.insert(LENGTH, photo.len().into());
        headers.insert(METADATA, metadata(photo, kind)?);
        let answer = self
            .send(Method::POST, routes::UPLOADS, headers, Body::default)
            .await?;
        let url = answer
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        let url = url.ok_or(ApiError::Unreadable)?.to_owned();
        Ok(Found { url, offset: 0 })
    }

    async fn append(&self, found: &Found, photo: &Bytes, tell: &Tell) -> Result<(), ApiError> {
        let mut headers = tus();
        headers.insert(OFFSET, found.offset.into());
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/offset+octet-stream"),
        );
        let body = || body(photo, found.offset, tell);
        let answer = self.send(Method::PATCH, &found.url, headers, body).await?;
        match number(&answer, &OFFSET)? == photo.len() as u64 {
            true => Ok(()),
            false => Err(ApiError::Offline),
        }
    }
}

struct Found {
    url: String,
    offset: u64,
}

/// The photo from an offset on, in steps.
fn body(photo: &Bytes, offset: u64, tell: &Tell) -> Body {
    let (photo, tell) = (photo.clone(), tell.clone());
    let start = usize::try_from(offset)
        .unwrap_or(usize::MAX)
        .min(photo.len());
    let steps = stream::iter((start..photo.len()).step_by(STEP)).map(move |from| {
        let to = (from + STEP).min(photo.len());
        tell(Progress::Sent(from as u64));
        Ok::<_, Infallible>(photo.slice(from..to))
    });
    Body::wrap_stream(steps)
}

fn tus() -> HeaderMap {
    HeaderMap::from_iter([(RESUMABLE, HeaderValue::from_static(TUS_VERSION))])
}

fn metadata(photo: &[u8], kind: PhotoKind) -> Result<HeaderValue, ApiError> {
    let kind = serde_json::to_value(kind).unwrap_or_default();
    let entry = |name: &str, value: &str| format!("{name} {}", BASE64_STANDARD.encode(value));
    let png = photo.starts_with(b"\x89PNG");
    let file_type = entry("filetype", if png { "image/png" } else { "image/jpeg" });
    let kind = entry("kind", kind.as_str().unwrap_or_default());
    HeaderValue::from_str(&format!("{file_type},{kind}")).map_err(|_| ApiError::Unreadable)
}

/// The upload's id is the end of its address.
fn id(url: &str) -> Result<UploadId, ApiError> {
    let last = url
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    last.parse().map_err(|_| ApiError::Unreadable)
}

fn number(answer: &Response, name: &HeaderName) -> Result<u64, ApiError> {
    let text = answer
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok())
        .ok_or(ApiError::Unreadable)
}

/// Asking for the offset again mends it.
fn goes_on(error: &ApiError) -> bool {
    may_repeat(error) || error.code() == Some(ErrorCode::UploadOffset)
}

/// `HEAD` has no body, so a code is made of the status: 404, 410.
fn is_gone(error: &ApiError) -> bool {
    match error {
        ApiError::Problem(problem) => {
            let Problem { status, code, .. } = problem.as_ref();
            matches!(status, 404 | 410) || *code == ErrorCode::NotFound
        }
        _ => false,
    }
}
