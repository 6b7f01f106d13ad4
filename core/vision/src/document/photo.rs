//! What is wrong with a photo, so that it can be taken again at once.

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
pub fn document_problems(_picture: &Picture) -> Vec<PhotoProblem> {
    Vec::new()
}

/// What is wrong with a portrait, worst first; without models, what can be told without knowing faces.
pub fn portrait_problems(_models: Option<&FaceModels>, _picture: &Picture) -> Vec<PhotoProblem> {
    Vec::new()
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
