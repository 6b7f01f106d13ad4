//! Refusals: every one leaves as problem details (RFC 9457).

use crate::database::DatabaseError;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kinline_protocol::{ErrorCode, Problem, problem::CONTENT_TYPE};

/// What a handler refuses with. `?` makes it from a code, a problem, or a failed query.
#[derive(Debug, Clone)]
pub struct Refusal(Box<Problem>);

/// What a handler returns.
pub type Answer<T> = Result<T, Refusal>;

impl Refusal {
    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// One wrong input: `invalid_input` with the field in it.
    pub fn field(field: impl Into<String>, code: ErrorCode) -> Self {
        Problem::new(ErrorCode::InvalidInput)
            .field(field, code)
            .into()
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Problem::new(code).into()
    }
}

/// Our own failure: told in the log, not on the wire.
impl From<DatabaseError> for Refusal {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the store failed");
        ErrorCode::Internal.into()
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(%error, "a file could not be read or written");
        ErrorCode::Internal.into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(*self.0)).into_response();
        let content_type = HeaderValue::from_static(CONTENT_TYPE);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// Answers paths that do not exist.
pub async fn not_found() -> Refusal {
    ErrorCode::NotFound.into()
}

/// Answers methods that a path does not have.
pub async fn method_not_allowed() -> Refusal {
    ErrorCode::MethodNotAllowed.into()
}
