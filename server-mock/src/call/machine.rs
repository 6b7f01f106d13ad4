//! The state of a call. Pure: time is passed in, nothing is read or sent.
//!
//! ```text
//! Scheduled ──opens_at──▶ Waiting ──time, laptop and a caller connected──▶ Live ◀──▶ Paused
//!                            │                                              │          │
//!                            └──never began by ends_at──▶ Ended ◀───────────┴──────────┘
//! ```
//!
//! - What is left falls only while live. Pauses cost nothing, but nothing goes beyond `hard_stop`.
//! - A side without a connection pauses the call, for as long as it takes, until `hard_stop`. The
//!   silence before the loss was noticed is given back.
//! - Somebody who is not approved in a picture pauses it, until they are gone or staff allow them.
//! - A side whose people all left on purpose has [`GRACE`] to come back; then the call ends.
//! - A call that never began by the end of its slot is a no-show of the side that never came. Staff
//!   may say so before, or call it off.

use chrono::{DateTime, Utc};
use kinline_protocol::{
    ParticipantId,
    call::{CallPhase, EndReason, PauseReason, Presence, Side, StaffPause},
    limits::WARNING_SECONDS,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

/// How long a side that has left may think again: a page that is loaded anew also leaves.
pub const GRACE: Duration = Duration::from_secs(20);

/// A moment: the clock that people see and developers move, and one that only runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Decides what has a time of day: opening, start, end of slot.
    pub at: DateTime<Utc>,
    /// Measures how long things take.
    pub reading: Duration,
}

/// When a call may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// When the waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// When it may begin.
    pub starts_at: DateTime<Utc>,
    /// When staff expect it to begin, where they said that it will be late.
    #[serde(default)]
    pub expected_at: Option<DateTime<Utc>>,
    /// The end of its slot: begun by then, or not at all.
    pub ends_at: DateTime<Utc>,
    /// The end of the turn-round after it: nothing goes on beyond.
    pub hard_stop: DateTime<Utc>,
    /// How long it may last.
    pub length: Duration,
}

/// What can happen to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Time passes.
    Tick,
    /// Somebody is in the waiting room.
    Arrived(ParticipantId),
    /// Somebody is no longer there.
    Departed(ParticipantId),
    /// Somebody's media can flow.
    Connected(ParticipantId),
    /// Somebody's media ended without a word; silence for so long went before.
    Lost(ParticipantId, Duration),
    /// Somebody left on purpose.
    Left(ParticipantId),
    /// Staff pause it.
    Pause(StaffPause),
    /// Staff let it go on.
    Resume,
    /// Staff end it.
    End,
    /// Staff call it off, or end it if it has begun.
    CallOff,
    /// Staff say that a side does not come; nothing, once it has begun.
    NoShow(Side),
    /// Whether somebody who is not approved is in somebody's picture.
    Stranger(ParticipantId, bool),
}

/// What an input led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Another phase, or other reasons.
    Phase(CallPhase),
    /// Somebody is elsewhere.
    Presence,
    /// The end is near.
    Warning {
        /// What is left.
        left: Duration,
    },
}

/// A call's state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    schedule: Schedule,
    members: Vec<Member>,
    stage: Stage,
    staff: BTreeSet<StaffPause>,
    left: Duration,
    returned: Duration,
    talked: Duration,
    /// Of the time live now, or live last: what silence can be taken from.
    live_for: Duration,
    warned: bool,
    revision: u64,
    /// When time was last accounted for.
    counted: (DateTime<Utc>, Duration),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Member {
    id: ParticipantId,
    side: Side,
    link: Link,
    in_waiting_room: bool,
    came: bool,
    /// Somebody who is not approved is in their picture.
    #[serde(default)]
    stranger: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Link {
    Never,
    Connected,
    Lost,
    /// With the reading at which it left.
    Left(Duration),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Stage {
    Before,
    Begun,
    Ended(EndReason),
}

impl Machine {
    /// A call that nobody has come to yet.
    pub fn new(schedule: Schedule, members: &[(ParticipantId, Side)], now: Now) -> Self {
        let member = |(id, side): &(ParticipantId, Side)| Member {
            id: *id,
            side: *side,
            link: Link::Never,
            in_waiting_room: false,
            came: false,
            stranger: false,
        };
        Self {
            left: schedule.length,
            schedule,
            members: members.iter().map(member).collect(),
            stage: Stage::Before,
            staff: BTreeSet::new(),
            returned: Duration::ZERO,
            talked: Duration::ZERO,
            live_for: Duration::ZERO,
            warned: false,
            revision: 1,
            counted: (now.at, now.reading),
        }
    }

    /// Goes on after the server was down: everybody's connection is lost, what was left is left,
    /// and the time in between is given back.
    pub fn restored(mut self, now: Now) -> Self {
        for member in &mut self.members {
            // Whoever is still there is seen again when the picture is.
            (member.in_waiting_room, member.stranger) = (false, false);
            member.link = match member.link {
                Link::Connected => Link::Lost,
                // Readings begin anew with each start of the server.
                Link::Left(_) => Link::Left(now.reading),
                link => link,
            };
        }
        if self.stage == Stage::Begun {
            self.returned += (now.at - self.counted.0).to_std().unwrap_or_default();
        }
        self.counted = (now.at, now.reading);
        self.revision += 1;
        self
    }

    /// Takes another schedule, as long as the call has not begun.
    pub fn reschedule(&mut self, schedule: Schedule) {
        if self.stage == Stage::Before && self.schedule != schedule {
            self.left = schedule.length;
            self.schedule = schedule;
            self.revision += 1;
        }
    }

    /// Takes what happened. Inputs of people who are not expected, or after the end, do nothing.
    pub fn apply(&mut self, input: Input, now: Now) -> Vec<Happening> {
        if self.is_over() {
            return Vec::new();
        }
        let phase = self.phase();
        let presence = self.presences();
        self.count(now);
        if !self.is_over() {
            self.take(input, now);
            self.settle(now);
        }
        let mut happenings = Vec::new();
        if self.presences() != presence {
            happenings.push(Happening::Presence);
        }
        let after = self.phase();
        if after != phase {
            if after == CallPhase::Live {
                self.live_for = Duration::ZERO;
                let until_stop = (self.schedule.hard_stop - now.at).to_std();
                self.left = self.left.min(until_stop.unwrap_or_default());
            }
            happenings.push(Happening::Phase(after.clone()));
        }
        if after == CallPhase::Live && !self.warned && self.left <= self.warning() {
            self.warned = true;
            happenings.push(Happening::Warning { left: self.left });
        }
        self.revision += u64::from(!happenings.is_empty());
        happenings
    }

    /// Accounts for the time since the last input.
    fn count(&mut self, now: Now) {
        let (left, returned) = (self.left(now), self.returned(now));
        let (spent, was_live) = (self.left - left, self.phase() == CallPhase::Live);
        (self.left, self.returned) = (left, returned);
        self.talked += spent;
        self.live_for += spent;
        if was_live && self.left.is_zero() {
            self.stage = Stage::Ended(EndReason::TimeUp);
        }
        self.counted = (now.at, now.reading);
    }

    fn take(&mut self, input: Input, now: Now) {
        match input {
            Input::Tick => {}
            Input::Arrived(id) => self.member(id, |m| (m.in_waiting_room, m.came) = (true, true)),
            Input::Departed(id) => self.member(id, |m| m.in_waiting_room = false),
            Input::Connected(id) => self.member(id, |m| (m.link, m.came) = (Link::Connected, true)),
            Input::Lost(id, silence) => {
                let was_live = self.phase() == CallPhase::Live;
                self.member(id, |m| {
                    if m.link == Link::Connected {
                        m.link = Link::Lost;
                    }
                });
                if was_live && self.phase() != CallPhase::Live {
                    self.give_back(silence);
                }
            }
            Input::Left(id) => self.member(id, |m| m.link = Link::Left(now.reading)),
            Input::Pause(why) if self.stage == Stage::Begun => self.staff = BTreeSet::from([why]),
            Input::Pause(_) => {}
            Input::Resume => self.staff.clear(),
            Input::CallOff if self.stage == Stage::Before => {
                self.stage = Stage::Ended(EndReason::CalledOff);
            }
            Input::End | Input::CallOff => self.stage = Stage::Ended(EndReason::EndedByStaff),
            Input::NoShow(side) if self.stage == Stage::Before => {
                self.stage = Stage::Ended(match side {
                    Side::Family => EndReason::FamilyNoShow,
                    Side::Prison => EndReason::PrisonNoShow,
                });
            }
            Input::NoShow(_) => {}
            Input::Stranger(id, there) => self.member(id, |m| m.stranger = there),
        }
    }

    fn member(&mut self, id: ParticipantId, change: impl FnOnce(&mut Member)) {
        if let Some(member) = self.members.iter_mut().find(|m| m.id == id) {
            change(member);
        }
    }

    /// Nobody talked in that time, although it counted as live.
    fn give_back(&mut self, silence: Duration) {
        let back = silence.min(self.live_for);
        self.left += back;
        self.talked -= back;
        self.live_for -= back;
        self.returned += back;
    }

    /// What follows from where things stand and what time it is.
    fn settle(&mut self, now: Now) {
        if self.is_over() {
            return;
        }
        match self.stage {
            Stage::Before if now.at >= self.schedule.ends_at => {
                self.stage = Stage::Ended(self.no_show());
            }
            Stage::Before if now.at >= self.schedule.starts_at && self.is_complete() => {
                self.stage = Stage::Begun;
            }
            Stage::Begun if now.at >= self.schedule.hard_stop => {
                let reason = match self.missing().is_empty() {
                    true => EndReason::TimeUp,
                    false => EndReason::ConnectionLost,
                };
                self.stage = Stage::Ended(reason);
            }
            Stage::Begun => {
                for (side, reason) in [
                    (Side::Family, EndReason::FamilyLeft),
                    (Side::Prison, EndReason::PrisonLeft),
                ] {
                    let gone = self.left_at(side);
                    if gone.is_some_and(|at| now.reading >= at + GRACE) {
                        self.stage = Stage::Ended(reason);
                    }
                }
            }
            _ => {}
        }
    }

    fn no_show(&self) -> EndReason {
        let came = |side| self.members.iter().any(|m| m.side == side && m.came);
        match (came(Side::Family), came(Side::Prison)) {
            (false, _) => EndReason::FamilyNoShow,
            (true, false) => EndReason::PrisonNoShow,
            (true, true) => EndReason::ConnectionLost,
        }
    }

    /// When the last of a side left on purpose; `None` while any of them is in, or lost.
    fn left_at(&self, side: Side) -> Option<Duration> {
        let mut last = None;
        for member in self.members.iter().filter(|m| m.side == side) {
            match member.link {
                Link::Connected | Link::Lost => return None,
                Link::Left(at) => last = last.max(Some(at)),
                Link::Never => {}
            }
        }
        last
    }

    fn missing(&self) -> BTreeSet<Side> {
        let connected = |side: &Side| {
            let of = |m: &Member| m.side == *side && m.link == Link::Connected;
            self.members.iter().any(of)
        };
        let sides = [Side::Family, Side::Prison].into_iter();
        sides.filter(|side| !connected(side)).collect()
    }

    /// In whose pictures somebody is who is not approved. Of a line that is lost nothing is seen.
    fn strangers(&self) -> impl Iterator<Item = Side> {
        let seen = |m: &&Member| m.stranger && m.link == Link::Connected;
        self.members.iter().filter(seen).map(|m| m.side)
    }

    fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }

    fn warning(&self) -> Duration {
        Duration::from_secs(WARNING_SECONDS).min(self.schedule.length / 2)
    }

    fn presences(&self) -> Vec<Presence> {
        self.members.iter().map(Member::presence).collect()
    }

    /// Where it stands.
    pub fn phase(&self) -> CallPhase {
        match self.stage {
            Stage::Ended(reason) => CallPhase::Ended { reason },
            Stage::Before if self.counted.0 < self.schedule.opens_at => CallPhase::Scheduled,
            Stage::Before => CallPhase::Waiting,
            Stage::Begun => {
                let staff = self
                    .staff
                    .iter()
                    .map(|why| PauseReason::Staff { why: *why });
                let missing = self.missing().into_iter();
                let missing = missing.map(|side| match self.left_at(side) {
                    Some(_) => PauseReason::Left { side },
                    None => PauseReason::Connection { side },
                });
                let strangers = self.strangers().map(|side| PauseReason::Face { side });
                let reasons: BTreeSet<_> = staff.chain(missing).chain(strangers).collect();
                match reasons.is_empty() {
                    true => CallPhase::Live,
                    false => CallPhase::Paused { reasons },
                }
            }
        }
    }

    /// Whether it is over, for good.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Ended(_))
    }

    /// Whether it has begun; also when it is over.
    pub fn has_begun(&self) -> bool {
        self.stage == Stage::Begun || (self.is_over() && !self.talked.is_zero())
    }

    /// When it may be.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Where a participant is.
    pub fn presence(&self, id: ParticipantId) -> Presence {
        let member = self.members.iter().find(|m| m.id == id);
        member.map_or(Presence::Away, Member::presence)
    }

    /// What is left; also of a moment after the last input.
    pub fn left(&self, now: Now) -> Duration {
        match self.phase() {
            CallPhase::Live => self.left.saturating_sub(self.passed(now)),
            _ => self.left,
        }
    }

    /// What pauses took and was given back; also of a moment after the last input.
    pub fn returned(&self, now: Now) -> Duration {
        match self.phase() {
            CallPhase::Paused { .. } => self.returned + self.passed(now),
            _ => self.returned,
        }
    }

    /// What is not accounted for yet.
    fn passed(&self, now: Now) -> Duration {
        now.reading.saturating_sub(self.counted.1)
    }

    /// How long both sides could talk.
    pub fn talked(&self) -> Duration {
        self.talked
    }

    /// Counts visible changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

impl Member {
    fn presence(&self) -> Presence {
        match self.link {
            Link::Connected => Presence::Connected,
            _ if self.in_waiting_room => Presence::Waiting,
            _ => Presence::Away,
        }
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
