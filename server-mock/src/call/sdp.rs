//! SDP over HTTP: reading an offer, refusing one.

use crate::{
    problem::{Answer, Refusal},
    relay::RelayError,
};
use axum::{
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, header},
};
use kinline_protocol::{ErrorCode, Problem};

/// The media type of an offer and its answer.
pub const SDP: &str = "application/sdp";

/// A body that may have been too large.
pub type Body = Result<Bytes, BytesRejection>;

/// The SDP offer in a body.
pub fn offer(headers: &HeaderMap, body: Body) -> Answer<String> {
    match content_type(headers) {
        Some(SDP) => text(body),
        _ => Err(ErrorCode::WrongContentType.into()),
    }
}

/// The media type of a body, without parameters.
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

/// A body as text.
pub fn text(body: Body) -> Answer<String> {
    let body = body.map_err(|_| ErrorCode::TooLarge)?;
    String::from_utf8(body.to_vec()).map_err(|_| {
        let problem = Problem::new(ErrorCode::SdpInvalid);
        problem.detail("the body is not UTF-8").into()
    })
}

/// What the relay refuses, as a problem.
pub fn refusal(error: RelayError) -> Refusal {
    match error {
        RelayError::Sdp(e) => Problem::new(ErrorCode::SdpInvalid)
            .detail(e.to_string())
            .into(),
        RelayError::OtherIceSession => ErrorCode::EtagMismatch.into(),
        RelayError::Gone => ErrorCode::MediaSessionGone.into(),
        RelayError::Down(e) => {
            tracing::error!("the relay cannot be used: {e}");
            ErrorCode::Unavailable.into()
        }
    }
}
