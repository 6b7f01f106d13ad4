//! All calls that run, and what keeps them running: time, the relay's events, the recorder's.

use super::{
    faces as seeing,
    journal::Journal,
    machine::Input,
    plan::Plan,
    room::{Room, Tools},
    store,
};
use crate::{
    audit::{Actor, Audit},
    booking,
    clock::Clock,
    database::{Database, DatabaseError},
    faces::{self, Faces},
    problem::{Answer, Refusal},
    recorder::{self, Recorder},
    relay::{self, Relay},
    server::ServerError,
};
use chrono::TimeDelta;
use kinline_protocol::{
    CallId, ErrorCode, MediaSessionId,
    call::{CallPhase, Side},
    limits::WAITING_ROOM_SECONDS,
};
use std::{
    collections::HashMap,
    net::IpAddr,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How often time is counted: a call ends, and is warned, this late at most.
const TICK: Duration = Duration::from_millis(250);
/// How often the store is asked which calls are due.
const SWEEP: Duration = Duration::from_secs(1);
/// How far back calls are looked for that nobody came to.
const BACK: TimeDelta = TimeDelta::days(60);
/// A room that nobody uses is dropped after so long.
const IDLE: Duration = Duration::from_secs(30);

/// Where calls run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The address that media listens on.
    pub listen: IpAddr,
    /// The address that phones reach this machine by, if it is another.
    pub public: Option<IpAddr>,
    /// The folder of the nets that faces are watched with; without it they are not.
    pub models: Option<PathBuf>,
}

/// Every call that runs. Cheap to clone; all ends when the last is dropped.
#[derive(Clone)]
pub struct Calls(Arc<Inner>);

/// What [`Calls`] points to.
pub(super) struct Inner {
    pub tools: Tools,
    pub recorder: Recorder,
    pub data: PathBuf,
    pub database: Database,
    rooms: Mutex<HashMap<CallId, Room>>,
    numbers: AtomicU64,
}

impl Calls {
    /// Starts the relay and the recorder, and takes up the calls that ran when the server ended.
    pub async fn start(
        settings: Settings,
        clock: Clock,
        database: Database,
        audit: Audit,
    ) -> Result<Self, ServerError> {
        recorder::close_unfinished(&database, &audit, &settings.data).await?;
        let now = clock.now();
        let close = move |tx: &rusqlite::Transaction<'_>| {
            faces::close_open(tx, now).map_err(DatabaseError::from)
        };
        database.write(close).await?;
        let models = settings.models.as_deref().map(faces::load).transpose();
        let (faces, seen) = Faces::start(models.map_err(ServerError::Models)?)?;
        let journal = Journal::start(database.clone(), audit);
        let (recorder, recorded) = Recorder::start(&settings.data)?;
        let media = relay::Settings {
            listen: settings.listen,
            public: settings.public.unwrap_or(settings.listen),
        };
        let (mut look, mut record) = (faces.tap(), recorder.tap());
        let tap = move |tap| {
            look(&tap);
            record(tap);
        };
        let (relay, events) = Relay::start(&media, tap).map_err(std::io::Error::other)?;
        let tools = Tools {
            clock,
            relay,
            journal,
            faces,
        };
        let calls = Self(Arc::new(Inner {
            tools,
            recorder,
            data: settings.data,
            database,
            rooms: Mutex::default(),
            numbers: AtomicU64::new(0),
        }));
        calls.0.sweep().await?;
        let weak = Arc::downgrade(&calls.0);
        tokio::spawn(count_time(weak.clone()));
        tokio::spawn(hear_relay(weak.clone(), events));
        tokio::spawn(seeing::hear(weak.clone(), seen));
        tokio::spawn(seeing::tidy(weak.clone()));
        tokio::spawn(hear_recorder(weak, recorded));
        Ok(calls)
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Ends all media; recordings are finished and everything is written. Calls that run stand
    /// still until the server is back.
    pub async fn stop(&self) {
        self.0.end_media();
        self.0.recorder.finish().await;
        // The recorder's last events are on their way to the journal.
        self.0.tools.journal.flush().await;
    }

    /// The relay, for media sessions that are in no call.
    pub fn relay(&self) -> &Relay {
        &self.0.tools.relay
    }

    /// Whether people talk in a call, or have.
    pub async fn has_begun(&self, call: CallId) -> bool {
        // What is not booked has no room, and no call that could have begun.
        let _ = self.0.open(call).await;
        let begun = self.0.with(call, |room, _| room.machine.has_begun());
        begun.unwrap_or_default()
    }

    /// Where a call stands that somebody came near.
    pub fn phase(&self, call: CallId) -> Option<CallPhase> {
        self.0.with(call, |room, _| room.machine.phase()).ok()
    }

    /// The booking of a call has changed: whoever waits is told at once.
    pub async fn plan_again(&self, call: CallId) {
        let plan = move |c: &rusqlite::Connection| {
            Ok::<_, Refusal>(booking::call_plan(c, call)?.into_iter().collect())
        };
        if let Err(refusal) = self.0.open_all(plan).await {
            tracing::error!(problem = ?refusal.problem().code, "a call could not be planned again");
        }
    }

    /// The booking of a call was cancelled: whoever waits is told at once.
    pub fn call_off(&self, call: CallId, by: Actor) {
        // Nobody waits where there is no room.
        let _ = self
            .0
            .with(call, |room, tools| room.apply(Input::CallOff, by, tools));
    }

    /// Staff know that a side does not come: whoever waits is told at once.
    pub async fn not_coming(&self, call: CallId, side: Side, by: Actor) {
        if self.0.open(call).await.is_ok() {
            let _ = self.0.with(call, |room, tools| {
                room.apply(Input::NoShow(side), by, tools);
            });
        }
    }

    /// The nets to see faces with, if there are any.
    pub fn models(&self) -> Option<kinline_vision::FaceModels> {
        self.0.tools.faces.models().cloned()
    }

    /// What looking at a session's pictures costs, if they are looked at.
    pub fn face_load(&self, session: MediaSessionId) -> Option<faces::Load> {
        self.0.tools.faces.load(session)
    }

    /// How each media session fares.
    pub async fn media(&self) -> Result<Vec<relay::SessionStats>, relay::RelayError> {
        self.0.tools.relay.stats().await
    }
}

impl Inner {
    /// Works on a call's room, which must have been [opened](Calls::open).
    pub fn with<T>(&self, call: CallId, work: impl FnOnce(&mut Room, &Tools) -> T) -> Answer<T> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.get_mut(&call).ok_or(ErrorCode::NotFound)?;
        Ok(work(room, &self.tools))
    }

    /// Works on the room that a media session is in, if it is in any.
    fn with_session(&self, id: MediaSessionId, work: impl FnOnce(&mut Room, &Tools)) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = rooms.values_mut().find_map(|r| r.has(id).then_some(r)) {
            work(room, &self.tools);
        }
    }

    /// The calls in which faces are watched.
    pub fn calls_asked_for(&self) -> Vec<CallId> {
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = rooms
            .iter()
            .filter(|(_, room)| room.has_asked_for_portraits());
        asked.map(|(call, _)| *call).collect()
    }

    /// A number that no other listener has.
    pub fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Sees to it that a call has a room.
    pub async fn open(&self, call: CallId) -> Answer<()> {
        if self.with(call, |_, _| ()).is_ok() {
            return Ok(());
        }
        let found = self
            .database
            .read(move |c| {
                let plan = booking::call_plan(c, call)?.ok_or(ErrorCode::NotFound)?;
                Ok::<_, Refusal>((plan, store::saved(c, call)?))
            })
            .await?;
        self.adopt(found.0, found.1);
        Ok(())
    }

    /// Makes a room, or brings its plan up to date.
    fn adopt(&self, plan: Plan, saved: Option<super::machine::Machine>) {
        let tools = &self.tools;
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        match rooms.get_mut(&plan.call) {
            Some(room) if !room.machine.has_begun() => room.replan(plan, tools),
            Some(_) => {}
            None => drop(rooms.insert(plan.call, Room::new(plan, saved, tools.now()))),
        }
    }

    /// Opens the calls of some plans and tells of each.
    pub async fn open_all(
        &self,
        find: impl FnOnce(&rusqlite::Connection) -> Answer<Vec<Plan>> + Send + 'static,
    ) -> Answer<Vec<CallId>> {
        let found = self
            .database
            .read(move |c| {
                let plans = find(c)?;
                let with_saved = plans.into_iter().map(|plan| {
                    let saved = store::saved(c, plan.call)?;
                    Ok((plan, saved))
                });
                with_saved.collect::<Result<Vec<_>, Refusal>>()
            })
            .await?;
        let calls = found.iter().map(|(plan, _)| plan.call).collect();
        for (plan, saved) in found {
            self.adopt(plan, saved);
        }
        Ok(calls)
    }

    /// Takes up calls that are due, and drops rooms that nobody uses.
    async fn sweep(&self) -> Result<(), DatabaseError> {
        let now = self.tools.now();
        let due = now.at + TimeDelta::seconds(WAITING_ROOM_SECONDS);
        let found = self
            .database
            .read(move |c| {
                let mut found = Vec::new();
                let times = now.at - BACK..due;
                for plan in booking::call_plans(c, &times, booking::WhichCalls::NotOver)? {
                    if !store::is_over(c, plan.call)? {
                        let saved = store::saved(c, plan.call)?;
                        found.push((plan, saved));
                    }
                }
                Ok::<_, DatabaseError>(found)
            })
            .await?;
        for (plan, saved) in found {
            self.adopt(plan, saved);
        }
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, room| !room.is_idle(now, IDLE));
        Ok(())
    }

    fn end_media(&self) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms
            .values_mut()
            .for_each(|room| room.end_media(&self.tools));
    }

    fn tick(&self) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        for room in rooms.values_mut() {
            room.apply(Input::Tick, Actor::Server, &self.tools);
        }
    }
}

async fn count_time(calls: Weak<Inner>) {
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut swept = Duration::ZERO;
    loop {
        tick.tick().await;
        let Some(calls) = calls.upgrade() else { return };
        calls.tick();
        let now = calls.tools.clock.monotonic();
        if now.saturating_sub(swept) >= SWEEP {
            swept = now;
            if let Err(error) = calls.sweep().await {
                tracing::error!(%error, "calls that are due could not be read");
            }
        }
    }
}

async fn hear_relay(calls: Weak<Inner>, mut events: relay::Events) {
    use relay::Event;
    while let Some(event) = events.recv().await {
        let Some(calls) = calls.upgrade() else { return };
        match event {
            Event::Connected(id) => calls.with_session(id, |r, t| r.connected(id, t)),
            Event::Lost(id, silence) => {
                calls.with_session(id, |r, t| r.lost(id, silence, false, t));
            }
            Event::Gone(id) => calls.with_session(id, |r, t| r.lost(id, Duration::ZERO, true, t)),
            Event::Slots(id, slots) => calls.with_session(id, |r, _| r.slots(id, slots)),
            Event::Flowing(id, kind) => tracing::debug!(session = %id, ?kind, "media flows"),
        }
    }
}

async fn hear_recorder(calls: Weak<Inner>, mut events: recorder::Events) {
    while let Some(event) = events.recv().await {
        let Some(calls) = calls.upgrade() else { return };
        match event {
            recorder::Event::KeyframeNeeded(session) => {
                calls.tools.relay.request_keyframe(session);
            }
            recorder::Event::File(change) => {
                let journal = &calls.tools.journal;
                journal.write(move |tx, audit| recorder::note(tx, audit, &change));
            }
        }
    }
}
