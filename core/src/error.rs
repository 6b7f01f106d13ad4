//! What can go wrong, and what people are told about it.

use crate::{Live, Part, Tone, api::ApiError, form::Check, text::Text};
use chrono::{DateTime, Utc};
use kinline_protocol::ErrorCode;
use std::path::PathBuf;

/// Why the app cannot start. What a UI shows for it is the UI's own: there are no words without a core.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CoreError {
    /// A value of the configuration is unusable: a mistake of the program.
    #[error("the configuration is unusable: {reason}")]
    Configuration {
        /// Which, and why.
        reason: String,
    },
    /// The secure store cannot be used: the phone is locked, or has no screen lock. Try again then.
    #[error(transparent)]
    SecureStore(#[from] crate::SecureStoreError),
    /// What was kept on the phone cannot be read (damaged, or its key is gone). It was set aside; the
    /// next start begins anew, and everything that was sent is still with the establishment.
    #[error("what was kept cannot be read: {reason}; it was set aside as {kept_as}", kept_as = kept_as.display())]
    StoreUnreadable {
        /// Why.
        reason: String,
        /// Where it is now.
        kept_as: PathBuf,
    },
    /// A newer version of the app wrote what is kept: install that again.
    #[error("what was kept was written by a newer version ({version})")]
    StoreNewer {
        /// Its version.
        version: u32,
    },
    /// The phone's storage cannot be used: it is full, or not writable.
    #[error("the storage cannot be used: {reason}")]
    Storage {
        /// Why.
        reason: String,
    },
    /// A part of the core could not be started.
    #[error("the core could not be started: {reason}")]
    Internal {
        /// Why.
        reason: String,
    },
}

/// What a person is told about a code: what happened, and what to do next.
pub fn sentence_for(code: ErrorCode, at: Option<DateTime<Utc>>, text: &Text) -> String {
    let at = at.map_or_else(|| "none".to_owned(), |at| text.moment(at));
    text.say_of_with("error", &code, &[("at", at.into())])
}

/// What a person is told about a failed request.
pub fn sentence(error: &ApiError, text: &Text) -> String {
    match error {
        ApiError::Problem(problem) => sentence_for(problem.code, problem.at, text),
        ApiError::Offline => text.say("error-offline"),
        ApiError::Untrusted => text.say("error-untrusted"),
        ApiError::Unreadable => sentence_for(ErrorCode::Internal, None, text),
        ApiError::SignedOut => sentence_for(ErrorCode::NotSignedIn, None, text),
    }
}

/// The notice at the top of a screen where something went wrong.
pub fn notice(error: &ApiError, text: &Text) -> Part {
    problem(sentence(error, text), text)
}

/// The notice 'There is a problem' with a sentence.
pub fn problem(sentence: String, text: &Text) -> Part {
    Part::Notice {
        tone: Tone::Problem,
        title: text.say("problem-title"),
        text: sentence,
        live: Live::Assertive,
    }
}

/// The error summary of a form (GOV.UK Design System): all that is wrong, once, at the top.
pub fn summary(check: &Check, text: &Text) -> Option<Part> {
    let mut sentences: Vec<String> = check
        .fields
        .keys()
        .filter_map(|field| check.error(field, text))
        .collect();
    if sentences.is_empty() {
        sentences.extend(
            check
                .failure
                .as_ref()
                .map(|failure| sentence(failure, text)),
        );
    }
    sentences.dedup();
    (!sentences.is_empty()).then(|| problem(sentences.join("\n"), text))
}
