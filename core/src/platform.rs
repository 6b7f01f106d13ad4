//! What the core needs of the platform: two small traits, both synchronous.

use crate::{Action, Screen};
use chrono::{DateTime, Utc};

/// Where screens and effects go. Called from the core's own threads; must return at once.
pub trait Observer: Send + Sync {
    /// Draw this.
    fn on_screen(&self, screen: Screen);
    /// Do this.
    fn on_effect(&self, effect: PlatformEffect);
}

/// Something that only the platform can do.
#[derive(Debug, Clone, PartialEq)]
pub enum PlatformEffect {
    /// Replace all reminders that are scheduled and not shown yet by these. They must survive the app
    /// being killed and the phone being switched off; see [`Action::RemindersShown`]. What was due while
    /// the phone was off is not shown: the core says anew what is still of use.
    SetReminders(Vec<Reminder>),
    /// Offer a file to the person (share sheet).
    ShareFile {
        /// Such as `visit-K7Q2-M9XD.ics`.
        name: String,
        /// Such as `text/calendar`.
        media_type: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Offer a text to the person to send to somebody (share sheet).
    ShareText {
        /// What it is, for the sheet's heading and a mail's subject.
        title: String,
        /// The text, with a link in it.
        text: String,
    },
    /// A call begins (keep the screen on, open camera and microphone) or is over.
    CallActive(bool),
    /// Open the phone's own settings of this app, where permissions are given.
    OpenPhoneSettings,
}

/// A reminder for the platform to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Reminder {
    /// Stable: the same reminder keeps its id.
    pub id: String,
    /// When. One whose time has come is shown at once.
    pub at: DateTime<Utc>,
    /// Its first line.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Sent when it is tapped.
    pub action: Action,
}

/// A place for small secrets that other apps cannot read: Android Keystore, iOS Keychain.
pub trait SecureStore: Send + Sync {
    /// A secret, if it is there.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecureStoreError>;
    /// Keeps a secret, replacing what was there.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecureStoreError>;
}

/// The secure store cannot be used: the device is locked, or its owner removed the lock.
#[derive(Debug, thiserror::Error)]
#[error("the secure store cannot be used: {reason}")]
pub struct SecureStoreError {
    /// For the log: no secret in it.
    pub reason: String,
}
