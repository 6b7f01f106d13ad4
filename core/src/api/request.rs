//! A request as data: what to ask, and which input the answer becomes. Pure code makes them.

use crate::update::{Effect, Input};
use kinline_protocol::{ErrorCode, Problem};
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt, sync::Arc};

/// Why there is no answer that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server refused: show the sentence of its code.
    #[error("refused: {}", .0.code)]
    Problem(Box<Problem>),
    /// No way to the server, also after some tries: it is tried again by itself.
    #[error("the server cannot be reached")]
    Offline,
    /// Somebody else answered than the server: do nothing on this network.
    #[error("the server's certificate is not trusted")]
    Untrusted,
    /// The answer is not what was agreed: the app is too old, or the server failed.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The server does not know this device any more: register again.
    #[error("this device is not signed in")]
    SignedOut,
}

impl ApiError {
    /// The code, where the server refused.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether the same request may work later without anybody doing anything.
    pub fn passes(&self) -> bool {
        match self {
            Self::Offline => true,
            Self::Problem(problem) => {
                matches!(
                    problem.code,
                    ErrorCode::Unavailable | ErrorCode::Internal | ErrorCode::TooManyRequests
                )
            }
            _ => false,
        }
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// An HTTP method that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Changes something, once: its idempotency key is made and kept by what runs it.
    Post,
    /// Removes something.
    Delete,
}

type Reply = Arc<dyn Fn(Result<Vec<u8>, ApiError>) -> Input + Send + Sync>;

/// A request to the server.
#[derive(Clone)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// JSON.
    pub body: Option<Vec<u8>>,
    /// Whether the device's token goes with it.
    pub signed: bool,
    reply: Reply,
}

/// A request whose answer has no reader yet: give it one with [`Asked::answer`] or [`Asked::done`].
#[derive(Debug)]
pub struct Asked {
    method: Method,
    path: String,
    body: Option<Vec<u8>>,
    signed: bool,
}

impl Request {
    /// `GET`
    pub fn get(path: impl Into<String>) -> Asked {
        Asked {
            method: Method::Get,
            path: path.into(),
            body: None,
            signed: true,
        }
    }

    /// `POST` with a body. Sent again with the same key until an answer is heard, also after the app
    /// was killed: it takes effect once.
    pub fn post(path: impl Into<String>, body: &impl Serialize) -> Asked {
        // Wire types are structs of texts and numbers: they always become JSON.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Asked {
            method: Method::Post,
            path: path.into(),
            body: Some(body),
            signed: true,
        }
    }

    /// `POST` without a body.
    pub fn post_empty(path: impl Into<String>) -> Asked {
        Asked {
            method: Method::Post,
            path: path.into(),
            body: None,
            signed: true,
        }
    }

    /// `DELETE`
    pub fn delete(path: impl Into<String>) -> Asked {
        Asked {
            method: Method::Delete,
            path: path.into(),
            body: None,
            signed: true,
        }
    }

    /// The input that an answer becomes.
    pub fn reply(&self, answer: Result<Vec<u8>, ApiError>) -> Input {
        (self.reply)(answer)
    }
}

impl Asked {
    /// Goes without the device's token: before there is one.
    pub fn unsigned(mut self) -> Self {
        self.signed = false;
        self
    }

    /// Reads the answer's JSON and makes an input of it.
    pub fn answer<T: DeserializeOwned + 'static>(
        self,
        input: impl Fn(Result<T, ApiError>) -> Input + Send + Sync + 'static,
    ) -> Effect {
        self.raw(move |answer| {
            input(
                answer.and_then(|bytes| {
                    serde_json::from_slice(&bytes).map_err(|_| ApiError::Unreadable)
                }),
            )
        })
    }

    /// Makes an input of having been done; the answer's body is not read.
    pub fn done(
        self,
        input: impl Fn(Result<(), ApiError>) -> Input + Send + Sync + 'static,
    ) -> Effect {
        self.raw(move |answer| input(answer.map(|_| ())))
    }

    fn raw(
        self,
        reply: impl Fn(Result<Vec<u8>, ApiError>) -> Input + Send + Sync + 'static,
    ) -> Effect {
        Effect::Request(Request {
            method: self.method,
            path: self.path,
            body: self.body,
            signed: self.signed,
            reply: Arc::new(reply),
        })
    }
}

/// Shows what is asked, not what is said: bodies are personal.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = match self.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        write!(f, "{method} {}", self.path)
    }
}
