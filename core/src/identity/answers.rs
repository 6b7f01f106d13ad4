//! The reviewer's answer, and what must be mended after a rejection.

use super::{Saved, photo};
use crate::{
    navigation::Page,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use kinline_protocol::identity::{IdentityRejection, IdentityStatus, PhotoKind};

/// The server says where the case stands.
pub fn heard(state: &mut update::State, status: IdentityStatus, now: DateTime<Utc>) -> Vec<Effect> {
    let identity = &mut state.identity;
    if identity.saved.sending || is_late(identity.saved.status.as_ref(), &status) {
        return Vec::new();
    }
    let news = identity.saved.status.as_ref() != Some(&status);
    identity.saved.status = Some(status.clone());
    let mut effects = Vec::new();
    match status {
        IdentityStatus::Rejected { reason, photo, .. } if news => {
            effects.extend(photo::forget(
                &mut identity.saved,
                wrong_photos(reason, photo),
            ));
        }
        IdentityStatus::Approved { .. } => {
            effects.extend(photo::forget(&mut identity.saved, ALL_PHOTOS));
            identity.saved.draft.clear();
        }
        _ => {}
    }
    if !identity.saved.is_open(now) && is_form(state.navigation.page()) {
        effects.extend(state.reset(Page::IdentityStatus, now));
    }
    effects
}

/// Whether it was said before the case was there that waits now.
fn is_late(known: Option<&IdentityStatus>, heard: &IdentityStatus) -> bool {
    let Some(IdentityStatus::Submitted { case: waiting, .. }) = known else {
        return false;
    };
    match heard {
        IdentityStatus::NotSubmitted => true,
        IdentityStatus::Rejected { case, .. } => case != waiting,
        _ => false,
    }
}

/// The first page where something must be mended after a rejection.
pub fn to_mend(saved: &Saved) -> Option<Page> {
    let Some(IdentityStatus::Rejected { reason, .. }) = saved.status else {
        return None;
    };
    Some(match reason {
        // Typed anew by hand: the photos are as they were.
        IdentityRejection::DetailsDiffer => Page::IdentityDetails,
        IdentityRejection::DocumentExpired | IdentityRejection::DocumentNotAccepted
            if !saved.photos.contains_key(&PhotoKind::DocumentFront) =>
        {
            Page::IdentityDocument
        }
        _ => Page::IdentityPhotos,
    })
}

const ALL_PHOTOS: &[PhotoKind] = &[
    PhotoKind::DocumentFront,
    PhotoKind::DocumentBack,
    PhotoKind::Portrait,
];
const DOCUMENT: &[PhotoKind] = &[PhotoKind::DocumentFront, PhotoKind::DocumentBack];
const PORTRAIT: &[PhotoKind] = &[PhotoKind::Portrait];

/// The photos that must be taken again.
pub fn wrong_photos(reason: IdentityRejection, photo: Option<PhotoKind>) -> &'static [PhotoKind] {
    match (photo, reason) {
        (Some(PhotoKind::DocumentFront), _) => &[PhotoKind::DocumentFront],
        (Some(PhotoKind::DocumentBack), _) => &[PhotoKind::DocumentBack],
        (Some(PhotoKind::Portrait), _) => PORTRAIT,
        (None, IdentityRejection::PortraitUnclear | IdentityRejection::PortraitDiffers) => PORTRAIT,
        (None, IdentityRejection::DocumentExpired | IdentityRejection::DocumentNotAccepted) => {
            DOCUMENT
        }
        (
            None,
            IdentityRejection::PhotoBlurred
            | IdentityRejection::PhotoGlare
            | IdentityRejection::PhotoCutOff
            | IdentityRejection::PhotoDark,
        ) => DOCUMENT,
        // The reviewer's sentence says what; nothing is taken away.
        (None, IdentityRejection::DetailsDiffer | IdentityRejection::Other) => &[],
    }
}

fn is_form(page: Page) -> bool {
    matches!(
        page,
        Page::IdentityDetails
            | Page::IdentityDocument
            | Page::IdentityPhotos
            | Page::Camera(_)
            | Page::PhotoCheck(_)
            | Page::IdentitySending
    )
}
