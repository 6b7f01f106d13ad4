//! Slots, holds, bookings.

mod screens;

pub use screens::screen;

use crate::{
    Action,
    navigation::Page,
    update::{self, Effect, Timer},
};
use chrono::{DateTime, Utc};
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
pub enum Event {}

/// A person did something.
pub fn act(_state: &mut update::State, _action: Action, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Something came back.
pub fn update(_state: &mut update::State, event: Event, _now: DateTime<Utc>) -> Vec<Effect> {
    match event {}
}

/// Asks what is new on a page.
pub fn refresh(_state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// Repeats what was cut off.
pub fn go_on(_state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}

/// A timer of this feature woke up.
pub fn woken(_state: &mut update::State, _timer: Timer, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}
