//! Photos: checked on the phone, kept until the server has them.

use super::Saved;
use crate::{
    navigation::Page,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use image::ImageReader;
use kinline_protocol::{ErrorCode, UploadId, identity::PhotoKind, limits};
use serde::{Deserialize, Serialize};
use std::{fmt, io::Cursor};

/// Names a photo: counts up, so that a retaken one is another.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PhotoId(u32);

impl PhotoId {
    /// The number, and the next one in its place.
    fn take(&mut self) -> Self {
        let taken = *self;
        self.0 = self.0.wrapping_add(1);
        taken
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A photo that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its number.
    pub id: PhotoId,
    /// Its size, bytes.
    pub bytes: u64,
    /// Where it is.
    pub at: Whereabouts,
}

/// Where a photo is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whereabouts {
    /// On the phone only.
    Phone,
    /// On its way to that address; still on the phone.
    OnItsWay(String),
    /// With the server; not on the phone any more.
    Server(UploadId),
}

/// The camera, or the library, gave a photo.
pub fn taken(
    state: &mut update::State,
    kind: PhotoKind,
    bytes: Vec<u8>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let identity = &mut state.identity;
    if let Err(code) = check(&bytes) {
        identity.photo_errors.insert(kind, code);
        return Vec::new();
    }
    identity.photo_errors.remove(&kind);
    identity.sent.remove(&kind);
    let id = identity.saved.next_photo.take();
    let photo = Taken {
        id,
        bytes: bytes.len() as u64,
        at: Whereabouts::Phone,
    };
    let mut effects = forget(&mut identity.saved, &[kind]);
    identity.saved.photos.insert(kind, photo);
    effects.push(Effect::KeepPhoto(id, bytes));
    match state.navigation.page() {
        Page::Camera(_) => drop(state.navigation.back()),
        _ => effects.extend(state.open(Page::IdentityPhotos, now)),
    }
    effects
}

/// Forgets photos, also on the phone.
pub fn forget(saved: &mut Saved, kinds: &[PhotoKind]) -> Vec<Effect> {
    let gone: Vec<PhotoId> = kinds
        .iter()
        .filter_map(|kind| saved.photos.remove(kind))
        .map(|photo| photo.id)
        .collect();
    if gone.is_empty() {
        Vec::new()
    } else {
        vec![Effect::DropPhotos(gone)]
    }
}

/// What the server would refuse is not sent. Reads the header only.
fn check(bytes: &[u8]) -> Result<(), ErrorCode> {
    if bytes.len() as u64 > limits::PHOTO_BYTES {
        return Err(ErrorCode::PhotoTooLarge);
    }
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let (width, height) = reader
        .ok()
        .and_then(|reader| reader.into_dimensions().ok())
        .ok_or(ErrorCode::PhotoUnreadable)?;
    if width.min(height) < limits::PHOTO_SHORTEST_SIDE {
        return Err(ErrorCode::PhotoTooSmall);
    }
    if u64::from(width) * u64::from(height) > limits::PHOTO_PIXELS {
        return Err(ErrorCode::PhotoTooLarge);
    }
    Ok(())
}
