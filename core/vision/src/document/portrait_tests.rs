use super::*;
use crate::{Bounds, document::PortraitLook};
use image::{RgbImage, imageops};
use std::{env, path::PathBuf};

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

/// The folder that `cargo xtask models` makes.
fn models() -> PathBuf {
    let cache = || Some(PathBuf::from(env::var_os("XDG_CACHE_HOME")?));
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".cache"));
    let usual = || Some(cache().or_else(home)?.join("kinline/models"));
    let given = env::var_os("KINLINE_MODELS").map(PathBuf::from);
    given.or_else(usual).unwrap()
}

/// Portraits of all who look at the camera in the photos that come with the nets, with a little around each face.
fn portraits(nets: &FaceModels) -> Vec<Picture> {
    let mut files: Vec<_> = std::fs::read_dir(models().join("photos"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut portraits = Vec::new();
    for file in files {
        let photo = Picture::decode(&std::fs::read(file).unwrap()).unwrap();
        let faces = nets.faces(&photo);
        let large = |it: &&Face| it.yaw.abs() < 20.0 && it.bounds.height >= 110.0;
        portraits.extend(
            faces
                .iter()
                .filter(large)
                .map(|face| around(&photo, face.bounds)),
        );
    }
    portraits
}

fn around(photo: &Picture, face: Bounds) -> Picture {
    let (width, height) = (photo.width(), photo.height());
    let image = RgbImage::from_raw(width, height, photo.rgb().to_vec()).unwrap();
    let (left, top) = (face.x - face.width * 0.35, face.y - face.height * 0.45);
    let (left, top) = (left.max(0.0) as u32, top.max(0.0) as u32);
    let right = ((face.x + face.width * 1.35) as u32).min(width);
    let low = ((face.y + face.height * 1.4) as u32).min(height);
    let cut = imageops::crop_imm(&image, left, top, right - left, low - top).to_image();
    Picture::from_rgb(cut.width(), cut.height(), cut.into_raw()).unwrap()
}

#[test]
fn who_is_not_found_for_want_of_light_is_told_of_the_light() {
    let nets = FaceModels::load(&std::fs::read(models().join("faces.bin")).unwrap()).unwrap();
    let mut unseen = 0;
    for portrait in portraits(&nets) {
        let half = PortraitLook::at(&lit(&portrait, 0.5), Some(&nets));
        assert!(!half.problems.contains(&PhotoProblem::NoFace));
        unseen += usize::from(half.faces.is_empty());
        let dark = PortraitLook::at(&lit(&portrait, 0.1), Some(&nets));
        assert_eq!(dark.problems, [PhotoProblem::Dark]);
    }
    assert!(unseen > 0, "half of the light is enough for everybody");
    for (light, told) in [(0.5, PhotoProblem::NoFace), (0.1, PhotoProblem::Dark)] {
        let nobody = lit(&picture(SKIN, true), light);
        let nobody = PortraitLook::at(&nobody, Some(&nets));
        assert_eq!(nobody.problems, [told]);
    }
}
