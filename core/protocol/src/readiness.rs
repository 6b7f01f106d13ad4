//! How an establishment gets ready for its first call: steps, and the checks of its line.
//!
//! An establishment is live only when every [`Step`] is done. The checks of the line are real: the
//! laptop's page sends to the relay, which sends everything back. The server judges what both saw.

use crate::{EstablishmentId, LaptopId, LineCheckId, PersonName};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What must be done before the first call, in the usual order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Step {
    /// The laptops are there.
    EquipmentDelivered,
    /// Staff know how to run calls.
    StaffTrained,
    /// A [`CheckKind::Network`] has passed.
    NetworkChecked,
    /// A [`CheckKind::TestCall`] has passed on every laptop.
    TestCallsPassed,
    /// The establishment has saved its days and times.
    DaysAndTimesSet,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 5] = [
        Self::EquipmentDelivered,
        Self::StaffTrained,
        Self::NetworkChecked,
        Self::TestCallsPassed,
        Self::DaysAndTimesSet,
    ];

    /// Whether staff say that it is done; the others follow from what was measured or saved.
    pub fn by_hand(self) -> bool {
        matches!(self, Self::EquipmentDelivered | Self::StaffTrained)
    }
}

/// That a step is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepDone {
    /// The day on which it was done, by the establishment's clocks.
    pub on: NaiveDate,
    /// When that was noted.
    pub at: DateTime<Utc>,
    /// Who did it, or noted it.
    pub by: PersonName,
}

/// A step and whether it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepState {
    /// Which.
    pub step: Step,
    /// When and by whom; not done if absent.
    pub done: Option<StepDone>,
}

/// What everybody may know of an establishment that is not live: part of
/// [`crate::establishment::Establishment`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// The first step that is not done; none if all are.
    pub next: Option<Step>,
    /// When an establishment usually is live: so many days after the delivery
    /// ([`crate::limits::USUAL_WAIT_DAYS`]). None before the delivery, and once it is live.
    pub usual_live_on: Option<NaiveDate>,
}

/// How ready one's own establishment is. `GET /v1/staff/readiness`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Readiness {
    /// Since when families can book; not yet if absent.
    pub live_since: Option<DateTime<Utc>>,
    /// As families see it.
    pub progress: Progress,
    /// Every step, in order.
    pub steps: Vec<StepState>,
    /// Every laptop, by name, with its newest test call.
    pub laptops: Vec<LaptopReadiness>,
    /// The newest checks of the line, newest first, at most 20.
    pub checks: Vec<LineCheck>,
}

/// A laptop and whether a test call has passed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaptopReadiness {
    /// Which.
    pub laptop: LaptopId,
    /// Its name.
    pub name: PersonName,
    /// When its newest test call that passed was.
    pub passed_at: Option<DateTime<Utc>>,
}

/// Says that a step which staff do by hand is done. `PUT /v1/staff/readiness/{step}`; `DELETE` takes
/// it back, until the establishment is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStep {
    /// The day on which it was done: today or before.
    pub on: NaiveDate,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CheckKind {
    /// What the line carries: more than a call needs is sent each way, then a picture and a tone.
    Network,
    /// The same line as a call uses it: camera, microphone and a tone go out and come back.
    TestCall,
}

/// Starts a check of the line. `POST /v1/laptop/line-checks` → 201 [`LineCheckPlan`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLineCheck {
    /// Which.
    pub kind: CheckKind,
    /// Who does it: kept with the result.
    pub by: PersonName,
}

/// What the page does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineCheckPlan {
    /// The check.
    pub id: LineCheckId,
    /// Where to post the SDP offer (the shape of WHIP, RFC 9725): everything that is sent on its
    /// media comes back on the first pair of receiving lines. On its data channel, a message whose
    /// first two bytes are N (big endian) is answered by a message of N bytes.
    pub media: String,
    /// Where to post the [`PageMeasurement`].
    pub result: String,
    /// How fast to load the line each way, bit/s: more than a call needs.
    pub load_bits: u32,
    /// For how long, each way, milliseconds.
    pub load_ms: u32,
    /// For how long to send picture and sound, milliseconds.
    pub media_ms: u32,
    /// The tone to send, Hz.
    pub tone_hz: u32,
}

/// What the page measured. What it could not measure is absent, and counts as failed.
/// `POST /v1/laptop/line-checks/{id}/result` → [`LineCheck`]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageMeasurement {
    /// What arrived while the line was loaded towards the laptop, bit/s.
    pub down_bits: Option<f64>,
    /// Packets of sound that the page sent; none are sent any more.
    pub sound_sent: Option<u32>,
    /// Packets of sound that came back, until none came any more.
    pub sound_received: Option<u32>,
    /// Mean jitter of the sound that came back (RFC 3550), milliseconds.
    pub jitter_ms: Option<f64>,
    /// To the relay and back, on average, milliseconds.
    pub round_trip_ms: Option<f64>,
    /// Frames of the returned picture that were decoded, a second.
    pub frames: Option<f64>,
    /// How much louder the returned tone is than all else near it, dB.
    pub tone_db: Option<f64>,
    /// How loud the laptop's own microphone is at its loudest, dB of full scale. Test calls only.
    pub microphone_db: Option<f64>,
}

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Measure {
    /// How long picture and sound came to the relay, seconds.
    Duration,
    /// From the laptop to the relay, bit/s.
    BandwidthUp,
    /// From the relay to the laptop, bit/s.
    BandwidthDown,
    /// Packets lost on the way to the relay, %.
    LossUp,
    /// Packets lost on the way back, %.
    LossDown,
    /// Mean jitter of the sound at the relay (RFC 3550), milliseconds.
    JitterUp,
    /// The same of the sound that has come back.
    JitterBack,
    /// To the relay and back, milliseconds.
    RoundTrip,
    /// Decoded frames of the returned picture, a second.
    Picture,
    /// The returned tone over all else, dB.
    Sound,
    /// The laptop's microphone, dB of full scale.
    Microphone,
}

/// One judged value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    /// Of what.
    pub measure: Measure,
    /// In the measure's unit; it could not be measured if absent.
    pub value: Option<f64>,
    /// What it must keep to.
    pub limit: f64,
    /// Whether it does.
    pub passed: bool,
}

/// A check of the line and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineCheck {
    /// The check.
    pub id: LineCheckId,
    /// Of what.
    pub kind: CheckKind,
    /// On which laptop.
    pub laptop: LaptopId,
    /// The laptop's name.
    pub laptop_name: PersonName,
    /// Who did it.
    pub by: PersonName,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Whether every reading passed.
    pub passed: bool,
    /// In the order of [`Measure`].
    pub readings: Vec<Reading>,
}

/// That a family wants to be told when an establishment is live.
/// `POST`, `DELETE /v1/establishments/{id}/watch`; `GET /v1/watches`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Watch {
    /// Which.
    pub establishment: EstablishmentId,
    /// When they asked.
    pub asked_at: DateTime<Utc>,
    /// Since when it is live; the mail was sent then. Not yet if absent.
    pub live_since: Option<DateTime<Utc>>,
}
