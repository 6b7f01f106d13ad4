//! Is it a photo? Decoded once, within limits; kept without what a camera wrote beside the picture.

use super::strip;
use crate::problem::{Answer, Refusal};
use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use kinline_protocol::{
    ErrorCode,
    limits::{PHOTO_PIXELS, PHOTO_SHORTEST_SIDE},
};
use kinline_vision::{Picture, PictureError};
use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

/// Four bytes for each pixel of the largest photo, and what the decoder itself needs.
const MEMORY: u64 = PHOTO_PIXELS * 4 + 64 * 1024 * 1024;

/// Checks the file at `part` and puts the photo, with place and camera left out, at `photo`.
/// Returns its content type.
pub(super) async fn check(part: PathBuf, photo: PathBuf) -> Answer<&'static str> {
    let checked = tokio::task::spawn_blocking(move || check_file(&part, &photo)).await;
    checked.unwrap_or_else(|error| {
        // A decoder that panics has been given something that is no photo.
        tracing::warn!(panicked = error.is_panic(), "a photo could not be checked");
        Err(ErrorCode::PhotoUnreadable.into())
    })
}

fn check_file(part: &Path, photo: &Path) -> Answer<&'static str> {
    let reader = ImageReader::new(BufReader::new(File::open(part)?)).with_guessed_format()?;
    let Some(format) = reader.format() else {
        return Err(not_a_picture(&std::fs::read(part)?).into());
    };
    let content_type = match format {
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Png => "image/png",
        _ => return Err(ErrorCode::PhotoUnreadable.into()),
    };
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    limits.reserve(decoder.total_bytes()).map_err(unreadable)?;
    decoder.set_limits(limits).map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut pixels = vec![0; usize::try_from(decoder.total_bytes()).unwrap_or(usize::MAX)];
    decoder.read_image(&mut pixels).map_err(unreadable)?;
    drop(pixels);

    let bytes = std::fs::read(part)?;
    let stripped = match format {
        ImageFormat::Jpeg => strip::jpeg(&bytes, orientation),
        _ => strip::png(&bytes),
    };
    crate::server::write_private(photo, &stripped.ok_or(ErrorCode::PhotoUnreadable)?)?;
    Ok(content_type)
}

/// What is no JPEG or PNG; a HEIC photo can be told how to become one.
fn not_a_picture(bytes: &[u8]) -> ErrorCode {
    match Picture::decode(bytes) {
        Err(PictureError::Heic) => ErrorCode::PhotoHeic,
        _ => ErrorCode::PhotoUnreadable,
    }
}

fn check_size(width: u32, height: u32) -> Result<(), ErrorCode> {
    if u64::from(width) * u64::from(height) > PHOTO_PIXELS {
        return Err(ErrorCode::PhotoTooLarge);
    }
    if width.min(height) < PHOTO_SHORTEST_SIDE {
        return Err(ErrorCode::PhotoTooSmall);
    }
    Ok(())
}

fn unreadable(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => ErrorCode::PhotoTooLarge.into(),
        _ => ErrorCode::PhotoUnreadable.into(),
    }
}
