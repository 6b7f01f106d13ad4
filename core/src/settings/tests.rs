use crate::{
    Action, Part, Permission, Permissions, Place, PlatformEffect, ScreenName, testing::Journey,
};
use chrono::TimeDelta;
use kinline_protocol::{Language, identity::IdentityStatus};

fn at_settings(language: Language) -> Journey {
    let mut journey = Journey::signed_in();
    journey.state.account.saved.me = Some(crate::booking::fixtures::me());
    journey.act(Action::SetLanguage(language));
    journey.act(Action::Open(Place::Settings));
    journey.expect(ScreenName::Settings);
    journey
}

/// The values of the reminders that are ticked.
fn ticked(journey: &Journey) -> Vec<String> {
    let screen = journey.screen();
    let choices = screen.parts.iter().filter_map(|part| match part {
        Part::Choice(choice) if choice.id == "reminders" => Some(choice),
        _ => None,
    });
    let options = choices.flat_map(|choice| choice.options.clone());
    let selected = options.filter(|option| option.selected);
    selected.map(|option| option.value).collect()
}

#[test]
fn reminders_are_chosen_and_the_choice_is_kept() {
    let mut journey = at_settings(Language::English);
    assert_eq!(ticked(&journey), ["week", "day", "hour", "ten_minutes"]);
    journey.tap("A week before");
    journey.tap("An hour before");
    assert_eq!(ticked(&journey), ["day", "ten_minutes"]);
    journey.kill_and_start();
    journey.act(Action::Open(Place::Settings));
    assert_eq!(ticked(&journey), ["day", "ten_minutes"]);
    journey.tap("An hour before");
    assert_eq!(ticked(&journey), ["day", "hour", "ten_minutes"]);
}

#[test]
fn without_any_reminder_it_is_said_so() {
    for (language, words) in [
        (Language::English, "This phone will not remind you"),
        (Language::Welsh, "Ni fydd y ffôn hwn yn eich atgoffa"),
    ] {
        let mut journey = at_settings(language);
        journey.does_not_see(words);
        for lead in crate::ReminderLead::ALL {
            journey.act(Action::SetReminder { lead, on: false });
        }
        journey.sees(words);
    }
}

#[test]
fn what_the_phone_does_not_allow_is_told_with_the_way_to_change_it() {
    let mut journey = at_settings(Language::English);
    let known = |camera, microphone, notifications| {
        Action::PermissionsKnown(Permissions {
            camera,
            microphone,
            notifications,
        })
    };
    use Permission::{Denied, Granted, NotAsked};
    journey.act(known(Granted, NotAsked, Granted));
    journey.does_not_see("Your phone does not allow this yet");
    journey.act(known(Denied, Granted, Granted));
    journey.sees("without it you cannot be seen");
    journey.does_not_see("Microphone:");
    journey.does_not_see("Reminders:");
    journey.act(known(Granted, Denied, Denied));
    journey.sees("without it you cannot be heard");
    journey.sees("the app may not show any");
    journey.does_not_see("Camera:");
    journey.tap("Open the phone's settings");
    let opened = PlatformEffect::OpenPhoneSettings;
    assert_eq!(journey.platform.last(), Some(&opened));
    journey.act(known(Granted, Granted, Granted));
    journey.does_not_see("Your phone does not allow this yet");
}

#[test]
fn home_tells_it_when_there_is_a_call_to_come() {
    let mut journey = Journey::signed_in();
    let denied = Action::PermissionsKnown(Permissions {
        camera: Permission::Denied,
        microphone: Permission::Granted,
        notifications: Permission::Granted,
    });
    journey.act(denied);
    journey.does_not_see("Your phone does not allow this yet");
    let soon = journey.now + TimeDelta::days(3);
    journey.state.booking.saved.bookings = Some(vec![crate::booking::fixtures::booking(1, soon)]);
    journey.sees("Your phone does not allow this yet");
}

#[test]
fn a_proof_that_ends_soon_is_renewed() {
    let mut journey = at_settings(Language::English);
    let until = journey.now + TimeDelta::days(61);
    journey.state.identity.saved.status = Some(IdentityStatus::Approved {
        case: crate::testing::id("00000000-0000-4000-8000-00000000000a"),
        approved_at: journey.now,
        valid_until: Some(until),
    });
    journey.sees("Valid until 22 January 2027");
    journey.tap("Proof of who you are");
    journey.expect(ScreenName::IdentityStatus);
    journey.does_not_see("ends soon");
    // Two months before, it can be shown again.
    journey.wait(TimeDelta::days(1));
    journey.sees("It is valid until Friday 22 January 2027");
    journey.tap("Show who you are again");
    journey.expect(ScreenName::IdentityDetails);
    // Nothing throws the person out of the form.
    journey.act(Action::Refresh);
    journey.expect(ScreenName::IdentityDetails);
}
