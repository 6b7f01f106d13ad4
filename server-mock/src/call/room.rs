//! One call at run time: its state machine, its media sessions, and who listens. Synchronous; what
//! follows from a change goes out through [`Tools`].

use super::{
    faces::Seeing,
    journal::Journal,
    machine::{Happening, Input, Machine, Now},
    owner::Owner,
    plan::Plan,
    store,
};
use crate::{audit::Actor, booking, clock::Clock, faces::Faces, relay::Relay};
use kinline_protocol::{
    CallId, MediaSessionId, ParticipantId,
    call::{CallPhase, CallState, Participant, ServerMessage, Side, StreamSlot, Streams},
};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};
use tokio::sync::mpsc::UnboundedSender;

/// A state is told at least so often.
const TOLD: Duration = Duration::from_secs(10);
/// A running call is kept at least so often: what a crash can give away.
const SAVED: Duration = Duration::from_secs(1);

/// What a room needs of the world.
pub(super) struct Tools {
    pub clock: Clock,
    pub relay: Relay,
    pub journal: Journal,
    pub faces: Faces,
}

impl Tools {
    pub fn now(&self) -> Now {
        Now {
            at: self.clock.now(),
            reading: self.clock.monotonic(),
        }
    }
}

#[derive(Debug)]
pub(super) struct MediaSession {
    pub owner: Owner,
    /// Counts up in the room: an older session has a lower one.
    number: u64,
    pub ice_session: u32,
    slots: Vec<StreamSlot>,
    joined: bool,
}

struct Listener {
    number: u64,
    owner: Owner,
    sender: UnboundedSender<ServerMessage>,
}

pub(super) struct Room {
    pub plan: Plan,
    pub machine: Machine,
    pub seeing: Seeing,
    sessions: HashMap<MediaSessionId, MediaSession>,
    sessions_ever: u64,
    /// Closed by their peers and not deleted yet: a WHIP client that hangs up closes its connection
    /// first and sends its DELETE then, which says that it leaves on purpose.
    hung_up: HashMap<MediaSessionId, Owner>,
    listeners: Vec<Listener>,
    /// Whose phone another telephone call has.
    busy: HashSet<ParticipantId>,
    told: Duration,
    saved: Duration,
    /// When it was last of use to anybody.
    used: Duration,
}

impl Room {
    pub fn new(plan: Plan, saved: Option<Machine>, now: Now) -> Self {
        let members: Vec<_> = plan.people().map(|(id, side, _)| (id, side)).collect();
        let machine = match saved {
            Some(machine) if machine.is_over() => machine,
            Some(machine) => machine.restored(now),
            None => Machine::new(plan.schedule(), &members, now),
        };
        Self {
            plan,
            machine,
            seeing: Seeing::default(),
            sessions: HashMap::new(),
            sessions_ever: 0,
            hung_up: HashMap::new(),
            listeners: Vec::new(),
            busy: HashSet::new(),
            told: now.reading,
            saved: now.reading,
            used: now.reading,
        }
    }

    fn call(&self) -> CallId {
        self.plan.call
    }

    pub fn has(&self, id: MediaSessionId) -> bool {
        self.sessions.contains_key(&id)
    }

    /// Its booking may have changed, as long as it has not begun.
    pub fn replan(&mut self, plan: Plan, tools: &Tools) {
        let revision = self.machine.revision();
        self.machine.reschedule(plan.schedule());
        self.plan = plan;
        if self.machine.revision() != revision {
            self.tell_state(tools);
        }
    }

    /// Its state as one of them, or staff, sees it.
    pub fn state(&self, now: Now, viewer: Option<ParticipantId>) -> CallState {
        let ms = |d: Duration| u64::try_from(d.as_millis()).unwrap_or(u64::MAX);
        let people = self.plan.people();
        CallState {
            call: self.call(),
            booking: self.plan.booking,
            revision: self.machine.revision(),
            now: now.at,
            starts_at: self.machine.schedule().starts_at,
            opens_at: self.machine.schedule().opens_at,
            expected_at: self.machine.schedule().expected_at,
            phase: self.machine.phase(),
            length_ms: ms(self.machine.schedule().length),
            left_ms: ms(self.machine.left(now)),
            returned_ms: ms(self.machine.returned(now)),
            participants: people
                .map(|(id, side, name)| Participant {
                    id,
                    side,
                    name: name.clone(),
                    you: viewer == Some(id),
                    presence: self.machine.presence(id),
                    busy: self.busy.contains(&id),
                })
                .collect(),
        }
    }

    /// Takes what happened, and does what follows from it.
    pub fn apply(&mut self, input: Input, actor: Actor, tools: &Tools) {
        self.apply_at(tools.now(), input, actor, tools);
    }

    pub fn apply_at(&mut self, now: Now, input: Input, actor: Actor, tools: &Tools) {
        let before = self.machine.phase();
        let happenings = self.machine.apply(input, now);
        for happening in &happenings {
            match happening {
                Happening::Phase(phase) => self.entered(&before, phase, actor, tools),
                Happening::Warning { left } => {
                    let left_ms = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
                    self.tell_all(&ServerMessage::Warning { left_ms });
                }
                Happening::Presence => {}
            }
        }
        if !happenings.is_empty() || now.reading.saturating_sub(self.told) >= TOLD {
            self.tell_state_at(now, tools);
        }
        let due = now.reading.saturating_sub(self.saved) >= SAVED;
        let runs = self.machine.has_begun() && !self.machine.is_over();
        if !happenings.is_empty() || (due && runs) {
            self.save(now, tools);
        }
    }

    fn entered(&mut self, before: &CallPhase, phase: &CallPhase, actor: Actor, tools: &Tools) {
        let call = self.call();
        tools.relay.set_flow(call, *phase == CallPhase::Live);
        let (action, data) = match (before, phase) {
            (CallPhase::Paused { .. }, CallPhase::Live) => ("call.resumed", json!({})),
            (_, CallPhase::Live) => ("call.began", json!({})),
            (_, CallPhase::Paused { reasons }) => ("call.paused", json!({ "reasons": reasons })),
            (_, CallPhase::Ended { reason }) => {
                let talked = self.machine.talked().as_secs();
                let data = json!({ "reason": reason, "talked_seconds": talked });
                ("call.ended", data)
            }
            _ => return,
        };
        tools.journal.audit(actor, action, call, data);
        if let CallPhase::Ended { reason } = phase {
            let (booking, reason) = (self.plan.booking, *reason);
            let talked = u32::try_from(self.machine.talked().as_secs()).unwrap_or(u32::MAX);
            tools
                .journal
                .write(move |tx, _| booking::complete(tx, booking, reason, talked));
            self.end_media(tools);
            self.end_watching(tools);
        }
    }

    pub fn end_media(&mut self, tools: &Tools) {
        for (id, _) in self.sessions.drain() {
            tools.relay.close(id);
        }
    }

    fn save(&mut self, now: Now, tools: &Tools) {
        self.saved = now.reading;
        let (call, over) = (self.call(), self.machine.is_over());
        match serde_json::to_string(&self.machine) {
            Ok(machine) => tools
                .journal
                .write(move |tx, _| store::save(tx, call, &machine, over)),
            Err(error) => tracing::error!(%error, "a call's state cannot be written"),
        }
    }

    /// Tells all who listen how it stands now.
    pub fn tell_state(&mut self, tools: &Tools) {
        self.tell_state_at(tools.now(), tools);
    }

    fn tell_state_at(&mut self, now: Now, tools: &Tools) {
        self.told = now.reading;
        for listener in &self.listeners {
            self.tell_how_it_stands(now, listener.owner, listener.sender.clone(), tools);
        }
    }

    fn tell_how_it_stands(
        &self,
        now: Now,
        owner: Owner,
        sender: UnboundedSender<ServerMessage>,
        tools: &Tools,
    ) {
        let state = self.state(now, owner.participant());
        let tell = move || drop(sender.send(ServerMessage::State(state)));
        match self.machine.is_over() {
            // Whoever hears of it asks for the booking at once, and must find it over.
            true => tools.journal.then(tell),
            false => tell(),
        }
    }

    fn tell_all(&self, message: &ServerMessage) {
        for listener in &self.listeners {
            let _ = listener.sender.send(message.clone());
        }
    }

    /// Lets somebody hear of every change. An older listener of the same participant is replaced.
    pub fn listen(
        &mut self,
        number: u64,
        owner: Owner,
        sender: UnboundedSender<ServerMessage>,
        tools: &Tools,
    ) {
        if owner.participant().is_some() {
            for older in self.listeners.extract_if(.., |l| l.owner == owner) {
                let _ = older.sender.send(ServerMessage::Replaced);
            }
        }
        self.tell_how_it_stands(tools.now(), owner, sender.clone(), tools);
        for (id, session) in self.sessions.iter().filter(|(_, s)| s.owner == owner) {
            let _ = sender.send(streams(*id, session));
        }
        self.listeners.push(Listener {
            number,
            owner,
            sender,
        });
        if let Some(id) = owner.participant() {
            let here = json!({});
            let actor = owner.actor();
            tools
                .journal
                .audit(actor, "call.waiting_room_entered", self.call(), here);
            self.apply(Input::Arrived(id), actor, tools);
        }
    }

    /// Somebody hears no longer; nothing, if they had been replaced.
    pub fn unlisten(&mut self, number: u64, tools: &Tools) {
        let Some(n) = self.listeners.iter().position(|l| l.number == number) else {
            return;
        };
        let owner = self.listeners.remove(n).owner;
        if let Some(id) = owner.participant() {
            self.busy.remove(&id);
            self.apply(Input::Departed(id), owner.actor(), tools);
        }
    }

    /// Another telephone call has somebody's phone, or has it no more: everybody is told.
    pub fn set_busy(&mut self, owner: Owner, on: bool, tools: &Tools) {
        let changed = owner.participant().is_some_and(|id| match on {
            true => self.busy.insert(id),
            false => self.busy.remove(&id),
        });
        if changed {
            self.tell_state(tools);
        }
    }

    /// Family members with a media session, besides one.
    pub fn callers_besides(&self, id: ParticipantId) -> usize {
        let mut callers: Vec<_> = self
            .sessions
            .values()
            .filter_map(|s| match s.owner {
                Owner::Participant(other, Side::Family) if other != id => Some(other),
                _ => None,
            })
            .collect();
        callers.sort();
        callers.dedup();
        callers.len()
    }

    /// Takes in a media session that is being opened.
    pub fn add_session(&mut self, id: MediaSessionId, owner: Owner) {
        let session = MediaSession {
            owner,
            number: self.sessions_ever,
            ice_session: 1,
            slots: Vec::new(),
            joined: false,
        };
        self.sessions_ever += 1;
        self.sessions.insert(id, session);
    }

    /// A session was opened: older ones of the same participant end. Not before, or an offer that
    /// is refused would end a call that goes well.
    pub fn displace_older(&mut self, id: MediaSessionId, tools: &Tools) {
        let Some((owner, number)) = self.sessions.get(&id).map(|s| (s.owner, s.number)) else {
            return;
        };
        let Some(participant) = owner.participant() else {
            return;
        };
        self.hung_up.retain(|_, other| *other != owner);
        let older: Vec<_> = self
            .sessions
            .extract_if(|_, s| s.owner == owner && s.number < number)
            .map(|(id, _)| id)
            .collect();
        for older in &older {
            tools.relay.close(*older);
        }
        if !older.is_empty() {
            let lost = Input::Lost(participant, Duration::ZERO);
            self.apply(lost, owner.actor(), tools);
        }
    }

    /// Whose a session is that is open, or closed and not deleted.
    pub fn owner(&self, id: MediaSessionId) -> Option<Owner> {
        let open = self.sessions.get(&id).map(|s| s.owner);
        open.or_else(|| self.hung_up.get(&id).copied())
    }

    /// Who sends by which session.
    pub fn senders(&self) -> impl Iterator<Item = (MediaSessionId, ParticipantId)> {
        let sessions = self.sessions.iter();
        sessions.filter_map(|(id, session)| Some((*id, session.owner.participant()?)))
    }

    pub fn session(&mut self, id: MediaSessionId) -> Option<&mut MediaSession> {
        self.sessions.get_mut(&id)
    }

    /// A session was ended by its owner, on purpose.
    pub fn leave(&mut self, id: MediaSessionId, tools: &Tools) {
        let open = self.sessions.remove(&id).map(|s| s.owner);
        let Some(owner) = open.or_else(|| self.hung_up.remove(&id)) else {
            return;
        };
        tools.relay.close(id);
        let action = match owner {
            Owner::Participant(..) => "call.left",
            Owner::Staff(_) => "call.watch_ended",
        };
        let actor = owner.actor();
        tools.journal.audit(actor, action, self.call(), json!({}));
        if let Some(participant) = owner.participant() {
            self.apply(Input::Left(participant), actor, tools);
        }
    }

    /// A participant leaves on purpose, with or without media.
    pub fn leave_all(&mut self, owner: Owner, tools: &Tools) {
        let own = self.sessions.iter().find(|(_, s)| s.owner == owner);
        if let Some(id) = own.map(|(id, _)| *id) {
            self.leave(id, tools);
        }
    }

    /// A session could not be opened after all.
    pub fn forget(&mut self, id: MediaSessionId) {
        self.sessions.remove(&id);
    }

    pub fn connected(&mut self, id: MediaSessionId, tools: &Tools) {
        let call = self.call();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        let (owner, first) = (session.owner, !session.joined);
        session.joined = true;
        let action = match owner {
            Owner::Participant(..) if first => "call.joined",
            Owner::Participant(..) => "call.connection_back",
            Owner::Staff(_) if first => "call.watch_began",
            Owner::Staff(_) => return,
        };
        let session = json!({ "session": id });
        tools.journal.audit(owner.actor(), action, call, session);
        if let Some(participant) = owner.participant() {
            self.apply(Input::Connected(participant), owner.actor(), tools);
        }
    }

    /// A session is silent; `gone`: and will not come back.
    pub fn lost(&mut self, id: MediaSessionId, silence: Duration, gone: bool, tools: &Tools) {
        let Some(owner) = self.sessions.get(&id).map(|s| s.owner) else {
            return;
        };
        if gone {
            self.sessions.remove(&id);
            self.hung_up.insert(id, owner);
        }
        if let Some(participant) = owner.participant() {
            let data = json!({ "session": id, "gone": gone });
            let (actor, call) = (Actor::Server, self.call());
            tools
                .journal
                .audit(actor, "call.connection_lost", call, data);
            self.apply(Input::Lost(participant, silence), actor, tools);
        }
    }

    pub fn slots(&mut self, id: MediaSessionId, slots: Vec<StreamSlot>) {
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        session.slots = slots;
        let owner = session.owner;
        let message = streams(id, session);
        for listener in self.listeners.iter().filter(|l| l.owner == owner) {
            let _ = listener.sender.send(message.clone());
        }
    }

    /// Whether nobody would miss it: what is to be known of it is in the store.
    pub fn is_idle(&mut self, now: Now, idle: Duration) -> bool {
        let runs = self.machine.has_begun() && !self.machine.is_over();
        if runs || !self.sessions.is_empty() || !self.listeners.is_empty() {
            self.used = now.reading;
        }
        now.reading.saturating_sub(self.used) >= idle
    }
}

fn streams(id: MediaSessionId, session: &MediaSession) -> ServerMessage {
    ServerMessage::Streams(Streams {
        session: id,
        slots: session.slots.clone(),
    })
}

#[cfg(test)]
#[path = "room_tests.rs"]
mod tests;
