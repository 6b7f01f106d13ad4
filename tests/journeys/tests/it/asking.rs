//! A call asked for by the family, by the person in prison and by the establishment; changed, given up,
//! and one that is given back.

use crate::{
    words::{says, wait_says},
    world::{World, can, somebody},
};
use chrono::TimeDelta;
use kinline_core::{Action, Place, Screen, ScreenName};
use kinline_phone::{Phone, asking, steps, tell};
use kinline_protocol::{
    BookingId, Language, List, PrisonerNumber,
    account::{Role, VisitorNumber},
    booking::{ApprovedCaller, Booking, NewPrisonerRequest, PrisonerRequest, Slot, Slots},
    establishment::Settings,
    office::{DayEvent, NewTelephoneBooking, Request, RequestDecision},
    routes,
};

impl World {
    /// Staff read each request before a call is booked, or do not.
    fn reviewed(&self, reviewed: bool) {
        let change = |settings: &mut Settings| {
            settings.automatic = !reviewed;
            settings.change_until_hours = 24;
        };
        self.office
            .change_settings(&self.establishment(), change)
            .unwrap();
    }

    fn decide(&self, booking: BookingId, decision: &RequestDecision) {
        let staff = self.office.staff(&self.establishment()).unwrap();
        let path = format!("/v1/staff/requests/{booking}/decision");
        let _: Booking = self.office.wire().post(staff, &path, decision).unwrap();
    }

    fn laptop_token(&self) -> &str {
        let at = self.establishment();
        self.office.token(Role::Laptop, Some(&at)).unwrap()
    }

    fn number(&self) -> PrisonerNumber {
        PrisonerNumber::parse(&self.prisoner().number).unwrap()
    }

    /// What a person in prison can ask for, on the laptop.
    fn times(&self) -> Vec<Slot> {
        let path = routes::prisoner_slots(&self.number());
        let slots: Slots = self.office.wire().get(self.laptop_token(), &path).unwrap();
        slots.slots
    }

    /// The person in prison asks a caller, by their name, for times.
    fn prisoner_asks(&self, caller: &str, choices: &[Slot]) -> BookingId {
        let (wire, token) = (self.office.wire(), self.laptop_token());
        let path = routes::approved_callers(&self.number());
        let callers: List<ApprovedCaller> = wire.get(token, &path).unwrap();
        let mut callers = callers.items.into_iter();
        let caller = callers.find(|it| it.name.as_str().starts_with(caller));
        let request = NewPrisonerRequest {
            prisoner_number: self.number(),
            contact: caller.expect("an approved caller").contact,
            choices: choices.iter().map(|slot| slot.id).collect(),
        };
        let asked: PrisonerRequest = wire.post(token, routes::LAPTOP_REQUESTS, &request).unwrap();
        asked.booking
    }

    /// A booking as its family's own account has it.
    fn known(&self, phone: &Phone, language: Language, message: &str) -> Screen {
        phone.send(Action::Refresh);
        wait_says(phone, language, message)
    }
}

/// Asks for what is held.
fn ask(phone: &Phone) -> BookingId {
    let screen = phone.request_booking().unwrap();
    steps::booking(&screen).expect("what can be done with a booking")
}

#[test]
fn the_establishment_takes_the_second_of_three_choices() {
    let world = World::new();
    world.reviewed(true);
    let phone = world.with_contact(&somebody("choices"), Language::English);
    let free = steps::slots(&phone.see_slots().unwrap());
    phone.hold(free[0].0).unwrap();
    phone.hold_also(free[1].0).unwrap();
    let screen = phone.hold_also(free[2].0).unwrap();
    assert!(says(&screen, Language::English, "choice-third"));
    assert!(
        !can(&screen, |action| *action == Action::ChooseMore),
        "three are the most"
    );
    let id = ask(&phone);
    let screen = wait_says(&phone, Language::English, "booking-requested");
    assert!(
        says(&screen, Language::English, "choice-second"),
        "not booked yet"
    );
    let staff = world.office.staff(&world.establishment()).unwrap();
    let path = format!("/v1/staff/requests/{id}");
    let request: Request = world.office.wire().get(staff, &path).unwrap();
    let accept = RequestDecision::Accept {
        starts_at: request.choices[1].time.starts_at,
        despite_checks: false,
    };
    world.decide(id, &accept);
    let screen = world.known(&phone, Language::English, "booking-booked");
    // Only that time: the other choices are free for others.
    let second = free[1].1.split(" by the clock").next().unwrap();
    assert!(tell::whole(&screen).contains(second), "{second}");
    let now_free = steps::slots(&phone.see_slots().unwrap());
    assert!(now_free.iter().any(|(slot, _)| *slot == free[0].0));
}

#[test]
fn the_person_in_prison_asks_and_the_family_accepts_proposes_or_declines() {
    let world = World::new();
    world.reviewed(false);
    let phone = world.with_contact(&somebody("asked"), Language::Welsh);
    phone.go(Place::Home).unwrap();
    let times = world.times();
    // Yes to the second time.
    let id = world.prisoner_asks("asked", &times[..2]);
    let screen = world.known(&phone, Language::Welsh, "home-asked");
    assert!(can(&screen, |it| *it == Action::Open(Place::Booking(id))));
    phone.send(Action::Open(Place::Booking(id)));
    wait_says(&phone, Language::Welsh, "booking-asked");
    phone.accept(times[1].id).unwrap();
    wait_says(&phone, Language::Welsh, "confirm-accept-title");
    ask(&phone);
    wait_says(&phone, Language::Welsh, "booking-booked");
    // No to the next, with a reason.
    let id = world.prisoner_asks("asked", &times[4..5]);
    phone.send(Action::Open(Place::Booking(id)));
    phone.send(Action::Refresh);
    wait_says(&phone, Language::Welsh, "booking-asked");
    phone.give_up("illness").unwrap();
    wait_says(&phone, Language::Welsh, "booking-withdrawn");
    // Another time instead of the third.
    let id = world.prisoner_asks("asked", &times[6..7]);
    phone.send(Action::Open(Place::Booking(id)));
    phone.send(Action::Refresh);
    wait_says(&phone, Language::Welsh, "booking-asked");
    let free = steps::slots(&phone.propose().unwrap());
    let other = free.last().expect("a free time").0;
    phone.hold(other).unwrap();
    ask(&phone);
    phone
        .wait_until("how the proposal stands", |screen| {
            ["booking-booked", "booking-requested-by-prisoner"]
                .iter()
                .any(|message| says(screen, Language::Welsh, message))
        })
        .unwrap();
}

#[test]
fn the_establishment_books_for_a_family_that_telephones() {
    let world = World::new();
    let phone = world.with_contact(&somebody("telephone"), Language::English);
    phone.go(Place::People).unwrap();
    let number = phone
        .wait_until("one's own visitor number", |screen| {
            visitor_number(screen).is_some()
        })
        .map(|screen| visitor_number(&screen).unwrap())
        .unwrap();
    let new = NewTelephoneBooking {
        prisoner_number: world.number(),
        visitors: vec![VisitorNumber(number)],
        children: Vec::new(),
        starts_at: world.times()[0].starts_at,
        note: String::new(),
    };
    let staff = world.office.staff(&world.establishment()).unwrap();
    let path = "/v1/staff/bookings";
    let booked: Booking = world.office.wire().post(staff, path, &new).unwrap();
    phone.send(Action::Open(Place::Booking(booked.id)));
    let screen = world.known(&phone, Language::English, "booking-booked");
    assert!(says(
        &screen,
        Language::English,
        "booking-asked-by-establishment"
    ));
}

#[test]
fn an_offer_of_other_times_is_taken() {
    let world = World::new();
    world.reviewed(true);
    let phone = world.with_contact(&somebody("offered"), Language::English);
    let free = steps::slots(&phone.see_slots().unwrap());
    phone.hold(free[0].0).unwrap();
    let id = ask(&phone);
    let times = world.times();
    let offer = RequestDecision::Offer {
        starts_at: times[5..7].iter().map(|slot| slot.starts_at).collect(),
    };
    world.decide(id, &offer);
    let screen = world.known(&phone, Language::English, "booking-offered");
    let named = asking::named_times(&screen);
    assert_eq!(named.len(), 2);
    phone.accept(named[1].1).unwrap();
    let screen = wait_says(&phone, Language::English, "booking-booked");
    assert!(!can(&screen, |it| matches!(it, Action::AcceptTime { .. })));
}

#[test]
fn a_call_is_changed_and_given_up_until_the_limit() {
    let world = World::new();
    world.reviewed(false);
    let (phone, booked) = world.booked(&somebody("changes"), Language::English);
    let screen = phone.screen();
    let reference = steps::reference(&screen).unwrap();
    let free = steps::slots(&phone.change().unwrap());
    let screen = phone.hold(free.last().unwrap().0).unwrap();
    assert!(says(&screen, Language::English, "confirm-not-changed"));
    let screen = phone.confirm_change("time_does_not_suit").unwrap();
    assert_eq!(
        steps::reference(&screen).unwrap(),
        reference,
        "the same booking"
    );
    let moved = world.booked_at(&screen);
    assert_eq!(moved.id, booked.id);
    assert!(moved.starts_at > booked.starts_at);
    // Too late to change it by oneself.
    world.shortly_before(&phone, &moved, TimeDelta::hours(23));
    let screen = world.known(&phone, Language::English, "booking-change-over");
    let changes =
        |action: &Action| matches!(action, Action::ChangeBooking(_) | Action::CancelBooking(_));
    assert!(!can(&screen, changes));
}

#[test]
fn a_call_that_is_given_back_is_offered_to_who_waits() {
    let world = World::new();
    world.reviewed(false);
    let (first, booked) = world.booked(&somebody("first"), Language::English);
    let second = world.with_contact(&somebody("second"), Language::Welsh);
    second.see_slots().unwrap();
    second.wait_for_a_time().unwrap();
    first.give_up("not_wanted").unwrap();
    wait_says(
        &first,
        Language::English,
        "booking-cancellation-visitor-cancelled",
    );
    second.go(Place::Home).unwrap();
    world.known(&second, Language::Welsh, "waiting-offer");
    let screen = second.take_offer().unwrap();
    assert_eq!(screen.name, ScreenName::ConfirmBooking);
    ask(&second);
    let screen = wait_says(&second, Language::Welsh, "booking-booked");
    assert_eq!(world.booked_at(&screen).starts_at, booked.starts_at);
}

#[test]
fn what_happens_on_the_day_is_told_at_once() {
    let world = World::new();
    world.reviewed(false);
    let (phone, booked) = world.booked(&somebody("day"), Language::English);
    world.shortly_before(&phone, &booked, TimeDelta::minutes(20));
    let tell = |event: &DayEvent| {
        let staff = world.office.staff(&world.establishment()).unwrap();
        let path = format!("/v1/staff/bookings/{}/event", booked.id);
        let _: Booking = world.office.wire().post(staff, &path, event).unwrap();
    };
    tell(&DayEvent::Late { minutes: 10 });
    world.known(&phone, Language::English, "booking-delayed");
    tell(&DayEvent::Released);
    world.known(
        &phone,
        Language::English,
        "booking-cancellation-prisoner-released",
    );
    let again = |action: &Action| matches!(action, Action::BookWith(_));
    assert!(can(&phone.screen(), again), "a way on");
}

/// The number to give to relatives, from the page of people.
fn visitor_number(screen: &Screen) -> Option<String> {
    let text = tell::whole(screen);
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is = |word: &&str| {
        let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        word.len() == 8 && word.bytes().all(capital)
    };
    words.find(is).map(ToOwned::to_owned)
}
