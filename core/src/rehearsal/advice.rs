//! What is told of a picture: light, distance, who is seen, and whether the face is clear.

use super::{Company, Look};
use kinline_vision::{Face, watch::WatchSettings};
use serde::Serialize;

/// A face darker than this shows no features any more, parts of white: in the package's sample photos, darkened step by
/// step, faces are missed below it.
const DARK: f32 = 0.15;
/// A picture so much brighter than the face in it: the light is behind it.
const AGAINST_LIGHT: f32 = 2.2;
/// Brighter faces than this are not in the dark, whatever is behind them.
const LIT: f32 = 0.35;
/// Narrower faces, parts of the picture's shorter side, are far away: a head at some two metres from a phone.
const FAR: f32 = 0.16;
/// Wider ones are so near that the least movement cuts them off.
const NEAR: f32 = 0.75;

/// What is told of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The light.
    pub light: Light,
    /// What is told of the faces; `None` on a phone that cannot look for faces.
    pub faces: Option<Faces>,
}

/// What is told of the faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faces {
    /// How many people are seen.
    pub people: usize,
    /// Whether one is recognised by one's own portrait.
    pub recognised: bool,
    /// What is told of the largest face.
    pub largest: Option<(Distance, Clarity)>,
}

/// How the light is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// As it should be.
    Good,
    /// Too little.
    Dark,
    /// Behind the face.
    Behind,
}

/// How far away the face is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distance {
    /// As it should be.
    Good,
    /// Too far.
    Far,
    /// Too near.
    Near,
}

/// Whether the face is seen well enough to be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clarity {
    /// It is.
    Good,
    /// Part of it is outside the picture.
    CutOff,
    /// It is turned away.
    Turned,
    /// It is blurred.
    Blurred,
}

impl Advice {
    /// What a picture says.
    pub fn of(look: &Look, company: &Company) -> Self {
        let faces = look.faces.as_ref().map(|faces| Faces {
            // Whose face is told of is there, however still they sit: only besides them is a picture on the wall nobody.
            people: company.people().max(usize::from(!faces.is_empty())),
            recognised: company.recognised(),
            largest: faces.first().map(|seen| {
                let clarity = Clarity::of(&seen.face, look, &WatchSettings::default());
                (Distance::of(&seen.face, look), clarity)
            }),
        });
        Self {
            light: Light::of(look),
            faces,
        }
    }
}

impl Light {
    fn of(look: &Look) -> Self {
        let seen = look.face_brightness.unwrap_or(look.brightness);
        if look.brightness > seen * AGAINST_LIGHT && seen < LIT {
            Self::Behind
        } else if seen < DARK {
            Self::Dark
        } else {
            Self::Good
        }
    }
}

impl Distance {
    fn of(face: &Face, look: &Look) -> Self {
        let part = face.bounds.width / look.width.min(look.height).max(1) as f32;
        if part < FAR {
            Self::Far
        } else if part > NEAR {
            Self::Near
        } else {
            Self::Good
        }
    }
}

impl Clarity {
    fn of(face: &Face, look: &Look, settings: &WatchSettings) -> Self {
        if !settings.is_inside(face, look.width, look.height) {
            Self::CutOff
        } else if face.yaw.abs() > settings.most_turned {
            Self::Turned
        } else if face.sharpness < settings.least_sharpness {
            Self::Blurred
        } else {
            Self::Good
        }
    }
}
