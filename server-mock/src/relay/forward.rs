//! Who gets what: forwarding, keyframe wishes, rate limits, slots.

use super::{
    Event, Role, Tap, TapPacket, keyframe, limit,
    sdp::Kind,
    session::{Line, Session},
    slots,
    thread::Media,
};
use kinline_protocol::{CallId, MediaSessionId};
use std::time::Instant;
use str0m::rtp::RtpPacket;

impl Media {
    /// A packet of session `n`: to all who are shown its sender, and to the recorder.
    pub(super) fn received(&mut self, n: usize, packet: RtpPacket, now: Instant) {
        let Some(kind) = self.sessions[n].kind_of(&packet) else {
            return;
        };
        let (id, call) = (self.sessions[n].id, self.sessions[n].call);
        let participant = match self.sessions[n].role {
            Role::Participant(participant, _) => participant,
            Role::Echo => return self.sessions[n].echo_back(kind, &packet, now),
            Role::Watcher(_) => return,
        };
        if !std::mem::replace(&mut self.sessions[n].flowing[kind as usize], true) {
            let _ = self.events.send(Event::Flowing(id, kind));
            // To ask for one that is just coming would hold up whoever comes a moment later.
            if kind == Kind::Video && !keyframe::starts(&packet.payload) {
                self.sessions[n].ask_keyframe(now);
            }
        }
        self.sessions[n].note(kind, &packet, now);
        let flows = self.flows.contains(&call);
        let mut wanted = false;
        for (i, viewer) in self.sessions.iter_mut().enumerate() {
            if i != n && viewer.call == call && (flows || viewer.is_watcher()) {
                wanted |= viewer.forward((id, participant), kind, &packet, now);
            }
        }
        if wanted {
            self.sessions[n].ask_keyframe(now);
        }
        (self.tap)(Tap::Packet(tapped(id, kind, packet)));
    }

    /// A viewer cannot decode what it gets: everybody whom it is shown makes a new beginning.
    pub(super) fn keyframe_wanted(&mut self, n: usize, now: Instant) {
        if self.sessions[n].role == Role::Echo {
            return self.sessions[n].ask_keyframe(now);
        }
        let (call, shown) = (self.sessions[n].call, self.sessions[n].shown.clone());
        if !self.sessions[n].is_watcher() && !self.flows.contains(&call) {
            return;
        }
        for sender in self.sessions.iter_mut().filter(|s| s.call == call) {
            if let Role::Participant(participant, _) = sender.role
                && shown.contains(&Some(participant))
            {
                sender.ask_keyframe(now);
            }
        }
    }

    /// Tells each sender of a picture what the participants who see it can take. Watchers do not
    /// count: a call must not look worse because somebody watches it. Who sends no picture is told
    /// nothing: their viewers' lines carry a voice alone, which proves no more than a voice, and a
    /// limit made of that would keep the picture away for good.
    pub(super) fn limit_senders(&mut self, call: CallId, now: Instant) {
        if !self.flows.contains(&call) {
            return;
        }
        for n in 0..self.sessions.len() {
            let Role::Participant(participant, _) = self.sessions[n].role else {
                continue;
            };
            let sender = &mut self.sessions[n];
            if sender.call != call || sender.line != Line::Connected {
                continue;
            }
            if !sender.sends_picture(now) {
                sender.floor.forget();
                continue;
            }
            let viewers = self.sessions.iter().filter(|v| {
                v.call == call && !v.is_watcher() && v.shown.contains(&Some(participant))
            });
            let left = limit::left_for_a_picture(viewers.map(|v| (v.estimate, v.pictures())));
            let rate = self.sessions[n].floor.limit(left, now);
            self.sessions[n].limit(rate, now);
        }
    }

    /// Opens or closes the way between the participants of a call.
    pub(super) fn set_flow(&mut self, call: CallId, flows: bool, now: Instant) {
        let changed = if flows {
            self.flows.insert(call)
        } else {
            self.flows.remove(&call)
        };
        if !changed {
            return;
        }
        for session in self.sessions.iter_mut().filter(|s| s.call == call) {
            if !session.is_watcher() {
                session.interrupt();
            }
            if flows {
                session.ask_keyframe(now);
            }
        }
        self.limit_senders(call, now);
    }

    /// Works out anew who is shown where in a call.
    pub(super) fn assign_slots(&mut self, call: CallId, now: Instant) {
        let publishers: Vec<_> = self
            .sessions
            .iter()
            .filter(|s| s.call == call)
            .filter_map(Session::publisher)
            .collect();
        let mut changed = Vec::new();
        for (n, session) in self.sessions.iter_mut().enumerate() {
            if session.call != call {
                continue;
            }
            let (viewer, others): (_, Vec<_>) = match session.role {
                Role::Participant(me, side) => {
                    let others = publishers.iter().filter(|p| p.participant != me);
                    (Some(side), others.copied().collect())
                }
                Role::Echo => continue,
                Role::Watcher(None) => (None, publishers.clone()),
                // One person only goes where there is a place, laptop or not.
                Role::Watcher(Some(one)) => {
                    let one = publishers.iter().filter(|p| p.participant == one);
                    (
                        Some(kinline_protocol::call::Side::Prison),
                        one.copied().collect(),
                    )
                }
            };
            if session.show(slots::assign(&session.shown, &others, viewer)) {
                changed.push(n);
                let _ = self
                    .events
                    .send(Event::Slots(session.id, session.streams()));
            }
        }
        // Who is not connected yet asks when it is: a keyframe now would be lost on it, and hold up
        // the next one.
        for n in changed {
            if self.sessions[n].line == Line::Connected {
                self.keyframe_wanted(n, now);
            }
        }
    }
}

fn tapped(session: MediaSessionId, kind: Kind, packet: RtpPacket) -> TapPacket {
    TapPacket {
        session,
        kind,
        sequence: *packet.seq_no,
        time: packet.header.timestamp,
        marker: packet.header.marker,
        payload: packet.payload,
        arrived: packet.timestamp,
        // Reports carry 32 bits of RTP time.
        report: packet
            .last_sender_info
            .map(|r| (r.rtp_time.numer() as u32, r.ntp_time)),
    }
}
