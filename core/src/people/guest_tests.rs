//! Inviting, being invited, and children, as people see it.

use super::tests::people;
use crate::{
    Action, Form, PlatformEffect, ScreenName, account,
    api::Method,
    booking::fixtures::name,
    testing::{Journey, id},
    update::Input,
};
use chrono::TimeDelta;
use kinline_protocol::{
    ErrorCode, Language, List,
    account::{DeviceRegistered, Registration, Token},
    identity::IdentityStatus,
    people::{
        Child, Companion, CompanionState, Invitation, InvitationOffer, NewChild, NewInvitationLink,
        Relationship,
    },
    routes,
};

const LINK: &str = "https://calls.example.org/i/abcdefghijklmnop";
const DEEP_LINK: &str = "kinline://invitation/abcdefghijklmnop";
const TOKEN: &str = "abcdefghijklmnop";

fn invitation(journey: &Journey) -> Invitation {
    Invitation {
        id: id("00000000-0000-4000-8000-0000000000a1"),
        name: name("Aunt Megan"),
        expires_at: journey.now + TimeDelta::days(14),
    }
}

fn offer(journey: &Journey) -> InvitationOffer {
    InvitationOffer {
        from: name("Ann Example"),
        expires_at: journey.now + TimeDelta::days(14),
    }
}

fn shared(journey: &Journey) -> Vec<&str> {
    let texts = journey.platform.iter().filter_map(|effect| match effect {
        PlatformEffect::ShareText { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Somebody was invited, and the link is in the share sheet.
fn with_invitation() -> Journey {
    let mut journey = people(Language::English);
    journey.tap("Invite an adult by a link");
    journey.expect(ScreenName::Invite);
    journey.sees("show who they are");
    journey.fill_in("name", "Aunt Megan");
    journey.act_submit();
    let body = journey.body(Method::Post, routes::INVITATIONS);
    assert_eq!(body, serde_json::json!({"name": "Aunt Megan"}));
    let answer = NewInvitationLink {
        invitation: invitation(&journey),
        link: LINK.into(),
    };
    journey.answer(Method::Post, routes::INVITATIONS, &answer);
    journey.expect(ScreenName::People);
    journey
}

#[test]
fn an_adult_is_invited_by_a_link_that_can_be_sent_again() {
    let mut journey = with_invitation();
    assert_eq!(shared(&journey).len(), 1);
    assert!(shared(&journey)[0].contains(LINK));
    journey.sees("Aunt Megan");
    journey.sees("Invited");
    journey.sees("The link works until Sunday 6 December 2026, once");
    journey.kill_and_start();
    journey.tap("Send the link to Aunt Megan");
    assert_eq!(shared(&journey).len(), 2);
    // The form is empty for the next one.
    journey.tap("Invite an adult by a link");
    assert_eq!(journey.field("name"), "");
}

#[test]
fn an_invitation_becomes_a_visitor_who_must_show_who_they_are() {
    let mut journey = with_invitation();
    let none = List::<Invitation>::from(vec![]);
    journey.answer(Method::Get, routes::INVITATIONS, &none);
    let companion = |state| Companion {
        account: id("00000000-0000-4000-8000-0000000000a2"),
        name: name("Megan Example"),
        adult: true,
        state,
    };
    let pending = List::from(vec![companion(CompanionState::IdentityPending)]);
    journey.answer(Method::Get, routes::COMPANIONS, &pending);
    journey.does_not_see("Aunt Megan");
    journey.sees("Megan Example");
    journey.sees("Must show who they are");
    journey.act(Action::Refresh);
    let ready = List::from(vec![companion(CompanionState::Ready)]);
    journey.answer(Method::Get, routes::COMPANIONS, &ready);
    journey.sees("Ready");
    journey.does_not_see("Must show who they are");
}

#[test]
fn an_invitation_is_taken_back() {
    let mut journey = with_invitation();
    let invitation = invitation(&journey);
    journey.tap("Remove Aunt Megan");
    journey.does_not_see("Aunt Megan");
    let path = routes::invitation(invitation.id);
    journey.kill_and_start();
    journey.answer(Method::Delete, &path, &());
    assert_eq!(journey.state.people.invitations().count(), 0);
}

#[test]
fn a_link_that_was_not_made_because_the_line_was_cut_is_made_once() {
    let mut journey = people(Language::Welsh);
    journey.act(Action::Open(crate::Place::Invite));
    journey.fill_in("name", "Anti Megan");
    journey.act_submit();
    journey.no_way(Method::Post, routes::INVITATIONS);
    journey.sees("Nid oes cysylltiad");
    journey.kill_and_start();
    let body = journey.body(Method::Post, routes::INVITATIONS);
    assert_eq!(body["name"], "Anti Megan");
    assert_eq!(journey.field("name"), "Anti Megan");
}

#[test]
fn a_name_is_needed() {
    let mut journey = people(Language::English);
    journey.act(Action::Open(crate::Place::Invite));
    journey.act_submit();
    journey.expect(ScreenName::Invite);
    let (_, check) = journey.state.people.form(Form::Invite);
    assert_eq!(check.fields["name"], ErrorCode::NameInvalid);
}

#[test]
fn three_adults_are_the_most_whether_invited_or_there() {
    let mut journey = with_invitation();
    let companions: Vec<_> = [7, 8].map(crate::booking::fixtures::companion).into();
    journey.answer(Method::Get, routes::COMPANIONS, &List::from(companions));
    journey.sees("Three adults are on your list");
    let screen = journey.screen();
    let invite = Action::Open(crate::Place::Invite);
    assert!(screen.buttons().all(|button| button.action != invite));
}

#[test]
fn who_is_invited_sees_by_whom_and_accepts() {
    for language in [Language::English, Language::Welsh] {
        let mut journey = Journey::signed_in();
        journey.act(Action::SetLanguage(language));
        journey.act(Action::OpenLink(LINK.into()));
        journey.expect(ScreenName::Invitation);
        journey.answer(
            Method::Get,
            &routes::invitation_offer(TOKEN),
            &offer(&journey),
        );
        journey.sees("Ann Example");
        let accept = match language {
            Language::English => "Accept",
            Language::Welsh => "Derbyn",
        };
        journey.tap(accept);
        // It is on its way, also after a kill.
        let screen = journey.screen();
        let buttons: Vec<_> = screen.buttons().filter(|button| button.enabled).collect();
        assert!(buttons.iter().all(|button| button.label != accept));
        journey.kill_and_start();
        let path = routes::invitation_acceptance(TOKEN);
        journey.answer(Method::Post, &path, &offer(&journey));
        let next = Action::Open(crate::Place::Identity);
        let screen = journey.expect(ScreenName::Invitation);
        assert!(screen.buttons().any(|button| button.action == next));
        // Done: the link is of no more use to this phone.
        journey.act(Action::DeclineInvitation);
        journey.expect(ScreenName::Home);
        assert_eq!(journey.state.people.saved.invited, None);
    }
}

#[test]
fn who_is_proven_already_is_ready_at_once() {
    let mut journey = Journey::signed_in();
    journey.state.identity.saved.status = Some(IdentityStatus::Approved {
        case: id("00000000-0000-4000-8000-00000000000a"),
        approved_at: journey.now,
        valid_until: None,
    });
    journey.act(Action::OpenLink(DEEP_LINK.into()));
    journey.answer(
        Method::Get,
        &routes::invitation_offer(TOKEN),
        &offer(&journey),
    );
    journey.tap("Accept");
    let path = routes::invitation_acceptance(TOKEN);
    journey.answer(Method::Post, &path, &offer(&journey));
    journey.sees("You are ready. Ann Example can bring you along now");
    journey.tap("Go to home");
    journey.expect(ScreenName::Home);
}

#[test]
fn an_invitation_waits_until_one_is_registered() {
    let mut journey = Journey::new();
    journey.act(Action::OpenLink(DEEP_LINK.into()));
    journey.expect(ScreenName::Welcome);
    journey.sees("You were invited");
    assert_eq!(
        journey.asked(),
        Vec::<String>::new(),
        "nothing before one is registered"
    );
    journey.kill_and_start();
    journey.sees("You were invited");
    journey.act(Action::Open(crate::Place::Home));
    journey.expect(ScreenName::Register);
    journey.sees("You were invited");
    journey.fill_in("email", "megan@example.org");
    journey.act_submit();
    let registration = Registration {
        id: id("00000000-0000-4000-8000-0000000000b1"),
        expires_at: journey.now + TimeDelta::minutes(15),
    };
    journey.answer(Method::Post, routes::REGISTRATIONS, &registration);
    journey.fill_in("code", "123456");
    journey.act_submit();
    let registered = DeviceRegistered {
        account: id("00000000-0000-4000-8000-000000000001"),
        device: id("00000000-0000-4000-8000-000000000002"),
        token: Token {
            access_token: "t".into(),
            expires_at: journey.now + TimeDelta::hours(1),
        },
    };
    let path = routes::confirmation(registration.id);
    journey.answer(Method::Post, &path, &registered);
    journey.expect(ScreenName::Invitation);
    journey.answer(
        Method::Get,
        &routes::invitation_offer(TOKEN),
        &offer(&journey),
    );
    journey.sees("Ann Example invites you");
    // Home is below it.
    journey.act(Action::Back);
    journey.expect(ScreenName::Home);
}

#[test]
fn another_account_on_this_phone_keeps_the_invitation() {
    let mut journey = Journey::new();
    let registers = |journey: &mut Journey, account: &str| {
        let registered = DeviceRegistered {
            account: id(account),
            device: id("00000000-0000-4000-8000-000000000002"),
            token: Token {
                access_token: "t".into(),
                expires_at: journey.now,
            },
        };
        let event = account::Event::Confirmed(Ok(registered));
        journey.input(Input::Account(event));
    };
    registers(&mut journey, "00000000-0000-4000-8000-0000000000f1");
    journey.state.people.saved.children = Some(vec![child(1)]);
    journey.input(Input::Account(account::Event::SignedOut));
    journey.act(Action::OpenLink(DEEP_LINK.into()));
    registers(&mut journey, "00000000-0000-4000-8000-0000000000f2");
    journey.expect(ScreenName::Invitation);
    journey.answer(
        Method::Get,
        &routes::invitation_offer(TOKEN),
        &offer(&journey),
    );
    journey.sees("Ann Example invites you");
    assert_eq!(journey.state.people.saved.children, None);
}

#[test]
fn a_link_that_does_not_work_is_told_with_a_way_on() {
    let mut journey = Journey::signed_in();
    journey.act(Action::OpenLink(LINK.into()));
    let path = routes::invitation_offer(TOKEN);
    journey.refuse(Method::Get, &path, ErrorCode::InvitationGone);
    journey.sees("This invitation does not work any more");
    journey.tap("Go to home");
    journey.expect(ScreenName::Home);
    // Somebody was faster between the look and the tap.
    journey.act(Action::OpenLink(LINK.into()));
    journey.answer(Method::Get, &path, &offer(&journey));
    journey.tap("Accept");
    let path = routes::invitation_acceptance(TOKEN);
    journey.refuse(Method::Post, &path, ErrorCode::InvitationGone);
    journey.sees("This invitation does not work any more");
    journey.does_not_see("Accept");
    journey.kill_and_start();
    let again = "POST /v1/invitations/abcdefghijklmnop/acceptance".to_owned();
    assert!(!journey.asked().contains(&again));
}

#[test]
fn other_links_lead_nowhere() {
    let mut journey = Journey::signed_in();
    for link in [
        "https://calls.example.org/",
        "kinline://invitation/",
        "tel:123",
        "",
    ] {
        journey.act(Action::OpenLink(link.into()));
        journey.expect(ScreenName::Home);
        assert_eq!(journey.state.people.saved.invited, None);
    }
}

#[test]
fn a_link_can_be_typed_where_tapping_does_nothing() {
    let mut journey = people(Language::English);
    journey.tap("I have an invitation");
    journey.expect(ScreenName::Invitation);
    journey.fill_in("link", "hello");
    journey.act_submit();
    journey.sees("This invitation does not work any more");
    journey.fill_in("link", "  abcdefghijklmnop ");
    journey.act_submit();
    journey.answer(
        Method::Get,
        &routes::invitation_offer(TOKEN),
        &offer(&journey),
    );
    journey.sees("Ann Example invites you");
}

fn fill_in_child(journey: &mut Journey) {
    for (field, value) in [
        ("given_names", "Mali"),
        ("family_name", "Example"),
        ("date_of_birth", "2019-11-23"),
        ("relationship", "parent"),
        ("i_am_responsible", "yes"),
    ] {
        journey.fill_in(field, value);
    }
}

fn child(n: u8) -> Child {
    Child {
        id: id(&format!("00000000-0000-4000-8000-0000000000c{n}")),
        details: NewChild {
            given_names: name("Mali"),
            family_name: name("Example"),
            date_of_birth: "2019-11-23".parse().unwrap(),
            relationship: Relationship::Parent,
            i_am_responsible: true,
        },
    }
}

#[test]
fn a_child_is_added_by_who_answers_for_it() {
    let mut journey = people(Language::English);
    journey.sees("An approved adult must be with them for the whole call");
    journey.tap("Add a child");
    journey.expect(ScreenName::AddChild);
    journey.sees("A child is never alone on a call");
    fill_in_child(&mut journey);
    journey.act_submit();
    let body = journey.body(Method::Post, routes::CHILDREN);
    assert_eq!(
        body,
        serde_json::json!({
            "given_names": "Mali", "family_name": "Example", "date_of_birth": "2019-11-23",
            "relationship": "parent", "i_am_responsible": true
        })
    );
    journey.answer(Method::Post, routes::CHILDREN, &child(1));
    journey.expect(ScreenName::People);
    journey.sees("Mali Example");
    // The birthday is tomorrow.
    journey.sees("6 years old");
    journey.wait(TimeDelta::days(1));
    journey.sees("7 years old");
    journey.tap("Prepare a child for the call");
    journey.expect(ScreenName::PrepareChild);
    journey.act(Action::Back);
    journey.tap("Remove Mali");
    journey.does_not_see("Mali Example");
    journey.answer(Method::Delete, &routes::child(child(1).id), &());
    assert_eq!(journey.state.people.children().count(), 0);
}

#[test]
fn nobody_is_added_as_a_child_whom_the_law_calls_an_adult_or_nobody_answers_for() {
    for (field, value, wrong) in [
        ("date_of_birth", "2008-11-22", ErrorCode::DateInvalid),
        ("date_of_birth", "2026-11-23", ErrorCode::DateInvalid),
        ("relationship", "", ErrorCode::InvalidInput),
        ("i_am_responsible", "", ErrorCode::InvalidInput),
        ("given_names", " ", ErrorCode::NameInvalid),
    ] {
        let mut journey = people(Language::English);
        journey.act(Action::Open(crate::Place::AddChild));
        fill_in_child(&mut journey);
        journey.fill_in(field, value);
        journey.act_submit();
        journey.expect(ScreenName::AddChild);
        let (_, check) = journey.state.people.form(Form::Child);
        let fields: Vec<_> = check.fields.into_iter().collect();
        assert_eq!(fields, [(field.to_owned(), wrong)], "{value}");
        assert!(!journey.asked().contains(&"POST /v1/children".to_owned()));
    }
    // One day younger is a child.
    let mut journey = people(Language::English);
    journey.act(Action::Open(crate::Place::AddChild));
    fill_in_child(&mut journey);
    journey.fill_in("date_of_birth", "2008-11-23");
    journey.act_submit();
    journey.body(Method::Post, routes::CHILDREN);
}

#[test]
fn an_age_is_told_in_every_plural_form() {
    for (born, english, welsh) in [
        ("2026-03-01", "Under one year old", "Llai na blwydd oed"),
        ("2025-03-01", "1 year old", "Blwydd oed"),
        ("2024-03-01", "2 years old", "2 flwydd oed"),
        ("2023-03-01", "3 years old", "3 blwydd oed"),
        ("2020-03-01", "6 years old", "6 blwydd oed"),
        ("2015-03-01", "11 years old", "11 oed"),
    ] {
        let born = NewChild {
            date_of_birth: born.parse().unwrap(),
            ..child(1).details
        };
        let list = List::from(vec![Child {
            details: born,
            ..child(1)
        }]);
        for (language, words) in [(Language::English, english), (Language::Welsh, welsh)] {
            let mut journey = people(language);
            journey.act(Action::Refresh);
            journey.answer(Method::Get, routes::CHILDREN, &list);
            journey.sees(words);
        }
    }
}
