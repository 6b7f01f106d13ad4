//! A machine that is short of time looks seldom: it takes longer then, and as many looks as ever.

use super::*;

/// From one look to the next, seconds: as usual, and as it comes to where there are more calls than time.
const STEPS: [f32; 4] = [0.5, 2.0, 5.0, 30.0];

/// How many looks it took until this was told.
fn looks_until(changes: impl Iterator<Item = Vec<Change>>, told: Change) -> Option<usize> {
    let mut changes = changes.take(20);
    changes.position(|it| it.contains(&told)).map(|at| at + 1)
}

impl World {
    /// Somebody who sways is looked at so seldom.
    fn seldom(&mut self, step: f32, who: Look) -> impl Iterator<Item = Vec<Change>> {
        (0..).map(move |n| {
            let x = who.x + (n % 4) as f32 * 6.0;
            self.look_after(Duration::from_secs_f32(step), &[Look { x, ..who }])
        })
    }
}

#[test]
fn who_is_there_is_settled_after_as_many_looks() {
    for step in STEPS {
        for (who, verdict, looks) in [(0, Verdict::Approved, 2), (1, Verdict::Unknown, 3)] {
            let mut world = World::new(expected(&[0], 0));
            let seldom = world.seldom(step, Look::of(who, 100.0));
            let taken = looks_until(seldom, Change::Verdict(verdict));
            assert_eq!(taken, Some(looks), "{verdict:?} every {step} s");
        }
    }
}

/// It is taken for a still picture after ten seconds of looking, not of waiting.
#[test]
fn who_keeps_still_in_a_few_looks_is_no_picture_yet() {
    for step in STEPS {
        let mut world = World::new(expected(&[0], 0));
        let still = world.look_after(Duration::from_secs_f32(step), &[Look::of(1, 100.0)]);
        let again = world.look_after(Duration::from_secs_f32(step), &[Look::of(1, 100.0)]);
        assert!(!pauses(&still) && !pauses(&again));
        let told = Change::Verdict(Verdict::Unknown);
        let looks = looks_until(world.seldom(step, Look::of(1, 112.0)), told);
        assert_eq!(looks, Some(2), "every {step} s");
    }
}
