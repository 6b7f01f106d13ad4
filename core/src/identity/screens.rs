//! Proving who one is, as people see it.

use super::{State as Identity, document_word, photo::Whereabouts};
use crate::{
    Action, CameraView, Choice, ChoiceOption, Facing, FieldKind, Form, Part, PhotoRequest, Place,
    Row, Screen, ScreenName, Tone, View, error, form,
    navigation::Page,
    parts::{self, actions, heading, notice, paragraph, primary, secondary, status, submit},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::identity::{DocumentType, IdentityStatus, PhotoKind};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::IdentityDetails => details(state, text),
        Page::IdentityDocument => document(state, text),
        Page::Camera(kind) => camera(state, kind, text),
        Page::IdentitySending => sending(state, text),
        Page::IdentityPhotos => photos(state, text),
        _ => case(state, text, now),
    }
}

/// What home says about it, until it is approved: a notice, and a button if there is something to do.
pub fn next_step(state: &State, text: &Text) -> Option<(Part, Option<crate::Button>)> {
    let open = |label: String| Some(primary(label, Action::Open(Place::Identity)));
    let saved = &state.identity.saved;
    if saved.sending {
        let told = notice(
            Tone::Waiting,
            text.say("identity-sending-title"),
            text.say("identity-next-sending"),
        );
        return Some((told, open(text.say("identity-next-look"))));
    }
    match saved.status.as_ref()? {
        IdentityStatus::NotSubmitted => {
            let told = notice(
                Tone::Attention,
                text.say("identity-next-title"),
                text.say("identity-next"),
            );
            let begun = !saved.draft.is_empty() || !saved.photos.is_empty();
            let label = if begun {
                text.say("identity-next-go-on")
            } else {
                text.say("identity-next-start")
            };
            Some((told, open(label)))
        }
        // Its end is told by a reminder and in the settings: calls can be booked meanwhile.
        IdentityStatus::Approved { .. } => None,
        IdentityStatus::Rejected { .. } => Some((
            told_rejection(state, text)?,
            open(text.say("identity-next-mend")),
        )),
        waiting => Some((told_waiting(waiting, text)?, None)),
    }
}

fn details(state: &State, text: &Text) -> Screen {
    let Identity { details, saved, .. } = &state.identity;
    let field = |id: &str, kind, label, hint| {
        Part::Field(form::field(
            id,
            kind,
            label,
            hint,
            &saved.draft,
            details,
            text,
        ))
    };
    let mut parts: Vec<Part> = error::summary(details, text).into_iter().collect();
    let hint = text.say("identity-names-hint");
    parts.extend([
        paragraph(text.say("identity-details-text")),
        field(
            "given_names",
            FieldKind::GivenNames,
            text.say("identity-given-names"),
            Some(hint),
        ),
        field(
            "family_name",
            FieldKind::FamilyName,
            text.say("identity-family-name"),
            None,
        ),
        field(
            "date_of_birth",
            FieldKind::Date,
            text.say("identity-date-of-birth"),
            Some(text.say("identity-date-of-birth-hint")),
        ),
        actions(vec![submit(
            text.say("go-on"),
            Form::IdentityDetails,
            false,
        )]),
    ]);
    let title = text.say("identity-details-title");
    parts::screen(state, ScreenName::IdentityDetails, text, title, parts)
}

fn document(state: &State, text: &Text) -> Screen {
    let Identity {
        document, saved, ..
    } = &state.identity;
    let missing = document
        .fields
        .contains_key("document")
        .then(|| text.say("identity-document-missing"));
    let option = |kind: DocumentType| ChoiceOption {
        value: document_word(kind),
        label: text.say_of("document", &kind),
        hint: Some(text.say_of("document-hint", &kind)),
        selected: saved.document() == Some(kind),
        action: None,
    };
    let mut parts: Vec<Part> = missing
        .iter()
        .map(|told| error::problem(told.clone(), text))
        .collect();
    parts.extend([
        Part::Choice(Choice {
            id: "document".into(),
            label: text.say("identity-document"),
            hint: Some(text.say("identity-document-hint")),
            several: false,
            options: DocumentType::ALL.into_iter().map(option).collect(),
            error: missing,
        }),
        actions(vec![submit(
            text.say("go-on"),
            Form::IdentityDocument,
            false,
        )]),
    ]);
    let title = text.say("identity-document-title");
    parts::screen(state, ScreenName::IdentityDocument, text, title, parts)
}

fn photos(state: &State, text: &Text) -> Screen {
    let Identity {
        photo_errors,
        saved,
        ..
    } = &state.identity;
    let mut parts = Vec::new();
    let mut sentences: Vec<String> = photo_errors
        .iter()
        .filter(|(kind, _)| saved.needed().contains(kind))
        .map(|(_, code)| error::sentence_for(*code, None, text))
        .collect();
    sentences.dedup();
    if !sentences.is_empty() {
        parts.push(error::problem(sentences.join("\n"), text));
    } else {
        parts.extend(told_rejection(state, text));
    }
    parts.push(paragraph(text.say("identity-photos-text")));
    parts.extend(
        saved
            .needed()
            .iter()
            .map(|kind| Part::Photo(request(state, *kind, text))),
    );
    parts.extend([
        heading(text.say("identity-check-heading")),
        summary(state, text),
        actions(vec![primary(
            text.say("identity-send"),
            Action::SubmitIdentity,
        )]),
    ]);
    let title = text.say("identity-photos-title");
    parts::screen(state, ScreenName::IdentityPhotos, text, title, parts)
}

/// What was typed, to be looked through before it is sent.
fn summary(state: &State, text: &Text) -> Part {
    let draft = &state.identity.saved.draft;
    let row = |title: String, detail: String| Row {
        title,
        detail: Some(detail),
        status: None,
        action: None,
    };
    let born = draft.get("date_of_birth").parse();
    let document = state.identity.saved.document();
    let names = format!("{} {}", draft.get("given_names"), draft.get("family_name"));
    Part::Rows {
        label: text.say("identity-check-heading"),
        rows: vec![
            row(text.say("identity-name"), names),
            row(
                text.say("identity-date-of-birth"),
                born.map_or_else(|_| String::new(), |day| text.date(day)),
            ),
            row(
                text.say("identity-document"),
                document.map_or_else(String::new, |it| text.say_of("document", &it)),
            ),
        ],
    }
}

fn request(state: &State, kind: PhotoKind, text: &Text) -> PhotoRequest {
    let Identity {
        photo_errors,
        saved,
        ..
    } = &state.identity;
    let there = saved.photos.get(&kind);
    let wrong = photo_errors
        .get(&kind)
        .map(|code| error::sentence_for(*code, None, text));
    let (tone, label) = match (&wrong, there) {
        (Some(_), _) => (Tone::Problem, text.say("photo-status-again")),
        (None, None) => (Tone::Attention, text.say("photo-status-missing")),
        (None, Some(photo)) => match photo.at {
            Whereabouts::Server(_) => (Tone::Good, text.say("photo-status-sent")),
            _ => (Tone::Good, text.say("photo-status-taken")),
        },
    };
    let action = Action::TakePhoto(kind);
    PhotoRequest {
        kind,
        label: photo_label(state, kind, text),
        hints: hints(kind, text),
        status: status(tone, label),
        error: wrong,
        action: match there {
            None => primary(text.say_of("photo-take", &kind), action),
            Some(_) => secondary(text.say_of("photo-retake", &kind), action),
        },
    }
}

/// A passport has no sides, but a page with a photo.
fn photo_label(state: &State, kind: PhotoKind, text: &Text) -> String {
    match (state.identity.saved.document(), kind) {
        (Some(DocumentType::Passport), PhotoKind::DocumentFront) => text.say("photo-passport-page"),
        _ => text.say_of("photo", &kind),
    }
}

fn hints(kind: PhotoKind, text: &Text) -> Vec<String> {
    match kind {
        PhotoKind::Portrait => {
            vec![
                text.say("portrait-hint-face"),
                text.say("portrait-hint-light"),
                text.say("portrait-hint-alone"),
            ]
        }
        _ => {
            vec![
                text.say("document-hint-corners"),
                text.say("document-hint-glare"),
                text.say("document-hint-sharp"),
            ]
        }
    }
}

fn camera(state: &State, kind: PhotoKind, text: &Text) -> Screen {
    let wrong = state.identity.photo_errors.get(&kind);
    let parts: Vec<Part> = wrong
        .map(|code| error::problem(error::sentence_for(*code, None, text), text))
        .into_iter()
        .chain([actions(vec![secondary(
            text.say("camera-cancel"),
            Action::PhotoCancelled,
        )])])
        .collect();
    let title = photo_label(state, kind, text);
    let screen = parts::screen(state, ScreenName::Camera, text, title, parts);
    let facing = if kind == PhotoKind::Portrait {
        Facing::Front
    } else {
        Facing::Back
    };
    Screen {
        view: View::Camera(CameraView {
            kind,
            facing,
            hints: hints(kind, text),
        }),
        ..screen
    }
}

fn sending(state: &State, text: &Text) -> Screen {
    let Identity {
        failure,
        saved,
        sent,
        ..
    } = &state.identity;
    let photos = || {
        saved
            .needed()
            .iter()
            .filter_map(|kind| Some((kind, saved.photos.get(kind)?)))
    };
    let total = photos().map(|(_, photo)| photo.bytes).sum();
    let done = photos()
        .map(|(kind, photo)| match photo.at {
            Whereabouts::Server(_) => photo.bytes,
            _ => sent.get(kind).copied().unwrap_or(0).min(photo.bytes),
        })
        .sum();
    let mut parts: Vec<Part> = failure.iter().map(|it| error::notice(it, text)).collect();
    parts.push(Part::Progress {
        label: text.say("identity-sending-progress"),
        done,
        total,
    });
    parts.push(paragraph(text.say("identity-sending-text")));
    if failure.is_some() {
        parts.push(actions(vec![primary(
            text.say("try-again"),
            Action::SubmitIdentity,
        )]));
    }
    let title = text.say("identity-sending-title");
    parts::screen(state, ScreenName::IdentitySending, text, title, parts)
}

fn case(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut parts = Vec::new();
    let home = primary(text.say("to-home"), Action::Open(Place::Home));
    match &state.identity.saved.status {
        Some(IdentityStatus::Rejected { rejected_at, .. }) => {
            parts.extend(told_rejection(state, text));
            let day = text.moment(*rejected_at);
            parts.push(paragraph(
                text.say_with("identity-rejected-at", &[("day", day.into())]),
            ));
            parts.push(paragraph(text.say("identity-rejected-kept")));
            let mend = primary(
                text.say("identity-next-mend"),
                Action::Open(Place::Identity),
            );
            parts.push(actions(vec![mend]));
        }
        Some(IdentityStatus::Approved { .. }) => {
            if let Some(until) = state.identity.saved.ends_soon(now) {
                parts.push(told_end(until, text));
                let again = Action::Open(Place::Identity);
                parts.push(actions(vec![primary(
                    text.say("identity-next-renew"),
                    again,
                )]));
            }
            let told = text.say("identity-approved");
            parts.push(notice(
                Tone::Good,
                text.say("identity-approved-title"),
                told,
            ));
            parts.push(actions(vec![home]));
        }
        Some(waiting @ (IdentityStatus::Submitted { .. } | IdentityStatus::InReview { .. })) => {
            parts.extend(told_waiting(waiting, text));
            parts.push(heading(text.say("identity-what-next")));
            parts.push(paragraph(text.say("identity-what-next-text")));
            parts.push(actions(vec![home]));
        }
        Some(IdentityStatus::NotSubmitted) | None => {
            parts.push(paragraph(text.say("identity-loading")));
            parts.push(actions(vec![home]));
        }
    }
    parts::screen(
        state,
        ScreenName::IdentityStatus,
        text,
        text.say("identity-status-title"),
        parts,
    )
}

/// Until when the proof is valid.
fn told_end(until: DateTime<Utc>, text: &Text) -> Part {
    let day = text.day(until.with_timezone(&text.zone()).date_naive());
    let told = text.say_with("identity-ends", &[("day", day.into())]);
    notice(Tone::Attention, text.say("identity-ends-title"), told)
}

/// Where the case is in the queue, and when to expect an answer.
fn told_waiting(waiting: &IdentityStatus, text: &Text) -> Option<Part> {
    let (title, told) = match waiting {
        IdentityStatus::Submitted {
            answer_by,
            cases_before,
            ..
        } => {
            let (cases, day) = ((*cases_before).into(), text.moment(*answer_by).into());
            let told = text.say_with("identity-submitted", &[("cases", cases), ("day", day)]);
            (text.say("identity-submitted-title"), told)
        }
        IdentityStatus::InReview { answer_by, .. } => {
            let day = text.moment(*answer_by).into();
            let told = text.say_with("identity-in-review", &[("day", day)]);
            (text.say("identity-in-review-title"), told)
        }
        _ => return None,
    };
    Some(notice(Tone::Waiting, title, told))
}

/// Why the case was rejected, which photo it is about, and how to do better.
fn told_rejection(state: &State, text: &Text) -> Option<Part> {
    let IdentityStatus::Rejected {
        reason,
        photo,
        note,
        ..
    } = state.identity.saved.status.as_ref()?
    else {
        return None;
    };
    let mut sentences = vec![text.say_of("identity-rejection", reason)];
    sentences.extend(photo.map(|kind| {
        let label = photo_label(state, kind, text);
        text.say_with("identity-rejected-photo", &[("photo", label.into())])
    }));
    sentences.extend(
        note.as_deref()
            .map(|note| text.say_with("identity-rejected-note", &[("note", note.into())])),
    );
    Some(notice(
        Tone::Problem,
        text.say("identity-rejected-title"),
        sentences.join("\n"),
    ))
}
