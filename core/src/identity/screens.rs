//! Proving who one is, as people see it.

use super::{
    State as Identity, answers, document_word,
    photo::Whereabouts,
    photo_screens::{camera, check, example, photo_label, photos},
};
use crate::{
    Action, Choice, ChoiceOption, FieldKind, Form, Part, Place, Screen, ScreenName, Tone, error,
    form,
    navigation::Page,
    parts::{self, actions, heading, notice, paragraph, primary, submit},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode,
    documents::AfterEnd,
    identity::{DocumentType, IdentityStatus},
};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::IdentityDetails => details(state, text),
        Page::IdentityDocument => document(state, text, now),
        Page::Camera(kind) => camera(state, kind, text),
        Page::IdentitySending => sending(state, text),
        // Without a candidate there is nothing to decide.
        Page::PhotoCheck(kind) => match state.identity.saved.candidates.get(&kind) {
            Some(candidate) => check(state, kind, candidate, text),
            None => photos(state, text),
        },
        Page::IdentityPhotos => photos(state, text),
        _ => case(state, text, now),
    }
}

/// What home says about it, until it is approved: a notice, and a button if there is something to do.
pub fn next_step(
    state: &State,
    text: &Text,
    now: DateTime<Utc>,
) -> Option<(Part, Option<crate::Button>)> {
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
        // A coming end is told by a reminder and in the settings: calls can be booked meanwhile.
        IdentityStatus::Approved { .. } => {
            let ended = told_ended(saved.has_ended(now)?, text);
            Some((ended, open(text.say("identity-next-renew"))))
        }
        IdentityStatus::Rejected {
            attempts_left: 0, ..
        } => {
            let told = notice(
                Tone::Attention,
                text.say("identity-other-way-title"),
                text.say("identity-other-way"),
            );
            Some((told, open(text.say("identity-next-other-way"))))
        }
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

fn document(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
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
        hint: Some(document_hint(kind, text)),
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
            options: offered(state, now).map(option).collect(),
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

/// The documents that somebody of that age can show.
fn offered(state: &State, now: DateTime<Utc>) -> impl Iterator<Item = DocumentType> {
    let born = state.identity.saved.draft.get("date_of_birth").parse();
    DocumentType::ALL.into_iter().filter(move |document| {
        born.is_ok_and(|born| document.rule().is_for(born, now.date_naive()))
    })
}

/// What is photographed, and whether it may have expired.
fn document_hint(kind: DocumentType, text: &Text) -> String {
    let end = match kind.rule().after_end {
        AfterEnd::Refused => Some(text.say("document-end-refused")),
        AfterEnd::Days(days) => Some(text.say_with("document-end-days", &[("count", days.into())])),
        AfterEnd::Months(months) => {
            Some(text.say_with("document-end-months", &[("count", months.into())]))
        }
        AfterEnd::Endless => None,
    };
    let hint = [Some(text.say_of("document-hint", &kind)), end];
    hint.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
        Some(IdentityStatus::Rejected {
            rejected_at,
            attempts_left: 0,
            ..
        }) => {
            parts.extend(told_rejection(state, text));
            parts.push(paragraph(told_day(*rejected_at, text)));
            parts.extend(other_way(text));
            parts.push(actions(vec![home]));
        }
        Some(IdentityStatus::Rejected {
            rejected_at,
            reason,
            photo,
            attempts_left,
            ..
        }) => {
            parts.extend(told_rejection(state, text));
            if let Some(kind) = answers::wrong_photos(*reason, *photo).first() {
                parts.push(heading(text.say("photo-example")));
                parts.push(example(*kind, text));
            }
            parts.push(paragraph(told_day(*rejected_at, text)));
            parts.push(paragraph(text.say("identity-rejected-kept")));
            let left = [("count", (*attempts_left).into())];
            parts.push(paragraph(text.say_with("identity-rejected-left", &left)));
            let mend = primary(
                text.say("identity-next-mend"),
                Action::Open(Place::Identity),
            );
            parts.push(actions(vec![mend]));
        }
        Some(IdentityStatus::Approved { .. }) => {
            let saved = &state.identity.saved;
            let ended = saved.has_ended(now).map(|until| told_ended(until, text));
            let valid = ended.is_none();
            let end = ended.or(saved.ends_soon(now).map(|until| told_end(until, text)));
            let renew = end.is_some().then(|| {
                let again = Action::Open(Place::Identity);
                primary(text.say("identity-next-renew"), again)
            });
            parts.extend(end);
            if valid {
                let told = text.say("identity-approved");
                parts.push(notice(
                    Tone::Good,
                    text.say("identity-approved-title"),
                    told,
                ));
            }
            parts.push(actions(match renew {
                Some(renew) => vec![renew, parts::as_secondary(home)],
                None => vec![home],
            }));
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

fn told_day(rejected_at: DateTime<Utc>, text: &Text) -> String {
    let day = text.moment(rejected_at);
    text.say_with("identity-rejected-at", &[("day", day.into())])
}

/// How a document is shown where photos did not do.
fn other_way(text: &Text) -> Vec<Part> {
    vec![
        heading(text.say("identity-other-way-title")),
        paragraph(text.say("identity-other-way")),
        heading(text.say("identity-other-way-in-person")),
        paragraph(text.say("identity-other-way-in-person-text")),
        heading(text.say("identity-other-way-post")),
        paragraph(text.say("identity-other-way-post-text")),
    ]
}

/// The proof is valid no more: no call without a new one.
fn told_ended(until: DateTime<Utc>, text: &Text) -> Part {
    let code = ErrorCode::IdentityExpired;
    let told = error::sentence_for(code, Some(until), text);
    notice(Tone::Problem, text.say("identity-ended-title"), told)
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
pub fn told_rejection(state: &State, text: &Text) -> Option<Part> {
    let IdentityStatus::Rejected {
        reason,
        photo,
        note,
        attempts_left,
        ..
    } = state.identity.saved.status.as_ref()?
    else {
        return None;
    };
    let again = *attempts_left > 0;
    let mut sentences = vec![text.say_of("identity-rejection", reason)];
    if again {
        sentences.push(text.say_of("identity-mend", reason));
    }
    sentences.extend(photo.map(|kind| {
        let label = photo_label(state, kind, text);
        text.say_with("identity-rejected-photo", &[("photo", label.into())])
    }));
    sentences.extend(
        note.as_deref()
            .map(|note| text.say_with("identity-rejected-note", &[("note", note.into())])),
    );
    let title = match again {
        true => text.say("identity-rejected-title"),
        false => text.say("identity-refused-title"),
    };
    Some(notice(Tone::Problem, title, sentences.join("\n")))
}
