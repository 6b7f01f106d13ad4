//! What the platform gives to the core: two small traits, both synchronous.
//!
//! A foreign implementation may fail or throw: that is logged, or becomes an error that the core
//! understands. It never becomes a panic.

use crate::values::Timestamp;
use kinline_core::protocol::Language;
use kinline_core::{Action, PlatformEffect, PlatformWords, Reminder, Screen, StartFailure};
use std::sync::Arc;

/// Where screens and effects go. Called from the core's own threads; must return at once.
#[uniffi::export(foreign)]
pub trait ScreenObserver: Send + Sync {
    /// Draw this.
    fn on_screen(&self, screen: Screen) -> Result<(), PlatformError>;
    /// Do this.
    fn on_effect(&self, effect: PlatformEffect) -> Result<(), PlatformError>;
}

/// A place for small secrets that other apps cannot read: Android Keystore, iOS Keychain.
#[uniffi::export(foreign)]
pub trait SecureStore: Send + Sync {
    /// A secret, if it is there.
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, PlatformError>;
    /// Keeps a secret, replacing what was there.
    fn set(&self, name: String, secret: Vec<u8>) -> Result<(), PlatformError>;
}

/// The platform could not do what it was asked for.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum PlatformError {
    /// It said why, or threw something that it does not declare.
    #[error("the platform failed: {reason}")]
    Failed {
        /// For the log: nothing personal in it.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for PlatformError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed {
            reason: error.reason,
        }
    }
}

#[uniffi::remote(Enum)]
pub enum PlatformEffect {
    SetReminders(Vec<Reminder>),
    ShareFile {
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    },
    ShareText {
        title: String,
        text: String,
    },
    CallActive(bool),
    OpenPhoneSettings,
}

#[uniffi::remote(Record)]
pub struct Reminder {
    pub id: String,
    pub at: Timestamp,
    pub title: String,
    pub text: String,
    pub action: Action,
}

/// A foreign observer, as the core knows one.
pub(crate) struct Observer(pub(crate) Arc<dyn ScreenObserver>);

impl kinline_core::Observer for Observer {
    fn on_screen(&self, screen: Screen) {
        log_failure("on_screen", self.0.on_screen(screen));
    }

    fn on_effect(&self, effect: PlatformEffect) {
        log_failure("on_effect", self.0.on_effect(effect));
    }
}

fn log_failure(what: &str, result: Result<(), PlatformError>) {
    if result.is_err() {
        // Its text is the platform's and may name anything: it is not logged.
        tracing::error!(what, "the observer failed");
    }
}

/// A foreign secure store, as the core knows one.
pub(crate) struct Secrets(pub(crate) Arc<dyn SecureStore>);

impl kinline_core::SecureStore for Secrets {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, kinline_core::SecureStoreError> {
        self.0.get(name.to_owned()).map_err(known)
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), kinline_core::SecureStoreError> {
        self.0.set(name.to_owned(), secret.to_vec()).map_err(known)
    }
}

fn known(PlatformError::Failed { reason }: PlatformError) -> kinline_core::SecureStoreError {
    kinline_core::SecureStoreError { reason }
}

/// The words of the platform's own controls.
#[uniffi::export]
pub fn platform_words(language: Language) -> PlatformWords {
    PlatformWords::of(language)
}

/// Why the core could not start, as a person reads it: what happened, and what to do next.
#[uniffi::export]
pub fn start_failure(failure: StartFailure, language: Language) -> String {
    failure.sentence(language)
}

#[uniffi::remote(Enum)]
pub enum StartFailure {
    Locked,
    StartAgain,
    UpdateNeeded,
    Storage,
    Failed,
}

#[uniffi::remote(Record)]
pub struct PlatformWords {
    pub back: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub error: String,
    pub take_photo: String,
    pub choose_photo: String,
    pub camera_for_photo: String,
    pub camera_for_call: String,
    pub allow: String,
    pub open_settings: String,
    pub play_sound: String,
    pub heard: String,
    pub not_heard: String,
    pub own_picture: String,
    pub move_own_picture: String,
    pub switch_camera: String,
    pub loudspeaker_off: String,
    pub loudspeaker_on: String,
    pub no_picture: String,
    pub screen_recorded: String,
    pub reminders_channel: String,
    pub calls_channel: String,
    pub call_running: String,
    pub cannot_start: String,
    pub try_again: String,
}
