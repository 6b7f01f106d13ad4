//! The call: its state as the server decides it, and what its WebSocket carries.
//!
//! `GET /v1/calls/{call}/events` is a WebSocket. The server sends a [`ServerMessage`] with the whole
//! [`CallState`] on every change (and at least every ten seconds), so a client never has to piece a
//! state together. Being connected there is being in the waiting room.
//!
//! Media: `POST /v1/calls/{call}/media` with an SDP offer (the shape of WHIP, RFC 9725), and
//! `POST /v1/calls/{call}/watch` for staff (the shape of WHEP).

use crate::{
    BookingId, CallId, EstablishmentId, LaptopId, MediaSessionId, ParticipantId, PersonName,
    RecordingId, booking::Reference,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A call as the server decides it. `GET /v1/calls/{call}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallState {
    /// The call.
    pub call: CallId,
    /// Its booking.
    pub booking: BookingId,
    /// Counts up with every change: an older state that arrives late is dropped.
    pub revision: u64,
    /// The server's clock when this was said.
    pub now: DateTime<Utc>,
    /// When it is due to start.
    pub starts_at: DateTime<Utc>,
    /// When the waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// When staff expect it to begin, where they have said that it will be late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<DateTime<Utc>>,
    /// Where it stands: `phase`, and what belongs to it.
    #[serde(flatten)]
    pub phase: CallPhase,
    /// How long it may last, milliseconds.
    pub length_ms: u64,
    /// What is left of it, milliseconds, at `now`. Falls only in [`CallPhase::Live`].
    pub left_ms: u64,
    /// Time that pauses took and that was given back, milliseconds.
    pub returned_ms: u64,
    /// Everybody who may be in it, the laptop first. Watching staff are not among them.
    pub participants: Vec<Participant>,
}

/// Where a call stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CallPhase {
    /// The waiting room is not open yet.
    Scheduled,
    /// Somebody is missing, or it is not time yet.
    Waiting,
    /// Picture and sound flow; time runs.
    Live,
    /// Nothing flows; time stands still.
    Paused {
        /// Why; never empty. The call goes on when the set is.
        reasons: BTreeSet<PauseReason>,
    },
    /// Over.
    Ended {
        /// How.
        reason: EndReason,
    },
}

/// Why a call stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PauseReason {
    /// Somebody in a picture is not approved. It ends when they are gone, or staff allow them.
    Face {
        /// On which side's.
        side: Side,
    },
    /// Staff paused it.
    Staff {
        /// What staff chose to say.
        why: StaffPause,
    },
    /// A side has lost its connection.
    Connection {
        /// Which.
        side: Side,
    },
    /// Everybody of a side has left on purpose: the call ends in a moment unless somebody comes back.
    Left {
        /// Which.
        side: Side,
    },
}

/// What staff say when they pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffPause {
    /// A short check in the room.
    RoomCheck,
    /// Something said or shown is against the policy.
    Conduct,
    /// A technical matter.
    Technical,
    /// Somebody needs a moment.
    Wellbeing,
}

/// The two sides of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Side {
    /// The phones.
    Family,
    /// The laptop.
    Prison,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndReason {
    /// The time was used up.
    TimeUp,
    /// Staff ended it.
    EndedByStaff,
    /// Everybody of the family left.
    FamilyLeft,
    /// The laptop left.
    PrisonLeft,
    /// Nobody of the family came.
    FamilyNoShow,
    /// The person in prison did not come.
    PrisonNoShow,
    /// A connection was lost and did not come back in time.
    ConnectionLost,
    /// The establishment called it off before it began: the booking says why.
    CalledOff,
}

/// A person or laptop in a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Participant {
    /// Names them in [`ServerMessage::Streams`].
    pub id: ParticipantId,
    /// On which side.
    pub side: Side,
    /// Shown with their picture.
    pub name: PersonName,
    /// Whether this is the one who asks.
    pub you: bool,
    /// Where they are.
    pub presence: Presence,
    /// Whether another telephone call has their phone: they send neither picture nor sound until it ends.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub busy: bool,
}

/// Where a participant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Presence {
    /// Not here.
    Away,
    /// In the waiting room.
    Waiting,
    /// Sending picture or sound.
    Connected,
}

/// What the server says on a call's WebSocket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ServerMessage {
    /// The whole state.
    State(CallState),
    /// Which receive slots of one's media session carry whom. Sent on every change.
    Streams(Streams),
    /// The end is near. Sent once.
    Warning {
        /// What is left, milliseconds.
        left_ms: u64,
    },
    /// The same person joined on another device; this connection is over.
    Replaced,
}

/// Which receive slots carry whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Streams {
    /// The media session.
    pub session: MediaSessionId,
    /// A line for each pair of receiving m-lines, in the order of the offer.
    pub slots: Vec<StreamSlot>,
}

/// A pair of receiving m-lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreamSlot {
    /// `a=mid` of the sound (RFC 8843), if any.
    pub audio: Option<String>,
    /// `a=mid` of the picture, if any.
    pub video: Option<String>,
    /// Whose; nobody's if absent.
    pub participant: Option<ParticipantId>,
}

/// What a phone or laptop says on a call's WebSocket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClientMessage {
    /// Leaves on purpose: not a lost connection.
    Leave,
    /// Another telephone call has the phone, or has it no more. Forgotten with this WebSocket.
    Busy {
        /// Whether it has.
        on: bool,
    },
}

/// A call as staff see it. `GET /v1/staff/calls`: today's, earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffCall {
    /// Where.
    pub establishment: EstablishmentId,
    /// What families quote.
    pub reference: Reference,
    /// On which laptop.
    pub laptop: LaptopId,
    /// Its state.
    pub state: CallState,
}

/// A call as a laptop sees it. `GET /v1/laptop/calls`: today's on this laptop, earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaptopCall {
    /// The person in prison.
    pub prisoner: PersonName,
    /// Who is expected.
    pub visitors: Vec<PersonName>,
    /// Its state.
    pub state: CallState,
}

/// Pauses a call. `POST /v1/staff/calls/{call}/pause`; `POST …/resume` and `POST …/end` have no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStaffPause {
    /// What both sides are told.
    pub why: StaffPause,
}

/// A recorded file. `GET /v1/staff/calls/{call}/recordings`; the bytes with
/// `GET /v1/staff/recordings/{id}` (fragmented MP4; ranges).
///
/// One file for each sender and media session, untranscoded; `starts_ms` lines them up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recording {
    /// The file.
    pub id: RecordingId,
    /// Who is in it.
    pub participant: ParticipantId,
    /// Their name.
    pub name: PersonName,
    /// On which side.
    pub side: Side,
    /// When it starts, milliseconds after the first file of the call.
    pub starts_ms: u64,
    /// How long it is, milliseconds; grows while it is written.
    pub duration_ms: u64,
    /// Size, bytes.
    pub bytes: u64,
    /// SHA-256 in hex, once it is finished; also in the audit log.
    pub sha256: Option<String>,
}
