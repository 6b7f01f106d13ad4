//! Specimens: documents of invented people, drawn by code, and photographed by a camera that is drawn too.
//!
//! [`Document::draw`] gives a flat page; [`Shot`] photographs it: turned, in perspective, in uneven light, blurred, noisy,
//! as JPEG. The same seed gives the same photo. [`stray_page`] draws pages without a machine-readable zone.

mod camera;
mod font;
mod page;
mod people;
mod stray;

pub use camera::{Class, Photo, Shot, Warp};
pub use font::Font;
pub use page::{Document, Page, ZoneLine};
pub use people::Holder;
pub use stray::stray_page;

/// Why a specimen could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A font is not there: install its package.
    #[error("{path} is missing: apt-get install {package}")]
    Font {
        /// Where it should be.
        path: &'static str,
        /// Debian's package that brings it.
        package: &'static str,
    },
    /// The photo could not be written as JPEG.
    #[error("no JPEG: {0}")]
    Jpeg(#[from] image::ImageError),
}
