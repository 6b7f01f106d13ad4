//! Language, and what is known of this phone.

mod screens;

pub use screens::screen;

use crate::{
    Action,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::Language;
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone)]
pub struct State {
    /// The phone's time zone.
    pub zone: Tz,
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
}

impl State {
    /// As the phone is set.
    pub fn new(phone_language: Language, zone: Tz) -> Self {
        Self {
            zone,
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
        _ => Vec::new(),
    }
}
