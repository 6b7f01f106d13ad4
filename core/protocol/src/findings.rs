//! What a machine saw in the photos of an identity case. Advice for the reviewer: it decides nothing.

use crate::identity::PhotoKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// All of it, for one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings {
    /// What is not good about the photos.
    pub photos: Vec<PhotoFinding>,
    /// What the document's machine-readable zone says.
    pub zone: ZoneFinding,
    /// Whether the document's face and the portrait's are one person's.
    pub faces: FaceFinding,
}

/// Something that is not good about a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoFinding {
    /// Which photo.
    pub photo: PhotoKind,
    /// What.
    pub problem: PhotoProblem,
}

/// What can be noticed about a photo. The phone says each with how to do better, before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PhotoProblem {
    /// Not sharp.
    Blurred,
    /// Too dark.
    Dark,
    /// A reflection hides something.
    Glare,
    /// An edge of the document is not in the picture.
    CutOff,
    /// The document, or the face, is too small in the picture.
    TooSmall,
    /// The document lies on its side.
    Turned,
    /// No face is seen.
    NoFace,
    /// More than one face is seen.
    TwoFaces,
    /// The face looks to the side.
    NotFacing,
    /// The eyes are hidden.
    EyesHidden,
}

impl PhotoProblem {
    /// Every problem.
    pub const ALL: [Self; 10] = [
        Self::Blurred,
        Self::Dark,
        Self::Glare,
        Self::CutOff,
        Self::TooSmall,
        Self::Turned,
        Self::NoFace,
        Self::TwoFaces,
        Self::NotFacing,
        Self::EyesHidden,
    ];

    /// By its word, as the code that finds it says it too.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        serde_json::from_value(word.into()).ok()
    }
}

/// What came of reading the machine-readable zone (ICAO Doc 9303).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ZoneFinding {
    /// This kind of document has none.
    None,
    /// It could not be found.
    NotFound,
    /// It was read.
    Read(Zone),
}

/// A machine-readable zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Zone {
    /// On which photo.
    pub photo: PhotoKind,
    /// As printed, two or three lines.
    pub lines: Vec<String>,
    /// Whether all check digits fit: else a character was misread, or the document is not right.
    pub valid: bool,
    /// What it says otherwise than what was typed.
    pub differences: Vec<Difference>,
    /// The last day of the document's validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<NaiveDate>,
    /// Whether that is over, on the day that it was sent.
    pub expiry: Expiry,
}

/// Whether a document has expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Expiry {
    /// The zone does not say.
    Unknown,
    /// It is in date.
    InDate,
    /// It has expired, but not so long ago that it would not be accepted.
    Accepted,
    /// It has expired.
    Expired,
}

/// Something that the document says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// What.
    pub field: TypedField,
    /// As typed.
    pub typed: String,
    /// As the document says.
    pub document: String,
}

/// What is typed of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TypedField {
    /// First names.
    GivenNames,
    /// Last name.
    FamilyName,
    /// Date of birth.
    DateOfBirth,
}

/// What came of comparing the document's face with the portrait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FaceFinding {
    /// This kind of document shows no face.
    None,
    /// The server runs without what it needs to see faces.
    Unavailable,
    /// No face was found on a photo: there is nothing to compare.
    NotFound {
        /// On the first such photo.
        photo: PhotoKind,
    },
    /// Both were found, and can be looked at side by side.
    Compared {
        /// How alike they are.
        likeness: Likeness,
    },
}

/// How alike two faces are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Likeness {
    /// Likely one person's.
    LikelySame,
    /// It cannot be told.
    CannotTell,
    /// Likely not one person's.
    LikelyNot,
}
