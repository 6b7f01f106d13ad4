//! What the phone says of its own picture in a call.

use super::*;
use crate::rehearsal::{
    Event as RehearsalEvent,
    fixtures::{ANN, STRANGER, Somebody, template, watches},
};

#[test]
fn somebody_too_many_is_told_in_a_call_and_the_call_goes_on() {
    for language in LANGUAGES {
        let mut state = live(language);
        // The booking has as many visitors as may be seen.
        let visitors = state.booking.booking(id()).unwrap().visitors.len();
        let people = |count: usize| -> Vec<Somebody> {
            let person = |index| Somebody {
                who: index + 1,
                x: 10.0 + 125.0 * index as f32,
                ..ANN
            };
            (0..count).map(person).collect()
        };
        let text = crate::text::Text::new(language, chrono_tz::Europe::London);
        let warning = text.say("stranger");
        watches(&mut state, &people(visitors), 4, early());
        let now = early() + TimeDelta::seconds(3);
        assert!(!told(&update::screen(&state, now)).contains(&warning));
        watches(&mut state, &people(visitors + 1), 4, now);
        let screen = update::screen(&state, now);
        assert_eq!(screen.name, ScreenName::Call);
        assert!(told(&screen).contains(&warning));
        // Gone: the words go, too.
        let later = now + TimeDelta::seconds(10);
        watches(&mut state, &people(visitors), 6, later);
        assert!(!told(&update::screen(&state, later)).contains(&warning));
    }
}

#[test]
fn with_the_own_portrait_a_stranger_alone_is_noticed_and_the_camera_off_ends_it() {
    let mut state = live(Language::English);
    let visitors = &mut state.booking.saved.bookings.as_mut().unwrap()[0].visitors;
    visitors.truncate(1);
    let own = RehearsalEvent::OwnFace(Some(template(ANN.who)));
    update::update(&mut state, Input::Rehearsal(own), early());
    let warned = |state: &State| told(&update::screen(state, early())).contains("Look behind you");
    watches(&mut state, &[ANN], 6, early());
    assert!(!warned(&state));
    watches(&mut state, &[STRANGER], 3, early() + TimeDelta::seconds(3));
    watches(&mut state, &[STRANGER], 12, early() + TimeDelta::seconds(5));
    assert!(warned(&state));
    update::update(&mut state, Input::Action(Action::SetCamera(false)), early());
    assert!(!warned(&state));
    watches(
        &mut state,
        &[STRANGER],
        12,
        early() + TimeDelta::seconds(20),
    );
    assert!(!warned(&state), "nobody looks through a camera that is off");
}
