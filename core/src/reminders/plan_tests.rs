//! The plan against a calendar on the wall: over every time zone and every change of clocks.

use super::{
    open::{Open, Phone},
    plan::{About, Known, MOST, Planned, Subject, before, late, plan},
};
use crate::{
    Permission, Permissions, ReminderLead as Lead,
    booking::fixtures::{at, booking, now},
    people::Missing,
};
use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use kinline_protocol::booking::{
    Booking, BookingStatus, CancellationReason, Visitor, VisitorKind, VisitorState,
};
use proptest::{prelude::*, test_runner::RngSeed};
use std::collections::BTreeSet;

const MIDDAY: &str = "2026-12-09T12:00:00Z";
const LONDON: Tz = Tz::Europe__London;

fn all() -> BTreeSet<Lead> {
    Lead::ALL.into()
}

/// A phone where all is done.
fn ready() -> Phone {
    Phone {
        checked_at: Some(at("2030-01-01T00:00:00Z")),
        ..Phone::default()
    }
}

fn planned_in(
    bookings: &[Booking],
    phone: Phone,
    zone: Tz,
    now: DateTime<Utc>,
) -> Vec<(String, String)> {
    let leads = all();
    let known = Known {
        bookings,
        phone,
        leads: &leads,
        zone,
    };
    let plan = plan(&known, now);
    plan.iter().map(short).collect()
}

/// What follows the booking's id, and when by UTC.
fn short(planned: &Planned<'_>) -> (String, String) {
    let id = planned.id();
    let what = match planned.about.subject() {
        Subject::Booking(booking) => id[booking.to_string().len() + 1..].to_owned(),
        Subject::Identity | Subject::Establishment(_) => id,
    };
    (what, planned.at.format("%d %H:%M").to_string())
}

fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn four_reminders_come_before_a_call() {
    let bookings = [booking(1, at(MIDDAY))];
    assert_eq!(
        planned_in(&bookings, ready(), LONDON, now()),
        texts(&[
            ("call-week", "02 12:00"),
            ("call-day", "08 12:00"),
            ("call-hour", "09 11:00"),
            ("call-ten-minutes", "09 11:50"),
        ])
    );
}

#[test]
fn only_those_to_come_are_planned() {
    let bookings = [booking(1, at(MIDDAY))];
    let left = |time| planned_in(&bookings, ready(), LONDON, at(time)).len();
    assert_eq!(left("2026-12-09T10:59:59Z"), 2);
    assert_eq!(left("2026-12-09T11:00:00Z"), 1);
    assert_eq!(left(MIDDAY), 0);
}

/// Clocks in London are put forward in the night to 29 March and back in the night to 25 October; in
/// New York on 8 March and 1 November.
#[test]
fn a_day_before_is_the_same_time_of_the_day_whatever_clocks_do() {
    for (call, zone, expected) in [
        // The call is at 13:00 summer time: reminded at 13:00 winter time.
        ("2026-03-29T12:00:00Z", LONDON, "28 13:00"),
        // At 13:00 winter time: reminded at 13:00 summer time.
        ("2026-10-25T13:00:00Z", LONDON, "24 12:00"),
        // Seen from New York nothing changed in March, and the establishment's change does not count.
        ("2026-03-29T12:00:00Z", Tz::America__New_York, "28 12:00"),
        // At 08:00 there, the day after its own change.
        ("2026-03-09T12:00:00Z", Tz::America__New_York, "08 12:00"),
        ("2026-03-08T12:00:00Z", Tz::America__New_York, "07 13:00"),
        // 01:30 was left out on 29 March: as many hours instead.
        ("2026-03-30T00:30:00Z", LONDON, "29 00:30"),
        // 01:30 came twice on 25 October: the first.
        ("2026-10-26T01:30:00Z", LONDON, "25 00:30"),
        // Samoa left a whole day out.
        ("2011-12-31T00:00:00Z", Tz::Pacific__Apia, "30 00:00"),
    ] {
        let reminder = before(at(call), Lead::Day, zone);
        assert_eq!(
            reminder.format("%d %H:%M").to_string(),
            expected,
            "{call} in {zone}"
        );
    }
}

#[test]
fn travelling_moves_days_but_not_hours() {
    // 13:00 in London in summer, 12:00 in winter: between them the clock is put forward.
    let bookings = [booking(1, at("2026-03-29T12:00:00Z"))];
    let start = at("2026-03-20T00:00:00Z");
    let london = planned_in(&bookings, ready(), LONDON, start);
    let tokyo = planned_in(&bookings, ready(), Tz::Asia__Tokyo, start);
    assert_ne!(london[1], tokyo[1], "the day before by another clock");
    assert_eq!(london[2..], tokyo[2..]);
}

#[test]
fn nobody_is_reminded_of_a_call_that_will_not_take_place() {
    for status in [
        BookingStatus::Requested {
            answer_by: at(MIDDAY),
        },
        BookingStatus::Withdrawn,
        BookingStatus::Cancelled {
            reason: CancellationReason::PrisonerMoved,
        },
    ] {
        let bookings = [Booking {
            status,
            ..booking(1, at(MIDDAY))
        }];
        assert_eq!(planned_in(&bookings, ready(), LONDON, now()), []);
    }
}

#[test]
fn a_call_that_is_to_be_moved_stays_booked_and_asks_for_an_answer() {
    let offered = |instead| {
        [Booking {
            status: BookingStatus::Offered {
                slots: Vec::new(),
                answer_by: at("2026-12-05T12:00:00Z"),
                instead,
            },
            ..booking(1, at(MIDDAY))
        }]
    };
    let moved = planned_in(&offered(true), ready(), LONDON, now());
    let ids: Vec<_> = moved.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "answer-week",
            "call-week",
            "answer-day",
            "answer-hour",
            "call-day",
            "call-hour",
            "call-ten-minutes"
        ]
    );
    let request = planned_in(&offered(false), ready(), LONDON, now());
    assert!(request.iter().all(|(id, _)| id.starts_with("answer")));
}

#[test]
fn a_moved_booking_moves_its_reminders_and_keeps_their_ids() {
    let before = planned_in(&[booking(1, at(MIDDAY))], ready(), LONDON, now());
    let later = booking(1, at("2026-12-10T15:00:00Z"));
    let after = planned_in(&[later], ready(), LONDON, now());
    let ids = |plan: &[(String, String)]| plan.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    assert_ne!(before[0].1, after[0].1);
}

fn with_visitors(visitors: &[(VisitorKind, VisitorState)]) -> Booking {
    let one = booking(1, at(MIDDAY));
    let visitor = |(kind, state): &(VisitorKind, VisitorState)| Visitor {
        kind: *kind,
        state: *state,
        ..one.visitors[0].clone()
    };
    Booking {
        visitors: visitors.iter().map(visitor).collect(),
        complete_by: Some(at("2026-12-08T12:00:00Z")),
        ..one.clone()
    }
}

#[test]
fn who_is_missing_is_told_before_the_call_is_given_up() {
    use {VisitorKind::*, VisitorState::*};
    for (visitors, expected) in [
        (vec![(Adult, Ready)], None),
        (vec![(Adult, Ready), (Child, Ready)], None),
        (
            vec![(Adult, Ready), (Adult, Invited)],
            Some(Missing::Visitor),
        ),
        (
            vec![(Adult, Ready), (Adult, IdentityPending)],
            Some(Missing::Visitor),
        ),
        (vec![(Child, Ready)], Some(Missing::Adult)),
        (vec![(Child, Ready), (Adult, Invited)], Some(Missing::Adult)),
    ] {
        let booking = with_visitors(&visitors);
        assert_eq!(crate::people::missing(&booking), expected, "{visitors:?}");
        let plan = planned_in(&[booking], ready(), LONDON, now());
        let missing: Vec<_> = plan
            .iter()
            .filter(|(id, _)| id.starts_with("missing"))
            .collect();
        let times: Vec<_> = missing.iter().map(|(_, at)| at.as_str()).collect();
        let wanted: &[&str] = match expected {
            Some(_) => &["01 12:00", "07 12:00", "08 11:00"],
            None => &[],
        };
        assert_eq!(times, wanted, "{visitors:?}");
    }
}

#[test]
fn what_is_not_done_is_told_with_the_call() {
    use Permission::{Denied, Granted, NotAsked};
    let bookings = [booking(1, at(MIDDAY))];
    let open = |phone: Phone| {
        let leads = all();
        let known = Known {
            bookings: &bookings,
            phone,
            leads: &leads,
            zone: LONDON,
        };
        match plan(&known, now())[0].about {
            About::Call(_, open) => open,
            other => panic!("{other:?}"),
        }
    };
    let checked = |time| Phone {
        checked_at: Some(at(time)),
        ..Phone::default()
    };
    assert_eq!(open(Phone::default()), Some(Open::DeviceCheck));
    assert_eq!(open(checked("2026-12-01T12:00:00Z")), None);
    assert_eq!(
        open(checked("2026-12-01T11:59:59Z")),
        Some(Open::DeviceCheck)
    );
    let permissions = |camera, microphone| Phone {
        permissions: Some(Permissions {
            camera,
            microphone,
            notifications: Denied,
        }),
        ..ready()
    };
    assert_eq!(open(permissions(Denied, Granted)), Some(Open::Permissions));
    assert_eq!(open(permissions(Granted, Denied)), Some(Open::Permissions));
    assert_eq!(open(permissions(NotAsked, Granted)), None);
}

#[test]
fn the_end_of_a_proof_is_told_days_before() {
    let phone = Phone {
        identity_until: Some(at(MIDDAY)),
        ..ready()
    };
    assert_eq!(
        planned_in(&[], phone, LONDON, now()),
        texts(&[("identity-week", "02 12:00"), ("identity-day", "08 12:00")])
    );
}

#[test]
fn of_what_was_missed_the_most_pressing_is_given_late_once() {
    use {VisitorKind::*, VisitorState::*};
    let bookings = [with_visitors(&[(Adult, Ready), (Adult, Invited)])];
    let leads = all();
    let known = Known {
        bookings: &bookings,
        phone: ready(),
        leads: &leads,
        zone: LONDON,
    };
    let missed: BTreeSet<_> = [Subject::Booking(bookings[0].id), Subject::Identity].into();
    let late_at = |time: &str| -> Vec<_> {
        let late = late(&known, &missed, at(time));
        late.iter().map(Planned::id).collect()
    };
    let id = bookings[0].id;
    assert_eq!(
        late_at("2026-12-07T00:00:00Z"),
        [format!("{id}-missing-late")]
    );
    // Too late to mend that, but the call is still ahead.
    assert_eq!(late_at("2026-12-08T12:00:00Z"), [format!("{id}-call-late")]);
    assert_eq!(late_at(MIDDAY), Vec::<String>::new());
}

/// Every way in which a clock on a wall can be read: the independent reference.
fn readings(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    zone.from_utc_datetime(&instant.naive_utc()).naive_local()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: RngSeed::Fixed(0x1357),
        ..ProptestConfig::default()
    })]

    /// Of each zone of the world, at any minute of 40 years.
    #[test]
    fn a_day_or_week_before_shows_the_same_time_on_the_phone(
        zone in prop::sample::select(TZ_VARIANTS.to_vec()),
        minutes in 0i64..40 * 366 * 24 * 60,
        (lead, days) in prop::sample::select(vec![(Lead::Day, 1u64), (Lead::Week, 7)]),
    ) {
        let call = at("2000-01-01T00:00:00Z") + TimeDelta::minutes(minutes);
        let reminder = before(call, lead, zone);
        let wanted = readings(call, zone) - Days::new(days);
        // Looked for minute by minute around the time, without asking the zone for an instant.
        let around = call - Days::new(days);
        let exists = (-26 * 60..=26 * 60)
            .map(|offset| around + TimeDelta::minutes(offset))
            .find(|instant| readings(*instant, zone) == wanted);
        match exists {
            Some(first) => prop_assert_eq!(reminder, first),
            None => prop_assert_eq!(reminder, around),
        }
        prop_assert!(reminder < call);
    }

    #[test]
    fn a_plan_is_complete_sorted_unique_and_not_longer_than_a_platform_keeps(
        hours in prop::collection::vec((-48i64..2000, any::<bool>()), 0..40),
        leads in prop::collection::btree_set(prop::sample::select(Lead::ALL.to_vec()), 0..=4),
        zone in prop::sample::select(TZ_VARIANTS.to_vec()),
    ) {
        let bookings: Vec<_> = hours.iter().enumerate().map(|(n, (hours, booked))| {
            let mut booking = booking(n as u128, now() + TimeDelta::hours(*hours));
            if !booked {
                booking.status = BookingStatus::Withdrawn;
            }
            booking
        }).collect();
        let known = Known { bookings: &bookings, phone: Phone::default(), leads: &leads, zone };
        let plan = plan(&known, now());
        let booked = bookings.iter().filter(|it| it.status == BookingStatus::Booked);
        let mut expected: Vec<_> = booked
            .flat_map(|it| leads.iter().map(|lead| before(it.starts_at, *lead, zone)))
            .filter(|at| *at > now())
            .collect();
        expected.sort();
        expected.truncate(MOST);
        prop_assert_eq!(plan.iter().map(|it| it.at).collect::<Vec<_>>(), expected);
        let ids: BTreeSet<_> = plan.iter().map(Planned::id).collect();
        prop_assert_eq!(ids.len(), plan.len());
        prop_assert!(MOST < 64, "what iOS keeps");
    }
}
