//! Machine-readable zones (ICAO Doc 9303, parts 3 to 7): found in a photo, read, and proved by their check digits.

mod decode;
mod format;
mod glyphs;
mod line;
pub(super) mod raster;
mod tracks;
mod zone;

pub use format::{Fields, Format, Mrz, MrzDate, check_digit};

use crate::Picture;
use glyphs::Network;
use raster::{Luma, Pyramid};

/// The longest side that is looked at, pixels: what is larger is halved first. A passport's zone across it has capitals of 50.
const LONGEST: usize = 2600;

/// Reads the machine-readable zone of a document in a photo that is about upright; `None` if there is none to be read.
pub fn read_mrz(picture: &Picture) -> Option<Mrz> {
    let network = Network::ours()?;
    let mut luma = Luma::of(picture);
    while luma.width.max(luma.height) > LONGEST {
        luma = luma.halved();
    }
    zone::read(&Pyramid::of(luma), network)
}

/// How much print runs across a picture: the lines' lengths, those that stand out counting most.
pub(super) fn print_across(picture: &Picture) -> f32 {
    let pyramid = Pyramid::of(Luma::of(picture));
    zone::all_tracks(&pyramid)
        .iter()
        .map(tracks::Track::weight)
        .sum()
}

/// What the tool that trains the network needs of the reader.
pub mod training {
    pub use super::glyphs::{
        ALPHABET, CLASSES, Cell, Layer, NOTHING, Network, OUTPUTS, POINTS, Patch, inputs, normalise,
    };
    pub use super::raster::{Luma, Pyramid};
}
