//! Proving who one is: details, document, photos, a reviewer's answer.
//!
//! ```text
//! details → document → photos ⇄ camera → check → sending → status: submitted → in review → approved
//!    ↑________↑__________↑____________________________________________________↳ rejected
//! ```
//! After a rejection only what was wrong is asked for again; the rest is still there.

mod answers;
mod look;
mod photo;
mod photo_screens;
#[cfg(test)]
mod photo_tests;
mod screens;
mod sending;
#[cfg(test)]
mod tests;

pub use look::{Looked, look};
pub use photo::PhotoId;
pub use screens::{next_step, screen};
pub use sending::{Upload, UploadEvent};

use crate::{
    Action, FieldValue, Form,
    api::{ApiError, Request},
    form::{Check, Draft},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, PersonName,
    identity::{DocumentType, IdentityStatus, PhotoKind},
    limits, routes,
};
use photo::{Candidate, Taken};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// How the form for the details stands.
    pub details: Check,
    /// How the form for the document stands.
    pub document: Check,
    /// What is wrong with a photo.
    pub photo_errors: BTreeMap<PhotoKind, ErrorCode>,
    /// Bytes of photos that are on their way.
    pub sent: BTreeMap<PhotoKind, u64>,
    /// Why sending stands still.
    pub failure: Option<ApiError>,
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What was typed and chosen.
    pub draft: Draft,
    /// Photos that were taken; the server may have them already.
    pub photos: BTreeMap<PhotoKind, Taken>,
    /// Photos that are being looked at, or that the person is asked about.
    pub candidates: BTreeMap<PhotoKind, Candidate>,
    /// The number of the next photo.
    pub next_photo: PhotoId,
    /// The person has said "send", and the case is not there yet.
    pub sending: bool,
    /// What the server last said.
    pub status: Option<IdentityStatus>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// Where the case stands.
    Status(Result<IdentityStatus, ApiError>),
    /// The case was sent.
    Sent(Result<IdentityStatus, ApiError>),
    /// A photo was looked at.
    Looked(PhotoId, PhotoKind, Result<Looked, ErrorCode>),
    /// About the sending of a photo.
    Upload(PhotoId, UploadEvent),
}

/// What was typed, when all of it can be used.
pub struct Details {
    /// First names.
    pub given_names: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
}

impl Saved {
    /// The document that was chosen.
    pub fn document(&self) -> Option<DocumentType> {
        let chosen = self.draft.get("document");
        DocumentType::ALL
            .into_iter()
            .find(|document| document_word(*document) == chosen)
    }

    /// The photos that the document needs, in the order of taking them.
    pub fn needed(&self) -> &'static [PhotoKind] {
        self.document().map_or(&[], DocumentType::photos)
    }

    /// The numbers of photos that are on the phone.
    pub fn kept_photos(&self) -> Vec<PhotoId> {
        let photos = self.photos.values().map(|photo| photo.id);
        photos
            .chain(self.candidates.values().map(|photo| photo.id))
            .collect()
    }

    /// Whether a person can send something now.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        match self.status {
            Some(IdentityStatus::Rejected {
                attempts_left: 0, ..
            }) => false,
            Some(IdentityStatus::Submitted { .. } | IdentityStatus::InReview { .. }) => false,
            Some(IdentityStatus::Approved { .. }) => self.ends_soon(now).is_some(),
            Some(IdentityStatus::NotSubmitted | IdentityStatus::Rejected { .. }) | None => true,
        }
    }

    /// When the proof ended, if it has.
    pub fn has_ended(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.ends_soon(now).filter(|until| now >= *until)
    }

    /// When the proof ends, if that is so soon that it can be renewed.
    pub fn ends_soon(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.status {
            Some(IdentityStatus::Approved { valid_until, .. }) => {
                let renewal = TimeDelta::days(limits::IDENTITY_RENEWAL_DAYS);
                valid_until.filter(|until| now >= *until - renewal)
            }
            _ => None,
        }
    }

    /// The details, or what is wrong with them.
    pub fn details(&self, check: &mut Check, today: NaiveDate) -> Option<Details> {
        let given_names = check.read(
            "given_names",
            PersonName::parse(self.draft.get("given_names")),
        );
        let family_name = check.read(
            "family_name",
            PersonName::parse(self.draft.get("family_name")),
        );
        let born = date_of_birth(self.draft.get("date_of_birth"), today);
        let date_of_birth = check.read("date_of_birth", born);
        Some(Details {
            given_names: given_names?,
            family_name: family_name?,
            date_of_birth: date_of_birth?,
        })
    }
}

/// A document's word, as the option's value.
pub fn document_word(document: DocumentType) -> String {
    let word = serde_json::to_value(document).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// Nobody who calls was born after today or 130 years ago.
pub fn date_of_birth(text: &str, today: NaiveDate) -> Result<NaiveDate, ErrorCode> {
    let day =
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| ErrorCode::DateInvalid)?;
    let plausible = day <= today && today.year() - day.year() <= 130;
    if plausible {
        Ok(day)
    } else {
        Err(ErrorCode::DateInvalid)
    }
}

/// Where proving one's identity stands: the page to go on with.
pub fn entry(state: &update::State, now: DateTime<Utc>) -> Page {
    let identity = &state.identity;
    let rejected = matches!(identity.saved.status, Some(IdentityStatus::Rejected { .. }));
    if identity.saved.sending {
        return Page::IdentitySending;
    }
    // An answer is read first; from there one goes on to what must be sent again.
    let answered = rejected || identity.saved.ends_soon(now).is_some();
    if !identity.saved.is_open(now) || (answered && state.navigation.page() != Page::IdentityStatus)
    {
        return Page::IdentityStatus;
    }
    if let Some(page) = answers::to_mend(&identity.saved) {
        return page;
    }
    let typed = identity
        .saved
        .details(&mut Check::default(), now.date_naive())
        .is_some();
    match (typed, identity.saved.document()) {
        (false, _) => Page::IdentityDetails,
        (true, None) => Page::IdentityDocument,
        (true, Some(_)) => Page::IdentityPhotos,
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::KeepDraft { form, values } => keep(state, form, values),
        Action::Submit {
            form: Form::IdentityDetails,
            values,
        } => {
            let mut effects = keep(state, Form::IdentityDetails, values);
            effects.extend(submit_details(state, now));
            effects
        }
        Action::Submit {
            form: Form::IdentityDocument,
            values,
        } => {
            let mut effects = keep(state, Form::IdentityDocument, values);
            effects.extend(submit_document(state, now));
            effects
        }
        Action::TakePhoto(kind) => {
            state.identity.photo_errors.remove(&kind);
            state.open(Page::Camera(kind), now)
        }
        Action::PhotoTaken { kind, bytes } => photo::given(state, kind, bytes, now),
        Action::CheckPhoto(kind) if state.identity.saved.candidates.contains_key(&kind) => {
            state.open(Page::PhotoCheck(kind), now)
        }
        Action::KeepPhoto(kind) => photo::keep(state, kind),
        Action::PhotoCancelled => {
            if matches!(state.navigation.page(), Page::Camera(_)) {
                state.navigation.back();
            }
            Vec::new()
        }
        Action::SubmitIdentity => sending::submit(state, now),
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    match event {
        Event::Status(Ok(status)) => answers::heard(state, status, now),
        Event::Status(Err(_)) => Vec::new(),
        Event::Sent(answer) => sending::answered(state, answer, now),
        Event::Looked(id, kind, looked) => photo::looked(state, kind, id, looked, now),
        Event::Upload(photo, event) => sending::uploaded(state, photo, event, now),
    }
}

/// Asks where the case stands.
pub fn refresh(state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    match state.identity.saved.status {
        Some(IdentityStatus::Approved { .. }) => Vec::new(),
        _ => vec![Request::get(routes::IDENTITY).answer(|it| Input::Identity(Event::Status(it)))],
    }
}

/// Goes on with what was cut off: looking at photos, sending.
pub fn go_on(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects = photo::go_on(&state.identity.saved);
    effects.extend(sending::go_on(state, now));
    effects
}

/// Keeps what stands in a form. Photos of another document are of no use: they go.
fn keep(state: &mut update::State, form: Form, values: Vec<FieldValue>) -> Vec<Effect> {
    let saved = &mut state.identity.saved;
    let own: &[&str] = match form {
        Form::IdentityDocument => &["document"],
        _ => &["given_names", "family_name", "date_of_birth"],
    };
    let before = saved.document();
    let values = values
        .into_iter()
        .filter(|value| own.contains(&value.field.as_str()));
    saved.draft.fill(values.collect());
    if before.is_none() || saved.document() == before {
        return Vec::new();
    }
    photo::forget(saved, &[PhotoKind::DocumentFront, PhotoKind::DocumentBack])
}

fn submit_details(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let identity = &mut state.identity;
    identity.details.restart();
    match identity
        .saved
        .details(&mut identity.details, now.date_naive())
    {
        Some(_) if identity.saved.document().is_some() => state.open(Page::IdentityPhotos, now),
        Some(_) => state.open(Page::IdentityDocument, now),
        None => Vec::new(),
    }
}

fn submit_document(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let identity = &mut state.identity;
    identity.document.restart();
    let chosen = identity.saved.document().ok_or(ErrorCode::InvalidInput);
    match identity.document.read("document", chosen) {
        Some(_) => state.open(Page::IdentityPhotos, now),
        None => Vec::new(),
    }
}
