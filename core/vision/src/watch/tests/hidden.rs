//! Faces that a hand or somebody else's head hides, in whole or in part. Each story has its end in which somebody who should not
//! be there is found all the same.

use super::*;

/// Sways by a tenth of the face's width to either side.
fn sways(who: usize, x: f32) -> impl Fn(f32) -> Look {
    move |at| Look::of(who, x + 8.0 * (3.0 * at).sin())
}

/// Keeps still, as whoever is alive can: a fifth of a pixel to either side.
fn breathes(who: usize, x: f32) -> impl Fn(f32) -> Look {
    move |at| Look::of(who, x + 0.2 * (9.0 * at).sin())
}

/// Sits where somebody sat before and does what these do.
fn one(look: impl Fn(f32) -> Look) -> impl Fn(f32) -> Vec<Look> {
    move |at| vec![look(at)]
}

#[test]
fn a_hand_that_comes_again_is_still_a_hand() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    world.follow(1.4, one(|_| Look::of(3, 104.0)));
    // The hand is gone long since. It never moved, and was no picture on the wall.
    world.follow(8.0, one(|_| Look::of(1, 100.0)));
    let again = world.follow(3.0, one(sways(3, 104.0)));
    assert!(!pauses(&again));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
}

#[test]
fn a_hand_that_is_a_face_now_and_then_is_still_a_hand() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    world.follow(1.4, one(sways(3, 104.0)));
    world.follow(1.2, |_| vec![]);
    assert!(!pauses(&world.follow(2.8, one(sways(3, 104.0)))));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
}

#[test]
fn a_hand_that_is_no_face_for_seconds_is_still_a_hand() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    world.follow(5.4, |_| vec![]);
    assert!(!pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    // Whose place has been empty for longer hides nobody.
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    world.follow(7.0, |_| vec![]);
    assert!(pauses(&world.follow(2.0, one(sways(3, 104.0)))));
}

#[test]
fn who_passes_by_somebody_who_turned_away_does_not_take_their_place() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    world.follow(0.6, one(|_| Look::of(2, 156.0).dim()));
    world.follow(2.0, |_| vec![]);
    assert!(!pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
}

#[test]
fn who_just_came_back_may_hold_a_hand_before_the_face_too() {
    let mut world = World::new(expected(&[1], 0));
    assert_eq!(world.look(&[Look::of(1, 100.0)]), []);
    assert!(!pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
}

#[test]
fn a_child_with_a_hand_before_the_face_is_no_second_child() {
    let child = |who| move |at| vec![Look::of(1, 100.0), sways(who, 300.0)(at)];
    let mut world = World::new(expected(&[1], 1));
    world.follow(4.0, child(2));
    assert!(!pauses(&world.follow(3.0, child(3))));
    // Beside the child, somebody is one too many.
    let mut world = World::new(expected(&[1], 1));
    world.follow(4.0, child(2));
    let both = |at| vec![sways(2, 300.0)(at), sways(3, 420.0)(at)];
    assert!(pauses(&world.follow(2.0, both)));
}

#[test]
fn who_comes_past_somebody_with_a_hand_before_the_face_is_not_that_hand() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    let walks = |at: f32| Look::of(2, if at < 0.6 { 104.0 } else { 240.0 });
    let sits = move |at| Look {
        x: walks(at).x + 8.0 * (3.0 * at).sin(),
        ..walks(at)
    };
    assert!(pauses(&world.follow(2.5, one(sits))));
}

#[test]
fn a_picture_on_the_wall_of_which_a_half_was_seen_first_did_not_move() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(|_| Look::of(1, 100.0)));
    let half = Look::of(2, 286.0).dim();
    world.follow(1.0, |_| vec![Look::of(1, 100.0), half]);
    let whole = |x: f32| move |at| vec![Look::of(1, 100.0), breathes(2, x)(at)];
    assert!(!pauses(&world.follow(4.0, whole(300.0))));
    assert!(pauses(&world.follow(2.0, whole(320.0))), "it moves");
}

#[test]
fn a_picture_on_the_wall_behind_a_head_does_not_move() {
    let before_it = |x: f32| move |at| vec![sways(1, 210.0)(at), Look::of(2, x)];
    let mut world = World::new(expected(&[1], 0));
    world.follow(2.0, one(sways(1, 210.0)));
    world.follow(3.0, before_it(300.0));
    // What is left of it seems to be elsewhere: 0.32 of its width.
    let head = |at: f32| Look::of(1, 250.0 + 4.0 * (3.0 * at).sin());
    let half = world.follow(3.0, |at| vec![head(at), breathes(2, 326.0)(at)]);
    assert!(!pauses(&half));
    assert!(!pauses(&world.follow(3.0, before_it(300.0))));
    // Whoever leans over a shoulder moves farther than that, and at once.
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(sways(1, 210.0)));
    let leans = |at: f32| Look::of(2, 300.0 - 38.0 * (2.0 * at - 1.0).clamp(0.0, 1.0));
    let over = world.follow(2.4, |at| vec![sways(1, 210.0)(at), leans(at)]);
    assert!(pauses(&over));
}

#[test]
fn hair_hides_what_is_beside_the_face() {
    let beside = |distance: f32| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(2.0, one(sways(1, 210.0)));
        let picture = |x: f32| move |at| vec![breathes(1, 210.0)(at), breathes(2, x)(at)];
        world.follow(3.0, picture(290.0 + distance));
        world.follow(3.0, picture(296.0 + distance))
    };
    assert!(!pauses(&beside(2.0)));
    assert!(pauses(&beside(14.0)), "so wide is no hair");
}

#[test]
fn who_is_nearer_is_not_behind_anybody() {
    let beside = |face: fn(Look) -> Look| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(2.0, one(sways(1, 210.0)));
        world.follow(3.0, |at| {
            vec![breathes(1, 210.0)(at), face(sways(2, 280.0)(at))]
        })
    };
    assert!(pauses(&beside(Look::nearer)));
    assert!(!pauses(&beside(|it| it)), "half a picture on the wall");
}

/// Somebody known sits for a while, walks out to the right and is not seen for so long.
fn walked_out(seconds: f32) -> World {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, one(sways(1, 100.0)));
    for x in [100.0, 200.0, 300.0] {
        world.look(&[Look::of(1, x)]);
    }
    world.follow(seconds, |_| vec![]);
    world
}

#[test]
fn who_walked_out_may_come_back_with_a_hand_before_the_face() {
    let mut world = walked_out(2.4);
    let walk = |world: &mut World, way: &[f32]| {
        for x in way {
            world.look_after(STEP / 2, &[Look::of(3, *x)]);
        }
    };
    walk(&mut world, &[304.0, 204.0, 104.0]);
    assert!(!pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    assert!(pauses(&world.follow(3.0, one(sways(3, 104.0)))));
    // To and fro there is no second hand.
    let mut world = walked_out(1.0);
    walk(&mut world, &[304.0, 204.0, 104.0]);
    world.follow(1.0, one(sways(3, 104.0)));
    walk(&mut world, &[154.0, 204.0, 154.0, 104.0]);
    assert!(pauses(&world.follow(2.5, one(sways(3, 104.0)))));
    // Whoever comes the same way and sits down elsewhere is not them.
    let mut world = walked_out(2.4);
    assert!(pauses(&world.follow(2.5, one(sways(3, 420.0)))));
}

#[test]
fn a_picture_on_the_wall_behind_a_head_that_turned_away_does_not_move() {
    let half = |at| vec![breathes(2, 312.0)(at)];
    let turned_for = |seconds: f32| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(2.0, one(sways(1, 236.0)));
        world.follow(seconds, half);
        world.follow(1.0, one(breathes(2, 300.0)))
    };
    assert!(!pauses(&turned_for(2.8)));
    // Who is not seen for longer is not there any more.
    assert!(pauses(&turned_for(4.5)));
}

#[test]
fn a_picture_on_the_wall_hangs_where_it_is_seen_when_whoever_was_before_it_is_gone() {
    let after = |whole: fn(f32) -> Vec<Look>| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(4.0, one(|_| Look::of(1, 100.0)));
        world.follow(4.0, |at| vec![Look::of(1, 100.0), breathes(2, 312.0)(at)]);
        world.follow(3.0, whole)
    };
    let still = |_| vec![Look::of(1, 100.0), Look::of(2, 300.0)];
    assert!(!pauses(&after(still)));
    // Whoever is alive keeps less still.
    let alive = |at| vec![Look::of(1, 100.0), breathes(2, 300.0)(at)];
    assert!(pauses(&after(alive)));
}

#[test]
fn who_turned_away_leans_over_and_may_hold_a_hand_before_the_face_there() {
    let leant_after = |seconds: f32| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(4.0, one(|_| Look::of(1, 100.0)));
        world.follow(seconds, |_| vec![]);
        world.follow(2.5, one(sways(3, 150.0)))
    };
    assert!(!pauses(&leant_after(3.2)));
    assert!(pauses(&leant_after(0.6)), "so fast nobody does");
}

#[test]
fn a_large_face_is_alive_that_moves_by_less_of_its_width() {
    let beside = |x: f32| {
        move |at: f32| {
            vec![
                Look::of(1, 100.0),
                breathes(2, if at < 0.8 { 300.0 } else { x })(at),
            ]
        }
    };
    let after = |x: f32| {
        let mut world = World::new(expected(&[1], 0));
        world.follow(4.0, one(|_| Look::of(1, 100.0)));
        pauses(&world.follow(2.5, beside(x)))
    };
    // 0.05 of its width, 4 pixels. A codec's noise is 2.
    assert!(after(304.0));
    assert!(!after(303.0));
}

#[test]
fn who_looks_like_somebody_who_turned_away_is_not_taken_for_them() {
    let mut world = World::new(expected(&[1], 0));
    // Their last templates are as far from the portrait as from a stranger's.
    let turning = Look {
        off: 0.44,
        ..Look::of(1, 100.0)
    };
    world.follow(4.0, one(|_| turning));
    let stranger = |at: f32| {
        let mut seen = sways(2, 300.0)(at).seen();
        seen.template = Some(Template::new(Box::new(std::array::from_fn(|place| {
            [(1, 0.25), (2, 0.25), (127, 0.44)]
                .iter()
                .find(|it| it.0 == place)
                .map_or(0.0, |it| it.1)
        }))));
        seen
    };
    let known = &world.expected.portraits[0];
    let (from_portrait, from_last) = {
        let template = stranger(0.0).template.unwrap();
        (
            known.distance(&template),
            template.distance(&template_of(turning)),
        )
    };
    assert!(
        from_portrait >= 0.55 && from_last <= 0.45,
        "{from_portrait} {from_last}"
    );
    for look in 0..5 {
        world.at += STEP;
        let seen = [stranger(0.3 * look as f32)];
        world.watch.look(world.at, &seen, &world.expected);
    }
    assert_eq!(world.watch.verdict(), Verdict::Unknown);
}

fn template_of(look: Look) -> Template {
    template(look.who, look.off)
}
