//! The waiting list.

use super::*;
use crate::{Button, ButtonStyle};
use kinline_protocol::{
    ErrorCode, List, WaitingId,
    waiting::{NewWaiting, Waiting},
};

const WAITING: &str = "/v1/waiting";

fn place(offer: Option<Hold>) -> Waiting {
    Waiting {
        id: WaitingId(Uuid::from_u128(900)),
        wish: NewWaiting {
            contact: gareth(),
            from: None,
            to: Some("2026-12-24".parse().unwrap()),
            days: Default::default(),
        },
        since: now(),
        before: 2,
        offer,
    }
}

fn offer() -> Hold {
    held(times()[0].clone(), now() + TimeDelta::minutes(120))
}

/// At home with an offer.
fn offered(language: Language) -> Journey {
    let mut journey = at_home(language);
    journey.act(Action::Open(Place::Bookings));
    journey.act(Action::Open(Place::Home));
    let places: List<Waiting> = vec![place(Some(offer()))].into();
    journey.answer(Method::Get, WAITING, &places);
    journey
}

#[test]
fn a_family_waits_for_a_time_and_stops() {
    let mut nothing = offer_of(times());
    nothing.slots.clear();
    let mut journey = at_free_times(Language::English, &nothing);
    journey.tap("No time suits you? Wait for one that is given back");
    journey.expect(ScreenName::WaitingList);
    journey.fill_in("to", "2026-11-01");
    journey.tap("Wait for a time");
    journey.sees("This date cannot be right.");
    journey.fill_in("to", "2026-12-24");
    journey.fill_in("days", "weekend");
    journey.tap("Wait for a time");
    let body = journey.body(Method::Post, WAITING);
    assert_eq!(
        body,
        json!({"contact": gareth(), "to": "2026-12-24", "days": ["sat", "sun"]})
    );
    // Sent again by itself.
    journey.no_way(Method::Post, WAITING);
    journey.kill_and_start();
    journey.answer(Method::Post, WAITING, &place(None));
    journey.sees("You are on the waiting list");
    journey.sees("2 families have waited longer. Nothing is booked.");
    journey.sees("Thursday 24 December 2026");
    journey.tap("Stop waiting");
    journey.answer(
        Method::Delete,
        &format!("{WAITING}/{}", place(None).id),
        &json!(null),
    );
    journey.does_not_see("You are on the waiting list");
    journey.sees("Wait for a time");
}

#[test]
fn an_offer_is_told_at_home_and_booked_in_time() {
    for (language, title, take) in [
        (
            Language::English,
            "A time is free for you: not booked yet",
            "Take this time",
        ),
        (
            Language::Welsh,
            "Mae amser yn rhydd i chi: heb ei drefnu eto",
            "Cymryd yr amser hwn",
        ),
    ] {
        let mut journey = offered(language);
        journey.sees(title);
        journey.sees("11:00");
        journey.tap(take);
        journey.expect(ScreenName::ConfirmBooking);
        let ask = |button: &Button| button.style == ButtonStyle::Primary;
        let label = journey
            .screen()
            .buttons()
            .find(|it| ask(it))
            .unwrap()
            .label
            .clone();
        journey.tap(&label);
        let asked = journey.body(Method::Post, BOOKINGS);
        assert_eq!(asked["hold"], json!(offer().id));
        journey.answer(Method::Post, BOOKINGS, &booking(1, times()[0].starts_at));
        journey.expect(ScreenName::Booking);
    }
}

#[test]
fn an_offer_is_not_given_back_by_looking_elsewhere() {
    let mut journey = offered(Language::English);
    journey.tap("Take this time");
    journey.act(Action::ChooseMore);
    journey.act(Action::Back);
    journey.act(Action::Back);
    let gives_back = |journey: &Journey| {
        let mut asked = journey.asked().into_iter();
        asked.any(|it| it.starts_with("DELETE"))
    };
    assert!(!gives_back(&journey));
    journey.act(Action::Open(Place::WaitingList(gareth())));
    journey.tap("Leave it to the next family");
    assert!(gives_back(&journey));
    journey.does_not_see("A time is free for you");
}

#[test]
fn an_offer_passes_on_by_time() {
    let mut journey = offered(Language::English);
    journey.wait(TimeDelta::minutes(121));
    journey.does_not_see("A time is free for you");
    journey.act(Action::TakeOffer(place(None).id));
    journey.expect(ScreenName::Home);
}

#[test]
fn a_place_that_cannot_be_had_is_told() {
    let mut journey = at_home(Language::English);
    journey.act(Action::Open(Place::WaitingList(gareth())));
    journey.tap("Wait for a time");
    journey.refuse(Method::Post, WAITING, ErrorCode::NotAskedHere);
    journey.sees("There is a problem");
    journey.sees("Wait for a time");
}

#[test]
fn the_place_on_the_list_is_found_among_the_calls() {
    let mut journey = at_home(Language::English);
    journey.act(Action::Open(Place::Bookings));
    let places: List<Waiting> = vec![place(None)].into();
    journey.answer(Method::Get, WAITING, &places);
    journey.sees("You are on the waiting list");
    journey.tap("Gareth Example");
    journey.expect(ScreenName::WaitingList);
}
