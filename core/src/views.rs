//! What is drawn in a view of its own: camera, free times, call.

use crate::{Action, Button, Status};
use kinline_protocol::{ParticipantId, identity::PhotoKind};

/// The camera for a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct CameraView {
    /// Of what.
    pub kind: PhotoKind,
    /// Which camera.
    pub facing: Facing,
    /// How to take a good one.
    pub hints: Vec<String>,
}

/// Which camera of a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facing {
    /// Away from the person.
    Back,
    /// Towards the person.
    Front,
}

/// Free times, by day.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotsView {
    /// The days that have free times, earliest first.
    pub days: Vec<SlotDay>,
}

/// A day with its free times.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotDay {
    /// Such as `Wednesday 25 November`.
    pub label: String,
    /// Its times.
    pub slots: Vec<SlotChoice>,
}

/// A free time.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotChoice {
    /// Such as `14:00 to 14:30`, by the establishment's clock.
    pub label: String,
    /// The same by the family's clock, where it differs: `16:00 to 16:30 your time`.
    pub own_time: Option<String>,
    /// All of it in one sentence, for screen readers.
    pub accessible: String,
    /// [`Action::ChooseSlot`]
    pub action: Action,
}

/// A call, or its waiting room.
#[derive(Debug, Clone, PartialEq)]
pub struct CallView {
    /// Where it stands, in a word or two.
    pub status: Status,
    /// Time left, such as `12:34`; from the server's last word, counted down by the UI while
    /// `running`.
    pub left_ms: u64,
    /// Whether time runs.
    pub running: bool,
    /// Time left in words, for screen readers.
    pub left_accessible: String,
    /// Covers the pictures: why the call stands still, and what ends that.
    pub cover: Option<Cover>,
    /// Everybody who may be in it but oneself, the person in prison first.
    pub people: Vec<CallPerson>,
    /// One's own microphone is on.
    pub microphone: bool,
    /// One's own camera is on.
    pub camera: bool,
    /// The line, where it is not good.
    pub line: Option<Status>,
    /// Buttons: microphone, camera, leave.
    pub controls: Vec<Button>,
}

/// What covers the pictures of a call that stands still.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// In a few words.
    pub title: String,
    /// Why, and what ends it.
    pub text: String,
}

/// Somebody in a call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallPerson {
    /// Who, as media name them.
    pub participant: ParticipantId,
    /// Their name.
    pub name: String,
    /// Where they are, in words.
    pub status: Status,
    /// `a=mid`s of the pictures and sounds that are theirs now, as [`kinline_media::VideoUnit`]
    /// names them. None while the call is covered: what was seen before is then forgotten.
    pub mids: Vec<String>,
}
