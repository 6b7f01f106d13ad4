//! What the person in prison or the establishment names, and what a family gives up or moves.

use super::*;
use crate::{testing, update::Line};
use kinline_protocol::{
    ErrorCode, Problem,
    booking::{AskedBy, CancellationReason, VisitorKind, VisitorState},
};

const BOOKING: &str = "/v1/bookings/00000000-0000-0000-0000-000000000001";

fn to(suffix: &str) -> String {
    format!("{BOOKING}/{suffix}")
}

fn standing(status: BookingStatus) -> Booking {
    Booking {
        status,
        ..booking(1, times()[0].starts_at)
    }
}

/// Gareth asks for two times.
fn asked() -> Booking {
    Booking {
        asked_by: AskedBy::Prisoner,
        choices: times()[..2].to_vec(),
        ..standing(BookingStatus::Asked {
            answer_by: at("2026-11-28T12:00:00Z"),
        })
    }
}

fn offered(instead: bool) -> Booking {
    standing(BookingStatus::Offered {
        slots: times()[1..3].to_vec(),
        answer_by: at("2026-11-28T12:00:00Z"),
        instead,
    })
}

#[test]
fn the_person_in_prison_asks_and_the_family_says_yes() {
    let mut journey = at_home(Language::English);
    journey.state.booking.saved.bookings = Some(vec![asked()]);
    journey.act(Action::Open(Place::Home));
    journey.sees("Gareth Example asks you for a call");
    journey.sees("Not booked yet. Answer by Saturday 28 November 2026 at 12:00.");
    journey.tap("Look and answer");
    journey.sees("Not booked yet: your answer is needed");
    journey.tap("Yes: Thursday 10 December 2026, 09:30 to 10:00");
    journey.expect(ScreenName::ConfirmBooking);
    journey.sees("Not booked yet");
    journey.tap("Megan Example");
    journey.tap("Yes, I will be there");
    let body = journey.body(Method::Post, &to("answer"));
    let party = json!({"companions": ids(&[7]), "children": [], "invited": []});
    assert_eq!(
        body,
        json!({"answer": "accept", "slot": ids(&[11])[0], "party": party})
    );
    let booked = Booking {
        asked_by: AskedBy::Prisoner,
        ..booking(1, times()[1].starts_at)
    };
    journey.answer(Method::Post, &to("answer"), &booked);
    journey.sees("Your call is booked.");
    journey.sees("Gareth Example");
}

#[test]
fn other_times_are_proposed_instead() {
    let mut journey = at_booking(Language::English, &asked());
    journey.tap("Propose other times");
    journey.expect(ScreenName::Slots);
    let instead = format!("{}?instead_of={}", free(), asked().id);
    journey.answer(Method::Get, &instead, &offer_of(times()));
    journey.sees("You propose other times instead of Wednesday 9 December 2026, 14:00 to 14:30.");
    journey.tap("16:00 to 16:30");
    let body = journey.body(Method::Post, HOLDS);
    assert_eq!(body["instead_of"], json!(asked().id));
    let third = held(times()[2].clone(), journey.now + TimeDelta::minutes(10));
    journey.answer(Method::Post, HOLDS, &third);
    journey.sees("Not sent yet");
    journey.tap("Propose these times");
    let body = journey.body(Method::Post, &to("answer"));
    assert_eq!(
        (&body["answer"], &body["holds"]),
        (&json!("propose"), &json!(ids(&[1012])))
    );
    let requested = Booking {
        asked_by: AskedBy::Prisoner,
        ..standing(BookingStatus::Requested {
            answer_by: at("2026-11-27T12:00:00Z"),
        })
    };
    journey.answer(Method::Post, &to("answer"), &requested);
    journey.sees("Gareth Example asked for this call, and you have answered.");
}

#[test]
fn what_was_asked_is_declined_with_a_reason() {
    for (language, no, why, submit) in [
        (
            Language::English,
            "No, I cannot",
            "Somebody is ill",
            "Say no",
        ),
        (
            Language::Welsh,
            "Na, ni allaf",
            "Mae rhywun yn sâl",
            "Gwrthod",
        ),
    ] {
        let mut journey = at_booking(language, &asked());
        journey.tap(no);
        journey.expect(ScreenName::CancelBooking);
        journey.sees(why);
        journey.fill_in("reason", "illness");
        journey.tap(submit);
        let body = journey.body(Method::Post, &to("answer"));
        assert_eq!(body, json!({"answer": "decline", "reason": "illness"}));
        journey.expect(ScreenName::Booking);
        let declined = standing(BookingStatus::Withdrawn);
        journey.answer(Method::Post, &to("answer"), &declined);
        journey.does_not_see(no);
    }
}

#[test]
fn an_offer_in_place_of_a_request_is_taken_at_once() {
    let mut journey = at_booking(Language::English, &offered(false));
    journey.sees("Not booked yet: choose another time");
    journey.tap("Yes: Friday 11 December 2026, 16:00 to 16:30");
    journey.sees("Your answer is on its way to the prison.");
    let body = journey.body(Method::Post, &to("answer"));
    assert_eq!(
        (&body["answer"], &body["slot"]),
        (&json!("accept"), &json!(ids(&[12])[0]))
    );
    // Without a line it is said again, also by an app that was killed.
    journey.no_way(Method::Post, &to("answer"));
    journey.kill_and_start();
    let booked = booking(1, times()[2].starts_at);
    journey.answer(Method::Post, &to("answer"), &booked);
    journey.sees("Your call is booked.");
    journey.does_not_see("on its way");
}

#[test]
fn a_booked_call_that_is_to_be_moved_stays_booked_until_the_family_agrees() {
    let mut journey = at_booking(Language::English, &offered(true));
    journey.sees("Booked, but another time is offered");
    journey.sees("Your call stays booked at its own time unless you choose one of them.");
    journey.tap("None of these times");
    journey.sees("Your call then stays booked at its own time.");
    journey.tap("None of these times");
    let body = journey.body(Method::Post, &to("answer"));
    assert_eq!(body, json!({"answer": "decline", "reason": "other"}));
    journey.answer(
        Method::Post,
        &to("answer"),
        &standing(BookingStatus::Booked),
    );
    journey.sees("Your call is booked.");
    // On the day it can be joined, answered or not.
    let mut journey = at_booking(Language::English, &offered(true));
    journey.now = times()[0].starts_at;
    journey.tap("Go to the waiting room");
}

#[test]
fn a_booked_call_is_moved_with_a_reason_until_the_limit() {
    let booked = Booking {
        change_until: Some(at("2026-12-08T14:00:00Z")),
        ..standing(BookingStatus::Booked)
    };
    let mut journey = at_booking(Language::English, &booked);
    journey.sees("You can change or cancel this call yourself until Tuesday");
    journey.tap("Change the time");
    let instead = format!("{}?instead_of={}", free(), booked.id);
    journey.answer(Method::Get, &instead, &offer_of(times()));
    journey.sees("Your call stays booked for Wednesday 9 December 2026, 14:00 to 14:30");
    choose(&mut journey, "16:00 to 16:30", times()[2].clone());
    journey.sees("Not changed yet");
    journey.does_not_see("Add another choice");
    journey.does_not_see("Who comes along?");
    journey.fill_in("reason", "time_does_not_suit");
    journey.tap("Move the call to this time");
    let body = journey.body(Method::Post, &to("change"));
    assert_eq!(
        body,
        json!({"hold": ids(&[1012])[0], "reason": "time_does_not_suit"})
    );
    let moved = Booking {
        sequence: 2,
        ..booking(1, times()[2].starts_at)
    };
    journey.answer(Method::Post, &to("change"), &moved);
    journey.expect(ScreenName::Booking);
    journey.sees("Friday 11 December 2026, 16:00 to 16:30");
}

#[test]
fn after_the_limit_only_the_establishment_can_change_a_call() {
    let until = at("2026-12-08T14:00:00Z");
    let booked = Booking {
        change_until: Some(until),
        ..standing(BookingStatus::Booked)
    };
    let mut journey = at_booking(Language::English, &booked);
    journey.tap("Cancel this call");
    journey.fill_in("reason", "illness");
    journey.now = until;
    // The page was open when the limit passed: the server says so.
    journey.tap("Cancel this call");
    let body = journey.body(Method::Post, &to("cancellation"));
    assert_eq!(body, json!({"reason": "illness"}));
    let mut late = Problem::new(ErrorCode::ChangeTooLate);
    late.at = Some(until);
    journey.refuse_with(Method::Post, &to("cancellation"), late);
    journey.sees("There is a problem");
    journey.sees("Telephone HMP Berwyn if you cannot come, and say the reference K7Q2-M9XD.");
    journey.does_not_see("Cancel this call");
    journey.does_not_see("Change the time");
    journey.does_not_see("on its way");
}

#[test]
fn a_change_that_comes_too_late_leads_back_to_the_call() {
    let mut journey = at_booking(Language::English, &standing(BookingStatus::Booked));
    journey.tap("Change the time");
    let instead = format!(
        "{}?instead_of={}",
        free(),
        standing(BookingStatus::Booked).id
    );
    journey.answer(Method::Get, &instead, &offer_of(times()));
    choose(&mut journey, "16:00 to 16:30", times()[2].clone());
    journey.tap("Move the call to this time");
    journey.refuse(Method::Post, &to("change"), ErrorCode::ChangeTooLate);
    journey.expect(ScreenName::Booking);
    journey.sees("There is a problem");
}

#[test]
fn what_happened_is_told_truthfully() {
    use CancellationReason::*;
    for (reason, english, welsh) in [
        (
            PrisonerMoved,
            "The person is elsewhere now",
            "Mae'r person mewn man arall erbyn hyn",
        ),
        (
            PrisonerReleased,
            "The person has left prison",
            "Mae'r person wedi gadael y carchar",
        ),
        (
            PrisonerOut,
            "for example in court",
            "er enghraifft yn y llys",
        ),
        (
            PrisonerRefused,
            "did not want to come",
            "Nid oedd y person am ddod",
        ),
        (
            Restricted,
            "The person has a restriction",
            "Mae cyfyngiad ar y person",
        ),
        (
            VisitorMissing,
            "was not ready in time",
            "yn barod mewn pryd",
        ),
    ] {
        for (language, told) in [(Language::English, english), (Language::Welsh, welsh)] {
            let journey = at_booking(language, &standing(BookingStatus::Cancelled { reason }));
            journey.sees(told);
        }
    }
    let late = Booking {
        delayed_to: Some(at("2026-12-09T14:20:00Z")),
        ..standing(BookingStatus::Booked)
    };
    let journey = at_booking(Language::English, &late);
    journey.sees("It is expected to start on Wednesday 9 December 2026 at 14:20.");
}

#[test]
fn who_is_missing_is_told_at_home_and_in_the_booking() {
    let mut waits = Booking {
        complete_by: Some(at("2026-12-08T14:00:00Z")),
        ..standing(BookingStatus::Booked)
    };
    let megan = kinline_protocol::booking::Visitor {
        account: None,
        name: name("Megan"),
        kind: VisitorKind::Adult,
        state: VisitorState::Invited,
    };
    waits.visitors.push(megan);
    let mut journey = at_booking(Language::English, &waits);
    journey.sees("Has not accepted the invitation yet");
    journey.sees("Megan has not accepted your invitation yet.");
    journey.sees("Tuesday 8 December 2026 at 14:00");
    journey.act(Action::Open(Place::Home));
    journey.sees("Megan has not accepted your invitation yet.");
}

#[test]
fn what_is_known_remains_without_a_line() {
    let mut journey = at_booking(Language::English, &asked());
    journey.no_way(Method::Get, BOOKINGS);
    journey.kill_and_start();
    journey.state.line = Line::Down { tries: 1 };
    journey.expect(ScreenName::Booking);
    journey.sees("No connection");
    journey.sees("Gareth Example asks you for this call.");
    assert!(testing::words(&journey.screen()).len() > 5);
}
