//! Watching on a few made films, each the same every time: nobody is paused for nothing, and who comes in is found.
//! The nets are the real ones: run `cargo xtask models` first.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kinline_vision::FaceModels;
use kinline_watching::{
    actors::{self, Actor, Company},
    measure::{self, Job, Score},
    models_folder,
};
use std::path::PathBuf;

fn nets_and_cast() -> (FaceModels, Vec<Actor>) {
    let given = std::env::var_os("KINLINE_MODELS").map(PathBuf::from);
    let folder = given.or_else(models_folder).expect("a home");
    let bytes = std::fs::read(folder.join("faces.bin")).expect("run cargo xtask models");
    let models = FaceModels::load(&bytes).unwrap();
    let cast = actors::cast(&models, &folder.join("photos")).unwrap();
    (models, cast)
}

fn scored(jobs: &[Job]) -> Score {
    let (models, cast) = nets_and_cast();
    let everybody = Company::of(&cast, |_| true);
    measure::score(jobs, &everybody, &cast, &models, 2).unwrap()
}

/// As a person who looks at the photos sees it: of the second one, a profile with a finger before the mouth, and a woman who
/// looks at the floor behind her hair.
#[test]
fn who_does_not_face_the_camera_is_never_approved() {
    let (_, cast) = nets_and_cast();
    let averted: Vec<usize> = (0..cast.len())
        .filter(|it| !cast[*it].faces_the_camera)
        .collect();
    assert_eq!(averted, [4, 5]);
    let everybody = Company::of(&cast, |_| true);
    assert_eq!(everybody.everybody.len(), cast.len());
    assert!(averted.iter().all(|it| !everybody.known.contains(it)));
}

/// Hands before faces, turning, leaving, a child, a passer-by, changing light and blur, at 150 and 300 kbit/s.
#[test]
fn family_life_pauses_nothing() {
    let quiet = |seed| Job {
        seed,
        seconds: Some(20.0),
    };
    let score = scored(&[quiet(1), quiet(5)]);
    assert!(score.false_pauses.is_empty(), "{:?}", score.false_pauses);
    assert!(score.looks >= 70, "{} looks", score.looks);
    // A watch that sees nothing pauses nothing: they were recognised, too.
    assert!(score.approved * 2 > score.looks, "{score:?}");
}

#[test]
fn who_comes_in_is_found_within_two_seconds_of_the_film() {
    let intrusion = |seed| Job {
        seed,
        seconds: None,
    };
    // At 360 lines, and at 180 lines and 150 kbit/s with 16 and 18 pixels between the eyes.
    let score = scored(&[intrusion(3), intrusion(2), intrusion(6)]);
    assert!(score.false_pauses.is_empty(), "{:?}", score.false_pauses);
    assert_eq!(score.intruders.len(), 3);
    let found = score.intruders.iter().all(|it| it.delay <= 2.0);
    assert!(found, "{:?}", score.intruders);
}
