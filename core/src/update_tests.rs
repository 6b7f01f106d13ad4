use super::*;
use crate::booking::fixtures::{asked, now, state};
use kinline_protocol::Language;

/// The timers that are asked for, and after how long.
fn timers(effects: &[Effect]) -> Vec<(Timer, Duration)> {
    let timers = effects.iter().filter_map(|effect| match effect {
        Effect::Wake(timer, When::In(time)) => Some((*timer, *time)),
        _ => None,
    });
    timers.collect()
}

fn woken(state: &mut State, timer: Timer) -> Vec<Effect> {
    update(state, Input::Woken(timer), now())
}

fn line_down(state: &mut State) -> Vec<(Timer, Duration)> {
    timers(&update(state, Input::Line { up: false }, now()))
}

const AGAIN: (Timer, Duration) = (Timer::Refresh, Duration::from_secs(20));

#[test]
fn an_open_page_asks_again_and_again_what_is_new_on_it() {
    let mut state = state(Language::English, "Europe/London");
    let opened = state.open(Page::Bookings, now());
    assert_eq!(timers(&opened), [AGAIN]);
    let bookings = asked(&opened);
    assert!(bookings.iter().any(|it| it.contains("/v1/bookings")));
    for _ in 0..2 {
        let again = woken(&mut state, Timer::Refresh);
        assert_eq!(
            (timers(&again), asked(&again)),
            (vec![AGAIN], bookings.clone())
        );
    }
    // Of the page that is open then, not of the one that set the timer.
    state.open(Page::Policy, now());
    assert_ne!(asked(&woken(&mut state, Timer::Refresh)), bookings);
}

#[test]
fn an_app_that_is_not_seen_asks_nothing_until_it_is_again() {
    let mut state = state(Language::English, "Europe/London");
    state.open(Page::Bookings, now());
    update(&mut state, Input::Paused, now());
    let unseen = woken(&mut state, Timer::Refresh);
    assert_eq!((timers(&unseen), asked(&unseen)), (vec![], vec![]));
    let seen = update(&mut state, Input::Resumed, now());
    assert_eq!(timers(&seen), [AGAIN]);
    assert!(asked(&seen).iter().any(|it| it.contains("/v1/bookings")));
}

#[test]
fn without_a_line_tries_come_ever_later_up_to_a_minute_and_from_the_start_after_it_was_back() {
    let mut state = state(Language::English, "Europe/London");
    let wait = |seconds| [(Timer::Retry, Duration::from_secs(seconds))];
    for seconds in [2, 4, 8, 16, 32, 60, 60] {
        // However many requests of one try find no way.
        assert_eq!(line_down(&mut state), wait(seconds));
        assert_eq!(line_down(&mut state), wait(seconds));
        assert_ne!(asked(&woken(&mut state, Timer::Retry)), [""; 0]);
    }
    let back = update(&mut state, Input::Line { up: true }, now());
    assert_eq!(timers(&back), []);
    assert_eq!(line_down(&mut state), wait(2));
}
