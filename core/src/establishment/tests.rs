use super::{Event, Saved};
use crate::{
    Action, Place, PlatformEffect, Reminder, ScreenName,
    api::{
        ApiError,
        Method::{Delete, Get, Post},
    },
    booking::fixtures,
    testing::Journey,
    update::Input,
};
use chrono::Days;
use kinline_protocol::{
    ErrorCode, EstablishmentId, Language, Problem,
    establishment::Establishment,
    identity::IdentityStatus,
    people::{Contact, ContactStatus},
    readiness::{Progress, Step, Watch},
};
use serde_json::json;

fn place(id: &str, name: &str, live: bool, readiness: Progress) -> Establishment {
    Establishment {
        id: EstablishmentId(id.into()),
        name: name.into(),
        name_cy: (id == "SWI").then(|| "Carchar Abertawe".into()),
        time_zone: "Europe/London".into(),
        live,
        readiness,
    }
}

/// Live; delivered ten days ago; delivered long ago; not delivered.
fn places(journey: &Journey) -> Vec<Establishment> {
    let today = journey.now.date_naive();
    let on_the_way = |next, usual_live_on| Progress {
        next: Some(next),
        usual_live_on,
    };
    vec![
        place("BWI", "Berwyn", true, Progress::default()),
        place(
            "SWI",
            "Swansea",
            false,
            on_the_way(Step::NetworkChecked, Some(today + Days::new(11))),
        ),
        place(
            "HBI",
            "Hollesley Bay",
            false,
            on_the_way(Step::TestCallsPassed, Some(today - Days::new(2))),
        ),
        place(
            "UPI",
            "Prescoed",
            false,
            on_the_way(Step::EquipmentDelivered, None),
        ),
    ]
}

fn watch(journey: &Journey, live: bool) -> Watch {
    Watch {
        establishment: EstablishmentId("SWI".into()),
        asked_at: journey.now,
        live_since: live.then_some(journey.now),
    }
}

fn at_the_list(language: Language) -> Journey {
    let mut journey = Journey::signed_in();
    journey.act(Action::SetLanguage(language));
    journey.act(Action::Open(Place::Establishments));
    let places = json!({ "items": places(&journey) });
    journey.answer(Get, "/v1/establishments", &places);
    journey.answer(Get, "/v1/watches", &json!({ "items": [] }));
    journey.expect(ScreenName::Establishments);
    journey
}

fn at_swansea() -> Journey {
    let mut journey = at_the_list(Language::English);
    journey.tap("Swansea");
    journey.expect(ScreenName::Establishment);
    journey
}

#[test]
fn every_establishment_says_whether_it_is_live_or_what_is_next() {
    let journey = at_the_list(Language::English);
    journey.sees("Berwyn");
    journey.sees("Video calls now");
    journey.sees("Next step: The line is checked");
    journey.sees("Next step: Equipment arrives");
    let journey = at_the_list(Language::Welsh);
    journey.sees("Carchar Abertawe");
    journey.sees("Y cam nesaf: Profi'r llinell");
}

#[test]
fn one_says_its_steps_and_the_usual_wait() {
    let mut journey = at_swansea();
    journey.sees("Here that would be on Thursday 3 December 2026.");
    journey.sees("Staff are trained");
    journey.act(Action::Back);
    journey.tap("Hollesley Bay");
    journey.sees("it is taking longer than usual");
    journey.act(Action::Back);
    journey.tap("Prescoed");
    journey.sees("It has not arrived here yet.");
    journey.act(Action::Back);
    journey.tap("Berwyn");
    journey.sees("Video calls are offered here");
    journey.does_not_see("Tell me when");
    journey.tap("Add a person");
    journey.expect(ScreenName::AddContact);
    journey.sees("Berwyn");
    journey.does_not_see("Prescoed");
    journey.tap("Prison not in the list? See which have video calls");
    journey.expect(ScreenName::Establishments);
    journey.sees("Prescoed");
}

#[test]
fn who_says_tell_me_when_is_told_at_home_until_they_have_looked() {
    let mut journey = at_swansea();
    journey.tap("Tell me when");
    journey.sees("We will tell you");
    let noted = watch(&journey, false);
    journey.answer(Post, "/v1/establishments/SWI/watch", &noted);
    journey.act(Action::Open(Place::Home));
    journey.does_not_see("Video calls have started");

    let mut live = places(&journey);
    (live[1].live, live[1].readiness) = (true, Progress::default());
    journey.answer(Get, "/v1/establishments", &json!({ "items": live }));
    let told = json!({ "items": [watch(&journey, true)] });
    journey.answer(Get, "/v1/watches", &told);
    journey.sees("Video calls have started");
    journey.sees("You asked us to tell you.");
    journey.tap("Swansea");
    journey.expect(ScreenName::Establishment);
    journey.sees("Video calls are offered here");
    journey.answer(Delete, "/v1/establishments/SWI/watch", &());
    journey.act(Action::Open(Place::Home));
    journey.does_not_see("Video calls have started");
}

/// All that the platform was ever given of establishments that are live.
fn told(journey: &Journey) -> Vec<Reminder> {
    let given = journey.platform.iter().flat_map(|effect| match effect {
        PlatformEffect::SetReminders(plan) => plan.clone(),
        _ => Vec::new(),
    });
    given.filter(|it| it.id.starts_with("live-")).collect()
}

/// At home with a wish for Swansea, of which the server says that it is live.
fn live_at_home(language: Language) -> Journey {
    let mut journey = at_the_list(language);
    let id = EstablishmentId("SWI".into());
    journey.act(Action::ShowEstablishment(id.clone()));
    journey.act(Action::WatchEstablishment {
        establishment: id,
        tell: true,
    });
    let noted = watch(&journey, false);
    journey.answer(Post, "/v1/establishments/SWI/watch", &noted);
    journey.act(Action::Open(Place::Home));
    assert_eq!(told(&journey), []);
    let live = json!({ "items": [watch(&journey, true)] });
    journey.answer(Get, "/v1/watches", &live);
    journey
}

#[test]
fn the_phone_tells_once_in_the_language_of_the_app_and_leads_to_a_call() {
    for (language, title) in [
        (Language::English, "Video calls have started"),
        (Language::Welsh, "Mae galwadau fideo wedi dechrau"),
    ] {
        let mut journey = live_at_home(language);
        let reminder = told(&journey).remove(0);
        assert_eq!(
            (reminder.id.as_str(), reminder.at),
            ("live-SWI", journey.now)
        );
        assert_eq!(reminder.title, title);
        let words = format!("{} {}", reminder.title, reminder.text);
        for secret in ["Swansea", "Abertawe", "SWI"] {
            assert!(!words.contains(secret), "others see a lock screen: {words}");
        }
        // Once: not when the plan changes, and not in the next run.
        journey.act(Action::SetLanguage(Language::English));
        let live = json!({ "items": [watch(&journey, true)] });
        journey.answer(Get, "/v1/watches", &live);
        journey.kill_and_start();
        journey.answer(Get, "/v1/watches", &live);
        assert_eq!(told(&journey).len(), 1);
        journey.act(Action::OpenLink(format!("reminder:{}", reminder.id)));
        journey.expect(ScreenName::Establishment);
        // What the list still says of it is older than the news.
        journey.act(Action::SetLanguage(Language::English));
        journey.sees("Video calls are offered here");
    }
}

#[test]
fn who_asks_again_is_told_again() {
    let mut journey = live_at_home(Language::English);
    let id = EstablishmentId("SWI".into());
    journey.act(Action::ShowEstablishment(id.clone()));
    journey.answer(Delete, "/v1/establishments/SWI/watch", &());
    let none = json!({ "items": [] });
    journey.act(Action::Refresh);
    journey.answer(Get, "/v1/watches", &none);
    let kept = &journey.state.establishment.saved;
    assert!(kept.told.is_empty(), "{kept:?}");
}

#[test]
fn whatever_page_is_open_at_the_start_the_phone_asks_for_what_it_waits_for() {
    let mut journey = at_swansea();
    journey.tap("Tell me when");
    let noted = watch(&journey, false);
    journey.answer(Post, "/v1/establishments/SWI/watch", &noted);
    journey.act(Action::Open(Place::Settings));
    let before = journey.asked().len();
    journey.act(Action::Refresh);
    let asked = journey.asked().split_off(before);
    assert!(asked.contains(&"GET /v1/watches".to_owned()), "{asked:?}");
}

#[test]
fn the_page_of_a_live_one_leads_to_what_is_next_for_a_call() {
    let mut journey = at_the_list(Language::English);
    let there = Action::ShowEstablishment(EstablishmentId("BWI".into()));
    // Somebody who is not known yet proves who they are first.
    journey.state.people.saved.contacts = Some(Vec::new());
    let known = journey.state.identity.saved.status.take();
    journey.state.identity.saved.status = Some(IdentityStatus::NotSubmitted);
    journey.act(there.clone());
    journey.sees("Show who you are");
    journey.tap("Start");
    journey.state.identity.saved.status = known;
    for (status, button) in [
        (
            ContactStatus::Requested {
                requested_at: journey.now,
                answer_by: journey.now,
            },
            "See where it stands",
        ),
        (
            ContactStatus::Approved {
                approved_at: journey.now,
            },
            "Book a call",
        ),
    ] {
        let contact = Contact {
            status,
            ..fixtures::contact(1)
        };
        journey.state.people.saved.contacts = Some(vec![contact]);
        journey.act(there.clone());
        journey.does_not_see("Add a person");
        journey.tap(button);
    }
    journey.expect(ScreenName::Slots);
}

#[test]
fn a_wish_outlives_the_app_and_is_sent_again() {
    let mut journey = at_swansea();
    journey.tap("Tell me when");
    journey.kill_and_start();
    assert!(
        journey
            .asked()
            .contains(&"POST /v1/establishments/SWI/watch".to_owned())
    );
    journey.sees("We will tell you");
}

#[test]
fn a_wish_can_be_taken_back_before_it_was_heard() {
    let mut journey = at_swansea();
    journey.tap("Tell me when");
    journey.tap("Do not tell me");
    let noted = watch(&journey, false);
    journey.answer(Post, "/v1/establishments/SWI/watch", &noted);
    journey.sees("Tell me when");
    journey.answer(Delete, "/v1/establishments/SWI/watch", &());
    journey.sees("Tell me when");
    assert_eq!(
        journey.state.establishment.saved.watches.as_deref(),
        Some(&[][..])
    );
}

#[test]
fn a_refusal_is_said_and_going_live_meanwhile_is_none() {
    let refused = |code: ErrorCode| {
        let answer = Err(ApiError::from(Problem::new(code)));
        Input::Establishment(Event::Watched(EstablishmentId("SWI".into()), answer))
    };
    let mut journey = at_swansea();
    journey.tap("Tell me when");
    journey.input(refused(ErrorCode::NotFound));
    journey.sees("There is a problem");
    journey.sees("Tell me when");

    let mut journey = at_swansea();
    journey.tap("Tell me when");
    let before = journey.asked().len();
    journey.input(refused(ErrorCode::EstablishmentLive));
    journey.does_not_see("There is a problem");
    assert!(
        journey.asked().len() > before,
        "the list is asked for again"
    );
}

#[test]
fn what_was_kept_by_an_older_app_is_read() {
    let saved: Saved = serde_json::from_str("{}").unwrap();
    assert_eq!(saved, Saved::default());
}
