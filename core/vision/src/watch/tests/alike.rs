//! People who look like somebody else.

use super::*;

/// Somebody whose face is 0.1 from their portrait.
fn owner(at: f32) -> Look {
    alive(0.1, 100.0, at)
}

/// Somebody else, 0.47 from that portrait and 0.57 from that face.
fn alike(at: f32) -> Look {
    alive(-0.47, 300.0, at)
}

fn alive(off: f32, x: f32, at: f32) -> Look {
    let x = x + 8.0 * (3.0 * at).sin();
    Look {
        off,
        ..Look::of(1, x)
    }
}

#[test]
fn who_looks_like_somebody_beside_them_is_somebody_else() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |at| vec![owner(at)]);
    assert!(pauses(&world.follow(2.0, |at| vec![owner(at), alike(at)])));
    // Alone, nothing tells them apart.
    let mut world = World::new(expected(&[1], 0));
    assert!(!pauses(&world.follow(20.0, |at| vec![alike(at)])));
}

#[test]
fn who_was_taken_for_somebody_is_found_when_that_somebody_comes() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(20.0, |at| vec![alike(at)]);
    assert_eq!(world.watch.verdict(), Verdict::Approved);
    assert!(pauses(&world.follow(6.0, |at| vec![owner(at), alike(at)])));
}

#[test]
fn a_reflection_is_nobody_else() {
    let mut world = World::new(expected(&[1], 0));
    let reflection = |at| alive(0.42, 300.0, at);
    let both = world.follow(20.0, |at| vec![owner(at), reflection(at)]);
    assert!(!pauses(&both));
}

#[test]
fn two_who_are_alike_are_told_apart_by_their_own_portraits() {
    let portraits = vec![template(1, 0.0), template(1, -0.4)];
    let both = Expected {
        portraits,
        without_portrait: 0,
    };
    let mut world = World::new(both);
    assert!(!pauses(
        &world.follow(20.0, |at| vec![owner(at), alike(at)])
    ));
}

#[test]
fn a_picture_of_somebody_is_not_that_somebody() {
    let mut world = World::new(expected(&[1], 0));
    // The picture is nearer to the portrait than the face itself is today.
    let picture = Look {
        off: -0.02,
        ..Look::of(1, 300.0)
    };
    let today = |at| alive(0.44, 100.0, at);
    let both = world.follow(20.0, |at| vec![today(at), picture]);
    assert!(!pauses(&both));
}
