//! Photos of documents and portraits: what is wrong with them, and what their machine-readable zone says.

mod compare;
mod measure;
mod mrz;
mod name;
mod photo;
mod portrait;

pub use compare::{Difference, Typed, compare};
pub use mrz::training;
pub use mrz::{Fields, Format, Mrz, MrzDate, check_digit, read_mrz};
pub use name::transliterate;
pub use photo::{DocumentLook, PhotoProblem, PortraitLook};
