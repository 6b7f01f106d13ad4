//! The desk against a simple model: whatever families, staff and the clock do, in any order, both
//! say the same, and no invariant breaks.

use super::{
    desk::{self, Asker, Held},
    slots, store,
};
use crate::{
    database::{Database, DatabaseError},
    establishment::{self, DEFAULT_SETTINGS, Rules},
    people::{self, Prisoner},
    problem::{Answer, Refusal},
    timetable::{Day, Holidays, Timetable},
};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    AccountId, BookingId, ErrorCode, EstablishmentId, HoldId, LaptopId, PersonName, PrisonerId,
    booking::{BookingDecision, BookingStatus, CancellationReason, Visitor},
    establishment::{Establishment, Settings},
};
use proptest::prelude::*;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Two families ask for the same person, two for others.
const PRISONERS: [usize; 4] = [0, 0, 1, 2];
const LAPTOPS: usize = 2;

#[derive(Debug, Clone)]
enum Step {
    Hold { family: usize, slot: usize },
    GiveBack { family: usize },
    Book { family: usize },
    Cancel { booking: usize },
    Accept { booking: usize },
    Clock { minutes: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let family = 0..PRISONERS.len();
    let step = prop_oneof![
        6 => (family.clone(), 0usize..12).prop_map(|(family, slot)| Step::Hold { family, slot }),
        1 => family.clone().prop_map(|family| Step::GiveBack { family }),
        5 => family.prop_map(|family| Step::Book { family }),
        2 => (0usize..8).prop_map(|booking| Step::Cancel { booking }),
        2 => (0usize..8).prop_map(|booking| Step::Accept { booking }),
        2 => prop_oneof![0i64..30, 0i64..3000, -60i64..0].prop_map(|minutes| Step::Clock { minutes }),
    ];
    prop::collection::vec(step, 1..60)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Requested,
    Booked,
    Over,
}

struct ModelHold {
    id: HoldId,
    start: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    ended: bool,
}

struct ModelBooking {
    id: BookingId,
    family: usize,
    start: DateTime<Utc>,
    state: State,
}

/// What is believed of the desk.
struct Model {
    settings: Settings,
    now: DateTime<Utc>,
    /// The last hold of each family.
    holds: [Option<ModelHold>; PRISONERS.len()],
    bookings: Vec<ModelBooking>,
}

impl Model {
    /// The prisoner and start of everything that counts, but for a family's own hold.
    fn live(&self, but: usize) -> Vec<(usize, DateTime<Utc>)> {
        let holds = self.holds.iter().enumerate().filter_map(|(family, hold)| {
            let hold = hold.as_ref()?;
            let counts = !hold.ended && hold.expires_at > self.now && family != but;
            counts.then_some((PRISONERS[family], hold.start))
        });
        let bookings = self.bookings.iter().filter(|booking| match booking.state {
            State::Requested => booking.start > self.now,
            State::Booked => true,
            State::Over => false,
        });
        holds
            .chain(bookings.map(|booking| (PRISONERS[booking.family], booking.start)))
            .collect()
    }

    /// What has run out stays so once somebody has been given a slot.
    fn lapse(&mut self) {
        for hold in self.holds.iter_mut().flatten() {
            hold.ended |= hold.expires_at <= self.now;
        }
        for booking in &mut self.bookings {
            if booking.state == State::Requested && booking.start <= self.now {
                booking.state = State::Over;
            }
        }
    }

    fn place(
        &self,
        prisoner: usize,
        start: DateTime<Utc>,
        others: &[(usize, DateTime<Utc>)],
    ) -> Result<(), ErrorCode> {
        let month = |at: DateTime<Utc>| {
            at.with_timezone(&Tz::Europe__London)
                .format("%Y-%m")
                .to_string()
        };
        let used = others
            .iter()
            .filter(|(who, at)| *who == prisoner && month(*at) == month(start));
        if used.count() >= self.settings.calls_a_month as usize {
            return Err(ErrorCode::AllowanceUsed);
        }
        let at_once: Vec<_> = others.iter().filter(|(_, at)| *at == start).collect();
        let full = at_once.len() >= LAPTOPS.min(self.settings.capacity as usize);
        if full || at_once.iter().any(|(who, _)| *who == prisoner) {
            return Err(ErrorCode::SlotTaken);
        }
        Ok(())
    }

    fn held(&self, family: usize) -> Result<DateTime<Utc>, ErrorCode> {
        match &self.holds[family] {
            Some(hold) if !hold.ended && hold.expires_at > self.now => Ok(hold.start),
            _ => Err(ErrorCode::HoldExpired),
        }
    }
}

/// The desk itself, on a real store.
struct Desk {
    _folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    database: Database,
    rules: Rules,
    askers: Vec<Asker>,
}

impl Desk {
    fn open(settings: Settings, now: DateTime<Utc>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let rules = rules(settings);
        let planted = rules.clone();
        let askers = runtime
            .block_on(database.write(move |tx| plant(tx, &planted, now)))
            .unwrap();
        Self {
            _folder: folder,
            runtime,
            database,
            rules,
            askers,
        }
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection, &Rules) -> Answer<T> + Send + 'static,
    ) -> Result<T, ErrorCode> {
        let rules = self.rules.clone();
        let answer = self.database.write(move |tx| work(tx, &rules));
        self.runtime
            .block_on(answer)
            .map_err(|refusal: Refusal| refusal.problem().code)
    }
}

fn rules(settings: Settings) -> Rules {
    Rules {
        establishment: EstablishmentId("BWI".into()),
        live: true,
        zone: Tz::Europe__London,
        settings,
        timetable: Timetable::weekly(Day::ALL, &["0900-0950".parse().unwrap()]),
        holidays: Holidays::england_and_wales().clone(),
    }
}

fn plant(tx: &Connection, rules: &Rules, now: DateTime<Utc>) -> Answer<Vec<Asker>> {
    let establishment = Establishment {
        id: rules.establishment.clone(),
        name: "Berwyn".into(),
        name_cy: None,
        time_zone: rules.zone.name().into(),
        live: true,
        readiness: kinline_protocol::readiness::Progress::default(),
    };
    establishment::add(tx, &establishment, &rules.settings, &rules.timetable)?;
    for number in 0..LAPTOPS {
        tx.execute(
            "INSERT INTO worker (id, role, name, establishment, code) VALUES (?1, 'laptop', ?2, 'BWI', ?2)",
            params![Uuid::new_v4().to_string(), format!("Laptop {number}")],
        )?;
    }
    let prisoners: Vec<Prisoner> = (0..3).map(prisoner).collect();
    for prisoner in &prisoners {
        people::add_prisoner(tx, prisoner)?;
    }
    PRISONERS
        .iter()
        .map(|number| {
            let account = AccountId(Uuid::new_v4());
            tx.execute(
                "INSERT INTO account (id, email, language, visitor_number, created_at)
                 VALUES (?1, ?1, 'en', ?1, ?2)",
                params![account.to_string(), now],
            )?;
            let prisoner = &prisoners[*number];
            let contact = people::add_approved_contact(tx, account, prisoner, now)?;
            Ok(Asker {
                account,
                contact,
                prisoner: prisoner.id,
            })
        })
        .collect()
}

fn prisoner(number: usize) -> Prisoner {
    let name = |text: &str| PersonName::parse(text).unwrap();
    Prisoner {
        id: PrisonerId(Uuid::new_v4()),
        establishment: EstablishmentId("BWI".into()),
        number: format!("A000{number}AA").try_into().unwrap(),
        given_names: name("Rhys"),
        family_name: name("Prosser"),
        date_of_birth: "1990-01-01".parse().unwrap(),
    }
}

/// One step on both sides: what each says.
fn step(
    model: &mut Model,
    desk: &Desk,
    starts: &[DateTime<Utc>],
    step: &Step,
) -> Option<(Result<(), ErrorCode>, Result<(), ErrorCode>)> {
    let now = model.now;
    match *step {
        Step::Clock { minutes } => {
            model.now += Duration::minutes(minutes);
            None
        }
        Step::Hold { family, slot } => {
            let (start, asker) = (starts[slot], desk.askers[family]);
            let offered = slots::offered(&desk.rules, Holidays::england_and_wales(), now);
            let expected = match offered.iter().any(|slot| slot.starts_at == start) {
                true => model.place(PRISONERS[family], start, &model.live(family)),
                false => Err(ErrorCode::SlotUnavailable),
            };
            let id = slots::id(&desk.rules.establishment, start);
            let seen = desk
                .write(move |tx, rules| desk::free(tx, rules, &asker, now).map_err(Refusal::from))
                .unwrap();
            assert_eq!(
                seen.slots.iter().any(|slot| slot.id == id),
                expected.is_ok()
            );
            let got = desk.write(move |tx, rules| desk::hold(tx, rules, &asker, id, now));
            if let Ok(Held { hold, .. }) = &got {
                model.lapse();
                model.holds[family] = Some(ModelHold {
                    id: hold.id,
                    start,
                    expires_at: now + Duration::minutes(10),
                    ended: false,
                });
            }
            Some((expected, got.map(drop)))
        }
        Step::GiveBack { family } => {
            let (id, account) = (
                model.holds[family].as_ref()?.id,
                desk.askers[family].account,
            );
            let expected = model.held(family).map(drop);
            let got = desk.write(move |tx, _| {
                desk::own_hold(tx, account, id, now)?;
                Ok(store::end_hold(tx, id)?)
            });
            if got.is_ok() {
                model.holds[family].as_mut()?.ended = true;
            }
            Some((expected, got))
        }
        Step::Book { family } => {
            let (id, asker) = (model.holds[family].as_ref()?.id, desk.askers[family]);
            let held = model.held(family);
            let got = desk.write(move |tx, rules| {
                let place = desk::own_hold(tx, asker.account, id, now)?;
                let visitors = [Visitor {
                    account: Some(asker.account),
                    name: PersonName::parse("Ann")?,
                    kind: Default::default(),
                    state: Default::default(),
                }];
                desk::book(tx, rules, id, &place, &visitors, now)
            });
            if let Ok(id) = got {
                model.holds[family].as_mut()?.ended = true;
                let state = if model.settings.automatic {
                    State::Booked
                } else {
                    State::Requested
                };
                model.bookings.push(ModelBooking {
                    id,
                    family,
                    start: held.ok()?,
                    state,
                });
            }
            Some((held.map(drop), got.map(drop)))
        }
        Step::Cancel { booking } => {
            let known = model.bookings.get_mut(booking)?;
            let expected = match known.state {
                State::Requested | State::Booked if known.start > now => Ok(()),
                _ => Err(ErrorCode::BookingState),
            };
            let id = known.id;
            let got = desk.write(move |tx, _| {
                let reason = CancellationReason::VisitorCancelled;
                desk::cancel(tx, &super::kept(tx, id, now)?, reason, now)
            });
            if got.is_ok() {
                known.state = State::Over;
            }
            Some((expected, got.map(drop)))
        }
        Step::Accept { booking } => {
            let known = model.bookings.get_mut(booking)?;
            let expected = match known.state {
                State::Requested if known.start > now => Ok(()),
                _ => Err(()),
            };
            let id = known.id;
            let got = desk.write(move |tx, _| {
                desk::decide(tx, &super::kept(tx, id, now)?, &BookingDecision::Accept)
            });
            if got.is_ok() {
                known.state = State::Booked;
            }
            // Why it is refused depends on what became of it: no matter here.
            let expected = expected.map_err(|()| got.clone().err().unwrap_or(ErrorCode::Internal));
            Some((expected, got.map(drop)))
        }
    }
}

struct Taken {
    laptop: LaptopId,
    prisoner: PrisonerId,
    starts_at: DateTime<Utc>,
    free_at: DateTime<Utc>,
}

/// What the store says is taken at a time.
fn taken(c: &Connection, now: DateTime<Utc>) -> Result<Vec<Taken>, DatabaseError> {
    let query = "SELECT laptop, prisoner, starts_at, free_at FROM claim
                 WHERE expires_at IS NULL OR expires_at > ?1";
    let mut statement = c.prepare(query)?;
    let rows = statement.query_map([now], |row| {
        Ok(Taken {
            laptop: crate::sql::parsed(row, 0)?,
            prisoner: crate::sql::parsed(row, 1)?,
            starts_at: row.get(2)?,
            free_at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Nothing is given out twice, and nothing exceeds what the establishment sets.
fn check_invariants(desk: &Desk, now: DateTime<Utc>) {
    let taken = desk.database.read(move |c| taken(c, now));
    let taken = desk.runtime.block_on(taken).unwrap();
    let settings = &desk.rules.settings;
    let month = |taken: &Taken| taken.starts_at.format("%Y-%m").to_string();
    for (index, one) in taken.iter().enumerate() {
        let others = || {
            taken
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
        };
        let overlapping: Vec<_> = others()
            .filter(|(_, other)| one.starts_at < other.free_at && other.starts_at < one.free_at)
            .collect();
        assert!(
            overlapping
                .iter()
                .all(|(_, other)| one.laptop != other.laptop)
        );
        assert!(
            overlapping
                .iter()
                .all(|(_, other)| one.prisoner != other.prisoner)
        );
        assert!(overlapping.len() < settings.capacity as usize);
        let in_month = others()
            .filter(|(_, other)| one.prisoner == other.prisoner && month(one) == month(other));
        assert!(in_month.count() < settings.calls_a_month as usize);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn desk_does_as_the_model(
        steps in steps(), capacity in 1u32..4, calls_a_month in 1u32..4, automatic: bool,
    ) {
        let settings = Settings {
            call_seconds: 20 * 60,
            turn_round_seconds: 5 * 60,
            lead_days: 0,
            booking_window_days: 6,
            capacity,
            calls_a_month,
            automatic,
            ..DEFAULT_SETTINGS
        };
        // Two slots a day, from 29 November into December: two months' allowances.
        let now: DateTime<Utc> = "2026-11-28T08:30:00Z".parse().unwrap();
        let desk = Desk::open(settings.clone(), now);
        let offered = slots::offered(&desk.rules, Holidays::england_and_wales(), now);
        let starts: Vec<_> = offered.iter().map(|slot| slot.starts_at).collect();
        prop_assert_eq!(starts.len(), 12);
        let mut model = Model { settings, now, holds: Default::default(), bookings: Vec::new() };
        for done in &steps {
            if let Some((expected, got)) = step(&mut model, &desk, &starts, done) {
                prop_assert_eq!(got, expected, "{:?}", done);
            }
            check_invariants(&desk, model.now);
        }
        model.lapse();
        for booking in &model.bookings {
            let (id, now) = (booking.id, model.now);
            let kept = desk.write(move |tx, _| super::kept(tx, id, now));
            let state = match kept.unwrap().booking.status {
                BookingStatus::Requested { .. } => State::Requested,
                BookingStatus::Booked => State::Booked,
                _ => State::Over,
            };
            prop_assert_eq!(state, booking.state);
        }
    }
}
