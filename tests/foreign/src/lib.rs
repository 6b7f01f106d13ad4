//! Everything that reads strangers' bytes, one function each: whatever comes, each answers, and none panics.
//!
//! `fuzz/` throws bytes at them (`cargo xtask fuzz`); a test here gives each its seeds, and what once broke it.

use chrono::NaiveDate;
use kinline_mock::foreign;
pub use kinline_mock::foreign::{h264, parameters, timetable, upload};
use kinline_vision::{
    FaceModels, Picture, Template,
    document::{DocumentLook, Mrz, Typed, compare},
};

/// A function that takes whatever comes.
pub type Target = fn(&[u8]);

/// All of them, by the name of their target and of their folder of seeds.
pub const TARGETS: [(&str, Target); 10] = [
    ("picture", picture),
    ("zone", zone),
    ("zone_text", zone_text),
    ("models", models),
    ("photo", photo),
    ("sdp", sdp),
    ("h264", h264),
    ("parameters", parameters),
    ("upload", upload),
    ("timetable", timetable),
];

/// A picture file.
pub fn picture(bytes: &[u8]) {
    if let Ok(picture) = Picture::decode(bytes) {
        let small = picture.scaled_to_fit(64);
        assert!(small.width().max(small.height()) <= 64);
        assert!(!small.to_jpeg(50).is_empty());
    }
}

/// A photo that may have a zone: its width, and then grey pixels.
pub fn zone(bytes: &[u8]) {
    let Some((&[low, high], pixels)) = bytes.split_first_chunk() else {
        return;
    };
    let width = usize::from(u16::from_le_bytes([low, high]) % 1024).max(1);
    let rows = pixels.len() / width;
    let rgb = pixels[..rows * width].iter().flat_map(|grey| [*grey; 3]);
    let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(rows)) else {
        return;
    };
    let Ok(picture) = Picture::from_rgb(width, height, rgb.collect()) else {
        return;
    };
    if let Some(mrz) = DocumentLook::at(&picture).zone {
        let lines: Vec<&str> = mrz.lines.iter().map(String::as_str).collect();
        assert!(Mrz::parse(&lines).is_some_and(|parsed| parsed.valid || !mrz.valid));
    }
}

/// A zone's text, and names that are compared with it.
pub fn zone_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let (names, zone) = lines.split_at(lines.len().min(2));
    let Some(mrz) = Mrz::parse(zone) else {
        return;
    };
    let name = |index: usize| (*names.get(index).unwrap_or(&"")).to_owned();
    let typed = Typed {
        given_names: name(0),
        family_name: name(1),
        date_of_birth: NaiveDate::default(),
    };
    compare(&mrz, &typed, NaiveDate::default());
}

/// A file of face models; a face's template.
pub fn models(bytes: &[u8]) {
    let _ = FaceModels::load(bytes);
    let _ = Template::from_bytes(bytes);
}

/// A photo that is kept: what can be seen in it stays.
pub fn photo(bytes: &[u8]) {
    let stripped = foreign::stripped(bytes);
    if let (Ok(picture), Some(stripped)) = (Picture::decode(bytes), stripped) {
        assert!(Picture::decode(&stripped).is_ok_and(|kept| kept == picture));
    }
}

/// What a phone offers.
pub fn sdp(bytes: &[u8]) {
    foreign::sdp(&String::from_utf8_lossy(bytes));
}
