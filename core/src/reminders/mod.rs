//! Reminders: planned from the bookings, handed to the platform when they change.

use crate::update::{self, Effect};
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

/// Called after every input: hands new reminders to the platform where they changed.
pub fn follow(_state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    Vec::new()
}
