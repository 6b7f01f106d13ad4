//! A look at a photo just taken: is it any good, and small enough to be sent? Pure computation, and slow: not for the
//! thread that updates.

use crate::models::Models;
use kinline_protocol::{
    ErrorCode,
    findings::PhotoProblem,
    identity::PhotoKind,
    limits::{
        PHOTO_SENT_QUALITY, PHOTO_SENT_SIDE, PHOTO_SHORTEST_SIDE, PHOTO_SHOWN_QUALITY,
        PHOTO_SHOWN_SIDE,
    },
};
use kinline_vision::{
    Picture, PictureError, Template,
    document::{self, DocumentLook, PortraitLook},
};

/// A photo as it will be sent, and what was noticed about it.
#[derive(Clone)]
pub struct Looked {
    /// A JPEG of at most [`PHOTO_SENT_SIDE`], with nothing in it but the picture.
    pub bytes: Vec<u8>,
    /// A JPEG of at most [`PHOTO_SHOWN_SIDE`]: what the person sees of it.
    pub shown: Vec<u8>,
    /// What could be better, the worst first.
    pub problems: Vec<PhotoProblem>,
    /// Whose portrait it is, for the phone's own looks in a call: if there is exactly one face in it.
    pub only_face: Option<Template>,
}

/// Never shows the photo.
impl std::fmt::Debug for Looked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Looked({:?})", self.problems)
    }
}

/// Looks at a photo.
///
/// # Errors
/// It cannot be sent at all: the code has a sentence that says what to do.
pub fn look(kind: PhotoKind, bytes: &[u8], models: &Models) -> Result<Looked, ErrorCode> {
    let picture = Picture::decode(bytes).map_err(|error| code(&error))?;
    let picture = picture.scaled_to_fit(PHOTO_SENT_SIDE);
    if picture.width().min(picture.height()) < PHOTO_SHORTEST_SIDE {
        return Err(ErrorCode::PhotoTooSmall);
    }
    let (found, only_face) = match kind {
        PhotoKind::Portrait => portrait(&picture, models),
        PhotoKind::DocumentFront | PhotoKind::DocumentBack => {
            (DocumentLook::at(&picture).problems, None)
        }
    };
    Ok(Looked {
        bytes: picture.to_jpeg(PHOTO_SENT_QUALITY),
        shown: picture
            .scaled_to_fit(PHOTO_SHOWN_SIDE)
            .to_jpeg(PHOTO_SHOWN_QUALITY),
        problems: found
            .into_iter()
            .filter_map(|it| PhotoProblem::of(it.code()))
            .collect(),
        only_face,
    })
}

fn portrait(picture: &Picture, models: &Models) -> (Vec<document::PhotoProblem>, Option<Template>) {
    let models = models.get();
    let look = PortraitLook::at(picture, models.as_ref());
    let only_face = match (models, look.faces.as_slice()) {
        (Some(models), [face]) => Some(models.aligned_template(picture, face)),
        _ => None,
    };
    (look.problems, only_face)
}

fn code(error: &PictureError) -> ErrorCode {
    match error {
        PictureError::Heic => ErrorCode::PhotoHeic,
        PictureError::TooSmall { .. } => ErrorCode::PhotoTooSmall,
        PictureError::TooLarge { .. } => ErrorCode::PhotoTooLarge,
        _ => ErrorCode::PhotoUnreadable,
    }
}
