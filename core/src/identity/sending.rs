//! Sending: one photo after the other, then the case. Goes on where it was, whatever cut it off.

use super::{
    Event, Saved, answers,
    photo::{self, PhotoId, Whereabouts},
};
use crate::{
    api::{ApiError, Progress, Request},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, UploadId,
    identity::{DocumentType, IdentityStatus, NewIdentityCase, Photo, PhotoKind},
    routes,
};

/// A photo to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub photo: PhotoId,
    /// What it shows.
    pub kind: PhotoKind,
    /// Where it is being sent to already, if it is.
    pub url: Option<String>,
}

/// What became of sending a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadEvent {
    /// It goes on.
    Progress(Progress),
    /// The server has it, and found it usable.
    Done(UploadId),
    /// It stands still.
    Failed(ApiError),
    /// The photo is not on the phone any more.
    Lost,
}

/// The person says "send", or "try again".
pub fn submit(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let identity = &mut state.identity;
    if !identity.saved.is_open(now) {
        return state.open(Page::IdentityStatus, now);
    }
    identity.details.restart();
    let details = identity
        .saved
        .details(&mut identity.details, now.date_naive());
    let Some(document) = identity.saved.document().filter(|_| details.is_some()) else {
        let page = if details.is_none() {
            Page::IdentityDetails
        } else {
            Page::IdentityDocument
        };
        return state.open(page, now);
    };
    // Something was noticed about a photo: the person says what becomes of it.
    let asked = document.photos().iter();
    if let Some(&kind) = asked
        .clone()
        .find(|it| identity.saved.candidates.contains_key(it))
    {
        return state.open(Page::PhotoCheck(kind), now);
    }
    let missing = missing(&identity.saved, document);
    if !missing.is_empty() {
        for kind in missing {
            identity
                .photo_errors
                .entry(kind)
                .or_insert(ErrorCode::PhotoMissing);
        }
        return state.open(Page::IdentityPhotos, now);
    }
    identity.saved.sending = true;
    let mut effects = state.open(Page::IdentitySending, now);
    effects.extend(go_on(state, now));
    effects
}

/// The next thing to send, if the person has said "send".
pub fn go_on(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let identity = &mut state.identity;
    if !identity.saved.sending {
        return Vec::new();
    }
    identity.failure = None;
    match next(&identity.saved, now) {
        Some(effect) => vec![effect],
        None => stop(state, Page::IdentityPhotos, now),
    }
}

/// Something about the sending of a photo.
pub fn uploaded(
    state: &mut update::State,
    id: PhotoId,
    event: UploadEvent,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let identity = &mut state.identity;
    // Of a photo that was retaken meanwhile.
    let Some((&kind, taken)) = identity.saved.photos.iter_mut().find(|(_, it)| it.id == id) else {
        return Vec::new();
    };
    match event {
        UploadEvent::Progress(Progress::Created(url)) => {
            taken.at = Whereabouts::OnItsWay(url);
            Vec::new()
        }
        UploadEvent::Progress(Progress::Sent(bytes)) => {
            identity.sent.insert(kind, bytes);
            Vec::new()
        }
        UploadEvent::Done(upload) => {
            taken.at = Whereabouts::Server(upload);
            let mut effects = vec![Effect::DropPhotos(vec![id])];
            effects.extend(go_on(state, now));
            effects
        }
        UploadEvent::Failed(error) => failed(state, kind, error, now),
        UploadEvent::Lost => take_again(state, &[(kind, ErrorCode::PhotoMissing)], now),
    }
}

/// The server answered to the case.
pub fn answered(
    state: &mut update::State,
    answer: Result<IdentityStatus, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let error = match answer {
        Ok(status) => {
            state.identity.saved.sending = false;
            return answers::heard(state, status, now);
        }
        Err(error) => error,
    };
    if error.code() == Some(ErrorCode::IdentityPending) {
        state.identity.saved.sending = false;
        return state.reset(Page::IdentityStatus, now);
    }
    let photos = refused_photos(&error, &state.identity.saved);
    if !photos.is_empty() {
        return take_again(state, &photos, now);
    }
    if matches!(&error, ApiError::Problem(problem) if !problem.fields.is_empty()) {
        state.identity.details.refused(error);
        return stop(state, Page::IdentityDetails, now);
    }
    state.identity.failure = Some(error);
    Vec::new()
}

/// A photo first; when the server has all of them, the case.
fn next(saved: &Saved, now: DateTime<Utc>) -> Option<Effect> {
    let document = saved.document()?;
    let mut photos = Vec::new();
    for &kind in document.photos() {
        let taken = saved.photos.get(&kind)?;
        let url = match &taken.at {
            Whereabouts::Server(upload) => {
                photos.push(Photo {
                    kind,
                    upload: *upload,
                });
                continue;
            }
            Whereabouts::OnItsWay(url) => Some(url.clone()),
            Whereabouts::Phone => None,
        };
        return Some(Effect::Upload(Upload {
            photo: taken.id,
            kind,
            url,
        }));
    }
    let details = saved.details(&mut Default::default(), now.date_naive())?;
    let case = NewIdentityCase {
        given_names: details.given_names,
        family_name: details.family_name,
        date_of_birth: details.date_of_birth,
        document,
        photos,
    };
    let request = Request::post(routes::IDENTITY_CASES, &case);
    Some(request.answer(|answer| Input::Identity(Event::Sent(answer))))
}

fn missing(saved: &Saved, document: DocumentType) -> Vec<PhotoKind> {
    let photos = document.photos().iter().copied();
    photos
        .filter(|kind| !saved.photos.contains_key(kind))
        .collect()
}

/// A photo that the server cannot use is taken again; all else may pass.
fn failed(
    state: &mut update::State,
    kind: PhotoKind,
    error: ApiError,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    match error.code() {
        Some(
            code @ (ErrorCode::PhotoTooLarge
            | ErrorCode::PhotoUnreadable
            | ErrorCode::PhotoTooSmall),
        ) => take_again(state, &[(kind, code)], now),
        Some(ErrorCode::TooLarge) => take_again(state, &[(kind, ErrorCode::PhotoTooLarge)], now),
        _ => {
            state.identity.failure = Some(error);
            Vec::new()
        }
    }
}

/// Which photos of a case the server refused: by field (`photos[1].upload`), or those it names none of.
fn refused_photos(error: &ApiError, saved: &Saved) -> Vec<(PhotoKind, ErrorCode)> {
    let ApiError::Problem(problem) = error else {
        return Vec::new();
    };
    let kinds = saved.needed();
    let photo = |field: &str| {
        let index = field.strip_prefix("photos[")?.split(']').next()?;
        kinds.get(index.parse::<usize>().ok()?).copied()
    };
    let fields = problem.fields.iter();
    let named: Vec<_> = fields
        .filter_map(|it| Some((photo(&it.field)?, it.code)))
        .collect();
    let about_photos = [
        ErrorCode::PhotoMissing,
        ErrorCode::PhotoUnreadable,
        ErrorCode::UploadIncomplete,
    ];
    if named.is_empty() && about_photos.contains(&problem.code) {
        return kinds.iter().map(|kind| (*kind, problem.code)).collect();
    }
    named
}

fn take_again(
    state: &mut update::State,
    photos: &[(PhotoKind, ErrorCode)],
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let kinds: Vec<_> = photos.iter().map(|(kind, _)| *kind).collect();
    let mut effects = photo::forget(&mut state.identity.saved, &kinds);
    state.identity.photo_errors.extend(photos.iter().copied());
    effects.extend(stop(state, Page::IdentityPhotos, now));
    effects
}

/// Something must be mended first.
fn stop(state: &mut update::State, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
    state.identity.saved.sending = false;
    if state.navigation.page() == Page::IdentitySending {
        state.navigation.back();
        return state.open(page, now);
    }
    Vec::new()
}
