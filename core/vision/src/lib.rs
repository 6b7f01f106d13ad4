//! Faces, document photos and machine-readable zones: bytes and numbers in, values out.
//!
//! Nothing here reads a file, a clock or a network, starts a thread, or logs: who calls decides what is kept. The same
//! code advises on the phone and judges on the server.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use kinline_vision::{FaceModels, Likeness, Picture, Thresholds, likeness};
//! let models = FaceModels::load(&std::fs::read("faces.bin")?)?;
//! let portrait = Picture::decode(&std::fs::read("portrait.jpg")?)?;
//! let camera = Picture::decode(&std::fs::read("camera.jpg")?)?;
//! let (approved, seen) = (&models.faces(&portrait)[0], &models.faces(&camera)[0]);
//! let distance = models.aligned_template(&portrait, approved).distance(&models.aligned_template(&camera, seen));
//! assert_eq!(likeness(distance, &Thresholds::default()), Likeness::Same);
//! # Ok(()) }
//! ```

pub mod document;
mod face;
mod net;
mod picture;
pub mod watch;

pub use face::{
    Bounds, Detection, Error, Face, FaceModels, LEAST_SCORE, Likeness, Point, Template, Thresholds,
    likeness,
};
pub use picture::{MOST_MEMORY, MOST_PIXELS, Picture, PictureError, Plane};
