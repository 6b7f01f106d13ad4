//! What is wrong with a photo, so that it can be taken again at once.

use super::{
    measure::{Look, rotated},
    mrz::{print_across, read_mrz},
    portrait,
};
use crate::{FaceModels, Picture};

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

/// What is wrong with a photo of a document, worst first.
pub fn document_problems(picture: &Picture) -> Vec<PhotoProblem> {
    let look = Look::at(picture);
    let has_zone = read_mrz(picture).is_some();
    let mut problems = Vec::new();
    let mut say = |problem, is: bool| problems.extend(is.then_some(problem));
    say(PhotoProblem::Turned, !has_zone && is_turned(picture));
    say(PhotoProblem::CutOff, look.is_cut_off());
    say(PhotoProblem::TooSmall, look.is_too_small());
    say(PhotoProblem::Dark, look.is_dark());
    say(PhotoProblem::Glare, look.has_glare());
    say(PhotoProblem::Blurred, look.is_blurred());
    problems
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

/// What is wrong with a portrait, worst first; without models, what can be told without knowing faces.
pub fn portrait_problems(models: Option<&FaceModels>, picture: &Picture) -> Vec<PhotoProblem> {
    match models {
        Some(models) => portrait::problems(picture, &models.faces(picture)),
        None => {
            let look = Look::at(picture);
            let dark = look.is_dark().then_some(PhotoProblem::Dark);
            dark.into_iter()
                .chain(look.is_blurred().then_some(PhotoProblem::Blurred))
                .collect()
        }
    }
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
