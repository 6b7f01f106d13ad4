//! Language, and what is known of this phone.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::{permissions, screen};

use crate::{
    Action, Permissions, PlatformEffect, ReminderLead,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is known of it.
#[derive(Debug, Clone)]
pub struct State {
    /// The phone's time zone.
    pub zone: Tz,
    /// What the phone lets the app do; unknown until the platform told.
    pub permissions: Option<Permissions>,
    /// What outlives the app.
    pub saved: Saved,
    phone_language: Language,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The language that was chosen; until then, the phone's.
    pub language: Option<Language>,
    /// Reminders that are not wanted.
    unwanted: BTreeSet<ReminderLead>,
}

impl Saved {
    /// The reminders that are wanted.
    pub fn leads(&self) -> BTreeSet<ReminderLead> {
        let wanted = ReminderLead::ALL
            .into_iter()
            .filter(|lead| !self.unwanted.contains(lead));
        wanted.collect()
    }
}

impl State {
    /// As the phone is set.
    pub fn new(phone_language: Language, zone: Tz) -> Self {
        Self {
            zone,
            permissions: None,
            saved: Saved::default(),
            phone_language,
        }
    }

    /// The language of every word.
    pub fn language(&self) -> Language {
        self.saved.language.unwrap_or(self.phone_language)
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::SetLanguage(language) => {
            state.settings.saved.language = Some(language);
            // What the server says in words is asked for in the new language.
            update::refresh(state, now)
        }
        Action::SetReminder { lead, on } => {
            let unwanted = &mut state.settings.saved.unwanted;
            match on {
                true => unwanted.remove(&lead),
                false => unwanted.insert(lead),
            };
            Vec::new()
        }
        Action::PermissionsKnown(permissions) => {
            state.settings.permissions = Some(permissions);
            Vec::new()
        }
        Action::TimeZoneChanged { zone } => {
            // One that the phone knows and the core's data do not: times stay as they were told.
            if let Ok(zone) = zone.parse() {
                state.settings.zone = zone;
            }
            Vec::new()
        }
        Action::OpenPhoneSettings => vec![Effect::Platform(PlatformEffect::OpenPhoneSettings)],
        _ => Vec::new(),
    }
}
