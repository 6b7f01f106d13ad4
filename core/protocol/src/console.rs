//! What a developer does to the mock. All need [`crate::account::Role::Developer`].

use crate::{
    AccountId, CallId, ContactId, EstablishmentId, FaultId, MailId, PersonName,
    account::{Role, Token},
    booking::{BookingStatus, Reference},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Which certificate a server has: its SHA-256. As text hex, with colons or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

/// Where a development server is, and how to know it: what its console shows as a QR code, and what a debug build of an
/// app takes. As text `kinline-debug://192.0.2.7:8443/` and the fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerLink {
    /// `https://ADDRESS:PORT`, without a slash at the end.
    pub base: String,
    /// Of its certificate.
    pub fingerprint: Fingerprint,
}

/// A text that is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThis;

/// A link of another scheme never reaches a release build of an app by accident: those know only `kinline`.
const LINK: &str = "kinline-debug://";
const BASE: &str = "https://";

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl FromStr for Fingerprint {
    type Err = NotThis;
    fn from_str(text: &str) -> Result<Self, NotThis> {
        let digits: Vec<u8> = text
            .chars()
            .filter(|it| *it != ':')
            .map(|it| it.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or(NotThis)?;
        let (pairs, rest) = digits.as_chunks::<2>();
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        match bytes.try_into() {
            Ok(bytes) if rest.is_empty() => Ok(Self(bytes)),
            _ => Err(NotThis),
        }
    }
}

impl fmt::Display for ServerLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.base.trim_start_matches(BASE);
        write!(f, "{LINK}{address}/{}", self.fingerprint)
    }
}

impl FromStr for ServerLink {
    type Err = NotThis;
    fn from_str(text: &str) -> Result<Self, NotThis> {
        let link = text.trim().strip_prefix(LINK).ok_or(NotThis)?;
        let (address, fingerprint) = link.split_once('/').ok_or(NotThis)?;
        if address.is_empty() {
            return Err(NotThis);
        }
        Ok(Self {
            base: format!("{BASE}{address}"),
            fingerprint: fingerprint.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let link = ServerLink {
            base: "https://192.0.2.7:8443".into(),
            fingerprint: Fingerprint(std::array::from_fn(|at| 8 * at as u8)),
        };
        let text = link.to_string();
        assert!(text.starts_with("kinline-debug://192.0.2.7:8443/000810"));
        assert_eq!(text.parse(), Ok(link.clone()));
        assert_eq!(format!(" {text}\n").parse(), Ok(link));
        let colons = "AB:".repeat(31) + "ab";
        assert_eq!(colons.parse(), Ok(Fingerprint([0xab; 32])));
        for wrong in [
            &text[1..],
            &text[..text.len() - 2],
            &text[..20],
            "",
            &format!("{text}0"),
        ] {
            assert_eq!(wrong.parse::<ServerLink>(), Err(NotThis), "{wrong}");
        }
    }
}

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

/// What connects a debug build of an app with the server. `GET /v1/console/server`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerCode {
    /// A [`ServerLink`].
    pub link: String,
    /// The link as a QR code: an SVG drawing.
    pub svg: String,
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
