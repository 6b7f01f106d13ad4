//! Proving who one is: details, document, photos, a reviewer's answer.

mod screens;

pub use screens::screen;

use crate::{
    Action,
    navigation::Page,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use crate::api::{ApiError, Progress};
use kinline_protocol::{UploadId, identity::PhotoKind};
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// About the sending of a photo.
    Upload(PhotoId, UploadEvent),
}

/// What became of sending a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadEvent {
    /// It goes on.
    Progress(Progress),
    /// The server has it, and found it usable.
    Done(UploadId),
    /// It stands still.
    Failed(ApiError),
    /// The photo is not on the phone any more.
    Lost,
}

/// A person did something.
pub fn act(_state: &mut update::State, _action: Action, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Something came back.
pub fn update(_state: &mut update::State, event: Event, _now: DateTime<Utc>) -> Vec<Effect> {
    match event { Event::Upload(..) => Vec::new() }
}

/// Asks what is new on a page.
pub fn refresh(_state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Repeats what was cut off.
pub fn go_on(_state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Where proving one's identity stands.
pub fn entry(_state: &update::State) -> Page {
    Page::IdentityStatus
}

/// Names a photo that is kept until the server has it: counts up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotoId(pub u32);

/// A photo to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub photo: PhotoId,
    /// What it shows.
    pub kind: PhotoKind,
    /// Where it is being sent to already, if it is.
    pub url: Option<String>,
}

impl std::fmt::Display for PhotoId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
