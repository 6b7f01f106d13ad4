use super::*;
use crate::{
    audit::Audit,
    call::machine,
    database::Database,
    relay::{self, Settings},
};
use chrono::TimeDelta;
use kinline_protocol::{
    AccountId, BookingId, EstablishmentId, LaptopId, PersonName, PrisonerId,
    booking::{Reference, Visitor, VisitorKind, VisitorState},
    call::EndReason,
};
use std::net::Ipv4Addr;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use uuid::Uuid;

/// A call of one caller, that may begin now, and what it needs.
struct Place {
    _folder: tempfile::TempDir,
    _events: relay::Events,
    tools: Tools,
    room: Room,
}

const FAMILY: Owner = Owner::Participant(ParticipantId(Uuid::from_u128(1)), Side::Family);
const PRISON: Owner = Owner::Participant(ParticipantId(Uuid::from_u128(2)), Side::Prison);
const MS: Duration = Duration::from_millis(1);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let clock = Clock::new(TimeDelta::zero());
        let here = Ipv4Addr::LOCALHOST.into();
        let (listen, public) = (here, here);
        let (relay, events) = Relay::start(&Settings { listen, public }, |_| {}).unwrap();
        let tools = Tools {
            journal: Journal::start(database, Audit::new(clock.clone())),
            faces: Faces::start(None).unwrap().0,
            clock,
            relay,
        };
        let now = tools.now();
        Self {
            _folder: folder,
            _events: events,
            room: Room::new(plan(now.at), None, now),
            tools,
        }
    }

    /// Somebody's media session, connected.
    fn connect(&mut self, owner: Owner) -> MediaSessionId {
        let id = MediaSessionId(Uuid::new_v4());
        self.room.add_session(id, owner);
        self.room.displace_older(id, &self.tools);
        self.room.connected(id, &self.tools);
        id
    }

    /// Somebody's connection is closed by the other end.
    fn close(&mut self, id: MediaSessionId) {
        self.room.lost(id, Duration::ZERO, true, &self.tools);
    }

    fn tick(&mut self, now: Now) -> CallPhase {
        self.room
            .apply_at(now, Input::Tick, Actor::Server, &self.tools);
        self.room.machine.phase()
    }
}

fn plan(now: chrono::DateTime<chrono::Utc>) -> Plan {
    let minutes = |n| now + TimeDelta::minutes(n);
    Plan {
        call: CallId(Uuid::from_u128(3)),
        booking: BookingId(Uuid::from_u128(4)),
        reference: Reference("KIN-TEST".into()),
        establishment: EstablishmentId("berwyn".into()),
        laptop: LaptopId(Uuid::from_u128(2)),
        prisoner: PersonName::parse("Gareth Example").unwrap(),
        prisoner_id: PrisonerId(Uuid::from_u128(5)),
        visitors: vec![Visitor {
            account: Some(AccountId(Uuid::from_u128(1))),
            name: PersonName::parse("Ann Example").unwrap(),
            kind: VisitorKind::default(),
            state: VisitorState::default(),
        }],
        starts_at: minutes(-1),
        ends_at: minutes(29),
        expected_at: None,
        opens_at: minutes(-16),
        length: Duration::from_secs(1800),
        turn_round: Duration::from_secs(300),
    }
}

fn later(now: Now, time: Duration) -> Now {
    Now {
        at: now.at + time,
        reading: now.reading + time,
    }
}

fn states(heard: &mut UnboundedReceiver<ServerMessage>) -> usize {
    let heard = std::iter::from_fn(|| heard.try_recv().ok());
    heard
        .filter(|m| matches!(m, ServerMessage::State(_)))
        .count()
}

/// A WHIP client hangs up so: it closes its connection, and says then by DELETE that it leaves.
#[tokio::test]
async fn who_closes_the_connection_before_leaving_has_left_on_purpose() {
    let mut place = Place::new();
    place.connect(PRISON);
    let family = place.connect(FAMILY);
    assert_eq!(place.tick(place.tools.now()), CallPhase::Live);
    place.close(family);
    assert_eq!(place.room.owner(family), Some(FAMILY));
    place.room.leave(family, &place.tools);
    assert_eq!(place.room.owner(family), None);
    let reason = EndReason::FamilyLeft;
    let thought_over = later(place.tools.now(), machine::GRACE);
    assert_eq!(place.tick(thought_over), CallPhase::Ended { reason });
}

#[tokio::test]
async fn who_is_back_has_not_left_by_deleting_what_was_closed_before() {
    let mut place = Place::new();
    place.connect(PRISON);
    let first = place.connect(FAMILY);
    place.close(first);
    place.connect(FAMILY);
    assert_eq!(place.room.owner(first), None);
    place.room.leave(first, &place.tools);
    assert_eq!(place.tick(place.tools.now()), CallPhase::Live);
}

/// What it says is left is left at the time that it says, though nothing was counted since.
#[tokio::test]
async fn a_state_holds_at_its_own_time() {
    let mut place = Place::new();
    place.connect(PRISON);
    place.connect(FAMILY);
    let began = place.tools.now();
    assert_eq!(place.tick(began), CallPhase::Live);
    let [first, second] = [0, 700].map(|ms| {
        let now = later(began, Duration::from_millis(ms));
        place.room.state(now, None)
    });
    assert_eq!(second.now - first.now, TimeDelta::milliseconds(700));
    assert_eq!(first.left_ms - second.left_ms, 700);
}

/// Whoever missed a change, or counts the time left a little wrong, is right again soon.
#[tokio::test]
async fn a_state_is_told_again_after_a_while() {
    let mut place = Place::new();
    let (sender, mut heard) = unbounded_channel();
    place
        .room
        .listen(1, Owner::Staff(Uuid::nil()), sender, &place.tools);
    let told = place.tools.now();
    place.room.tell_state_at(told, &place.tools);
    assert_eq!(states(&mut heard), 2, "who comes, and then everybody");
    place.tick(later(told, TOLD - MS));
    assert_eq!(states(&mut heard), 0);
    place.tick(later(told, TOLD));
    assert_eq!(states(&mut heard), 1);
    place.tick(later(told, TOLD + TOLD - MS));
    assert_eq!(states(&mut heard), 0);
    place.tick(later(told, TOLD + TOLD));
    assert_eq!(states(&mut heard), 1);
}
