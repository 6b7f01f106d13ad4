//! Faces: where they are, what they look like to a machine, and whether two are the same person's.

mod alignment;
mod detector;
mod input;
mod landmarks;
mod models;
mod pose;
mod recognition;
mod sharpness;
mod template;

pub use crate::net::Error;
pub use detector::{Detection, LEAST_SCORE};
pub use models::FaceModels;
pub use template::{Likeness, Template, Thresholds, likeness};

/// A place in a picture, pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// An upright box in a picture, pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Pixels.
    pub width: f32,
    /// Pixels.
    pub height: f32,
}

impl Bounds {
    /// Square pixels.
    pub fn area(&self) -> f32 {
        self.width * self.height
    }

    /// With so many parts of its size more on each side.
    pub(crate) fn grown(&self, parts: f32) -> Self {
        Self {
            x: self.x - parts * self.width,
            y: self.y - parts * self.height,
            width: self.width * (1.0 + 2.0 * parts),
            height: self.height * (1.0 + 2.0 * parts),
        }
    }
}

/// A face found in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Where it is; may reach over the picture's edge.
    pub bounds: Bounds,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    /// The 68 points of iBUG 300-W: 0-16 jaw, 17-26 brows, 27-35 nose, 36-47 eyes, 48-67 mouth; left and right as seen.
    pub landmarks: [Point; 68],
    /// How far the head is turned to the picture's right, degrees; about 0 is facing, beyond 40 a profile. A rough measure.
    pub yaw: f32,
    /// How sharp it is: 0 no detail at all, 1 just enough for a template that means something, a good photo 2 to 10.
    pub sharpness: f32,
}
