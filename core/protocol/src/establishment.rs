//! Establishments and what each sets for itself.

use crate::{EstablishmentId, Language, readiness::Progress};
use serde::{Deserialize, Serialize};

/// A prison or young offender institution. `GET /v1/establishments`, by name; needs no token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Establishment {
    /// Its code.
    pub id: EstablishmentId,
    /// Its name in English.
    pub name: String,
    /// Its name in Welsh, where it has one.
    pub name_cy: Option<String>,
    /// IANA name, such as `Europe/London`: its timetable is wall-clock time there.
    pub time_zone: String,
    /// Whether calls can be booked.
    pub live: bool,
    /// What is missing until they can.
    #[serde(default)]
    pub readiness: Progress,
}

impl Establishment {
    /// The name in a language; English where there is none in Welsh.
    pub fn name_in(&self, language: Language) -> &str {
        match (language, &self.name_cy) {
            (Language::Welsh, Some(name)) => name,
            _ => &self.name,
        }
    }
}

/// What an establishment sets. `GET` and `PUT /v1/staff/settings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// How long a call lasts, seconds.
    pub call_seconds: u32,
    /// Between two calls on one laptop, seconds. Returned time comes out of it.
    pub turn_round_seconds: u32,
    /// Calls for each prisoner and calendar month.
    pub calls_a_month: u32,
    /// Laptops that can be in a call at once.
    pub capacity: u32,
    /// Working days between asking and the first call.
    pub lead_days: u32,
    /// How far ahead calls can be booked, days.
    pub booking_window_days: u32,
    /// From which age a visitor counts as an adult.
    pub adult_age: u8,
    /// Visitors in a call, at most [`crate::limits::CALLERS`].
    pub visitors: u8,
    /// Bookings are confirmed at once; otherwise staff decide.
    pub automatic: bool,
}

/// Who may ask for a call, of the three who can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhoMayAsk {
    /// The family, in the app.
    pub family: bool,
    /// The person in prison, from the laptop page.
    pub prisoner: bool,
    /// The establishment, for a family that asks it directly.
    pub establishment: bool,
}

impl Default for WhoMayAsk {
    fn default() -> Self {
        Self::ANY
    }
}

impl WhoMayAsk {
    /// Any of the three.
    pub const ANY: Self = Self {
        family: true,
        prisoner: true,
        establishment: true,
    };
}

/// A text of an establishment, in both languages: plain text, paragraphs divided by an empty line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Information {
    /// In English.
    pub en: String,
    /// In Welsh.
    pub cy: String,
}

impl Information {
    /// The text in a language; never the other one's.
    pub fn text_in(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Welsh => &self.cy,
        }
    }
}
