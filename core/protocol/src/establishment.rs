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

/// What an establishment sets beside its timetable: part of its [`Portal`](crate::office::Portal).
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
    /// Minutes for each prisoner and calendar month; 0 sets no limit beside that of calls.
    #[serde(default)]
    pub minutes_a_month: u32,
    /// Who may ask for a call.
    #[serde(default)]
    pub who_may_ask: WhoMayAsk,
    /// How long before its start a family can change or cancel a call by itself, hours.
    #[serde(default)]
    pub change_until_hours: u32,
    /// How long a slot that was given back is offered to one family that waits, minutes.
    #[serde(default = "waiting_offer_minutes")]
    pub waiting_offer_minutes: u32,
    /// Calls that are kept for those who have had no face-to-face visit.
    #[serde(default)]
    pub reserved: Reserved,
    /// What families should know before they book.
    #[serde(default)]
    pub information: Information,
}

const fn waiting_offer_minutes() -> u32 {
    120
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

/// Calls that are kept, in every week, for those who have had no face-to-face visit for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reserved {
    /// How many calls a week, Monday to Sunday, are kept; 0 keeps none.
    pub slots_a_week: u32,
    /// Days without a visit after which somebody has precedence; 0 gives it to nobody.
    pub days_without_visit: u32,
    /// How long before its start a kept call becomes free for everybody, days.
    pub free_days_before: u32,
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
