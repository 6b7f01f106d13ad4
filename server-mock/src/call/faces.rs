//! What follows in a call from what is seen of faces: pauses, and what staff are told and say.

use super::{
    calls::{Calls, Inner},
    machine::{Input, Now},
    owner::Owner,
    plan::Plan,
    room::{Room, Tools},
};
use crate::{
    audit::Actor,
    faces::{self, Event, Person, Portraits},
    problem::Answer,
};
use chrono::TimeDelta;
use kinline_protocol::{
    CallId, ErrorCode, ParticipantId, PersonName, SightingId,
    booking::Visitor,
    call::Side,
    faces::{CallFaces, Seen, Sighting, SightingAnswer, WatchedSide},
};
use kinline_vision::{
    Template,
    watch::{PersonTrack, Standing},
};
use rusqlite::Transaction;
use serde_json::json;
use std::{collections::HashMap, sync::Weak, time::Duration};
use uuid::Uuid;

/// How often pictures are looked for whose time is up.
const TIDIED: TimeDelta = TimeDelta::hours(1);

/// What a room knows of faces.
#[derive(Default)]
pub(super) struct Seeing {
    /// Whose portraits were asked for last, and how often.
    asked: Option<Vec<Visitor>>,
    turn: u64,
    sides: Vec<WatchedSide>,
    known: HashMap<SightingId, Known>,
}

/// A sighting that can still be answered.
struct Known {
    participant: ParticipantId,
    side: Side,
    track: PersonTrack,
    seen: Seen,
    templates: Vec<Template>,
    is_there: bool,
    /// Since when it pauses the call, by the clock that only runs.
    pauses_since: Option<Duration>,
}

impl Calls {
    /// Sees to it that a call's pictures are compared with the portraits of its booking. Somebody
    /// comes: from now on it is worth the time.
    pub(super) fn compare_faces(&self, call: CallId) {
        let Some(models) = self.inner().tools.faces.models().cloned() else {
            return;
        };
        let asked = self.inner().with(call, |room, _| room.ask_for_portraits());
        let Ok(Some((turn, plan))) = asked else {
            return;
        };
        let calls = self.clone();
        tokio::spawn(async move {
            let inner = calls.inner();
            // Whom staff just allowed is on the way into the store.
            inner.tools.journal.flush().await;
            let data = inner.data.clone();
            let read = inner.database.read(move |c| {
                Portraits::read(c, &data, &plan).map_err(crate::database::DatabaseError::from)
            });
            let portraits = match read.await {
                Ok(portraits) => portraits,
                Err(error) => return tracing::error!(%error, "portraits could not be read"),
            };
            let compare = move || portraits.compare(&models);
            let Ok(compared) = tokio::task::spawn_blocking(compare).await else {
                return tracing::error!("portraits could not be looked at");
            };
            // What was asked for later counts, however long it took.
            let newest = inner.with(call, |room, _| room.seeing.turn == turn);
            let newest = newest.unwrap_or(false);
            for one in compared.into_iter().filter(|_| newest) {
                let side = one.side.side;
                inner.tools.faces.expect(call, side, one.expected);
                let _ = inner.with(call, |room, tools| room.compared(one.side, tools));
            }
        });
    }

    /// A portrait is another now: calls that run are compared anew.
    pub fn portraits_changed(&self) {
        for call in self.inner().calls_asked_for() {
            let _ = self.inner().with(call, |room, _| room.seeing.asked = None);
            self.compare_faces(call);
        }
    }
}

/// Takes in what is seen, as long as there are calls.
pub(super) async fn hear(calls: Weak<Inner>, mut events: faces::Events) {
    while let Some(event) = events.recv().await {
        let Some(calls) = calls.upgrade() else { return };
        // Of a call that is over nothing follows.
        let _ = match event {
            Event::KeyframeNeeded(session) => {
                calls.tools.relay.request_keyframe(session);
                Ok(())
            }
            Event::Person(person) => calls.with(person.call, |r, t| r.saw(*person, t)),
            Event::Stranger {
                call,
                participant,
                there,
            } => calls.with(call, |r, t| {
                if !there {
                    r.stranger_gone(participant, t);
                }
            }),
        };
    }
}

/// Keeps to the time limit of pictures, as long as there are calls.
pub(super) async fn tidy(calls: Weak<Inner>) {
    while let Some(inner) = calls.upgrade() {
        let (clock, now) = (inner.tools.clock.clone(), inner.tools.clock.now());
        let journal = inner.tools.journal.clone();
        drop(inner);
        journal.write(move |tx, _| faces::tidy(tx, now));
        drop(journal);
        clock.sleep_until(now + TIDIED).await;
    }
}

impl Room {
    pub(super) fn has_asked_for_portraits(&self) -> bool {
        self.seeing.asked.is_some()
    }

    /// The plan to read portraits by, unless those of its visitors were asked for already.
    fn ask_for_portraits(&mut self) -> Option<(u64, Plan)> {
        if self.seeing.asked.as_ref() == Some(&self.plan.visitors) {
            return None;
        }
        self.seeing.asked = Some(self.plan.visitors.clone());
        self.seeing.turn += 1;
        Some((self.seeing.turn, self.plan.clone()))
    }

    fn compared(&mut self, side: WatchedSide, tools: &Tools) {
        self.seeing.sides.retain(|known| known.side != side.side);
        self.seeing.sides.push(side);
        self.seeing.sides.sort_by_key(|side| side.side);
        self.tell_state(tools);
    }

    /// Somebody in a picture is taken for something else than before.
    fn saw(&mut self, person: Person, tools: &Tools) {
        let seen = match person.standing {
            Standing::Unknown => Some(Seen::Unknown),
            Standing::WithoutPortrait => Some(Seen::PerhapsChild),
            Standing::StillPicture => Some(Seen::StillPicture),
            Standing::Unsure | Standing::Approved => None,
        };
        let of = |k: &Known| (k.participant, k.track) == (person.participant, person.track);
        self.end_sightings(|k| of(k) && Some(k.seen) != seen, tools);
        let is_told = self.seeing.known.values().any(|k| k.is_there && of(k));
        if let (Some(seen), false) = (seen, is_told) {
            self.begin_sighting(person, seen, tools);
        }
    }

    fn stranger_gone(&mut self, participant: ParticipantId, tools: &Tools) {
        let of = |k: &Known| k.participant == participant && k.seen == Seen::Unknown;
        self.end_sightings(of, tools);
    }

    fn begin_sighting(&mut self, person: Person, seen: Seen, tools: &Tools) {
        let Some(side) = self.plan.side(person.participant) else {
            return;
        };
        let (now, id) = (tools.now(), SightingId(Uuid::now_v7()));
        let call = self.plan.call;
        let Some(name) = self.name(person.participant) else {
            return;
        };
        let sighting = Sighting {
            id,
            participant: person.participant,
            name,
            side,
            seen,
            at: now.at,
            gone_at: None,
            answer: None,
            paused_ms: 0,
        };
        let picture = person.picture;
        let journal = &tools.journal;
        journal.write(move |tx, _| faces::begin(tx, call, &sighting, &picture));
        let data = json!({ "sighting": id, "side": side, "seen": seen });
        journal.audit(Actor::Server, "faces.seen", call, data);
        let pauses = seen == Seen::Unknown && self.machine.has_begun();
        let known = Known {
            participant: person.participant,
            side,
            track: person.track,
            seen,
            templates: person.templates,
            is_there: true,
            pauses_since: pauses.then_some(now.reading),
        };
        self.seeing.known.insert(id, known);
        self.settle_stranger(person.participant, now, Actor::Server, tools);
        self.tell_state(tools);
    }

    /// Those of whom this holds are gone.
    fn end_sightings(&mut self, is_gone: impl Fn(&Known) -> bool, tools: &Tools) {
        let now = tools.now();
        let known = self.seeing.known.iter_mut();
        let gone = known.filter(|(_, k)| k.is_there && is_gone(k));
        let ended: Vec<_> = gone
            .map(|(id, k)| (*id, k.participant, k.end(now)))
            .collect();
        for (id, participant, paused_ms) in ended {
            let (call, journal) = (self.plan.call, &tools.journal);
            journal.write(move |tx, _| faces::gone(tx, id, Some(now.at), paused_ms));
            let data = json!({ "sighting": id, "paused_ms": paused_ms });
            journal.audit(Actor::Server, "faces.gone", call, data);
            self.settle_stranger(participant, now, Actor::Server, tools);
            self.tell_state(tools);
        }
    }

    /// Pauses the call, or lets it go on, by who is in somebody's picture: at the moment that the sighting says.
    fn settle_stranger(
        &mut self,
        participant: ParticipantId,
        now: Now,
        actor: Actor,
        tools: &Tools,
    ) {
        let mut known = self.seeing.known.values();
        let there =
            known.any(|k| k.is_there && k.seen == Seen::Unknown && k.participant == participant);
        self.apply_at(now, Input::Stranger(participant, there), actor, tools);
    }

    /// What staff say to a sighting; either way the person may be in this call.
    pub(super) fn answer_sighting(
        &mut self,
        id: SightingId,
        answer: SightingAnswer,
        staff: Owner,
        tools: &Tools,
    ) -> Answer<()> {
        let (now, call) = (tools.now(), self.plan.call);
        let (mut paused_ms, mut participant) = (None, None);
        match self.seeing.known.get_mut(&id) {
            Some(known) => {
                paused_ms = known.is_there.then(|| known.end(now));
                participant = Some(known.participant);
                let templates = std::mem::take(&mut known.templates);
                let (whose, side, track) = (known.participant, known.side, known.track);
                let kept = templates.clone();
                let keep = move |tx: &Transaction<'_>, _: &_| faces::allow(tx, call, side, &kept);
                tools.journal.write(keep);
                tools.faces.allow(call, whose, side, track, templates);
            }
            None if answer == SightingAnswer::FalseAlarm => {}
            None if self.machine.is_over() => return Err(ErrorCode::CallOver.into()),
            None => return Err(ErrorCode::NotFound.into()),
        }
        let action = match answer {
            SightingAnswer::Allowed => "faces.allowed",
            SightingAnswer::FalseAlarm => "faces.false_alarm",
        };
        tools.journal.write(move |tx, _| {
            if let Some(paused_ms) = paused_ms {
                faces::gone(tx, id, None, paused_ms)?;
            }
            faces::answer(tx, id, answer)
        });
        let data = json!({ "sighting": id, "returned_ms": paused_ms });
        tools.journal.audit(staff.actor(), action, call, data);
        if let Some(participant) = participant {
            self.settle_stranger(participant, now, staff.actor(), tools);
        }
        self.tell_state(tools);
        Ok(())
    }

    /// The call is over: what faces look like is forgotten.
    pub(super) fn end_watching(&mut self, tools: &Tools) {
        self.end_sightings(|_| true, tools);
        self.seeing.known.clear();
        let call = self.plan.call;
        tools.faces.over(call);
        tools.journal.write(move |tx, _| faces::forget(tx, call));
    }

    /// What somebody in this call is called.
    fn name(&self, id: ParticipantId) -> Option<PersonName> {
        self.names().remove(&id)
    }

    /// What all in this call are called.
    pub(super) fn names(&self) -> HashMap<ParticipantId, PersonName> {
        let people = self.plan.people();
        people.map(|(id, _, name)| (id, name.clone())).collect()
    }

    /// What staff see of faces. `sightings`: as they are kept.
    pub(super) fn faces(&self, mut sightings: Vec<Sighting>, tools: &Tools) -> CallFaces {
        let (now, watching) = (tools.now(), &tools.faces);
        for sighting in &mut sightings {
            let open = self.seeing.known.get(&sighting.id);
            let open_ms = open.map_or(0, |known| known.paused_ms(now));
            sighting.paused_ms = sighting.paused_ms.max(open_ms);
        }
        let blind = self
            .senders()
            .filter(|(session, _)| watching.load(*session).is_some_and(|load| load.blind));
        CallFaces {
            watched: watching.models().is_some(),
            short_of_time: watching.is_short_of_time(),
            unseen: blind.filter_map(|(_, id)| self.name(id)).collect(),
            sides: self.seeing.sides.clone(),
            sightings,
        }
    }
}

impl Known {
    /// It is not there any more, or allowed. Gives how long it paused the call, milliseconds.
    fn end(&mut self, now: Now) -> u64 {
        let paused = self.paused_ms(now);
        (self.is_there, self.pauses_since) = (false, None);
        paused
    }

    fn paused_ms(&self, now: Now) -> u64 {
        let since = self.pauses_since.unwrap_or(now.reading);
        let paused = now.reading.saturating_sub(since).as_millis();
        u64::try_from(paused).unwrap_or(u64::MAX)
    }
}
