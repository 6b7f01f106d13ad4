//! The desk against a simple model: whatever families, staff and the clock do, in any order, both
//! say the same, and no invariant breaks.

mod bench;

use super::{desk::free, diary::Reader, slots, visitors};
use crate::{establishment::DEFAULT_SETTINGS, problem::Refusal};
use bench::{Bench, Taken, taken};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    BookingId, ErrorCode, HoldId,
    booking::{BookingDecision, BookingStatus, CancellationReason, NewHold},
    establishment::Settings,
};
use proptest::{prelude::*, test_runner::RngSeed};

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

/// One step on both sides: what each says.
fn step(
    model: &mut Model,
    bench: &Bench,
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
            let (start, asker) = (starts[slot], bench.askers[family]);
            let offered = slots::offered(&bench.rules, &bench.rules.holidays, now);
            let expected = match offered.iter().any(|slot| slot.starts_at == start) {
                true => model.place(PRISONERS[family], start, &model.live(family)),
                false => Err(ErrorCode::SlotUnavailable),
            };
            let id = slots::id(&bench.rules.establishment, start);
            let seen = bench.read(move |c, rules| {
                let reader = Reader {
                    prisoner: asker.prisoner,
                    request: &asker.account.to_string(),
                };
                free(c, rules, reader, now).map_err(Refusal::from)
            });
            assert_eq!(
                seen.slots.iter().any(|slot| slot.id == id),
                expected.is_ok()
            );
            let new = NewHold {
                contact: asker.contact,
                slot: id,
                beside: Vec::new(),
                instead_of: None,
            };
            let got = bench.at(now, move |desk, rules| desk.hold(rules, &asker, &new));
            if got.is_ok() {
                model.lapse();
            }
            if let Ok(hold) = &got {
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
                bench.askers[family].account,
            );
            let expected = model.held(family).map(drop);
            let got = bench.at(now, move |desk, _| {
                let hold = desk.own_hold(account, id)?;
                desk.give_back(&hold)
            });
            if got.is_ok() {
                model.lapse();
            }
            if got.is_ok() {
                model.holds[family].as_mut()?.ended = true;
            }
            Some((expected, got))
        }
        Step::Book { family } => {
            let (id, asker) = (model.holds[family].as_ref()?.id, bench.askers[family]);
            let held = model.held(family);
            let got = bench.at(now, move |desk, rules| {
                let held = desk.chosen(asker.account, &[id])?;
                let starts_at = held[0].place.span.starts_at;
                let guests = visitors::alone(desk.tx(), rules, asker.account, starts_at)?;
                desk.book(rules, &held, &guests)
            });
            if got.is_ok() {
                model.lapse();
            }
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
            let got = bench.at(now, move |desk, _| {
                desk.cancel(&desk.kept(id)?, CancellationReason::VisitorCancelled)
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
            let got = bench.at(now, move |desk, rules| {
                desk.decide(rules, &desk.kept(id)?, &BookingDecision::Accept)
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

/// Nothing is given out twice, and nothing exceeds what the establishment sets.
fn check_invariants(bench: &Bench, now: DateTime<Utc>) {
    let taken = bench.read(move |c, _| Ok(taken(c, now)?));
    let settings = &bench.rules.settings;
    let month = |taken: &Taken| taken.starts_at.format("%Y-%m").to_string();
    for (index, one) in taken.iter().enumerate() {
        let others = || {
            taken
                .iter()
                .enumerate()
                .filter(|(other, claim)| *other != index && claim.request != one.request)
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
        rng_seed: RngSeed::Fixed(1),
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
        let bench = Bench::open(settings.clone(), now);
        let offered = slots::offered(&bench.rules, &bench.rules.holidays, now);
        let starts: Vec<_> = offered.iter().map(|slot| slot.starts_at).collect();
        prop_assert_eq!(starts.len(), 12);
        let mut model = Model { settings, now, holds: Default::default(), bookings: Vec::new() };
        for done in &steps {
            if let Some((expected, got)) = step(&mut model, &bench, &starts, done) {
                prop_assert_eq!(got, expected, "{:?}", done);
            }
            check_invariants(&bench, model.now);
        }
        model.lapse();
        for booking in &model.bookings {
            let (id, now) = (booking.id, model.now);
            let kept = bench.read(move |c, _| super::kept(c, id, now));
            let state = match kept.booking.status {
                BookingStatus::Requested { .. } => State::Requested,
                BookingStatus::Booked => State::Booked,
                _ => State::Over,
            };
            prop_assert_eq!(state, booking.state);
        }
    }
}
