//! Is it a photo? Decoded once, within limits; kept without what a camera wrote beside the picture.

use super::strip;
use crate::problem::Answer;
use kinline_protocol::{ErrorCode, limits::PHOTO_SHORTEST_SIDE};
use kinline_vision::{Picture, PictureError};
use std::path::{Path, PathBuf};

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

/// The memory that it may take is [`kinline_vision::MOST_MEMORY`].
fn check_file(part: &Path, photo: &Path) -> Answer<&'static str> {
    let bytes = std::fs::read(part)?;
    let picture = Picture::decode(&bytes).map_err(|error| refusal(&error))?;
    if picture.width().min(picture.height()) < PHOTO_SHORTEST_SIDE {
        return Err(ErrorCode::PhotoTooSmall.into());
    }
    drop(picture);
    let (content_type, stripped) = strip::stripped(&bytes).ok_or(ErrorCode::PhotoUnreadable)?;
    crate::server::write_private(photo, &stripped)?;
    Ok(content_type)
}

/// What to tell of a file that is no photo to be used.
pub fn refusal(error: &PictureError) -> ErrorCode {
    match error {
        PictureError::TooLarge { .. } => ErrorCode::PhotoTooLarge,
        PictureError::TooSmall { .. } => ErrorCode::PhotoTooSmall,
        PictureError::Heic => ErrorCode::PhotoHeic,
        _ => ErrorCode::PhotoUnreadable,
    }
}
