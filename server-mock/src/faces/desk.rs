//! The thread: everything that is seen, one look at a time.

use super::{
    Event, Input, Load, NewSender, Shared,
    pace::{Demand, Pace},
    sender::Sender,
    watched::Watched,
};
use crate::relay::{TapPacket, rounds};
use kinline_protocol::{CallId, MediaSessionId, ParticipantId, call::Side};
use kinline_vision::{
    FaceModels, Picture, Template,
    watch::{Expected, WatchSettings, see},
};
use rustix::time::{ClockId, clock_gettime};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, PoisonError,
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedSender;

/// How often what only time changes is looked after.
const SWEEP: Duration = Duration::from_millis(500);
/// A sender of whom no picture came for so long shows nobody.
const SILENT: Duration = Duration::from_secs(2);
/// Pictures that come and cannot be decoded for so long are watched by nobody.
const BLIND: Duration = Duration::from_secs(10);
/// With more packets than this waiting, what comes is let go: about two seconds of a call.
const BEHIND: usize = 2_000;

pub(super) struct Desk {
    models: FaceModels,
    settings: WatchSettings,
    events: UnboundedSender<Event>,
    shared: Arc<Shared>,
    pace: Pace,
    started: Instant,
    swept: Instant,
    senders: HashMap<MediaSessionId, Sender>,
    people: HashMap<(CallId, ParticipantId), Watched>,
    expected: HashMap<(CallId, Side), Expectation>,
}

/// Who may be seen in a side's pictures.
#[derive(Default)]
struct Expectation {
    /// Of the booking, and who was allowed since.
    all: Expected,
    /// Children of the booking without a portrait, in whose picture so ever.
    children: usize,
    allowed: Vec<Template>,
}

impl Desk {
    pub fn new(models: FaceModels, events: UnboundedSender<Event>, shared: Arc<Shared>) -> Self {
        let now = Instant::now();
        Self {
            models,
            settings: WatchSettings::default(),
            events,
            shared,
            pace: Pace::default(),
            started: now,
            swept: now,
            senders: HashMap::new(),
            people: HashMap::new(),
            expected: HashMap::new(),
        }
    }

    pub fn run(mut self, inputs: &Receiver<Input>) {
        loop {
            match rounds::next(inputs, !self.senders.is_empty(), SWEEP) {
                Ok(input) => self.take(input),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let now = Instant::now();
            if now.saturating_duration_since(self.swept) >= SWEEP {
                self.sweep(now);
            }
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Begin(new) => {
                let sender = Sender::new(new, Instant::now());
                self.senders.insert(new.session, sender);
            }
            Input::Forget(session) | Input::Ended(session) => {
                self.senders.remove(&session);
                self.loads().remove(&session);
            }
            Input::Packet(packet) => {
                let waiting = self.shared.backlog.fetch_sub(1, Ordering::Relaxed);
                self.packet(packet, waiting > BEHIND);
            }
            Input::Expect(call, side, booked) => {
                let expected = self.expected.entry((call, side)).or_default();
                expected.children = booked.without_portrait;
                expected.all = booked;
                let allowed = expected.allowed.iter().cloned();
                expected.all.portraits.extend(allowed);
            }
            Input::Allow(call, participant, side, track, templates) => {
                let expected = self.expected.entry((call, side)).or_default();
                expected.all.portraits.extend(templates.iter().cloned());
                expected.allowed.extend(templates);
                if let Some(watched) = self.people.get_mut(&(call, participant)) {
                    let change = watched.allow(track);
                    self.tell(change);
                }
            }
            Input::Over(call) => {
                self.senders.retain(|_, sender| sender.new.call != call);
                self.people.retain(|key, _| key.0 != call);
                self.expected.retain(|key, _| key.0 != call);
            }
        }
    }

    /// Whether a sender's pictures are compared with anything: others are not even decoded.
    fn is_compared(&self, sender: &Sender) -> bool {
        let key = (sender.new.call, sender.new.side);
        let expected = self.expected.get(&key);
        expected.is_some_and(|it| !it.all.portraits.is_empty())
    }

    /// Who shares the time there is.
    fn demand(&self) -> Demand {
        let senders = self.senders.values();
        let people = self.people.values();
        Demand {
            every: self.settings.every,
            senders: senders.filter(|it| it.heard.is_some()).count(),
            in_doubt: people
                .filter(|it| it.next_look() < self.settings.every)
                .count(),
        }
    }

    fn packet(&mut self, packet: TapPacket, behind: bool) {
        let session = packet.session;
        let sparse = self.pace.is_sparse(self.demand(), packet.arrived);
        let cpu = cpu_time();
        let Some(mut sender) = self.senders.remove(&session) else {
            return;
        };
        if self.is_compared(&sender) {
            match behind {
                true => {
                    self.pace.fell_behind(Instant::now());
                    sender.skip();
                }
                false => self.decode(&mut sender, packet, sparse),
            }
            sender.cpu += cpu_time().saturating_sub(cpu);
        }
        self.senders.insert(session, sender);
    }

    fn decode(&mut self, sender: &mut Sender, packet: TapPacket, sparse: bool) {
        let progress = sender.packet(packet, sparse);
        if progress.wishes {
            self.tell([Event::KeyframeNeeded(sender.new.session)]);
        }
        if let Some(picture) = progress.picture {
            self.look(sender, &picture, Instant::now());
        }
    }

    /// Who is taken for a child in the pictures of the others of a side.
    fn children_besides(&self, of: &NewSender) -> usize {
        let others = self.people.iter().filter(|((call, participant), watched)| {
            *call == of.call && *participant != of.participant && watched.side() == of.side
        });
        others.map(|(_, watched)| watched.children()).sum()
    }

    fn look(&mut self, sender: &mut Sender, picture: &Picture, began: Instant) {
        let new = sender.new;
        let elsewhere = self.children_besides(&new);
        let Some(expected) = self.expected.get_mut(&(new.call, new.side)) else {
            return;
        };
        expected.all.without_portrait = expected.children.saturating_sub(elsewhere);
        // A picture on which the nets fail is not looked at; the next one is.
        let look = AssertUnwindSafe(|| see(&self.models, picture, &self.settings));
        let Ok(seen) = catch_unwind(look) else {
            return tracing::error!("a picture could not be looked at");
        };
        let watched = self.people.entry((new.call, new.participant));
        let watched = watched.or_insert_with(|| Watched::new(new, self.settings));
        let at = began.saturating_duration_since(self.started);
        let events = watched.look(at, Some(picture), &seen, &expected.all);
        let wanted = watched.next_look();
        self.pace.took(began.elapsed());
        sender.looks += 1;
        // This sender is in hand just now.
        let demand = self.demand();
        let senders = demand.senders + 1;
        sender.due = began + self.pace.interval(wanted, Demand { senders, ..demand });
        self.tell(events);
    }

    /// What only time changes: who shows nothing any more, what is said of the load.
    fn sweep(&mut self, now: Instant) {
        self.swept = now;
        let recently =
            |at: Option<Instant>| at.is_some_and(|at| now.saturating_duration_since(at) < SILENT);
        let mut events = Vec::new();
        for ((call, participant), watched) in &mut self.people {
            let shows = self.senders.values().any(|it| {
                (it.new.call, it.new.participant) == (*call, *participant) && recently(it.heard)
            });
            let Some(expected) = self.expected.get(&(*call, watched.side())) else {
                continue;
            };
            if !shows {
                let at = now.saturating_duration_since(self.started);
                events.extend(watched.look(at, None, &[], &expected.all));
            }
        }
        self.tell(events);
        let short = self.pace.is_short(self.demand(), now);
        if self.shared.short_of_time.swap(short, Ordering::Relaxed) != short {
            tracing::warn!(short, "time for looking at faces");
        }
        let mut loads = self.loads();
        for sender in self.senders.values().filter(|it| it.heard.is_some()) {
            let blind =
                self.is_compared(sender) && recently(sender.heard) && sender.is_blind(now, BLIND);
            let load = Load {
                blind,
                ..sender.load(now)
            };
            loads.insert(sender.new.session, load);
        }
    }

    fn loads(&self) -> std::sync::MutexGuard<'_, HashMap<MediaSessionId, Load>> {
        let loads = self.shared.loads.lock();
        loads.unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            let _ = self.events.send(event);
        }
    }
}

/// CPU time that this thread has taken.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
