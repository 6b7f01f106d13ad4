//! Leaves out what a camera writes beside the picture: place, time, device, thumbnails.
//!
//! The picture itself is not touched. A JPEG's orientation is kept, or a reviewer would see it lie
//! on its side.

use image::metadata::Orientation;

const PNG_SIGNATURE: usize = 8;
/// Chunks that say something about the picture's maker, not the picture (PNG, third edition).
const PNG_TOLD: [&[u8; 4]; 5] = [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"];

/// A JPEG (ITU-T T.81) with only those application segments that colours depend on, and nothing
/// after its end (some phones put a film there). `None` if its segments do not add up, or it has no
/// end: decoders fill up with grey what is missing.
pub(super) fn jpeg(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    if orientation != Orientation::NoTransforms {
        kept.extend(exif(orientation));
    }
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        let end = match marker {
            FILL => at + 1,
            END => {
                kept.extend([0xFF, END]);
                return Some(kept);
            }
            _ => {
                let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
                at + 2 + usize::from(length)
            }
        };
        let end = if marker == SCAN {
            end_of_scan(bytes, end)?
        } else {
            end
        };
        let segment = bytes.get(at..end)?;
        if marker != FILL && jpeg_needs(marker, segment) {
            kept.extend(segment);
        }
        at = end;
    }
}

const SCAN: u8 = 0xDA;
const END: u8 = 0xD9;
const FILL: u8 = 0xFF;

/// Where the next marker stands: in coded pixels, 0xFF is followed by 0 or a restart marker.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let pairs = bytes.get(from..)?.windows(2);
    let marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | FILL);
    Some(from + pairs.into_iter().position(marker)?)
}

/// JFIF, ICC profiles and Adobe's colour transform, of APP0 to APP15; no comments.
fn jpeg_needs(marker: u8, segment: &[u8]) -> bool {
    let content = &segment[4.min(segment.len())..];
    match marker {
        0xE0 => content.starts_with(b"JFIF\0"),
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// An APP1 segment with the orientation alone (Exif 3.0: one entry, tag 0x0112, SHORT).
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut segment =
        b"\xFF\xE1\x00\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    segment.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0]);
    segment
}

/// A PNG without texts, times and EXIF. `None` if its chunks do not add up.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..PNG_SIGNATURE)?.to_vec();
    let mut at = PNG_SIGNATURE;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        // Length, type, content, check sum.
        let end = at
            .checked_add(usize::try_from(length).ok()?)?
            .checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        if !PNG_TOLD.contains(&kind) {
            kept.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, codecs};
    use std::io::Cursor;

    const PLACE: &[u8] = b"52.1N 3.0W";

    fn picture() -> DynamicImage {
        DynamicImage::new_rgb8(32, 16)
    }

    fn with_segment(jpeg: &[u8], segment: &[u8]) -> Vec<u8> {
        [&jpeg[..2], segment, &jpeg[2..]].concat()
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn contains(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn jpeg_loses_the_place_and_keeps_the_orientation() {
        let mut segment = b"\xFF\xE1\x00\x12Exif\0\0".to_vec();
        segment.extend(PLACE);
        let photo = with_segment(&encoded(ImageFormat::Jpeg), &segment);
        assert!(contains(&photo, PLACE));

        let stripped = jpeg(&photo, Orientation::Rotate90).unwrap();
        assert!(!contains(&stripped, PLACE));
        let mut decoder = ImageReader::with_format(Cursor::new(&stripped), ImageFormat::Jpeg)
            .into_decoder()
            .unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90);
        assert_eq!(decoder.dimensions(), (32, 16));
    }

    #[test]
    fn jpeg_loses_what_follows_it() {
        let photo = encoded(ImageFormat::Jpeg);
        let with_film = [&photo[..], PLACE].concat();
        assert_eq!(jpeg(&with_film, Orientation::NoTransforms).unwrap(), photo);
    }

    #[test]
    fn png_loses_its_exif() {
        let mut photo = Vec::new();
        let mut encoder = codecs::png::PngEncoder::new(&mut photo);
        encoder.set_exif_metadata(PLACE.to_vec()).unwrap();
        picture().write_with_encoder(encoder).unwrap();
        assert!(contains(&photo, PLACE));
        let stripped = png(&photo).unwrap();
        assert!(!contains(&stripped, PLACE));
        assert_eq!(image::load_from_memory(&stripped).unwrap().width(), 32);
    }

    #[test]
    fn what_does_not_add_up_is_no_photo() {
        for bytes in [
            &b"\xFF\xD8\xFF\xE1\xFF\xFFshort"[..],
            b"\xFF\xD8rubbish",
            b"\xFF\xD8",
            b"",
        ] {
            assert_eq!(jpeg(bytes, Orientation::NoTransforms), None);
        }
        let photo = encoded(ImageFormat::Png);
        assert_eq!(png(&photo[..photo.len() - 13]), None);
    }
}
