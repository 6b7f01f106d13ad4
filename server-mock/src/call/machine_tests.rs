use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

const LENGTH: u64 = 600;

fn laptop() -> ParticipantId {
    ParticipantId(Uuid::from_u128(0))
}

fn caller(n: u128) -> ParticipantId {
    ParticipantId(Uuid::from_u128(n))
}

fn start() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// A moment so many seconds after the start.
fn at(seconds: i64) -> Now {
    Now {
        at: start() + TimeDelta::seconds(seconds),
        reading: Duration::from_secs((seconds + 10_000) as u64),
    }
}

fn schedule() -> Schedule {
    Schedule {
        opens_at: start() - TimeDelta::seconds(900),
        starts_at: start(),
        expected_at: None,
        ends_at: start() + TimeDelta::seconds(LENGTH as i64),
        hard_stop: start() + TimeDelta::seconds(LENGTH as i64 + 300),
        length: Duration::from_secs(LENGTH),
    }
}

fn machine() -> Machine {
    let members = [
        (laptop(), Side::Prison),
        (caller(1), Side::Family),
        (caller(2), Side::Family),
    ];
    Machine::new(schedule(), &members, at(-2000))
}

/// Live since the start.
fn live() -> Machine {
    let mut machine = machine();
    machine.apply(Input::Connected(laptop()), at(-10));
    machine.apply(Input::Connected(caller(1)), at(0));
    assert_eq!(machine.phase(), CallPhase::Live);
    machine
}

fn paused(reasons: &[PauseReason]) -> CallPhase {
    CallPhase::Paused {
        reasons: reasons.iter().copied().collect(),
    }
}

fn ended(reason: EndReason) -> CallPhase {
    CallPhase::Ended { reason }
}

const FAMILY_LOST: PauseReason = PauseReason::Connection { side: Side::Family };
const FAMILY_LEFT: PauseReason = PauseReason::Left { side: Side::Family };
const PRISON_LOST: PauseReason = PauseReason::Connection { side: Side::Prison };
const FAMILY_FACE: PauseReason = PauseReason::Face { side: Side::Family };
const PRISON_FACE: PauseReason = PauseReason::Face { side: Side::Prison };
const CHECK: PauseReason = PauseReason::Staff {
    why: StaffPause::RoomCheck,
};

#[test]
fn waiting_room_opens_by_itself() {
    let mut machine = machine();
    assert_eq!(machine.phase(), CallPhase::Scheduled);
    let happened = machine.apply(Input::Tick, at(-900));
    assert_eq!(happened, [Happening::Phase(CallPhase::Waiting)]);
}

#[test]
fn begins_when_it_is_time_and_both_sides_are_there() {
    let mut machine = machine();
    machine.apply(Input::Connected(laptop()), at(-60));
    machine.apply(Input::Connected(caller(1)), at(-50));
    assert_eq!(machine.phase(), CallPhase::Waiting, "too early");
    let happened = machine.apply(Input::Tick, at(0));
    assert_eq!(happened, [Happening::Phase(CallPhase::Live)]);
}

#[test]
fn waiting_costs_nothing() {
    let mut machine = machine();
    machine.apply(Input::Connected(laptop()), at(0));
    machine.apply(Input::Connected(caller(1)), at(120));
    assert_eq!(machine.left(at(120)), Duration::from_secs(LENGTH));
}

#[test]
fn staff_pause_stops_the_clock_and_is_given_back() {
    let mut machine = live();
    machine.apply(Input::Pause(StaffPause::RoomCheck), at(100));
    assert_eq!(machine.phase(), paused(&[CHECK]));
    machine.apply(Input::Resume, at(160));
    assert_eq!(machine.phase(), CallPhase::Live);
    assert_eq!(machine.left(at(160)), Duration::from_secs(LENGTH - 100));
    assert_eq!(machine.returned(at(160)), Duration::from_secs(60));
}

/// Whoever asks between two inputs hears how it stands then, not how it stood at the last.
#[test]
fn time_that_no_input_counted_is_told() {
    let mut machine = live();
    assert_eq!(machine.left(at(40)), Duration::from_secs(LENGTH - 40));
    assert_eq!(machine.left(at(LENGTH as i64 + 1)), Duration::ZERO);
    machine.apply(Input::Pause(StaffPause::RoomCheck), at(100));
    assert_eq!(machine.left(at(130)), Duration::from_secs(LENGTH - 100));
    assert_eq!(machine.returned(at(130)), Duration::from_secs(30));
}

#[test]
fn goes_on_only_when_no_reason_stands() {
    let mut machine = live();
    machine.apply(Input::Pause(StaffPause::RoomCheck), at(100));
    machine.apply(Input::Lost(caller(1), Duration::ZERO), at(110));
    assert_eq!(machine.phase(), paused(&[CHECK, FAMILY_LOST]));
    machine.apply(Input::Resume, at(120));
    assert_eq!(machine.phase(), paused(&[FAMILY_LOST]));
    machine.apply(Input::Connected(caller(1)), at(130));
    assert_eq!(machine.phase(), CallPhase::Live);
}

#[test]
fn silence_before_a_loss_was_noticed_is_given_back() {
    let mut machine = live();
    machine.apply(Input::Lost(caller(1), Duration::from_secs(5)), at(100));
    assert_eq!(machine.left(at(100)), Duration::from_secs(LENGTH - 95));
    assert_eq!(machine.talked(), Duration::from_secs(95));
    assert_eq!(machine.returned(at(100)), Duration::from_secs(5));
}

#[test]
fn one_of_two_callers_lost_is_no_pause() {
    let mut machine = live();
    machine.apply(Input::Connected(caller(2)), at(10));
    machine.apply(Input::Lost(caller(1), Duration::from_secs(5)), at(20));
    assert_eq!(machine.phase(), CallPhase::Live);
    assert_eq!(machine.left(at(20)), Duration::from_secs(LENGTH - 20));
}

#[test]
fn nothing_goes_beyond_the_turn_round() {
    let mut machine = live();
    machine.apply(Input::Pause(StaffPause::Technical), at(10));
    machine.apply(Input::Resume, at(800));
    assert_eq!(machine.left(at(800)), Duration::from_secs(100));
    machine.apply(Input::Tick, at(900));
    assert_eq!(machine.phase(), ended(EndReason::TimeUp));
}

#[test]
fn a_connection_that_never_comes_back_ends_it_at_the_hard_stop() {
    let mut machine = live();
    machine.apply(Input::Lost(laptop(), Duration::ZERO), at(10));
    machine.apply(Input::Tick, at(899));
    assert_eq!(machine.phase(), paused(&[PRISON_LOST]));
    machine.apply(Input::Tick, at(900));
    assert_eq!(machine.phase(), ended(EndReason::ConnectionLost));
}

#[test]
fn time_up_ends_it_by_itself_after_one_warning() {
    let mut machine = live();
    let warned = |h: &[Happening]| h.iter().any(|h| matches!(h, Happening::Warning { .. }));
    assert!(!warned(&machine.apply(Input::Tick, at(299))));
    assert!(warned(&machine.apply(Input::Tick, at(300))));
    assert!(!warned(&machine.apply(Input::Tick, at(301))));
    machine.apply(Input::Tick, at(600));
    assert_eq!(machine.phase(), ended(EndReason::TimeUp));
    assert_eq!(machine.talked(), Duration::from_secs(LENGTH));
}

#[test]
fn leaving_ends_it_unless_somebody_comes_back() {
    let mut machine = live();
    machine.apply(Input::Left(caller(1)), at(100));
    machine.apply(Input::Tick, at(119));
    assert_eq!(machine.phase(), paused(&[FAMILY_LEFT]));
    machine.apply(Input::Connected(caller(1)), at(119));
    machine.apply(Input::Tick, at(300));
    assert_eq!(machine.phase(), CallPhase::Live);
    machine.apply(Input::Left(caller(1)), at(400));
    machine.apply(Input::Tick, at(420));
    assert_eq!(machine.phase(), ended(EndReason::FamilyLeft));
}

#[test]
fn a_lost_caller_is_waited_for_though_another_left() {
    let mut machine = live();
    machine.apply(Input::Connected(caller(2)), at(10));
    machine.apply(Input::Lost(caller(1), Duration::ZERO), at(20));
    machine.apply(Input::Left(caller(2)), at(30));
    machine.apply(Input::Tick, at(100));
    assert_eq!(machine.phase(), paused(&[FAMILY_LOST]));
}

#[test]
fn no_shows_are_told_apart() {
    let end = |inputs: &[Input]| {
        let mut machine = machine();
        for input in inputs {
            machine.apply(*input, at(-5));
        }
        machine.apply(Input::Tick, at(599));
        assert_eq!(machine.phase(), CallPhase::Waiting);
        machine.apply(Input::Tick, at(600));
        machine.phase()
    };
    assert_eq!(end(&[]), ended(EndReason::FamilyNoShow));
    assert_eq!(
        end(&[Input::Arrived(laptop())]),
        ended(EndReason::FamilyNoShow)
    );
    assert_eq!(
        end(&[Input::Arrived(caller(1))]),
        ended(EndReason::PrisonNoShow)
    );
}

#[test]
fn after_a_crash_it_stands_still_with_the_time_it_had() {
    let mut machine = live();
    machine.apply(Input::Tick, at(100));
    let kept = serde_json::to_string(&machine).unwrap();
    let again: Machine = serde_json::from_str(&kept).unwrap();
    let later = Now {
        reading: Duration::from_secs(1),
        ..at(130)
    };
    let mut again = again.restored(later);
    assert_eq!(again.phase(), paused(&[FAMILY_LOST, PRISON_LOST]));
    assert_eq!(again.left(later), Duration::from_secs(LENGTH - 100));
    assert_eq!(again.returned(later), Duration::from_secs(30));
    again.apply(Input::Connected(laptop()), later);
    again.apply(Input::Connected(caller(1)), later);
    assert_eq!(again.phase(), CallPhase::Live);
}

#[test]
fn schedule_changes_only_before_it_begins() {
    let longer = Schedule {
        length: Duration::from_secs(1200),
        ..schedule()
    };
    let mut machine = machine();
    machine.reschedule(longer.clone());
    assert_eq!(machine.left(at(0)), Duration::from_secs(1200));
    let mut machine = live();
    machine.reschedule(longer);
    assert_eq!(machine.left(at(0)), Duration::from_secs(LENGTH));
}

#[test]
fn staff_call_it_off_before_it_begins_and_end_it_after() {
    let mut before = machine();
    before.apply(Input::Arrived(caller(1)), at(-60));
    before.apply(Input::CallOff, at(-30));
    let reason = EndReason::CalledOff;
    assert_eq!(before.phase(), CallPhase::Ended { reason });
    let mut after = live();
    after.apply(Input::CallOff, at(30));
    let reason = EndReason::EndedByStaff;
    assert_eq!(after.phase(), CallPhase::Ended { reason });
}

#[test]
fn staff_say_who_does_not_come_before_it_begins_alone() {
    let mut waiting = machine();
    waiting.apply(Input::NoShow(Side::Prison), at(60));
    let reason = EndReason::PrisonNoShow;
    assert_eq!(waiting.phase(), CallPhase::Ended { reason });
    let mut begun = live();
    begun.apply(Input::NoShow(Side::Prison), at(60));
    assert_eq!(begun.phase(), CallPhase::Live);
}

#[test]
fn being_late_is_a_change_that_everybody_hears_of() {
    let expected_at = Some(start() + TimeDelta::seconds(120));
    let mut machine = machine();
    let revision = machine.revision();
    machine.reschedule(Schedule {
        expected_at,
        ..schedule()
    });
    assert_eq!(machine.schedule().expected_at, expected_at);
    assert!(machine.revision() > revision);
}

#[test]
fn a_stranger_in_a_picture_pauses_and_what_it_took_is_given_back() {
    let mut machine = live();
    let happened = machine.apply(Input::Stranger(caller(1), true), at(100));
    assert_eq!(happened, [Happening::Phase(paused(&[FAMILY_FACE]))]);
    machine.apply(Input::Tick, at(150));
    machine.apply(Input::Stranger(caller(1), false), at(160));
    assert_eq!(machine.phase(), CallPhase::Live);
    assert_eq!(machine.left(at(160)), Duration::from_secs(LENGTH - 100));
    assert_eq!(machine.returned(at(160)), Duration::from_secs(60));
    machine.apply(Input::Stranger(laptop(), true), at(170));
    assert_eq!(machine.phase(), paused(&[PRISON_FACE]));
}

#[test]
fn strangers_in_two_pictures_of_a_side_are_one_reason_until_both_are_gone() {
    let mut machine = live();
    machine.apply(Input::Connected(caller(2)), at(10));
    machine.apply(Input::Stranger(caller(1), true), at(20));
    machine.apply(Input::Stranger(caller(2), true), at(30));
    machine.apply(Input::Stranger(caller(1), false), at(40));
    assert_eq!(machine.phase(), paused(&[FAMILY_FACE]));
    machine.apply(Input::Stranger(caller(2), false), at(50));
    assert_eq!(machine.phase(), CallPhase::Live);
}

#[test]
fn staff_cannot_resume_while_a_stranger_is_in_the_picture() {
    let mut machine = live();
    machine.apply(Input::Pause(StaffPause::RoomCheck), at(10));
    machine.apply(Input::Stranger(laptop(), true), at(20));
    assert_eq!(machine.phase(), paused(&[PRISON_FACE, CHECK]));
    machine.apply(Input::Resume, at(30));
    assert_eq!(machine.phase(), paused(&[PRISON_FACE]));
}

#[test]
fn a_line_that_comes_back_shows_the_stranger_still() {
    let mut machine = live();
    machine.apply(Input::Stranger(caller(1), true), at(10));
    machine.apply(Input::Lost(caller(1), Duration::ZERO), at(20));
    assert_eq!(machine.phase(), paused(&[FAMILY_LOST]));
    machine.apply(Input::Connected(caller(1)), at(30));
    assert_eq!(machine.phase(), paused(&[FAMILY_FACE]));
}

#[test]
fn a_caller_who_left_with_the_stranger_holds_up_nobody() {
    let mut machine = live();
    machine.apply(Input::Connected(caller(2)), at(10));
    machine.apply(Input::Stranger(caller(2), true), at(20));
    machine.apply(Input::Left(caller(2)), at(30));
    assert_eq!(machine.phase(), CallPhase::Live);
}

#[test]
fn with_a_stranger_in_the_waiting_room_it_begins_paused() {
    let mut machine = machine();
    machine.apply(Input::Connected(caller(1)), at(-60));
    machine.apply(Input::Stranger(caller(1), true), at(-50));
    assert_eq!(machine.phase(), CallPhase::Waiting);
    machine.apply(Input::Connected(laptop()), at(10));
    assert_eq!(machine.phase(), paused(&[FAMILY_FACE]));
    assert_eq!(machine.left(at(10)), Duration::from_secs(LENGTH));
}

fn inputs() -> impl Strategy<Value = Input> {
    let who = (0u128..4).prop_map(caller);
    prop_oneof![
        4 => Just(Input::Tick),
        1 => who.clone().prop_map(Input::Arrived),
        1 => who.clone().prop_map(Input::Departed),
        4 => who.clone().prop_map(Input::Connected),
        2 => (who.clone(), 0u64..9).prop_map(|(p, s)| Input::Lost(p, Duration::from_secs(s))),
        1 => who.clone().prop_map(Input::Left),
        2 => (who, any::<bool>()).prop_map(|(p, there)| Input::Stranger(p, there)),
        1 => Just(Input::Pause(StaffPause::Conduct)),
        2 => Just(Input::Resume),
        1 => Just(Input::NoShow(Side::Family)),
    ]
}

proptest! {
    #[test]
    fn rules_hold_whatever_happens(steps in prop::collection::vec((inputs(), 0i64..60), 1..80)) {
        let mut machine = machine();
        let mut seconds = -1000;
        for (input, passed) in steps {
            seconds += passed;
            let (before, now) = (machine.clone(), at(seconds));
            machine.apply(input, now);
            let given = machine.returned(now) - before.returned(now);
            prop_assert!(machine.left(now) <= before.left(now) + given, "left grows only by what is returned");
            prop_assert!(machine.left(now) + machine.talked() <= Duration::from_secs(LENGTH));
            prop_assert!(machine.revision() >= before.revision());
            if before.phase() == CallPhase::Waiting && machine.phase() == CallPhase::Waiting {
                prop_assert_eq!(machine.left(now), before.left(now));
            }
            match machine.phase() {
                CallPhase::Live => {
                    prop_assert!(machine.missing().is_empty() && machine.staff.is_empty());
                    prop_assert_eq!(machine.strangers().next(), None);
                }
                CallPhase::Paused { reasons } => prop_assert!(!reasons.is_empty()),
                CallPhase::Ended { .. } => {
                    let mut again = machine.clone();
                    for input in [Input::Connected(laptop()), Input::Tick, Input::End] {
                        prop_assert_eq!(again.apply(input, at(seconds + 5000)), []);
                    }
                    prop_assert_eq!(again, machine.clone());
                }
                CallPhase::Scheduled | CallPhase::Waiting => {
                    prop_assert_eq!(machine.left(now), Duration::from_secs(LENGTH));
                }
            }
        }
    }
}
