//! Another telephone call during a visit.

use super::*;

/// What of the phone's own goes out now, as the line was told.
fn sent(effects: &[Effect]) -> Option<(bool, bool)> {
    commands(effects).into_iter().find_map(|it| match it {
        Command::Send { microphone, camera } => Some((*microphone, *camera)),
        _ => None,
    })
}

#[test]
fn a_telephone_call_covers_the_visit_sends_nothing_and_gives_it_back_as_it_was() {
    for (language, title, runs) in [
        (
            Language::English,
            "Another call has your phone",
            "goes on running",
        ),
        (
            Language::Welsh,
            "Mae galwad arall ar eich ffôn",
            "dal i fynd heibio",
        ),
    ] {
        let mut state = live(language);
        act(&mut state, Action::SetCamera(false), early());
        let effects = act(&mut state, Action::TelephoneCall(true), early());
        assert_eq!(sent(&effects), Some((false, false)));
        assert!(commands(&effects).contains(&&Command::Busy(true)));
        let (shown, text) = cover(&state, early()).unwrap();
        assert_eq!(shown, title);
        assert!(text.contains(runs), "{text}");

        // A button pressed meanwhile is for afterwards.
        let effects = act(&mut state, Action::SetMicrophone(false), early());
        assert_eq!(sent(&effects), Some((false, false)));
        let again = act(&mut state, Action::TelephoneCall(true), early());
        assert!(commands(&again).is_empty());

        let effects = act(&mut state, Action::TelephoneCall(false), early());
        assert_eq!(sent(&effects), Some((false, false)));
        assert!(commands(&effects).contains(&&Command::Busy(false)));
        assert_eq!(cover(&state, early()), None);
        let effects = act(&mut state, Action::SetMicrophone(true), early());
        assert_eq!(sent(&effects), Some((true, false)));
    }
}

#[test]
fn a_telephone_call_is_the_reason_that_is_shown_also_when_it_takes_the_network() {
    let mut state = live(Language::English);
    act(&mut state, Action::TelephoneCall(true), early());
    act(
        &mut state,
        Action::NetworkChanged { online: false },
        early(),
    );
    let (title, text) = cover(&state, early()).unwrap();
    assert_eq!(title, "Another call has your phone");
    assert!(text.contains("your time is not running"), "{text}");
}

#[test]
fn a_telephone_call_outside_a_visit_changes_nothing() {
    let mut state = with_booking(Language::English);
    let told = act(&mut state, Action::TelephoneCall(true), early());
    assert!(commands(&told).is_empty());
    act(&mut state, Action::JoinCall(id()), early());
    act(&mut state, Action::LeaveCall, early());
    let told = act(&mut state, Action::TelephoneCall(true), early());
    assert!(commands(&told).is_empty());
}

#[test]
fn who_is_on_the_telephone_is_said_of_the_others() {
    for (language, words) in [
        (Language::English, "On the telephone"),
        (Language::Welsh, "Ar y ffôn"),
    ] {
        let mut state = joined(language);
        let mut busy = said(1, CallPhase::Live, 900_000, early());
        busy.participants[2].busy = true;
        hear(&mut state, busy, early());
        let screen = update::screen(&state, early());
        let brother = call_view(&screen)
            .people
            .iter()
            .find(|person| person.participant == BROTHER)
            .unwrap();
        assert_eq!(brother.status.text, words);
    }
}
