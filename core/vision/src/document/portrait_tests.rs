use super::*;
use crate::Bounds;

const SKIN: u8 = 150;

/// A face of so many pixels with its middle at a place, seen from straight ahead, eyes open.
fn face(x: f32, y: f32, size: f32) -> Face {
    let mut landmarks = [Point { x, y }; 68];
    for (index, jaw) in landmarks[..17].iter_mut().enumerate() {
        let turn = std::f32::consts::PI * index as f32 / 16.0;
        (jaw.x, jaw.y) = (x - size / 2.0 * turn.cos(), y + size / 2.0 * turn.sin());
    }
    for (start, middle) in [(36, x - size / 5.0), (42, x + size / 5.0)] {
        let (width, height) = (size / 10.0, size / 30.0);
        let eye = [
            (-1.0, 0.0),
            (-0.4, -1.0),
            (0.4, -1.0),
            (1.0, 0.0),
            (0.4, 1.0),
            (-0.4, 1.0),
        ];
        for (index, (across, down)) in eye.into_iter().enumerate() {
            landmarks[start + index] = Point {
                x: middle + across * width,
                y: y - size / 6.0 + down * height,
            };
        }
    }
    Face {
        bounds: Bounds {
            x: x - size / 2.0,
            y: y - size / 2.0,
            width: size,
            height: size,
        },
        score: 0.9,
        landmarks,
        yaw: 0.0,
        sharpness: 3.0,
    }
}

/// Skin everywhere, with a dark bar where glasses would be if `glasses`.
fn picture(skin: u8, glasses: bool) -> Picture {
    let grey = |y: u32| {
        if glasses && (140..190).contains(&y) {
            skin / 6
        } else {
            skin
        }
    };
    let rgb = (0..400)
        .flat_map(|y| (0..400).flat_map(move |_| [grey(y); 3]))
        .collect();
    Picture::from_rgb(400, 400, rgb).unwrap()
}

fn of(faces: &[Face]) -> Vec<PhotoProblem> {
    problems(&picture(SKIN, false), faces)
}

#[test]
fn a_good_portrait_has_no_problems() {
    assert_eq!(of(&[face(200.0, 200.0, 200.0)]), []);
    // Somebody far behind is no second person in the portrait.
    assert_eq!(of(&[face(200.0, 200.0, 200.0), face(40.0, 40.0, 40.0)]), []);
}

#[test]
fn who_is_in_it_is_told() {
    assert_eq!(of(&[]), [PhotoProblem::NoFace]);
    assert_eq!(
        of(&[face(150.0, 200.0, 150.0), face(300.0, 200.0, 140.0)]),
        [PhotoProblem::TwoFaces]
    );
    assert_eq!(of(&[face(200.0, 200.0, 70.0)]), [PhotoProblem::TooSmall]);
    assert_eq!(of(&[face(200.0, 330.0, 200.0)]), [PhotoProblem::CutOff]);
}

#[test]
fn how_the_face_is_held_is_told() {
    let straight = face(200.0, 200.0, 200.0);
    assert_eq!(
        of(&[Face {
            yaw: -30.0,
            ..straight.clone()
        }]),
        [PhotoProblem::NotFacing]
    );
    assert_eq!(
        of(&[Face {
            sharpness: 0.4,
            ..straight.clone()
        }]),
        [PhotoProblem::Blurred]
    );
    let mut closed = straight;
    for index in 36..48 {
        closed.landmarks[index].y = 166.0;
    }
    assert_eq!(of(&[closed]), [PhotoProblem::EyesHidden]);
}

#[test]
fn dark_glasses_and_darkness_are_told_apart() {
    let face = [face(200.0, 200.0, 200.0)];
    assert_eq!(
        problems(&picture(SKIN, true), &face),
        [PhotoProblem::EyesHidden]
    );
    assert_eq!(problems(&picture(30, false), &face), [PhotoProblem::Dark]);
    assert_eq!(problems(&picture(70, false), &face), []);
}
