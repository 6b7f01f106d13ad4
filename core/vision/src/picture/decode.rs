//! Picture files: what can be read, within bounds that are stated here.

use super::{Picture, PictureError, check_size};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, codecs::png::PngDecoder,
    metadata::Orientation,
};
use std::io::Cursor;
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

/// Bytes that decoding may take at any moment, the file itself aside: 512 MiB. The largest picture needs 150 MB, twice while it
/// is turned upright; what a file's kind of coding would need beyond that is told as too large before any of it is taken. Making
/// it small and looking at it stay within the same bound.
pub const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// What decoders need besides pixels: tables, rows, EXIF.
const TABLES: u64 = 16 * 1024 * 1024;
const RGB: u64 = 3;
/// No camera or program writes more scans; each costs as much time as a whole baseline JPEG.
const MOST_SCANS: usize = 24;
/// Each block of 8 x 8 pixels of a baseline JPEG takes at least two bits (ITU-T T.81: no Huffman code is empty).
const PIXELS_A_BYTE: u64 = 64 * 8 / 2;
/// A progressive JPEG's coefficients are kept until its last scan: two bytes each.
const COEFFICIENTS: u64 = 2;

impl Picture {
    /// Reads a JPEG (grey, YCbCr, CMYK; baseline or progressive) or PNG (8 or 16 bits) and turns it upright as its EXIF says.
    ///
    /// At most [`MOST_PIXELS`](super::MOST_PIXELS) and [`MOST_MEMORY`]; see there.
    pub fn decode(bytes: &[u8]) -> Result<Self, PictureError> {
        if bytes.is_empty() {
            return Err(PictureError::Empty);
        }
        if is_heic(bytes) {
            return Err(PictureError::Heic);
        }
        match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => jpeg(bytes),
            Ok(ImageFormat::Png) => png(bytes),
            _ => Err(PictureError::NotAPicture),
        }
    }
}

/// ISO base media with one of the brands of HEIF (ISO/IEC 23008-12, annex B and what phones write).
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"msf1",
    ];
    bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..12)
            .is_some_and(|brand| BRANDS.contains(&brand))
}

fn jpeg(bytes: &[u8]) -> Result<Picture, PictureError> {
    // Strict: what is cut off would else be filled up with grey.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let damaged = |_| PictureError::Damaged;
    decoder.decode_headers().map_err(damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height)?;
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif));
    let progressive = is_progressive(bytes);
    if !progressive && u64::from(width) * u64::from(height) > PIXELS_A_BYTE * bytes.len() as u64 {
        return Err(PictureError::Damaged);
    }
    let coefficients = if progressive {
        COEFFICIENTS * u64::from(info.components)
    } else {
        0
    };
    let turned = orientation.map_or(0, |_| RGB);
    check_memory(width, height, (RGB + coefficients).max(RGB + turned))?;
    let rgb = decoder.decode().map_err(damaged)?;
    let picture = Picture::from_rgb(width, height, rgb)?;
    Ok(match orientation {
        None | Some(Orientation::NoTransforms) => picture,
        Some(orientation) => upright(DynamicImage::from(picture.into_image()), orientation),
    })
}

/// Whether its frame header is that of a progressive one (ITU-T T.81, SOF2): markers before the first scan.
fn is_progressive(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        match marker {
            0xC2 => return true,
            0xC0 | 0xC1 | 0xDA => return false,
            0xFF => at += 1,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    // What cannot be followed is taken for the one that costs more.
    true
}

fn png(bytes: &[u8]) -> Result<Picture, PictureError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut decoder =
        PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let own = u64::from(decoder.color_type().bytes_per_pixel());
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    check_memory(width, height, own + RGB)?;
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    Ok(upright(DynamicImage::from(image.into_rgb8()), orientation))
}

fn refused(error: &ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge {
            width: 0,
            height: 0,
        },
        _ => PictureError::Damaged,
    }
}

fn check_memory(width: u32, height: u32, bytes_a_pixel: u64) -> Result<(), PictureError> {
    if u64::from(width) * u64::from(height) * bytes_a_pixel + TABLES > MOST_MEMORY {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

fn upright(mut image: DynamicImage, orientation: Orientation) -> Picture {
    image.apply_orientation(orientation);
    Picture::from_image(image.into_rgb8())
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
