//! What a developer does to the mock. All need [`crate::account::Role::Developer`].

use crate::{
    AccountId, CallId, ContactId, EstablishmentId, FaultId, MailId, PersonName,
    account::{Role, Token},
    booking::{BookingStatus, Reference},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The server's clock. `GET /v1/console/clock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockReading {
    /// What it says.
    pub now: DateTime<Utc>,
    /// How far it is from the machine's, milliseconds.
    pub offset_ms: i64,
}

/// Moves it; it goes on from there. `PUT /v1/console/clock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockSetting {
    /// What it shall say.
    pub now: DateTime<Utc>,
}

/// Adds families who can book at once, each with a person in prison of its own: for load.
/// `POST /v1/console/families` → 201, a list of [`ReadyFamily`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFamilies {
    /// Where those in prison are.
    pub establishment: EstablishmentId,
    /// How many, 1 to 2,000.
    pub count: u32,
}

/// A family member whose identity, contact and policy are all in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadyFamily {
    /// Who.
    pub account: AccountId,
    /// Their approved contact.
    pub contact: ContactId,
    /// Signs them in.
    pub token: Token,
}

/// A mail that would have been sent. `GET /v1/console/mails?to=…`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mail {
    /// The mail.
    pub id: MailId,
    /// When.
    pub at: DateTime<Utc>,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A line of the audit log. `GET /v1/console/events?after=N`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its place in the log, from 1.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a role and an id.
    pub actor: String,
    /// What, such as `booking.booked`.
    pub action: String,
    /// About which thing: a kind and an id.
    pub subject: String,
    /// More, without personal data.
    pub data: serde_json::Value,
    /// SHA-256 over the line and the hash before it, in hex.
    pub hash: String,
}

/// Something that goes wrong on purpose. `GET`, `POST /v1/console/faults`; `DELETE …/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFault {
    /// `GET`, `POST`, …; any if absent.
    #[serde(default)]
    pub method: Option<String>,
    /// A path's beginning, such as `/v1/bookings`.
    pub path: String,
    /// What happens.
    #[serde(flatten)]
    pub effect: FaultEffect,
    /// How often; without end if absent.
    #[serde(default)]
    pub times: Option<u32>,
}

/// What a fault does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FaultEffect {
    /// The answer comes later.
    Delay {
        /// By how much.
        milliseconds: u64,
    },
    /// The request is not done, and refused.
    Error {
        /// With this HTTP status.
        status: u16,
    },
    /// The request is done, and the connection cut before the answer.
    CutAnswer,
    /// The connection is cut after so many bytes of the request's body, and they are kept.
    CutRequest {
        /// How many.
        bytes: u64,
    },
    /// The request is done; the media session that it opens has a poor line.
    PoorLine(PoorLine),
}

/// What a poor line does to picture, sound and data, each way. It is the same in every run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoorLine {
    /// Loses one packet in so many.
    pub lose_every: Option<u32>,
    /// Carries so much, bit/s, and loses the rest.
    pub carries_bits: Option<u32>,
}

/// A fault in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// Names it.
    pub id: FaultId,
    /// What it does; `times` counts down.
    #[serde(flatten)]
    pub fault: NewFault,
}

/// Somebody, or a laptop, who signs in on a page. `GET /v1/console/people`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// The person, or the laptop.
    pub id: uuid::Uuid,
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: PersonName,
    /// The sign-in code.
    pub code: String,
    /// Where they work.
    pub establishment: Option<EstablishmentId>,
}

/// A booking whose call is not over. `GET /v1/console/bookings`, earliest start first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpcomingBooking {
    /// Its call.
    pub call: CallId,
    /// What families quote.
    pub reference: Reference,
    /// Where.
    pub establishment: EstablishmentId,
    /// When its waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Where it stands.
    pub status: BookingStatus,
}
