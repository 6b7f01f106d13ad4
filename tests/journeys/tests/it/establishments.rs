//! 'Tell me when': a family asks to be told of an establishment, and the phone tells, and leads on to a call.

use crate::{
    words::wait_says,
    world::{LANGUAGES, World, can, somebody},
};
use kinline_core::{Action, Place, Reminder, ScreenName};
use kinline_protocol::EstablishmentId;

#[test]
fn a_phone_that_was_off_tells_once_that_calls_have_started_and_leads_on_to_one() {
    let world = World::new();
    // Each waits for one of their own.
    for (wish, (language, place)) in (1..).zip(LANGUAGES.into_iter().zip(["SWI", "HBI"])) {
        let id = EstablishmentId(place.into());
        let person = somebody(&format!("Waits{}", language.code()));
        let phone = world.registered(&person, language);
        phone.go(Place::Establishments).unwrap();
        phone.send(Action::ShowEstablishment(id.clone()));
        phone.wait_for(ScreenName::Establishment).unwrap();
        wait_says(&phone, language, "establishment-not-live-title");
        let tell = Action::WatchEstablishment {
            establishment: id.clone(),
            tell: true,
        };
        phone
            .tap_on("tell me when", |action| *action == tell)
            .unwrap();
        wait_says(&phone, language, "establishment-telling-text");
        phone.go(Place::Home).unwrap();
        world.wait_logged("readiness.watched", wish);
        drop(phone);

        world.goes_live(&id);
        let told = format!("live-{place}");
        let tells = |reminders: &[Reminder]| reminders.iter().any(|it| it.id == told);
        let phone = world.phone(&person.email, language);
        phone.wait_for_reminders(tells).unwrap();
        wait_says(&phone, language, "establishment-started-title");
        drop(phone);

        // Not again; a tap, however late, leads to what is next for a call there.
        let phone = world.phone(&person.email, language);
        wait_says(&phone, language, "establishment-started-title");
        assert!(!tells(&phone.reminders()), "once");
        phone.send(Action::OpenLink(format!("reminder:{told}")));
        phone.wait_for(ScreenName::Establishment).unwrap();
        let screen = wait_says(&phone, language, "establishment-live-title");
        // They have not said who they are yet: that comes first.
        let identity = Action::Open(Place::Identity);
        assert!(can(&screen, |it| *it == identity));
        phone.tap_on("prove it", |it| *it == identity).unwrap();
        phone.wait_for(ScreenName::IdentityDetails).unwrap();
    }
}
