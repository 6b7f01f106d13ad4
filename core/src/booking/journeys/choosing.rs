//! Choosing times and asking for a call, and what is refused before it is sent.

use super::*;
use crate::FieldValue;
use kinline_protocol::{booking::Minutes, establishment::WhoMayAsk};

#[test]
fn up_to_three_times_are_chosen_each_kept_for_ten_minutes() {
    let mut journey = at_free_times(Language::English, &offer_of(times()));
    journey.sees("You can choose up to three times.");
    choose(&mut journey, "14:00 to 14:30", times()[0].clone());
    journey.sees("Not booked yet");
    journey.sees("10 minutes are left.");
    journey.wait(TimeDelta::minutes(4));
    journey.tap("Add another choice");
    choose(&mut journey, "09:30 to 10:00", times()[1].clone());
    journey.tap("Add another choice");
    journey.tap("16:00 to 16:30");
    let asked = journey.body(Method::Post, HOLDS);
    assert_eq!(
        asked["beside"],
        json!(ids(&[1010, 1011])),
        "the others stay"
    );
    let third = held(times()[2].clone(), journey.now + TimeDelta::minutes(10));
    journey.answer(Method::Post, HOLDS, &third);
    journey.sees("First choice: Wednesday 9 December 2026, 14:00 to 14:30");
    journey.sees("6 minutes are left.");
    journey.sees("Third choice: Friday 11 December 2026, 16:00 to 16:30");
    journey.does_not_see("Add another choice");
    journey.tap("Give back: Thursday 10 December 2026, 09:30 to 10:00");
    journey.sees("Second choice: Friday 11 December 2026, 16:00 to 16:30");
    journey.tap("Megan Example");
    journey.tap("Ask for the call");
    let asked = journey.body(Method::Post, BOOKINGS);
    let (hold, also) = (json!(ids(&[1010])[0]), json!(ids(&[1012])));
    assert_eq!((&asked["hold"], &asked["also"]), (&hold, &also));
    assert_eq!(asked["companions"], json!(ids(&[7])));
    let requested = Booking {
        choices: vec![times()[0].clone(), times()[2].clone()],
        status: BookingStatus::Requested {
            answer_by: at("2026-11-27T12:00:00Z"),
        },
        ..booking(1, times()[0].starts_at)
    };
    journey.answer(Method::Post, BOOKINGS, &requested);
    journey.expect(ScreenName::Booking);
    journey.sees("Not booked yet");
    journey.sees("Second choice: Friday 11 December 2026, 16:00 to 16:30");
}

#[test]
fn a_fourth_choice_is_refused_before_it_is_sent() {
    let mut journey = at_free_times(Language::English, &offer_of(times()));
    for (label, which) in [
        ("14:00 to 14:30", 0),
        ("09:30 to 10:00", 1),
        ("16:00 to 16:30", 2),
    ] {
        choose(&mut journey, label, times()[which].clone());
        journey.act(Action::ChooseMore);
    }
    journey.tap("10:00 to 10:30");
    assert!(!journey.asked().contains(&format!("POST {HOLDS}")));
    journey.sees("You have chosen three times already");
}

#[test]
fn where_calls_are_booked_at_once_one_time_is_chosen() {
    let mut offer = offer_of(times());
    offer.rules.as_mut().unwrap().automatic = true;
    let mut journey = at_free_times(Language::English, &offer);
    journey.does_not_see("up to three times");
    choose(&mut journey, "14:00 to 14:30", times()[0].clone());
    journey.does_not_see("Add another choice");
    journey.sees("Your call is then booked at once.");
    journey.tap("Book the call");
    let booked = booking(1, times()[0].starts_at);
    journey.answer(Method::Post, BOOKINGS, &booked);
    journey.sees("Your call is booked.");
}

#[test]
fn a_choice_that_ran_out_is_not_sent_and_the_others_move_up() {
    let mut journey = at_free_times(Language::English, &offer_of(times()));
    choose(&mut journey, "14:00 to 14:30", times()[0].clone());
    journey.tap("Add another choice");
    journey.wait(TimeDelta::minutes(6));
    choose(&mut journey, "09:30 to 10:00", times()[1].clone());
    journey.wait(TimeDelta::minutes(5));
    journey.kill_and_start();
    journey.expect(ScreenName::ConfirmBooking);
    journey.does_not_see("14:00 to 14:30");
    journey.tap("Ask for the call");
    let asked = journey.body(Method::Post, BOOKINGS);
    assert_eq!(asked["hold"], json!(ids(&[1011])[0]));
    assert_eq!(asked["also"], json!([]));
}

#[test]
fn a_time_in_a_used_month_is_refused_with_the_nearest_that_can_be() {
    for (language, why, nearest) in [
        (
            Language::English,
            "All calls for December 2026 are used or booked, so this time cannot be booked. \
             New calls begin on Friday 1 January 2027.",
            "Nearest possible time: Wednesday 6 January 2027, 10:00 to 10:30",
        ),
        (
            Language::Welsh,
            "Mae pob galwad ar gyfer Rhagfyr 2026 wedi'i defnyddio neu ei threfnu",
            "Yr amser agosaf sy'n bosibl: Dydd Mercher 6 Ionawr 2027, 10:00 tan 10:30",
        ),
    ] {
        let mut offer = offer_of(times());
        offer.allowance[0].left = 0;
        let mut journey = at_free_times(language, &offer);
        journey.act(Action::ChooseSlot(times()[0].id));
        assert!(!journey.asked().contains(&format!("POST {HOLDS}")));
        journey.sees(why);
        journey.tap(nearest);
        let asked = journey.body(Method::Post, HOLDS);
        assert_eq!(asked["slot"], json!(ids(&[13])[0]));
    }
}

#[test]
fn minutes_are_counted_as_the_server_told() {
    let mut offer = offer_of(times());
    offer.allowance[0].minutes = Some(Minutes {
        all: 60,
        used: 40,
        booked: 0,
        left: 20,
        extra: 0,
    });
    let mut journey = at_free_times(Language::English, &offer);
    journey.tap("14:00 to 14:30");
    journey.sees("Only 20 minutes are left for December 2026, which is too short for this call.");
    // What is held for this very request would be exchanged for the other choice.
    offer.allowance[0].minutes.as_mut().unwrap().left = 30;
    journey.act(Action::Refresh);
    journey.answer(Method::Get, &free(), &offer);
    choose(&mut journey, "14:00 to 14:30", times()[0].clone());
    let minutes = offer.allowance[0].minutes.as_mut().unwrap();
    (minutes.left, minutes.booked) = (0, 30);
    offer.allowance[0].left = 0;
    journey.tap("Add another choice");
    journey.answer(Method::Get, &free(), &offer);
    choose(&mut journey, "09:30 to 10:00", times()[1].clone());
}

#[test]
fn a_day_that_is_no_longer_bookable_is_refused_although_the_list_is_old() {
    let mut journey = at_free_times(Language::English, &offer_of(times()));
    journey.wait(TimeDelta::days(16));
    journey.tap("14:00 to 14:30");
    assert!(!journey.asked().contains(&format!("POST {HOLDS}")));
    journey.sees("This day cannot be booked any more, or not yet.");
    journey.sees("Nearest possible time: Friday 11 December 2026, 16:00 to 16:30");
}

#[test]
fn too_many_visitors_and_a_missing_adult_are_refused_before_sending() {
    let mut offer = offer_of(times());
    offer.rules.as_mut().unwrap().visitors = 1;
    let mut journey = at_free_times(Language::English, &offer);
    choose(&mut journey, "14:00 to 14:30", times()[0].clone());
    journey.tap("Megan Example");
    journey.tap("Ask for the call");
    journey.sees("Only one visitor can be on a call here: you.");
    journey.tap("Megan Example");
    // Somebody of 17 on the day of the call, who is 18 for establishments that set 16.
    let born = FieldValue {
        field: "date_of_birth".into(),
        value: "2008-12-10".into(),
    };
    journey.state.identity.saved.draft.fill(vec![born]);
    journey.tap("Ask for the call");
    journey.sees("Somebody of 18 years or older must be on the call.");
    assert!(!journey.asked().contains(&format!("POST {BOOKINGS}")));
    let rules = journey
        .state
        .booking
        .slots
        .as_mut()
        .unwrap()
        .1
        .rules
        .as_mut();
    rules.unwrap().adult_age = 17;
    journey.tap("Ask for the call");
    assert!(journey.asked().contains(&format!("POST {BOOKINGS}")));
}

#[test]
fn where_families_do_not_ask_who_does_is_told() {
    for (prisoner, establishment, told) in [
        (true, true, "or telephone the prison"),
        (
            true,
            false,
            "The person asks for a call, and you answer here.",
        ),
        (
            false,
            true,
            "Telephone the prison: what it books for you, you find here.",
        ),
    ] {
        let mut offer = offer_of(times());
        offer.rules.as_mut().unwrap().who_may_ask = WhoMayAsk {
            family: false,
            prisoner,
            establishment,
        };
        let journey = at_free_times(Language::English, &offer);
        journey.sees(told);
        journey.does_not_see("14:00 to 14:30");
        journey.does_not_see("Wait for one that is given back");
    }
}

#[test]
fn the_planner_tells_what_is_left_and_what_counts() {
    let mut offer = offer_of(times());
    let december = &mut offer.allowance[0];
    (
        december.calls,
        december.left,
        december.used,
        december.booked,
    ) = (3, 1, 1, 1);
    december.extra = 1;
    december.minutes = Some(Minutes {
        all: 90,
        used: 30,
        booked: 30,
        left: 30,
        extra: 30,
    });
    for (language, told) in [
        (
            Language::English,
            [
                "1 call, 30 minutes",
                "3 calls, 90 minutes",
                "Of these, extra for this person",
                "on Friday 1 January 2027",
                "A call lasts 30 minutes. It counts as one call, however many come.",
                "Up to 4 visitors can be on one call, you and children included. A second visitor costs no second call.",
                "Who is younger than 18 must be with an adult all the time.",
                "No phones in the picture.",
            ],
        ),
        (
            Language::Welsh,
            [
                "1 alwad, 30 munud",
                "3 galwad, 90 munud",
                "O'r rhain, yn ychwanegol i'r person hwn",
                "ddydd Gwener 1 Ionawr 2027",
                "Mae galwad yn para 30 munud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.",
                "Gall hyd at 4 ymwelydd fod ar un alwad",
                "Rhaid i bawb o dan 18 oed fod gydag oedolyn drwy'r amser.",
                "Dim ffonau yn y llun.",
            ],
        ),
    ] {
        let mut journey = at_home(language);
        journey.act(Action::Open(Place::Planner(gareth())));
        journey.answer(Method::Get, &free(), &offer);
        journey.expect(ScreenName::Planner);
        for words in told {
            journey.sees(words);
        }
    }
}
