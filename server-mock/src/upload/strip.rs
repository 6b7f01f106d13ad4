//! Leaves out what a camera writes beside the picture: place, time, device, thumbnails.
//!
//! The picture itself is not touched. Its orientation is kept, or a reviewer would see it lie on its
//! side. The app sends nothing of it; another client may.

use image::metadata::Orientation;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that the picture depends on (PNG, third edition); who made it, where and when is in others.
const PNG_NEEDS: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP",
];

/// The PNG reader takes any sum where it is fuzzed, so that it is reached at all; then we do as it does.
#[allow(unexpected_cfgs)] // cargo-fuzz sets it
const CHECKS_NO_SUMS: bool = cfg!(fuzzing);

/// A photo without all that. `None` if it is no JPEG or PNG, or does not add up.
pub(crate) fn stripped(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    match bytes.starts_with(PNG_SIGNATURE) {
        true => Some(("image/png", png(bytes)?)),
        false => Some(("image/jpeg", jpeg(bytes)?)),
    }
}

/// A JPEG (ITU-T T.81) with only those application segments that colours depend on, and nothing
/// after its end (some phones put a film there). `None` if its segments do not add up, or it has no
/// end: decoders fill up with grey what is missing.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
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
        let own = bytes.get(at..end)?;
        if marker != FILL && jpeg_needs(marker, own) {
            kept.extend(own);
        }
        kept.extend(turn(marker, own).into_iter().flat_map(segment));
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

/// How the picture is turned, of a segment that may say so.
fn turn(marker: u8, segment: &[u8]) -> Option<Orientation> {
    let exif = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    (marker == 0xE1).then(|| turn_of(exif))
}

fn turn_of(exif: &[u8]) -> Orientation {
    Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms)
}

/// An APP1 segment with the orientation alone.
fn segment(orientation: Orientation) -> Vec<u8> {
    [b"\xFF\xE1\x00\x22Exif\0\0".as_slice(), &exif(orientation)].concat()
}

/// Exif 3.0 with one entry: tag 0x0112, SHORT.
fn exif(orientation: Orientation) -> [u8; 26] {
    let mut exif = *b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation.to_exif();
    exif
}

/// A PNG with those chunks alone. `None` if its chunks do not add up.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = PNG_SIGNATURE.to_vec();
    let mut at = PNG_SIGNATURE.len();
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        // Length, type, content, check sum.
        let end = at
            .checked_add(usize::try_from(length).ok()?)?
            .checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        if PNG_NEEDS.contains(&kind) {
            kept.extend(chunk);
        }
        let (content, sum) = chunk[4..].split_at(chunk.len() - 8);
        // Who reads pictures skips what is damaged.
        if kind == b"eXIf" && (CHECKS_NO_SUMS || sum == check_sum(content)) {
            kept.extend(chunk_of_exif(turn_of(&content[4..])));
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        at = end;
    }
}

/// An eXIf chunk with the orientation alone.
fn chunk_of_exif(orientation: Orientation) -> Vec<u8> {
    let content = [b"eXIf".as_slice(), &exif(orientation)].concat();
    [b"\0\0\0\x1A".as_slice(), &content, &check_sum(&content)].concat()
}

/// CRC-32 (PNG, third edition, annex D).
fn check_sum(bytes: &[u8]) -> [u8; 4] {
    let bit = |sum: u32| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| bit(sum));
    (!bytes.iter().fold(u32::MAX, byte)).to_be_bytes()
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
        let mut told = segment(Orientation::Rotate90);
        told.extend(PLACE);
        told[3] += PLACE.len() as u8;
        let photo = with_segment(&encoded(ImageFormat::Jpeg), &told);
        assert!(contains(&photo, PLACE));

        let stripped = jpeg(&photo).unwrap();
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
        assert_eq!(jpeg(&with_film).unwrap(), photo);
    }

    #[test]
    fn png_loses_the_place_and_keeps_the_orientation() {
        let told = [&exif(Orientation::Rotate270), PLACE].concat();
        let mut photo = Vec::new();
        let mut encoder = codecs::png::PngEncoder::new(&mut photo);
        encoder.set_exif_metadata(told).unwrap();
        picture().write_with_encoder(encoder).unwrap();
        // A chunk that no standard knows.
        let own = [b"\0\0\0\x0AzzZz".as_slice(), PLACE, &[0; 4]].concat();
        let end = photo.len() - 12;
        photo.splice(end..end, own);
        assert!(contains(&photo, PLACE));
        let stripped = png(&photo).unwrap();
        assert!(!contains(&stripped, PLACE) && !contains(&stripped, b"zzZz"));
        let mut decoder = ImageReader::with_format(Cursor::new(&stripped), ImageFormat::Png)
            .into_decoder()
            .unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate270);
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
            assert_eq!(jpeg(bytes), None);
        }
        let photo = encoded(ImageFormat::Png);
        assert_eq!(png(&photo[..photo.len() - 13]), None);
    }
}
