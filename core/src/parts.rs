//! Short ways to build screens.

use crate::{
    Action, Button, ButtonStyle, Live, Part, Place, Row, Screen, ScreenName, Status, Tone, View,
    text::Text,
    update::{Line, State},
};

/// A screen of parts; going back is possible where there is a page below. What concerns every screen
/// is told at its top.
pub fn screen(
    state: &State,
    name: ScreenName,
    text: &Text,
    title: String,
    parts: Vec<Part>,
) -> Screen {
    let mut all = Vec::new();
    if state.not_kept {
        all.push(crate::error::problem(text.say("error-not-kept"), text));
    }
    let offline = text.say("error-offline");
    let told = parts
        .iter()
        .any(|part| matches!(part, Part::Notice { text, .. } if text.contains(&offline)));
    if state.line != Line::Up && !told {
        all.push(notice(Tone::Attention, text.say("offline-title"), offline));
    }
    all.extend(parts);
    Screen {
        name,
        language: text.language(),
        title,
        can_go_back: state.navigation.can_go_back(),
        parts: all,
        view: View::Parts,
    }
}

/// A heading.
pub fn heading(text: String) -> Part {
    Part::Heading { text }
}

/// A paragraph.
pub fn paragraph(text: String) -> Part {
    Part::Text { text }
}

/// A notice that a screen reader says when the person pauses.
pub fn notice(tone: Tone, title: String, text: String) -> Part {
    Part::Notice {
        tone,
        title,
        text,
        live: Live::Polite,
    }
}

/// Buttons, the main one first.
pub fn actions(actions: Vec<Button>) -> Part {
    Part::Actions { actions }
}

/// The button that most people want.
pub fn primary(label: String, action: Action) -> Button {
    Button {
        label,
        action,
        style: ButtonStyle::Primary,
        enabled: true,
    }
}

/// Another way.
pub fn secondary(label: String, action: Action) -> Button {
    Button {
        style: ButtonStyle::Secondary,
        ..primary(label, action)
    }
}

/// Cannot be undone.
pub fn danger(label: String, action: Action) -> Button {
    Button {
        style: ButtonStyle::Danger,
        ..primary(label, action)
    }
}

/// Looks like a link.
pub fn link(label: String, action: Action) -> Button {
    Button {
        style: ButtonStyle::Link,
        ..primary(label, action)
    }
}

/// Sends a form; disabled while it is on its way.
pub fn submit(label: String, form: crate::Form, sending: bool) -> Button {
    let action = Action::Submit {
        form,
        values: Vec::new(),
    };
    Button {
        enabled: !sending,
        ..primary(label, action)
    }
}

/// The same button, less prominent.
pub fn as_link(button: Button) -> Button {
    Button {
        style: ButtonStyle::Link,
        ..button
    }
}

/// The same button, as another way.
pub fn as_secondary(button: Button) -> Button {
    Button {
        style: ButtonStyle::Secondary,
        ..button
    }
}

/// A link to a place.
pub fn to(label: String, place: Place) -> Button {
    link(label, Action::Open(place))
}

/// A row that only tells.
pub fn row(title: String, detail: Option<String>) -> Row {
    Row {
        title,
        detail,
        status: None,
        action: None,
    }
}

/// A status.
pub fn status(tone: Tone, text: String) -> Status {
    Status { tone, text }
}
