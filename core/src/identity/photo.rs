//! Photos: looked at on the phone, kept until the server has them.
//!
//! What the camera gives is kept at once, as it is, so that it outlives the app. It is looked at then, and taken if nothing
//! was noticed; else the person says whether to take it again. A machine refuses no photo that can be opened.

use super::{Saved, look::Looked};
use crate::{
    navigation::Page,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, UploadId, findings::PhotoProblem, identity::PhotoKind, limits::PHOTO_TAKEN_BYTES,
};
use serde::{Deserialize, Serialize};
use std::fmt;

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

/// A photo that is not taken yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its number.
    pub id: PhotoId,
    /// Its size, bytes.
    pub bytes: u64,
    /// What was noticed about it, the worst first; nothing as long as it is being looked at.
    pub noticed: Vec<PhotoProblem>,
    /// A small JPEG of it; empty until it is looked at, and anew after the app was killed.
    #[serde(skip)]
    pub shown: Vec<u8>,
}

/// Never shows the photo.
impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Candidate({}, {:?})", self.id, self.noticed)
    }
}

impl Candidate {
    /// Whether the person decides now.
    pub fn is_looked_at(&self) -> bool {
        !self.noticed.is_empty()
    }
}

/// The camera, or the library, gave a photo.
pub fn given(
    state: &mut update::State,
    kind: PhotoKind,
    bytes: Vec<u8>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let identity = &mut state.identity;
    if bytes.len() as u64 > PHOTO_TAKEN_BYTES {
        identity.photo_errors.insert(kind, ErrorCode::PhotoTooLarge);
        return Vec::new();
    }
    identity.photo_errors.remove(&kind);
    let id = identity.saved.next_photo.take();
    let candidate = Candidate {
        id,
        bytes: bytes.len() as u64,
        noticed: Vec::new(),
        shown: Vec::new(),
    };
    let before = identity.saved.candidates.insert(kind, candidate);
    let mut effects = vec![Effect::KeepPhoto(id, bytes), Effect::LookAtPhoto(id, kind)];
    effects.extend(before.map(|before| Effect::DropPhotos(vec![before.id])));
    if !matches!(state.navigation.page(), Page::Camera(_)) {
        effects.extend(state.open(Page::IdentityPhotos, now));
        effects.extend(state.open(Page::PhotoCheck(kind), now));
    } else {
        effects.extend(state.replace(Page::PhotoCheck(kind), now));
    }
    effects
}

/// It was looked at.
pub fn looked(
    state: &mut update::State,
    kind: PhotoKind,
    id: PhotoId,
    looked: Result<Looked, ErrorCode>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let identity = &mut state.identity;
    let candidate = identity.saved.candidates.get_mut(&kind);
    // Another was taken meanwhile, or another document chosen.
    let Some(candidate) = candidate.filter(|it| it.id == id) else {
        return Vec::new();
    };
    let here = state.navigation.page() == Page::PhotoCheck(kind);
    match looked {
        // Looked at before the app was killed: what is kept is as it will be sent, and what was noticed stands.
        Ok(looked) if candidate.is_looked_at() => {
            candidate.shown = looked.shown;
            Vec::new()
        }
        Ok(looked) => {
            candidate.bytes = looked.bytes.len() as u64;
            candidate.noticed = looked.problems;
            candidate.shown = looked.shown;
            let good = candidate.noticed.is_empty();
            let mut effects = vec![Effect::KeepPhoto(id, looked.bytes)];
            if good {
                effects.extend(take(state, kind));
            }
            effects
        }
        Err(code) => {
            identity.saved.candidates.remove(&kind);
            identity.photo_errors.insert(kind, code);
            let mut effects = vec![Effect::DropPhotos(vec![id])];
            if here {
                effects.extend(state.replace(Page::Camera(kind), now));
            }
            effects
        }
    }
}

/// The person uses a photo as it is; one that is still being looked at is not small enough to be sent yet.
pub fn keep(state: &mut update::State, kind: PhotoKind) -> Vec<Effect> {
    let candidate = state.identity.saved.candidates.get(&kind);
    match candidate.is_some_and(Candidate::is_looked_at) {
        true => take(state, kind),
        false => Vec::new(),
    }
}

/// The candidate is the photo from now on.
fn take(state: &mut update::State, kind: PhotoKind) -> Vec<Effect> {
    let saved = &mut state.identity.saved;
    let Some(candidate) = saved.candidates.remove(&kind) else {
        return Vec::new();
    };
    let effects = forget(saved, &[kind]);
    let photo = Taken {
        id: candidate.id,
        bytes: candidate.bytes,
        at: Whereabouts::Phone,
    };
    saved.photos.insert(kind, photo);
    state.identity.sent.remove(&kind);
    if state.navigation.page() == Page::PhotoCheck(kind) {
        state.navigation.back();
    }
    effects
}

/// Looks at photos again that nobody has decided about: the look was cut off, or what is shown of them is gone.
pub fn go_on(saved: &Saved) -> Vec<Effect> {
    let look = |(kind, it): (&PhotoKind, &Candidate)| Effect::LookAtPhoto(it.id, *kind);
    saved.candidates.iter().map(look).collect()
}

/// Forgets photos, also on the phone.
pub fn forget(saved: &mut Saved, kinds: &[PhotoKind]) -> Vec<Effect> {
    let mut gone = Vec::new();
    for kind in kinds {
        gone.extend(saved.photos.remove(kind).map(|photo| photo.id));
        gone.extend(saved.candidates.remove(kind).map(|photo| photo.id));
    }
    if gone.is_empty() {
        Vec::new()
    } else {
        vec![Effect::DropPhotos(gone)]
    }
}
