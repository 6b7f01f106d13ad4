//! The photos, as people see them: asked for, taken, and what was noticed about them.

use super::{
    State as Identity,
    photo::{Candidate, Whereabouts},
    screens,
};
use crate::{
    Action, CameraView, Facing, Part, PhotoRequest, Picture, Row, Screen, ScreenName, Tone, View,
    error,
    parts::{self, actions, heading, notice, paragraph, primary, secondary, status},
    text::Text,
    update::State,
};
use kinline_protocol::identity::{DocumentType, PhotoKind};

/// The photos, one row each.
pub fn photos(state: &State, text: &Text) -> Screen {
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
        parts.extend(screens::told_rejection(state, text));
    }
    parts.push(paragraph(text.say("identity-photos-text")));
    parts.extend(
        saved
            .needed()
            .iter()
            .map(|kind| Part::Photo(request(state, *kind, text))),
    );
    parts.extend([
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
    let (status, action) = match saved.candidates.get(&kind) {
        None => (
            status(tone, label),
            match there {
                None => primary(text.say_of("photo-take", &kind), Action::TakePhoto(kind)),
                Some(_) => secondary(text.say_of("photo-retake", &kind), Action::TakePhoto(kind)),
            },
        ),
        Some(candidate) => {
            let (tone, label) = match candidate.is_looked_at() {
                true => (Tone::Attention, text.say("photo-status-noticed")),
                false => (Tone::Waiting, text.say("photo-status-looking")),
            };
            let look = primary(text.say("photo-look"), Action::CheckPhoto(kind));
            (status(tone, label), look)
        }
    };
    PhotoRequest {
        kind,
        label: photo_label(state, kind, text),
        // What is there needs no more to be read.
        hints: match status.tone {
            Tone::Good => Vec::new(),
            _ => hints(kind, text),
        },
        status,
        error: wrong,
        action,
    }
}

/// A passport has no sides, but a page with a photo.
pub fn photo_label(state: &State, kind: PhotoKind, text: &Text) -> String {
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

/// The camera, for a photo.
pub fn camera(state: &State, kind: PhotoKind, text: &Text) -> Screen {
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

/// What was noticed about a photo, and how to do better.
pub fn check(state: &State, kind: PhotoKind, candidate: &Candidate, text: &Text) -> Screen {
    let parts = if candidate.is_looked_at() {
        noticed(kind, candidate, text)
    } else {
        vec![
            Part::Progress {
                label: text.say("photo-looking"),
                done: 0,
                total: 0,
            },
            paragraph(text.say("identity-photos-text")),
        ]
    };
    let title = photo_label(state, kind, text);
    parts::screen(state, ScreenName::PhotoCheck, text, title, parts)
}

fn noticed(kind: PhotoKind, candidate: &Candidate, text: &Text) -> Vec<Part> {
    let told = candidate.noticed.iter();
    let told: Vec<_> = told.map(|it| text.say_of("photo-noticed", it)).collect();
    let mut parts = vec![notice(
        Tone::Attention,
        text.say("photo-noticed-title"),
        told.join("\n"),
    )];
    if !candidate.shown.is_empty() {
        parts.push(Part::OwnPhoto {
            jpeg: candidate.shown.clone(),
            description: text.say("photo-own"),
        });
    }
    // Who knows what to do need not scroll past the example.
    parts.extend([
        paragraph(text.say("photo-noticed-person")),
        actions(vec![
            primary(text.say_of("photo-retake", &kind), Action::TakePhoto(kind)),
            secondary(text.say("photo-keep"), Action::KeepPhoto(kind)),
        ]),
        heading(text.say("photo-example")),
        example(kind, text),
    ]);
    parts
}

/// A good photo of that kind, drawn.
pub fn example(kind: PhotoKind, text: &Text) -> Part {
    let (picture, description) = match kind {
        PhotoKind::Portrait => (Picture::GoodPortrait, text.say("photo-example-portrait")),
        _ => (Picture::GoodDocument, text.say("photo-example-document")),
    };
    Part::Picture {
        picture,
        description,
    }
}
