//! Photos for tests.

use image::{ImageFormat, RgbImage};
use std::io::Cursor;

/// A JPEG that does not compress well, so that it takes a while to send.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1u32;
    let picture = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, r, g, b] = state.to_be_bytes();
        image::Rgb([r, g, b])
    });
    encode(&picture, ImageFormat::Jpeg)
}

/// One of the files that the fuzzer begins with.
pub fn seed(name: &str) -> Vec<u8> {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/picture");
    std::fs::read(std::path::Path::new(seeds).join(name)).unwrap()
}

/// Where a photo was taken.
pub const PLACE: &[u8] = b"52.1N 3.0W";

/// What a camera writes into a JPEG (Exif 3.0): how it was held, and where.
pub fn told(orientation: u8) -> Vec<u8> {
    let head = b"\xFF\xE1\0\x2CExif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    [head.as_slice(), &[orientation], &[0; 6], PLACE].concat()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encode(&RgbImage::new(width, height), ImageFormat::Png)
}

fn encode(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}
