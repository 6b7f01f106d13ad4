//! What is wrong with a portrait, from the faces found in it.
//!
//! Measured by `photo-limits` (see `measure.rs`) on the seven faces of the sample photos that can be cut out as portraits: few, and
//! no measure of anybody else. As they are, nobody is told anything but one who looks 22 degrees to the side. Glasses that let a
//! fifth less through: nobody; two fifths less: three of seven. Where less than half of the light is left, or the blur is a
//! hundredth of the face's height, the detector itself misses some: those whom it finds when the picture is made brighter are told
//! of the light, the others that no face is found.

use super::{PhotoProblem, measure::Look, mrz::raster::Luma, photo::those_that_are};
use crate::{Face, FaceModels, Picture, Point};

/// A face that nobody else's would be taken for in a portrait: the detector's score.
const UNSURE: f32 = 0.1;
/// A second face counts if it is at least so large beside the first (its height), and so sure.
const SECOND: f32 = 0.35;
const SECOND_SCORE: f32 = 0.5;
/// A face is at least so much of the picture's shorter side; the recogniser's own input is 150 pixels.
const SMALLEST_SHARE: f32 = 0.2;
const SMALLEST: f32 = 100.0;
/// Degrees: beyond, one ear is gone and templates differ. Passport photos allow 5; people are no passport photographers.
const FACING: f32 = 22.0;
/// From sharpness 1 on a template means something; good photos have 2 to 10.
const SHARP: f32 = 1.0;
/// Cheeks darker than this, of 255, hide what the skin shows, whatever its tone: dark skin in good light has 60 and more.
const DARK: f32 = 38.0;
/// The brightest part of an eye (its white, its lid) beside the cheek: eyes have 0.8 and more, dark glasses 0.5 and less.
const COVERED: f32 = 0.6;
/// Height of an open eye by its width (Soukupová and Čech, 2016): open 0.25 and more, closed under 0.15.
const CLOSED: f32 = 0.13;

/// The faces of a portrait, largest first. A face that fills a picture in poor light is not sure to the detector, and there should be
/// one: where none is sure, the surest is believed.
pub(super) fn faces(picture: &Picture, models: &FaceModels) -> Vec<Face> {
    let sure = models.faces(picture);
    if !sure.is_empty() {
        return sure;
    }
    let unsure = models.faces_above(picture, UNSURE).into_iter();
    let surest = unsure.max_by(|a, b| a.score.total_cmp(&b.score));
    surest.into_iter().collect()
}

/// Whether more light is what it takes for a face to be found.
pub(super) fn wants_light(picture: &Picture, models: &FaceModels) -> bool {
    let look = Look::at(picture);
    let more = || lit(picture, look.could_be_brighter());
    look.is_dark() || !models.faces(&more()).is_empty()
}

/// So many times as bright.
fn lit(picture: &Picture, times: f32) -> Picture {
    let brighter = |value: &u8| (f32::from(*value) * times).min(255.0) as u8;
    let rgb = picture.rgb().iter().map(brighter).collect();
    let lit = Picture::from_rgb(picture.width(), picture.height(), rgb);
    lit.unwrap_or_else(|_| picture.clone())
}

pub(super) fn problems(picture: &Picture, faces: &[Face]) -> Vec<PhotoProblem> {
    let Some(face) = faces.first() else {
        return vec![PhotoProblem::NoFace];
    };
    let luma = Luma::of(picture);
    let second = faces[1..].iter().any(|other| {
        other.score > SECOND_SCORE && other.bounds.height > SECOND * face.bounds.height
    });
    let shorter = picture.width().min(picture.height()) as f32;
    let height = face.bounds.height;
    let cheek = cheek(&luma, face);
    let turned = face.yaw.abs() > FACING;
    those_that_are([
        (PhotoProblem::TwoFaces, second),
        (PhotoProblem::CutOff, reaches_over(picture, face)),
        (
            PhotoProblem::TooSmall,
            height < SMALLEST_SHARE * shorter || height < SMALLEST,
        ),
        (PhotoProblem::NotFacing, turned),
        (
            PhotoProblem::EyesHidden,
            !turned && (is_covered(&luma, face, cheek) || is_closed(face)),
        ),
        (PhotoProblem::Dark, cheek < DARK),
        (PhotoProblem::Blurred, face.sharpness < SHARP),
    ])
}

/// Chin, brow or a cheek is beyond the picture's edge.
fn reaches_over(picture: &Picture, face: &Face) -> bool {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    face.landmarks
        .iter()
        .any(|point| point.x < 0.0 || point.y < 0.0 || point.x >= width || point.y >= height)
}

/// The eyes' points among the 68: from the outer or left corner around.
const EYES: [std::ops::Range<usize>; 2] = [36..42, 42..48];

fn is_closed(face: &Face) -> bool {
    let far = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y);
    EYES.iter().all(|eye| {
        let eye = &face.landmarks[eye.clone()];
        (far(eye[1], eye[5]) + far(eye[2], eye[4])) / (2.0 * far(eye[0], eye[3]).max(1.0)) < CLOSED
    })
}

fn is_covered(luma: &Luma, face: &Face, cheek: f32) -> bool {
    EYES.iter().all(|eye| {
        let eye = &face.landmarks[eye.clone()];
        let width = (eye[3].x - eye[0].x).abs();
        let middle = Point {
            x: (eye[0].x + eye[3].x) / 2.0,
            y: (eye[0].y + eye[3].y) / 2.0,
        };
        share_of(luma, middle, (0.6 * width, 0.35 * width), 85) < COVERED * cheek
    })
}

/// How bright the brighter cheek is: beside the nose, below the eyes.
fn cheek(luma: &Luma, face: &Face) -> f32 {
    let nose = face.landmarks[30];
    let size = face.bounds.width * 0.06;
    let side = |jaw: usize| {
        let jaw = face.landmarks[jaw];
        let middle = Point {
            x: (nose.x + jaw.x) / 2.0,
            y: (nose.y + jaw.y) / 2.0,
        };
        share_of(luma, middle, (size, size), 50)
    };
    side(2).max(side(14))
}

/// The brightness that so many of a hundred pixels around a point are darker than.
fn share_of(luma: &Luma, middle: Point, (across, down): (f32, f32), share: usize) -> f32 {
    const STEPS: i32 = 6;
    let at = |step: i32, reach: f32| step as f32 / STEPS as f32 * reach;
    let mut values: Vec<f32> = Vec::new();
    for row in -STEPS..=STEPS {
        for column in -STEPS..=STEPS {
            values.push(luma.at(middle.x + at(column, across), middle.y + at(row, down)));
        }
    }
    values.sort_unstable_by(f32::total_cmp);
    values[(values.len() - 1) * share / 100]
}

#[cfg(test)]
#[path = "portrait_tests.rs"]
mod tests;
