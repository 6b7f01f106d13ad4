//! What must hold in every story. The seed is fixed: the stories are the same each time.

use super::*;
use proptest::{prelude::*, test_runner::RngSeed};

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        rng_seed: RngSeed::Fixed(6),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Up to three of five people, anywhere, well or badly seen.
fn faces() -> impl Strategy<Value = Vec<Look>> {
    let look = (0..5_usize, 0.0..0.9_f32, 0..6_u32, any::<bool>());
    let look = look.prop_map(|(who, off, place, clear)| Look {
        off,
        clear,
        ..Look::of(who, place as f32 * 90.0 + off * 20.0)
    });
    prop::collection::vec(look, 0..=3)
}

fn story() -> impl Strategy<Value = Vec<Vec<Look>>> {
    prop::collection::vec(faces(), 0..40)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_verdict_changes_by_one_look(who in 0..5_usize, place in 0..6_u32, before in 4..12_usize) {
        for sitting in [vec![], vec![1]] {
            let mut world = World::new(expected(&[1], 0));
            for index in 0..before {
                let faces: Vec<Look> = sitting.iter().map(|who| Look::of(*who, 100.0 + index as f32)).collect();
                world.look(&faces);
            }
            let verdict = world.watch.verdict();
            // Anything at all in one picture.
            world.look(&[Look::of(who, place as f32 * 90.0)]);
            prop_assert_eq!(world.watch.verdict(), verdict);
        }
    }

    #[test]
    fn unknown_always_ends_by_absence(story in story()) {
        let mut world = World::new(expected(&[1], 0));
        for faces in story {
            world.look(&faces);
        }
        world.leave();
        prop_assert_eq!(world.watch.verdict(), Verdict::Nobody);
    }

    #[test]
    fn who_is_allowed_never_pauses_again(story in story(), x in 0.0..500.0_f32) {
        let mut world = World::new(expected(&[1], 0));
        let changes = world.sit(2, x, 5);
        let unknown = changes.into_iter().find_map(|change| match change {
            Change::Person { standing: Standing::Unknown, person, .. } => Some(person),
            _ => None,
        });
        world.watch.allow(unknown.unwrap());
        for faces in story {
            // The same two, wherever and however they are seen, alone or both, until told otherwise.
            let two: Vec<Look> = faces.into_iter()
                .filter(|look| look.who <= 2)
                .map(|look| Look { off: look.off.min(0.5), who: look.who.max(1), ..look })
                .collect();
            world.look(&two);
            prop_assert_ne!(world.watch.verdict(), Verdict::Unknown);
        }
    }

    #[test]
    fn nobody_is_unknown_without_a_portrait_to_compare_with(story in story()) {
        let mut world = World::new(expected(&[], 0));
        for faces in story {
            world.look(&faces);
            prop_assert_ne!(world.watch.verdict(), Verdict::Unknown);
        }
    }

    #[test]
    fn faces_without_a_template_say_nothing(story in story()) {
        let mut world = World::new(expected(&[1], 0));
        for faces in story {
            let dim: Vec<Look> = faces.into_iter().map(Look::dim).collect();
            world.look(&dim);
            prop_assert!([Verdict::Nobody, Verdict::Unsure].contains(&world.watch.verdict()));
        }
    }

    #[test]
    fn as_many_as_are_expected_do_not_pause_and_one_more_does(children in 0..4_usize, one_more in any::<bool>()) {
        let mut world = World::new(expected(&[0], children));
        for index in 0..8 {
            let sway = (index % 4) as f32 * 6.0;
            let people = 0..=children + usize::from(one_more);
            let faces: Vec<Look> = people.map(|who| Look::of(who, who as f32 * 120.0 + sway)).collect();
            world.look(&faces);
        }
        let wanted = if one_more { Verdict::Unknown } else { Verdict::Approved };
        prop_assert_eq!(world.watch.verdict(), wanted);
    }

    #[test]
    fn every_intruder_who_is_seen_clearly_is_found(story in story(), x in 0.0..500.0_f32) {
        let mut world = World::new(expected(&[1], 0));
        for faces in story {
            let approved: Vec<Look> = faces.into_iter().filter(|look| look.who == 1).map(|look| Look { off: look.off.min(0.4), ..look }).take(1).collect();
            world.look(&approved);
        }
        // At most four seconds longer where somebody approved was a moment before.
        let looks = (1..=12).find(|index| {
            world.look(&[Look::of(3, x + *index as f32 * 6.0)]);
            world.watch.verdict() == Verdict::Unknown
        });
        prop_assert!(looks.is_some_and(|looks| looks >= 3), "{:?}", looks);
    }
}
