//! The headers of tus.

use super::store::Upload;
use crate::problem::{Answer, Refusal};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use kinline_protocol::{ErrorCode, Problem, upload::TUS_VERSION};

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const VERSION: HeaderName = HeaderName::from_static("tus-version");

/// The longest metadata that are kept, characters.
const METADATA_LENGTH: usize = 4096;

/// Refuses other versions, and names ours on every answer.
pub(super) async fn speak_tus(request: Request, next: Next) -> Response {
    let version = request.headers().get(RESUMABLE);
    let spoken = request.method() == Method::OPTIONS
        || version.is_none() && !has_token(&request)
        || version.is_some_and(|version| version == TUS_VERSION);
    let mut response = match spoken {
        true => next.run(request).await,
        false => {
            let mut response = Refusal::from(ErrorCode::TusVersion).into_response();
            response
                .headers_mut()
                .insert(VERSION, HeaderValue::from_static(TUS_VERSION));
            response
        }
    };
    response
        .headers_mut()
        .insert(RESUMABLE, HeaderValue::from_static(TUS_VERSION));
    response
}

/// Who has no token is told that first.
fn has_token(request: &Request) -> bool {
    crate::auth::presented(request.headers()).is_some()
}

/// Where an upload stands and until when it is kept.
pub(super) fn describe(upload: &Upload, offset: u64, headers: &mut HeaderMap) {
    headers.insert(OFFSET, offset.into());
    let expires = upload
        .expires_at
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    if let (None, Ok(value)) = (&upload.content_type, HeaderValue::try_from(expires)) {
        headers.insert(EXPIRES, value);
    }
}

/// A header with a count of bytes.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Answer<u64> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| malformed(name, "a whole number"))
}

/// `Upload-Metadata`, kept as it came: pairs of a key and a base64 value, or a key alone.
pub(super) fn metadata(headers: &HeaderMap) -> Answer<String> {
    let Some(value) = headers.get(METADATA) else {
        return Ok(String::new());
    };
    let wrong = || malformed(&METADATA, "`key base64,key base64`");
    let text = value.to_str().map_err(|_| wrong())?;
    let pair_reads = |pair: &str| match pair.trim().split_once(' ') {
        Some((key, value)) => !key.is_empty() && BASE64_STANDARD.decode(value).is_ok(),
        None => !pair.trim().is_empty(),
    };
    let reads = text.is_empty() || text.split(',').all(pair_reads);
    if !reads || text.len() > METADATA_LENGTH {
        return Err(wrong());
    }
    Ok(text.to_owned())
}

/// All that an upload's headers may say.
pub(crate) fn read(headers: &HeaderMap) {
    let _ = metadata(headers);
    let _ = (number(headers, &LENGTH), number(headers, &OFFSET));
}

fn malformed(name: &HeaderName, wanted: &str) -> Refusal {
    Problem::new(ErrorCode::Malformed)
        .detail(format!("{name} must be {wanted}"))
        .into()
}
