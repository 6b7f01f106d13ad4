use super::{fixtures::*, words};
use crate::{
    Action, FieldValue, Form, Part, Place, ScreenName, Tone,
    api::ApiError,
    navigation::Page,
    text::Text,
    update::{self, Input},
};
use kinline_protocol::{
    Language, List,
    booking::{Booking, BookingRejection, BookingStatus, CancellationReason},
    call::EndReason,
};

#[test]
fn a_request_without_an_answer_in_time_is_past() {
    let status = BookingStatus::Requested { answer_by: now() };
    let requested = Booking {
        status,
        ..booking(1, at("2026-12-09T14:00:00Z"))
    };
    assert!(super::is_coming(&requested, now()));
    assert!(!super::is_coming(&requested, requested.starts_at));
    assert!(
        super::is_coming(&booking(1, now()), now()),
        "a call that is on"
    );
}

#[test]
fn every_standing_is_told_with_what_is_next() {
    let statuses = [
        BookingStatus::Requested {
            answer_by: at("2026-11-27T12:00:00Z"),
        },
        BookingStatus::Booked,
        BookingStatus::Rejected {
            reason: BookingRejection::NoAllowance,
        },
        BookingStatus::Withdrawn,
        BookingStatus::Cancelled {
            reason: CancellationReason::PrisonerMoved,
        },
        BookingStatus::Completed {
            outcome: EndReason::TimeUp,
            talked_seconds: 1680,
        },
    ];
    for language in LANGUAGES {
        let text = Text::new(language, chrono_tz::Europe::London);
        let mut seen = std::collections::BTreeSet::new();
        for status in &statuses {
            let mut state = state(language, "Europe/London");
            let booking = Booking {
                status: status.clone(),
                ..booking(1, at("2026-12-09T14:00:00Z"))
            };
            let standing = words::status(&booking, &text);
            state.navigation.open(Page::Booking(booking.id));
            state.booking.saved.returned_ms.insert(booking.id, 120_000);
            state.booking.saved.bookings = Some(vec![booking]);
            let screen = update::screen(&state, now());
            assert_eq!(tones(&screen), [(standing.tone, standing.text.as_str())]);
            assert!(!buttons(&screen).is_empty());
            seen.insert(told(&screen));
        }
        assert_eq!(seen.len(), statuses.len(), "each tells something else");
    }
}

#[test]
fn history_tells_talked_and_returned_time() {
    let mut state = state(Language::Welsh, "Europe/London");
    let status = BookingStatus::Completed {
        outcome: EndReason::TimeUp,
        talked_seconds: 1680,
    };
    let over = Booking {
        status,
        ..booking(1, at("2026-11-24T14:00:00Z"))
    };
    state.booking.saved.returned_ms.insert(over.id, 120_000);
    state.navigation.open(Page::Booking(over.id));
    state.booking.saved.bookings = Some(vec![over]);
    let words = told(&update::screen(&state, now()));
    assert!(words.contains("Buoch yn siarad am 28 munud."), "{words}");
    assert!(words.contains("Cymerodd seibiau 2 funud"), "{words}");
}

#[test]
fn bookings_are_parted_into_coming_and_past() {
    let mut state = state(Language::English, "Europe/London");
    let past = Booking {
        status: BookingStatus::Withdrawn,
        ..booking(1, at("2026-12-01T14:00:00Z"))
    };
    let (soon, later) = (
        booking(2, at("2026-12-02T14:00:00Z")),
        booking(3, at("2026-12-09T14:00:00Z")),
    );
    assert_eq!(state.booking.next(now()), None);
    state.booking.saved.bookings = Some(vec![later, soon, past]);
    state.navigation.open(Page::Bookings);
    let screen = update::screen(&state, now());
    let rows: Vec<Vec<Option<Action>>> = screen
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Rows { rows, .. } => Some(rows.iter().map(|row| row.action.clone()).collect()),
            _ => None,
        })
        .collect();
    let open = |n| Some(Action::Open(Place::Booking(booking(n, now()).id)));
    assert_eq!(rows, [vec![open(2), open(3)], vec![open(1)]]);
    assert_eq!(state.booking.next(now()).unwrap().id, booking(2, now()).id);
}

#[test]
fn cancelling_is_repeated_until_it_is_heard() {
    let mut state = state(Language::English, "Europe/London");
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    let path = format!("POST /v1/bookings/{}/cancellation", booked.id);
    state.booking.saved.bookings = Some(vec![booked.clone()]);
    act(&mut state, Action::CancelBooking(booked.id), now());
    let screen = update::screen(&state, now());
    assert_eq!(screen.name, ScreenName::CancelBooking);
    let reason = FieldValue {
        field: "reason".into(),
        value: "illness".into(),
    };
    let submit = Action::Submit {
        form: Form::CancelBooking,
        values: vec![reason],
    };
    let effects = act(&mut state, submit, now());
    answer(&mut state, &effects, &path, Err(ApiError::Offline), now());
    let effects = update::update(&mut state, Input::Resumed, now());
    let reason = CancellationReason::VisitorCancelled;
    let cancelled = Booking {
        status: BookingStatus::Cancelled { reason },
        ..booked
    };
    answer(&mut state, &effects, &path, Ok(&cancelled), now());
    assert_eq!(state.booking.saved.bookings, Some(vec![cancelled]));
    let effects = update::update(&mut state, Input::Resumed, now());
    assert!(!asked(&effects).contains(&path));
}

#[test]
fn a_booking_that_is_not_there_is_told_with_a_way_on() {
    for language in LANGUAGES {
        let mut state = state(language, "Europe/London");
        let gone = booking(9, at("2026-12-09T14:00:00Z"));
        let effects = act(&mut state, Action::Open(Place::Booking(gone.id)), now());
        assert!(tones(&update::screen(&state, now())).is_empty());
        let others: List<Booking> = vec![booking(1, at("2026-12-09T14:00:00Z"))].into();
        answer(&mut state, &effects, "GET /v1/bookings", Ok(&others), now());
        let screen = update::screen(&state, now());
        assert_eq!(tones(&screen)[0].0, Tone::Problem);
        let way_on = Action::Open(Place::Bookings);
        assert!(screen.buttons().any(|button| button.action == way_on));
    }
}

#[test]
fn when_the_waiting_room_opens_is_told_by_both_clocks_where_they_differ() {
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    for (zone, opens) in [
        (
            "Europe/London",
            "opens on Wednesday 9 December 2026 at 13:45. ",
        ),
        (
            "Australia/Sydney",
            "opens on Thursday 10 December 2026 at 00:45 your time \
             (Wednesday 9 December 2026 at 13:45 by the clock at HMP Berwyn). ",
        ),
    ] {
        let mut state = state(Language::English, zone);
        state.navigation.open(Page::Booking(booked.id));
        state.booking.saved.bookings = Some(vec![booked.clone()]);
        let words = told(&update::screen(&state, now()));
        assert!(words.contains(opens), "{opens} in {words}");
    }
}
