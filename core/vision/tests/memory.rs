//! The memory that reading a picture file, and looking at it, may take: an allocator gives no more than that, and ends the test
//! if it is asked for it.
//! One test, in a binary of its own: nothing else may allocate meanwhile.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use cap::Cap;
use image::{DynamicImage, ImageFormat};
use kinline_vision::{MOST_MEMORY, Picture, PictureError, document::DocumentLook};
use std::{alloc::System, io::Cursor};

#[global_allocator]
static BOUNDED: Cap<System> = Cap::new(System, usize::MAX);

const MEGABYTE: usize = 1 << 20;

/// Decodes, makes small as a phone does, and looks, with no more than so many bytes beyond what is there already.
fn within(bytes: usize, file: &[u8]) -> Result<(u32, u32), PictureError> {
    BOUNDED.set_limit(BOUNDED.allocated() + bytes).unwrap();
    let looked = Picture::decode(file).map(|picture| {
        let picture = picture.scaled_to_fit(2_560);
        DocumentLook::at(&picture);
        (picture.width(), picture.height())
    });
    BOUNDED.set_limit(usize::MAX).unwrap();
    looked
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Another size in a PNG's header, and its check sum; all zeros compress to nothing, so a small file may promise any size.
fn promising(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let bits = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 * (sum & 1))
        })
    };
    let sum = !png[12..29].iter().fold(u32::MAX, bits);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

fn turned(jpeg: &[u8]) -> Vec<u8> {
    let exif = b"\xFF\xE1\x00\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    [&jpeg[..2], exif, &jpeg[2..]].concat()
}

#[test]
fn no_file_takes_more_memory_than_stated() {
    let most = usize::try_from(MOST_MEMORY).unwrap();
    let small = DynamicImage::new_rgba16(64, 64);
    let too_large = |decoded| matches!(decoded, Err(PictureError::TooLarge { .. }));

    // Refused by their headers alone.
    let png = file(&small, ImageFormat::Png);
    assert!(too_large(within(
        MEGABYTE,
        &promising(png.clone(), 12_000, 12_000)
    )));
    assert!(too_large(within(
        MEGABYTE,
        &promising(png.clone(), 7_050, 7_050)
    )));
    let mut jpeg = file(&small.to_rgb8().into(), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFD, 0xE8, 0xFD, 0xE8]);
    assert!(too_large(within(MEGABYTE, &jpeg)));
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x1B, 0x58, 0x1B, 0x58]);
    assert_eq!(within(MEGABYTE, &jpeg), Err(PictureError::Damaged));

    // As large as may be, and nothing behind it: a PNG of 16 bits and alpha, a progressive JPEG.
    assert_eq!(
        within(most, &promising(png, 6_600, 6_600)),
        Err(PictureError::Damaged)
    );
    let mut progressive = include_bytes!("../src/picture/samples/progressive.jpg").to_vec();
    let frame = progressive
        .windows(2)
        .position(|two| two == [0xFF, 0xC2])
        .unwrap();
    progressive[frame + 5..frame + 9].copy_from_slice(&[0x1B, 0x58, 0x1B, 0x58]);
    assert!(within(most, &progressive).is_err());

    // As large as may be, whole, and lying on its side.
    let jpeg = turned(&file(
        &DynamicImage::new_luma8(8_000, 6_200),
        ImageFormat::Jpeg,
    ));
    assert_eq!(within(most, &jpeg), Ok((1_984, 2_560)));

    // It is halved before it is filtered: a filter over all of it would take 270 MB.
    let whole = Picture::decode(&jpeg).unwrap();
    BOUNDED
        .set_limit(BOUNDED.allocated() + 220 * MEGABYTE)
        .unwrap();
    let small = whole.scaled_to_fit(2_560);
    BOUNDED.set_limit(usize::MAX).unwrap();
    assert_eq!((small.width(), small.height()), (1_984, 2_560));
}
