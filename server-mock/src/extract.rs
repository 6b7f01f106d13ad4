//! Bodies, paths and queries, whose refusals are problems too.

use crate::problem::Refusal;
use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{BytesRejection, FailedToBufferBody},
    },
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use kinline_protocol::{ErrorCode, Problem};
use serde::{Serialize, de::DeserializeOwned};

/// A JSON body, in or out.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

/// Parameters of the path.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

/// Parameters of the query.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let headers = request.headers().clone();
        let body = body(request, state).await?;
        parse(&headers, &body).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    /// A path that cannot be read names nothing that exists.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(ErrorCode::NotFound.into()),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(error) => Err(Problem::new(ErrorCode::Malformed)
                .detail(error.body_text())
                .into()),
        }
    }
}

/// The whole body, within the limit of the route.
pub async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, state)
        .await
        .map_err(|error| match error {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
                ErrorCode::TooLarge.into()
            }
            _ => ErrorCode::Malformed.into(),
        })
}

/// Reads JSON. What is well-formed but wrong is told by the field that it is in.
pub fn parse<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    if !is_json(headers) {
        return Err(ErrorCode::WrongContentType.into());
    }
    let reader = &mut serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let field = error.path().to_string();
        let error = error.into_inner();
        if !error.is_data() {
            return Problem::new(ErrorCode::Malformed)
                .detail(error.to_string())
                .into();
        }
        Refusal::from(
            Problem::new(ErrorCode::InvalidInput)
                .detail(error.to_string())
                .field(field, code_in(&error.to_string())),
        )
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = value
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case("application/json"))
}

/// Checked values refuse with a code of the catalogue; serde passes it on as text.
fn code_in(message: &str) -> ErrorCode {
    let word = message.split_whitespace().next().unwrap_or_default();
    let known = ErrorCode::ALL.iter().find(|code| code.as_str() == word);
    known.copied().unwrap_or(ErrorCode::Malformed)
}
