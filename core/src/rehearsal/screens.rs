//! Trying out the camera, as people see it.

use super::advice::{Advice, Clarity, Distance, Faces, Light};
use crate::{
    Action, Button, Part, Place, Row, Screen, ScreenName, Status, Tone, navigation::Page, parts,
    settings, text::Text, update::State,
};
use chrono::{DateTime, Utc};

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    let advice = state.rehearsal.advice;
    let mut list = settings::permissions(state, text);
    list.push(parts::paragraph(text.say("rehearsal-text")));
    list.push(told(advice, text));
    if advice.is_none_or(|it| it.faces.is_some()) {
        list.push(Part::Rows {
            label: text.say("rehearsal-rows"),
            rows: rows(state, advice, text),
        });
    }
    list.push(parts::paragraph(text.say("rehearsal-others")));
    list.push(parts::actions(vec![parts::primary(
        text.say("rehearsal-done"),
        Action::Back,
    )]));
    let title = text.say("rehearsal-title");
    parts::screen(state, ScreenName::Rehearsal, text, title, list)
}

/// The button that leads here.
pub fn way_in(text: &Text) -> Button {
    parts::to(text.say("rehearsal-open"), Place::Rehearsal)
}

/// The one thing to do next, which a screen reader says by itself.
fn told(advice: Option<Advice>, text: &Text) -> Part {
    let Some(advice) = advice else {
        let title = text.say("rehearsal-waiting");
        return parts::notice(Tone::Waiting, title, text.say("rehearsal-look"));
    };
    let attention =
        |sentence| parts::notice(Tone::Attention, text.say("rehearsal-better"), sentence);
    if advice.light != Light::Good {
        return attention(text.say_of("rehearsal-light-advice", &advice.light));
    }
    let Some(faces) = advice.faces else {
        let title = text.say("rehearsal-cannot-title");
        return parts::notice(Tone::Neutral, title, text.say("rehearsal-cannot"));
    };
    match faces.largest {
        None => attention(text.say("rehearsal-nobody")),
        Some((distance, _)) if distance != Distance::Good => {
            attention(text.say_of("rehearsal-distance-advice", &distance))
        }
        Some((_, clarity)) if clarity != Clarity::Good => {
            attention(text.say_of("rehearsal-face-advice", &clarity))
        }
        Some(_) => parts::notice(
            Tone::Good,
            text.say("rehearsal-good-title"),
            text.say("rehearsal-good"),
        ),
    }
}

fn rows(state: &State, advice: Option<Advice>, text: &Text) -> Vec<Row> {
    let faces = advice.and_then(|it| it.faces);
    let largest = faces.and_then(|it| it.largest);
    let row = |title: String, status: Option<Status>| Row {
        title,
        detail: None,
        status: Some(status.unwrap_or_else(|| unknown(advice, text))),
        action: None,
    };
    let tone = |good| if good { Tone::Good } else { Tone::Attention };
    let light = advice.map(|it| {
        let words = text.say_of("rehearsal-light", &it.light);
        parts::status(tone(it.light == Light::Good), words)
    });
    let distance = largest.map(|(it, _)| {
        let words = text.say_of("rehearsal-distance", &it);
        parts::status(tone(it == Distance::Good), words)
    });
    let clarity = largest.map(|(_, it)| {
        let words = text.say_of("rehearsal-face", &it);
        parts::status(tone(it == Clarity::Good), words)
    });
    let mut rows = vec![
        row(text.say("rehearsal-light-row"), light),
        row(text.say("rehearsal-distance-row"), distance),
        row(text.say("rehearsal-face-row"), clarity),
        row(
            text.say("rehearsal-people-row"),
            faces.map(|it| people(it, text)),
        ),
    ];
    if state.rehearsal.saved.face.is_some() {
        let known = faces.filter(|it| it.people > 0);
        let status = known.map(|it| recognised(it, text));
        rows.push(row(text.say("rehearsal-recognised-row"), status));
    }
    rows
}

/// Before the first look it is waited for; after it, there is no face to tell it of.
fn unknown(advice: Option<Advice>, text: &Text) -> Status {
    match advice {
        None => parts::status(Tone::Waiting, text.say("check-waiting")),
        Some(_) => parts::status(Tone::Attention, text.say("rehearsal-no-face")),
    }
}

fn people(faces: Faces, text: &Text) -> Status {
    let tone = if faces.people == 0 {
        Tone::Attention
    } else {
        Tone::Neutral
    };
    let people = [("people", faces.people.into())];
    parts::status(tone, text.say_with("rehearsal-people", &people))
}

fn recognised(faces: Faces, text: &Text) -> Status {
    match faces.recognised {
        true => parts::status(Tone::Good, text.say("rehearsal-recognised")),
        false => parts::status(Tone::Attention, text.say("rehearsal-not-recognised")),
    }
}
