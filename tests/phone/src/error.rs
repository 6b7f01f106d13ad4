//! What can go wrong with a phone without a phone, by what its user can do about it.

use std::path::PathBuf;

/// Why a step could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PhoneError {
    /// The screen that was waited for did not come: read `screen` to see what the phone shows instead.
    #[error("waited for {wanted}, but the phone shows:\n{screen}")]
    NotShown {
        /// What was waited for.
        wanted: String,
        /// The screen that is there, as a person would tell it.
        screen: String,
    },
    /// There is no such button, field or option on the screen.
    #[error("there is no {wanted} on this screen:\n{screen}")]
    NotThere {
        /// What was looked for.
        wanted: String,
        /// The screen that is there.
        screen: String,
    },
    /// Something else did not come in time.
    #[error("waited in vain for {0}")]
    NotCome(String),
    /// A file cannot be used: give another.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The codec failed.
    #[error("codec: {0}")]
    Codec(#[from] openh264::Error),
    /// The core could not start: its data folder, key or configuration are unusable.
    #[error("core: {0}")]
    Core(String),
    /// The server refused.
    #[error("{method} {path}: {status} {body}")]
    Refused {
        /// HTTP method.
        method: String,
        /// Path.
        path: String,
        /// HTTP status.
        status: u16,
        /// The code of the problem, if it came with one.
        code: Option<kinline_protocol::ErrorCode>,
        /// What it said.
        body: String,
    },
    /// The server could not be reached.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The media connection failed.
    #[error("media: {0}")]
    Media(#[from] kinline_media::MediaError),
    /// Something promised did not happen.
    #[error("{0}")]
    Broken(String),
}

impl PhoneError {
    /// A file that cannot be used.
    pub fn file(path: impl Into<PathBuf>, reason: impl ToString) -> Self {
        Self::File {
            path: path.into(),
            reason: reason.to_string(),
        }
    }
}

impl From<reqwest::Error> for PhoneError {
    fn from(error: reqwest::Error) -> Self {
        // The source says why (refused, reset); reqwest's own text says only that it failed.
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        Self::Unreachable(cause.unwrap_or_else(|| error.to_string()))
    }
}
