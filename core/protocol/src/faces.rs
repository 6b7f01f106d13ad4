//! Watching faces: what the server sees of who is in a call's pictures, and what staff say to it.
//!
//! The server alone decides, from the pictures that it is sent: nothing that a phone says counts.
//! A face that is not approved, is large and sharp enough and stays, pauses the call
//! ([`crate::call::PauseReason::Face`]); it goes on by itself when the face is gone, or staff allow it.

use crate::{ParticipantId, PersonName, SightingId, call::Side};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is seen of faces in a call. `GET /v1/staff/calls/{call}/faces`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallFaces {
    /// Whether faces are watched: not where the server has no models to see them with.
    pub watched: bool,
    /// The machine is short of time: pictures are looked at less often than they should be.
    pub short_of_time: bool,
    /// Whose pictures come and cannot be decoded: nobody watches them.
    pub unseen: Vec<PersonName>,
    /// What each side's pictures are compared with.
    pub sides: Vec<WatchedSide>,
    /// What was seen, latest first.
    pub sightings: Vec<Sighting>,
}

/// What the faces of a side are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchedSide {
    /// Which.
    pub side: Side,
    /// Approved portraits with a face to compare with. None: nothing is compared, and nobody pauses.
    pub portraits: usize,
    /// Who is expected and has no such portrait, children apart: they would be taken for strangers.
    pub without: Vec<PersonName>,
    /// Children who are expected and have no portrait: as many unknown faces do not pause.
    pub children: usize,
}

/// A face that staff are told of. Its picture: `GET …/faces/{sighting}/picture`, JPEG.
///
/// Its picture is kept for [`crate::limits::SIGHTING_PICTURE_DAYS`].
///
/// `POST …/faces/{sighting}/allow` lets the person be in this call, `POST …/faces/{sighting}/false-alarm`
/// too, and says that the machine was wrong. Both answer with [`CallFaces`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sighting {
    /// Names it.
    pub id: SightingId,
    /// Whose picture it was in.
    pub participant: ParticipantId,
    /// Their name.
    pub name: PersonName,
    /// On which side.
    pub side: Side,
    /// What was seen.
    pub seen: Seen,
    /// When.
    pub at: DateTime<Utc>,
    /// Since when it is gone, if it is.
    pub gone_at: Option<DateTime<Utc>>,
    /// What staff said.
    pub answer: Option<SightingAnswer>,
    /// How long it paused the call until it was gone or answered, milliseconds: time that was given back.
    pub paused_ms: u64,
}

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Seen {
    /// Somebody who is not approved: pauses the call.
    Unknown,
    /// Somebody unknown while a child without portrait is expected: no pause.
    PerhapsChild,
    /// A face that never moves, such as a poster or a photograph: no pause.
    StillPicture,
}

/// What staff say to a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SightingAnswer {
    /// They may be in this call.
    Allowed,
    /// The machine was wrong: they are approved, or nobody.
    FalseAlarm,
}

/// A portrait of a person in prison. `PUT /v1/staff/prisoners/{number}/portrait` with the bytes of a
/// JPEG or PNG; `GET` gives them back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortraitKept {
    /// Whether a face to compare with is in it, and one only; unknown where the server has no models.
    pub usable: Option<bool>,
}
