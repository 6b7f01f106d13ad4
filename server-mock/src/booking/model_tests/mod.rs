//! The desk against a simple model: whatever families, people in prison, staff and the clock do, in
//! any order, both say the same and take up the same, and no invariant breaks.

mod acts;
mod bench;
mod model;
mod steps;

use super::slots;
use crate::establishment::DEFAULT_SETTINGS;
use bench::{Bench, Taken, taken};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::establishment::Settings;
use model::{Kind, Model, Status};
use proptest::{prelude::*, test_runner::RngSeed};
use std::collections::BTreeMap;
use steps::{Step, Table};

/// Two families ask for the same person, two for others.
const PRISONERS: [usize; 4] = [0, 0, 1, 2];
const LAPTOPS: usize = 2;
/// Two a day, six days.
const SLOTS: usize = 12;

fn any_step() -> impl Strategy<Value = Step> {
    let family = || 0..PRISONERS.len();
    let slot = || 0..SLOTS;
    let booking = || 0..8usize;
    let choice = || 0..3usize;
    let hold = (
        family(),
        slot(),
        any::<bool>(),
        prop::option::weighted(0.4, booking()),
    );
    prop_oneof![
        8 => hold.prop_map(|(family, slot, beside, instead_of)| Step::Hold { family, slot, beside, instead_of }),
        1 => (family(), choice()).prop_map(|(family, which)| Step::GiveBack { family, which }),
        6 => (family(), prop::bool::weighted(0.2)).prop_map(|(family, missing)| Step::Book { family, missing }),
        2 => family().prop_map(|family| Step::BookOffered { family }),
        2 => (family(), prop::collection::vec(slot(), 1..4)).prop_map(|(family, slots)| Step::Ask { family, slots }),
        2 => (booking(), any::<bool>()).prop_map(|(booking, by_family)| Step::Cancel { booking, by_family }),
        2 => (booking(), choice()).prop_map(|(booking, choice)| Step::Accept { booking, choice }),
        1 => booking().prop_map(|booking| Step::Reject { booking }),
        2 => (booking(), prop::collection::vec(slot(), 1..3), 1i64..90).prop_map(|(booking, slots, hours)| Step::Offer { booking, slots, hours }),
        2 => (booking(), choice()).prop_map(|(booking, choice)| Step::Take { booking, choice }),
        2 => booking().prop_map(|booking| Step::Propose { booking }),
        1 => booking().prop_map(|booking| Step::Decline { booking }),
        2 => booking().prop_map(|booking| Step::Change { booking }),
        2 => family().prop_map(|family| Step::Wait { family }),
        1 => family().prop_map(|family| Step::StopWaiting { family }),
        1 => booking().prop_map(|booking| Step::Ready { booking }),
        3 => prop_oneof![0i64..30, 0i64..3000, -60i64..0].prop_map(|minutes| Step::Clock { minutes }),
    ]
}

/// What an establishment sets, and sets anew while calls are booked.
#[derive(Debug, Clone)]
struct Limits {
    capacity: u32,
    calls_a_month: u32,
    minutes_a_month: u32,
    change_until_hours: u32,
    automatic: bool,
}

#[derive(Debug, Clone)]
enum Act {
    Step(Step),
    Set(Limits),
}

fn any_limits() -> impl Strategy<Value = Limits> {
    let minutes = prop::sample::select(vec![0u32, 30, 50, 70]);
    let hours = prop::sample::select(vec![0u32, 24]);
    let all = (1u32..4, 1u32..5, minutes, hours, any::<bool>());
    all.prop_map(
        |(capacity, calls_a_month, minutes_a_month, change_until_hours, automatic)| Limits {
            capacity,
            calls_a_month,
            minutes_a_month,
            change_until_hours,
            automatic,
        },
    )
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        15 => any_step().prop_map(Act::Step),
        1 => any_limits().prop_map(Act::Set),
    ]
}

impl Limits {
    fn settings(&self) -> Settings {
        Settings {
            call_seconds: model::MINUTES * 60,
            turn_round_seconds: 5 * 60,
            lead_days: 0,
            booking_window_days: 6,
            capacity: self.capacity,
            calls_a_month: self.calls_a_month,
            minutes_a_month: self.minutes_a_month,
            change_until_hours: self.change_until_hours,
            automatic: self.automatic,
            waiting_offer_minutes: 120,
            ..DEFAULT_SETTINGS
        }
    }
}

/// The most that any of two settings allow: what was booked by the one stays under the other.
fn loosest(one: &Settings, other: &Settings) -> Settings {
    let minutes = [one.minutes_a_month, other.minutes_a_month];
    Settings {
        calls_a_month: one.calls_a_month.max(other.calls_a_month),
        minutes_a_month: match minutes.contains(&0) {
            true => 0,
            false => minutes.into_iter().max().unwrap_or_default(),
        },
        ..other.clone()
    }
}

/// Nothing is given out twice, nothing exceeds what the establishment has ever set. Of what is
/// claimed, not of what is said to be.
fn check_invariants(bench: &Bench, settings: &Settings, taken: &[Taken]) {
    let overlap = |a: &Taken, b: &Taken| a.starts_at < b.free_at && b.starts_at < a.free_at;
    for one in taken {
        let others = taken.iter().filter(|other| other.request != one.request);
        let then: Vec<_> = others.filter(|other| overlap(one, other)).collect();
        assert!(then.iter().all(|other| other.laptop != one.laptop));
        assert!(then.iter().all(|other| other.prisoner != one.prisoner));
        assert!(bench.laptops.contains(&one.laptop));
    }
    let mut months = BTreeMap::<_, BTreeMap<&str, i64>>::new();
    for one in taken {
        let month = one.starts_at.format("%Y-%m").to_string();
        let requests = months.entry((one.prisoner, month)).or_default();
        let minutes = (one.ends_at - one.starts_at).num_minutes();
        requests
            .entry(&one.request)
            .and_modify(|known| *known = (*known).max(minutes))
            .or_insert(minutes);
    }
    for requests in months.values() {
        assert!(requests.len() <= settings.calls_a_month as usize);
        let minutes: i64 = requests.values().sum();
        assert!(settings.minutes_a_month == 0 || minutes <= settings.minutes_a_month.into());
    }
}

/// At most one family is offered a place that was given back.
fn check_offers(model: &Model) {
    let offers = model.holds.iter().filter(|hold| hold.kind == Kind::Waiting);
    let offers: Vec<_> = offers.filter(|hold| model.is_live(hold)).collect();
    for offer in &offers {
        let same_place =
            |other: &&&model::Hold| (other.start, other.laptop) == (offer.start, offer.laptop);
        assert_eq!(offers.iter().filter(same_place).count(), 1);
    }
}

fn check(table: &Table, bench: &Bench, model: &Model, most: &Settings) {
    let now = model.now;
    let taken = bench.read(move |c, _| Ok(taken(c, now)?));
    check_invariants(bench, most, &taken);
    check_offers(model);
    let mut seen: Vec<_> = taken.iter().map(|one| table.named(bench, one)).collect();
    let mut believed = model.claims();
    seen.sort_unstable();
    believed.sort_unstable();
    assert_eq!(seen, believed);
    for (index, known) in model.bookings.iter().enumerate() {
        let known = known.clone().at(now);
        let kept = table.kept(bench, index, now);
        let status = steps::status(&kept.booking.status);
        match &known.status {
            Status::Offered { by, slots, instead } => assert_eq!(
                status,
                Status::Offered {
                    by: *by,
                    slots: slots.clone(),
                    instead: *instead
                }
            ),
            other => assert_eq!(&status, other),
        }
        if !known.is_over() {
            assert_eq!(kept.booking.starts_at, known.start);
            assert_eq!(kept.booking.complete_by, known.complete_by);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(4),
        ..ProptestConfig::default()
    })]
    #[test]
    fn desk_does_as_the_model(
        acts in prop::collection::vec(any_act(), 20..90),
        limits in any_limits(),
    ) {
        let settings = limits.settings();
        let mut most = settings.clone();
        // Two slots a day, from 29 November into December: two months' allowances.
        let now: DateTime<Utc> = "2026-11-28T08:30:00Z".parse().unwrap();
        let mut bench = Bench::open(settings.clone(), now);
        let offered = slots::offered(&bench.rules, &bench.rules.holidays, now);
        let mut table = Table::new(offered.iter().map(|slot| slot.starts_at).collect());
        prop_assert_eq!(table.starts.len(), SLOTS);
        let mut model = Model {
            settings,
            now,
            holds: Vec::new(),
            bookings: Vec::new(),
            queue: Vec::new(),
            offered_before: Default::default(),
        };
        for act in &acts {
            let step = match act {
                Act::Step(step) => step,
                Act::Set(limits) => {
                    model.settings = limits.settings();
                    most = loosest(&most, &model.settings);
                    bench.set(&model.settings);
                    check(&table, &bench, &model, &most);
                    table.check_free(&bench, &model);
                    continue;
                }
            };
            // No two things happen at the same instant.
            model.now += Duration::milliseconds(7);
            let mut after = model.clone();
            if let Some((expected, got)) = table.step(&bench, &mut after, step) {
                prop_assert_eq!(&got, &expected, "{:?} of {:?}", step, acts);
                if got.is_ok() {
                    model = after;
                }
            } else {
                model.now = after.now;
            }
            check(&table, &bench, &model, &most);
            table.check_free(&bench, &model);
        }
    }
}
