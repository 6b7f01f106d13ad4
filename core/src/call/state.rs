//! The call as this phone knows it: what the server said last, and how the lines to it are.
//!
//! ```text
//!             Opened            State{live}           State{ended}
//!  connecting ──────▶ waiting ◀────────────▶ live/paused ────────▶ over
//!       ▲                 │        lost / opened again      │         ▲
//!       └──── Lost ───────┴─────────────────────────────────┘         │
//!                                     Left, Replaced, Refused ────────┘
//! ```
//!
//! The server alone decides where the call stands; a lost line changes only what is shown above it.

use super::quality::Quality;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_media::ConnectionState;
use kinline_protocol::{
    BookingId, CallId, ErrorCode, MediaSessionId, ParticipantId,
    call::{CallPhase, CallState, EndReason, Presence, ServerMessage, Side, Streams},
};
use std::collections::BTreeSet;

/// A message that seems older than this was not on its way so long: the clocks differ.
const LONGEST_WAY: TimeDelta = TimeDelta::seconds(5);

/// A call that this phone is in, or was in last.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The booking that it belongs to.
    pub booking: BookingId,
    /// The call.
    pub id: CallId,
    /// One's own microphone is on.
    pub microphone: bool,
    /// One's own camera is on.
    pub camera: bool,
    /// Another telephone call has the phone.
    pub busy: bool,
    /// The phone has a network; see [`Call::network`].
    pub online: bool,
    /// How the line is, from the media's counts.
    pub quality: Quality,
    /// The WebSocket.
    pub events: Line,
    /// The WebRTC connection.
    pub media: Line,
    /// How it ended for this phone.
    pub over: Option<Over>,
    /// The server warned that the end is near.
    pub warned: bool,
    state: Option<CallState>,
    /// What was left when it was heard last, and since when it runs down.
    left_ms: u64,
    running_since: Option<DateTime<Utc>>,
    session: Option<MediaSessionId>,
    streams: Option<Streams>,
}

/// How one of the two lines to the establishment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// On its way for the first time.
    Connecting,
    /// There.
    Open,
    /// It was there, or could not be made; the engine goes on trying.
    Lost,
}

/// How a call ended for this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// For everybody.
    Ended(EndReason),
    /// The person left; it may go on without them.
    Left,
    /// The same person joined on another phone.
    Replaced,
    /// The server did not let this phone in.
    Refused {
        /// Why.
        code: ErrorCode,
        /// The instant that it is about, such as when the waiting room opens.
        at: Option<DateTime<Utc>>,
    },
}

/// What the engine tells of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The WebSocket is open.
    Opened,
    /// The server said something.
    Said(ServerMessage),
    /// The WebSocket is lost, or could not be opened; the engine goes on trying.
    Lost,
    /// The server does not let this phone in; the engine has stopped.
    Refused {
        /// Why.
        code: ErrorCode,
        /// The instant that it is about.
        at: Option<DateTime<Utc>>,
    },
    /// The server took the media connection.
    Session(MediaSessionId),
    /// How the media connection is.
    Media(ConnectionState),
    /// How good it is.
    Quality(Quality),
}

/// Where a call stands for the person who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not heard of yet, or before it is live.
    WaitingRoom,
    /// Live or paused.
    InCall,
    /// Over for this phone.
    Over(Over),
}

impl Call {
    /// A call that is about to be joined.
    pub fn new(booking: BookingId, id: CallId, online: bool) -> Self {
        Self {
            booking,
            id,
            microphone: true,
            camera: true,
            busy: false,
            online,
            quality: Quality::Good,
            events: Line::Connecting,
            media: Line::Connecting,
            over: None,
            warned: false,
            state: None,
            left_ms: 0,
            running_since: None,
            session: None,
            streams: None,
        }
    }

    /// Takes in what the engine tells. Nothing changes a call that is over.
    pub fn apply(&mut self, event: Event, now: DateTime<Utc>) {
        if self.over.is_some() {
            return;
        }
        match event {
            Event::Opened => self.opened(),
            Event::Lost => self.lost(now),
            Event::Refused { code, at } => self.end(Over::Refused { code, at }),
            Event::Said(ServerMessage::State(state)) => self.heard(state, now),
            Event::Said(ServerMessage::Streams(streams)) => self.streams = Some(streams),
            Event::Said(ServerMessage::Warning { left_ms }) => self.warn(left_ms, now),
            Event::Said(ServerMessage::Replaced) => self.end(Over::Replaced),
            Event::Session(session) => self.session = Some(session),
            Event::Media(state) => self.media = self.line(state),
            Event::Quality(quality) => self.quality = quality,
        }
    }

    /// The person leaves on purpose.
    pub fn leave(&mut self) {
        if self.over.is_none() {
            self.end(Over::Left);
        }
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match (self.over, self.phase()) {
            (Some(over), _) => Stage::Over(over),
            (None, Some(CallPhase::Live | CallPhase::Paused { .. })) => Stage::InCall,
            (None, _) => Stage::WaitingRoom,
        }
    }

    /// The server's last word, if it has said anything.
    pub fn state(&self) -> Option<&CallState> {
        self.state.as_ref()
    }

    /// The phase in the server's last word.
    pub fn phase(&self) -> Option<&CallPhase> {
        self.state.as_ref().map(|state| &state.phase)
    }

    /// What is left of the call, milliseconds.
    pub fn left_ms(&self, now: DateTime<Utc>) -> u64 {
        let gone = self
            .running_since
            .map_or(0, |since| milliseconds(now - since));
        self.left_ms.saturating_sub(gone)
    }

    /// Whether time runs, as far as this phone knows.
    pub fn running(&self) -> bool {
        self.online && self.running_since.is_some()
    }

    /// The phone's network came or went. Without one, time stands until the server says otherwise.
    pub fn network(&mut self, online: bool, now: DateTime<Utc>) {
        self.online = online;
        if !online {
            self.stop_time(now);
        }
    }

    /// Somebody else of the family is in the call: it may go on while this phone is cut off.
    pub fn others_of_family(&self) -> bool {
        self.state
            .iter()
            .flat_map(|state| &state.participants)
            .any(|person| {
                person.side == Side::Family && !person.you && person.presence == Presence::Connected
            })
    }

    /// The `a=mid`s that carry somebody now. Those of an earlier media session count for nothing.
    pub fn mids(&self, participant: ParticipantId) -> BTreeSet<String> {
        self.streams
            .iter()
            .filter(|streams| self.session == Some(streams.session))
            .flat_map(|streams| &streams.slots)
            .filter(|slot| slot.participant == Some(participant))
            .flat_map(|slot| slot.audio.iter().chain(&slot.video).cloned())
            .collect()
    }

    fn opened(&mut self) {
        self.events = Line::Open;
        // A server that was started again may count its revisions anew.
        if let Some(state) = &mut self.state {
            state.revision = 0;
        }
    }

    fn lost(&mut self, now: DateTime<Utc>) {
        self.events = Line::Lost;
        self.stop_time(now);
    }

    fn heard(&mut self, state: CallState, now: DateTime<Utc>) {
        if self
            .state
            .as_ref()
            .is_some_and(|last| state.revision < last.revision)
        {
            return;
        }
        let live = state.phase == CallPhase::Live;
        self.left_ms = if live {
            state.left_ms.saturating_sub(way(now - state.now))
        } else {
            state.left_ms
        };
        self.running_since = live.then_some(now);
        if let CallPhase::Ended { reason } = state.phase {
            self.end(Over::Ended(reason));
        }
        self.state = Some(state);
    }

    fn warn(&mut self, left_ms: u64, now: DateTime<Utc>) {
        self.warned = true;
        self.left_ms = left_ms;
        self.running_since = self.running_since.map(|_| now);
    }

    fn end(&mut self, over: Over) {
        self.over = Some(over);
        self.running_since = None;
        self.streams = None;
    }

    fn stop_time(&mut self, now: DateTime<Utc>) {
        self.left_ms = self.left_ms(now);
        self.running_since = None;
    }

    /// Before it was there once, a connection that is not there is only on its way.
    fn line(&self, state: ConnectionState) -> Line {
        match state {
            ConnectionState::Connected => Line::Open,
            ConnectionState::Connecting if self.media == Line::Connecting => Line::Connecting,
            ConnectionState::Connecting | ConnectionState::Lost | ConnectionState::Closed => {
                Line::Lost
            }
        }
    }
}

/// How long a message was on its way, milliseconds.
fn way(age: TimeDelta) -> u64 {
    if (TimeDelta::zero()..=LONGEST_WAY).contains(&age) {
        milliseconds(age)
    } else {
        0
    }
}

fn milliseconds(time: TimeDelta) -> u64 {
    u64::try_from(time.num_milliseconds()).unwrap_or(0)
}
