use super::*;
use image::{
    ImageEncoder, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

const PLACE: &[u8] = b"52.1N 3.0W";

fn picture() -> RgbImage {
    RgbImage::from_fn(40, 24, |x, y| {
        image::Rgb([
            if x < 20 { 220 } else { 30 },
            if y < 12 { 200 } else { 40 },
            90,
        ])
    })
}

fn jpeg_bytes() -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95)
        .encode_image(&picture())
        .unwrap();
    bytes
}

fn png_bytes() -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&picture(), 40, 24, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// EXIF with an orientation, and a place that must not be passed on (Exif 3.0: GPS is in an IFD of its own).
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut segment =
        b"\xFF\xE1\0\0Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    segment.extend([orientation, 0, 0, 0, 0, 0, 0]);
    segment.extend(PLACE);
    let length = u16::try_from(segment.len() - 2).unwrap();
    segment[2..4].copy_from_slice(&length.to_be_bytes());
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

/// A PNG's header alone, of that size, with a right check sum.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png_bytes();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| {
        if sum & 1 == 1 {
            (sum >> 1) ^ 0xEDB8_8320
        } else {
            sum >> 1
        }
    };
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), step)
    })
}

fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg_bytes();
    let frame = bytes
        .windows(2)
        .position(|two| two == [0xFF, 0xC0])
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn refusal(bytes: &[u8]) -> PictureError {
    Picture::decode(bytes).err().unwrap()
}

/// The colour at a place, roughly: each channel light or dark.
fn light(picture: &Picture, x: usize, y: usize) -> [bool; 2] {
    let at = (y * picture.width() as usize + x) * 3;
    [0, 1].map(|channel| picture.rgb()[at + channel] > 128)
}

#[test]
fn what_is_no_picture_says_so() {
    assert_eq!(refusal(b""), PictureError::Empty);
    assert_eq!(
        refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        PictureError::Heic
    );
    assert_eq!(
        refusal(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"),
        PictureError::Heic
    );
    assert_eq!(refusal(b"%PDF-1.7 and more"), PictureError::NotAPicture);
    assert_eq!(refusal(b"\0\0\0\x18ftypisom"), PictureError::NotAPicture);
    assert_eq!(refusal(b"GIF89a\x01\0\x01\0"), PictureError::NotAPicture);
}

#[test]
fn each_refusal_says_what_to_do_next() {
    for error in [
        PictureError::Empty,
        PictureError::Heic,
        PictureError::NotAPicture,
        PictureError::Damaged,
        PictureError::TooSmall {
            width: 1,
            height: 1,
        },
        PictureError::TooLarge {
            width: 9,
            height: 9,
        },
    ] {
        let said = error.to_string();
        assert!(said.contains(": "), "{said}");
    }
}

#[test]
fn sizes_have_limits() {
    let too_large = |error| matches!(error, PictureError::TooLarge { .. });
    assert!(too_large(refusal(&png_of(12_000, 12_000))));
    assert!(too_large(refusal(&png_of(u32::MAX >> 1, u32::MAX >> 1))));
    assert!(too_large(refusal(&jpeg_of(65_000, 65_000))));
    assert!(too_large(refusal(&jpeg_of(12_000, 12_000))));
    let mut one = Vec::new();
    PngEncoder::new(&mut one)
        .write_image(&[0; 3], 1, 1, image::ExtendedColorType::Rgb8)
        .unwrap();
    assert_eq!(
        refusal(&one),
        PictureError::TooSmall {
            width: 1,
            height: 1
        }
    );
}

#[test]
fn a_jpeg_that_promises_more_than_it_has_is_damaged() {
    assert_eq!(refusal(&jpeg_of(4_000, 4_000)), PictureError::Damaged);
}

#[test]
fn every_cut_off_file_is_refused() {
    for whole in [jpeg_bytes(), with_exif(&jpeg_bytes(), 6), png_bytes()] {
        assert!(Picture::decode(&whole).is_ok());
        for length in 0..whole.len() - 12 {
            assert!(
                Picture::decode(&whole[..length]).is_err(),
                "{length} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn exif_turns_it_upright() {
    let upright = Picture::decode(&jpeg_bytes()).unwrap();
    assert_eq!((upright.width(), upright.height()), (40, 24));
    assert_eq!(light(&upright, 5, 5), [true, true]);
    // A camera held on its side: what is up in the scene is to the file's left.
    let turned = Picture::decode(&with_exif(&jpeg_bytes(), 6)).unwrap();
    assert_eq!((turned.width(), turned.height()), (24, 40));
    assert_eq!(light(&turned, 19, 5), [true, true]);
    assert_eq!(light(&turned, 5, 5), [true, false]);
    let over = Picture::decode(&with_exif(&jpeg_bytes(), 3)).unwrap();
    assert_eq!(light(&over, 35, 20), [true, true]);
}

#[test]
fn nothing_of_the_camera_is_written() {
    let file = with_exif(&jpeg_bytes(), 1);
    let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(has(&file, PLACE) && has(&file, b"Exif"));
    let written = Picture::decode(&file).unwrap().to_jpeg(90);
    assert!(!has(&written, PLACE) && !has(&written, b"Exif"));
    // JFIF alone: no other application segment at all.
    let segments = written.windows(2).take_while(|two| *two != [0xFF, 0xDA]);
    assert_eq!(
        segments
            .filter(|two| two[0] == 0xFF && (0xE1..=0xEF).contains(&two[1]))
            .count(),
        0
    );
}

#[test]
fn sixteen_bits_grey_and_alpha_become_rgb() {
    let wide: Vec<u16> = picture()
        .iter()
        .map(|value| u16::from(*value) * 257)
        .collect();
    let wide: Vec<u8> = wide.iter().flat_map(|value| value.to_ne_bytes()).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&wide, 40, 24, image::ExtendedColorType::Rgb16)
        .unwrap();
    assert_eq!(
        Picture::decode(&bytes).unwrap().rgb(),
        picture().as_raw().as_slice()
    );

    let grey = DynamicImage::from(picture()).into_luma_alpha16();
    let mut bytes = Cursor::new(Vec::new());
    grey.write_to(&mut bytes, ImageFormat::Png).unwrap();
    assert_eq!(Picture::decode(&bytes.into_inner()).unwrap().width(), 40);

    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes)
        .encode_image(&DynamicImage::from(picture()).into_luma8())
        .unwrap();
    let grey = Picture::decode(&bytes).unwrap();
    assert_eq!(grey.rgb().len(), 40 * 24 * 3);
}

/// Red above, blue below; made with Pillow, whose CMYK is Adobe's inverted kind.
#[test]
fn cmyk_and_progressive_become_rgb() {
    let samples: [&[u8]; 2] = [
        include_bytes!("samples/cmyk.jpg"),
        include_bytes!("samples/progressive.jpg"),
    ];
    for sample in samples {
        let picture = Picture::decode(sample).unwrap();
        let at = |x: usize, y: usize| {
            <[u8; 3]>::try_from(&picture.rgb()[(y * 48 + x) * 3..][..3]).unwrap()
        };
        let [red, green, blue] = at(10, 8);
        assert!(red > 180 && green < 90 && blue < 90, "{:?}", at(10, 8));
        let [red, green, blue] = at(10, 40);
        assert!(red < 90 && green < 90 && blue > 150, "{:?}", at(10, 40));
    }
}

#[test]
fn every_cut_off_progressive_jpeg_is_refused() {
    let whole = include_bytes!("samples/progressive.jpg");
    for length in 0..whole.len() - 12 {
        assert!(
            Picture::decode(&whole[..length]).is_err(),
            "{length} of {}",
            whole.len()
        );
    }
}
