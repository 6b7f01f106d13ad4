//! Single stories, each with the looks that tell it.

use super::*;

#[test]
fn an_approved_person_is_known_after_two_looks_and_gone_after_a_while() {
    let mut world = World::new(expected(&[1], 0));
    assert_eq!(world.look(&[Look::of(1, 100.0)]), []);
    world.look(&[Look::of(1, 102.0)]);
    assert_eq!(world.watch.verdict(), Verdict::Approved);
    world.look(&[]);
    world.look(&[]);
    assert_eq!(world.watch.verdict(), Verdict::Approved, "looked away");
    assert!(world.leave().contains(&Change::Verdict(Verdict::Nobody)));
}

#[test]
fn an_intruder_is_unknown_at_the_third_clear_look_and_it_ends_when_they_go() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 6);
    let both = |x: f32| [Look::of(1, 100.0 + x), Look::of(2, 300.0 + x)];
    world.look(&both(0.0));
    world.look(&both(6.0));
    assert_ne!(world.watch.verdict(), Verdict::Unknown);
    let changes = world.look(&both(12.0));
    assert_eq!(changes.last(), Some(&Change::Verdict(Verdict::Unknown)));
    let who = changes.iter().find_map(|change| match change {
        Change::Person {
            standing: Standing::Unknown,
            bounds,
            ..
        } => Some(bounds.x),
        _ => None,
    });
    assert_eq!(who, Some(312.0), "where the intruder is");
    let changes = world.sit(1, 100.0, 8);
    assert!(changes.contains(&Change::Verdict(Verdict::Approved)));
}

#[test]
fn who_takes_the_place_of_an_approved_person_is_not_taken_for_them() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 20);
    // For a while it may be a hand before the face.
    let changes = world.sit(2, 101.0, 6);
    assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
    let changes = world.sit(2, 101.0, 4);
    assert!(changes.contains(&Change::Verdict(Verdict::Unknown)));
    // Beside them there is no such doubt.
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 20);
    let changes = world.sit(2, 220.0, 3);
    assert!(changes.contains(&Change::Verdict(Verdict::Unknown)));
}

#[test]
fn a_hand_before_the_face_for_some_seconds_is_no_stranger() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 10);
    for _ in 0..3 {
        let mut changes = world.sit(3, 104.0, 8);
        changes.extend(world.sit(1, 100.0, 6));
        assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
        assert_eq!(world.watch.verdict(), Verdict::Approved);
    }
}

#[test]
fn turning_away_covering_and_leaving_the_picture_are_no_reasons() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 6);
    for index in 0..60 {
        let x = 100.0 + index as f32 * 3.0;
        // What a hand before the face leaves of the template is far from everything for a look or two.
        let off = if index % 6 < 2 { 0.7 } else { 0.45 };
        let look = match index % 4 {
            0 => vec![],
            1 => vec![Look::of(1, x).dim()],
            _ => vec![Look {
                off,
                ..Look::of(1, x)
            }],
        };
        world.look(&look);
        assert_ne!(world.watch.verdict(), Verdict::Unknown, "look {index}");
    }
}

#[test]
fn who_slowly_turns_out_of_likeness_stays_who_they_are() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(1, 100.0, 6);
    for index in 0..40 {
        let off = 0.2 + 0.02 * index as f32;
        world.look(&[Look {
            off,
            ..Look::of(1, 100.0 + index as f32)
        }]);
        assert_eq!(world.watch.verdict(), Verdict::Approved, "off by {off}");
    }
}

#[test]
fn a_picture_on_the_wall_is_told_once_and_pauses_nothing() {
    let mut world = World::new(expected(&[1], 0));
    let mut told = 0;
    for index in 0..60 {
        let sitting = Look::of(1, 100.0 + (index % 5) as f32 * 2.0);
        for change in world.look(&[sitting, Look::of(2, 300.0)]) {
            assert_ne!(change, Change::Verdict(Verdict::Unknown));
            told += usize::from(matches!(
                change,
                Change::Person {
                    standing: Standing::StillPicture,
                    ..
                }
            ));
        }
    }
    assert_eq!(told, 1);
    assert_eq!(world.watch.verdict(), Verdict::Approved);
    for x in [300.0, 330.0, 345.0] {
        world.look(&[Look::of(1, 100.0), Look::of(2, x)]);
    }
    assert_eq!(
        world.watch.verdict(),
        Verdict::Unknown,
        "it moves: no picture"
    );
}

#[test]
fn who_comes_back_as_unknown_is_unknown_again() {
    let mut world = World::new(expected(&[1], 0));
    world.sit(2, 100.0, 4);
    assert_eq!(world.watch.verdict(), Verdict::Unknown);
    world.leave();
    assert_eq!(world.watch.verdict(), Verdict::Nobody);
    world.sit(2, 200.0, 4);
    assert_eq!(world.watch.verdict(), Verdict::Unknown);
}

#[test]
fn staff_allow_somebody_and_every_watch_that_is_told_knows_them() {
    let mut world = World::new(expected(&[1], 0));
    let changes = world.sit(2, 100.0, 4);
    let person = changes.iter().find_map(|change| match change {
        Change::Person {
            standing: Standing::Unknown,
            person,
            ..
        } => Some(*person),
        _ => None,
    });
    let templates = world.watch.templates(person.unwrap());
    world.watch.allow(person.unwrap());
    assert_eq!(world.watch.verdict(), Verdict::Approved, "at once");
    let mut other = World::new(expected(&[1], 0));
    other.expected.portraits.extend(templates);
    other.sit(2, 50.0, 4);
    assert_eq!(other.watch.verdict(), Verdict::Approved);
}

#[test]
fn who_comes_and_sits_nearly_still_is_unknown_within_two_seconds() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    let came = world.at;
    // A tenth of the face's width to either side.
    let sways = |at: f32| Look::of(2, 300.0 + 8.0 * (3.0 * at).sin());
    let changes = world.follow(2.0, |at| vec![Look::of(1, 100.0), sways(at)]);
    assert!(changes.contains(&Change::Verdict(Verdict::Unknown)));
    assert!(world.at - came <= Duration::from_secs(2));
}

#[test]
fn what_is_seen_late_and_never_moves_is_a_picture_too() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    // Somebody sat before it, or it is so small that the detector misses it now and then.
    let changes = world.follow(14.0, |_| vec![Look::of(1, 100.0), Look::of(2, 300.0)]);
    assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
    let told = |change: &Change| match change {
        Change::Person { standing, .. } => *standing == Standing::StillPicture,
        Change::Verdict(_) => false,
    };
    assert!(changes.iter().any(told), "staff are told");
}

#[test]
fn who_walks_past_is_no_stranger_however_often_one_looks() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    // Two widths of the face a second; the same person all the time.
    let changes = world.follow(3.0, |at| {
        vec![Look::of(1, 100.0), Look::of(2, 200.0 + 160.0 * at)]
    });
    assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
}

#[test]
fn many_looks_at_one_moment_say_little_more_than_one() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    // Longer than somebody must stay.
    for index in 0..12 {
        let faces = [Look::of(1, 100.0), Look::of(2, 300.0 + 3.0 * index as f32)];
        world.look_after(Duration::from_millis(60), &faces);
        assert_ne!(world.watch.verdict(), Verdict::Unknown, "look {index}");
    }
}

#[test]
fn a_picture_on_the_wall_that_was_hidden_is_still_one() {
    let mut world = World::new(expected(&[1], 0));
    let wall = Look::of(2, 300.0);
    world.follow(3.0, |_| vec![Look::of(1, 100.0), wall]);
    for _ in 0..3 {
        world.follow(5.0, |_| vec![Look::of(1, 100.0)]);
        let changes = world.follow(8.0, |_| vec![Look::of(1, 100.0), wall]);
        assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
    }
}

#[test]
fn who_was_seen_badly_is_not_unknown_once_they_are_seen_well() {
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    // They move all the time: no picture.
    let seen = |off| {
        move |at: f32| {
            vec![Look {
                off,
                ..Look::of(1, 102.0 + 4.0 * at)
            }]
        }
    };
    let mut changes = world.follow(3.6, seen(0.8));
    // Just when it would not count as a hand any longer.
    changes.extend(world.follow(3.0, seen(0.3)));
    assert!(!changes.contains(&Change::Verdict(Verdict::Unknown)));
}

#[test]
fn looks_come_sooner_while_it_is_not_settled_who_somebody_is_and_not_for_ever() {
    let settings = WatchSettings::default();
    let mut world = World::new(expected(&[1], 0));
    world.follow(4.0, |_| vec![Look::of(1, 100.0)]);
    assert_eq!(world.watch.next_look(), settings.every);
    // Neither near enough nor far enough.
    let unsettled = Look {
        off: 0.5,
        ..Look::of(1, 300.0)
    };
    world.look(&[Look::of(1, 100.0), unsettled]);
    assert_eq!(world.watch.next_look(), settings.every_in_doubt);
    world.follow(6.0, |_| vec![Look::of(1, 100.0), unsettled]);
    assert_eq!(world.watch.next_look(), settings.every);
    let small = |mut seen: Seen| {
        seen.face.bounds.width = settings.smallest_face - 1.0;
        seen
    };
    let mut watch = Watch::new(settings);
    watch.look(world.at, &[small(unsettled.seen())], &world.expected);
    assert_eq!(watch.next_look(), settings.every, "too small to tell");
}

#[test]
fn a_head_that_is_seen_as_two_faces_is_one_person() {
    let mut world = World::new(expected(&[1], 0));
    for index in 0..20 {
        let sitting = Look::of(1, 100.0 + (index % 4) as f32 * 6.0).seen();
        // The middle of the face makes a template of nobody.
        let mut middle = Look::of(3, 0.0).seen();
        middle.face.score = 0.4;
        let bounds = sitting.face.bounds;
        middle.face.bounds = Bounds {
            x: bounds.x + 12.0,
            y: bounds.y + 14.0,
            width: 55.0,
            height: 60.0,
        };
        let faces = match index % 5 {
            4 => vec![middle],
            _ => vec![sitting, middle],
        };
        world.at += STEP;
        world.watch.look(world.at, &faces, &world.expected);
        assert_ne!(world.watch.verdict(), Verdict::Unknown, "look {index}");
    }
}
