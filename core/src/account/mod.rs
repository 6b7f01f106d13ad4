//! Registering an e-mail address and this phone; the session.

mod screens;

pub use screens::screen;

use crate::{
    Action,
    navigation::Page,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{AccountId, DeviceId, account::Me};
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone)]
pub struct State {
    /// The device's public key, as in [`kinline_protocol::account::Confirmation`].
    pub device_key: String,
    /// What outlives the app.
    pub saved: Saved,
}

impl State {
    /// Of a phone that belongs to no account.
    pub fn new(device_key: String) -> Self {
        Self {
            device_key,
            saved: Saved::default(),
        }
    }
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The account and this phone's place in it, once registered.
    pub session: Option<Session>,
    /// What the server last said of the account.
    pub me: Option<Me>,
}

/// This phone's place in an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// This phone.
    pub device: DeviceId,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// The server does not know this device any more.
    SignedOut,
}

/// A person did something.
pub fn act(_state: &mut update::State, _action: Action, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Something came back.
pub fn update(_state: &mut update::State, event: Event, _now: DateTime<Utc>) -> Vec<Effect> {
    match event { Event::SignedOut => Vec::new() }
}

/// Asks what is new on a page.
pub fn refresh(_state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Repeats what was cut off.
pub fn go_on(_state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Where registering stands.
pub fn entry(_state: &update::State) -> Page {
    Page::Welcome
}
