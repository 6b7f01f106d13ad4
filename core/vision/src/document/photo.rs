//! What is wrong with a photo, so that it can be taken again at once.

use super::{
    Mrz,
    measure::{Look, rotated},
    mrz::{print_across, read_mrz},
    portrait,
};
use crate::{Face, FaceModels, Picture};

/// What is wrong with a photo of a document or a person. Advice, never a refusal: who took it may send it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhotoProblem {
    /// Too little detail: hold still, come nearer, wait for the focus.
    Blurred,
    /// Too little light: turn a lamp on, go to the window.
    Dark,
    /// A lamp is mirrored in it: tilt it a little.
    Glare,
    /// The document reaches over the picture's edge: show all four corners.
    CutOff,
    /// The document or the face takes up too little of the picture: come nearer.
    TooSmall,
    /// It lies on its side or upside down: turn it.
    Turned,
    /// No face is seen: look into the camera.
    NoFace,
    /// More than one face: be alone in the picture.
    TwoFaces,
    /// The face is turned away: look straight into the camera.
    NotFacing,
    /// The eyes are covered or closed: take off dark glasses, brush hair aside.
    EyesHidden,
}

/// A photo of a document, looked at once.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentLook {
    /// Its machine-readable zone, if there is one to be read.
    pub zone: Option<Mrz>,
    /// What is wrong with the photo, worst first.
    pub problems: Vec<PhotoProblem>,
}

/// A portrait, looked at once.
#[derive(Debug, Clone, PartialEq)]
pub struct PortraitLook {
    /// The faces in it, the largest first; none without models.
    pub faces: Vec<Face>,
    /// What is wrong with the photo, worst first; without models, what can be told without knowing faces.
    pub problems: Vec<PhotoProblem>,
}

impl DocumentLook {
    /// Looks at a photo.
    pub fn at(picture: &Picture) -> Self {
        let look = Look::at(picture);
        let zone = read_mrz(picture);
        let checks = [
            (PhotoProblem::Turned, zone.is_none() && is_turned(picture)),
            (PhotoProblem::CutOff, look.is_cut_off()),
            (PhotoProblem::TooSmall, look.is_too_small()),
            (PhotoProblem::Dark, look.is_dark()),
            (PhotoProblem::Glare, look.has_glare()),
            (PhotoProblem::Blurred, look.is_blurred()),
        ];
        Self {
            zone,
            problems: those_that_are(checks),
        }
    }
}

impl PortraitLook {
    /// Looks at a photo.
    pub fn at(picture: &Picture, models: Option<&FaceModels>) -> Self {
        let Some(models) = models else {
            let look = Look::at(picture);
            return Self {
                faces: Vec::new(),
                problems: those_that_are([
                    (PhotoProblem::Dark, look.is_dark()),
                    (PhotoProblem::Blurred, look.is_blurred()),
                ]),
            };
        };
        let faces = portrait::faces(picture, models);
        let problems = match faces.is_empty() && portrait::wants_light(picture, models) {
            true => vec![PhotoProblem::Dark],
            false => portrait::problems(picture, &faces),
        };
        Self { faces, problems }
    }
}

pub(super) fn those_that_are<const N: usize>(
    checks: [(PhotoProblem, bool); N],
) -> Vec<PhotoProblem> {
    let checks = checks.into_iter();
    checks
        .filter_map(|(problem, is)| is.then_some(problem))
        .collect()
}

/// Its zone, or its print, is there when it is turned.
fn is_turned(picture: &Picture) -> bool {
    /// Print that runs up the picture, beside print that runs across it, must be so much more to tell.
    const MORE: f32 = 2.0;
    let small = picture.scaled_to_fit(1400);
    let quarter = rotated(&small);
    if print_across(&quarter) > MORE * print_across(&small) {
        return true;
    }
    read_mrz(&rotated(&quarter)).is_some()
}

impl PhotoProblem {
    /// All there are, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::NoFace,
        Self::TwoFaces,
        Self::Turned,
        Self::CutOff,
        Self::TooSmall,
        Self::NotFacing,
        Self::EyesHidden,
        Self::Dark,
        Self::Glare,
        Self::Blurred,
    ];

    /// Its name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Blurred => "blurred",
            Self::Dark => "dark",
            Self::Glare => "glare",
            Self::CutOff => "cut_off",
            Self::TooSmall => "too_small",
            Self::Turned => "turned",
            Self::NoFace => "no_face",
            Self::TwoFaces => "two_faces",
            Self::NotFacing => "not_facing",
            Self::EyesHidden => "eyes_hidden",
        }
    }
}
