//! Who is still missing for a call.

use crate::{Part, Tone, parts, text::Text};
use kinline_protocol::booking::{Booking, Visitor, VisitorKind, VisitorState};
use serde::Serialize;

/// What a booking lacks of those who come along; its call is given up if it still does at
/// [`Booking::complete_by`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A child comes, and no adult who is ready.
    Adult,
    /// Somebody has not accepted, or has not proven who they are.
    Visitor,
}

/// What a booking lacks; nothing if all are ready.
pub fn missing(booking: &Booking) -> Option<Missing> {
    let ready = |visitor: &Visitor| visitor.state == VisitorState::Ready;
    let visitors = || booking.visitors.iter();
    let child = visitors().any(|visitor| visitor.kind == VisitorKind::Child);
    let adult = visitors().any(|visitor| visitor.kind == VisitorKind::Adult && ready(visitor));
    match (child && !adult, visitors().all(ready)) {
        (true, _) => Some(Missing::Adult),
        (false, false) => Some(Missing::Visitor),
        (false, true) => None,
    }
}

/// Who is still missing, what they have to do and by when; for the page of a booking.
pub fn missing_notice(booking: &Booking, text: &Text) -> Option<Part> {
    let missing = missing(booking)?;
    let by = booking.complete_by.unwrap_or(booking.starts_at);
    let mut sentences: Vec<String> = booking
        .visitors
        .iter()
        .filter(|visitor| visitor.state != VisitorState::Ready)
        .map(|visitor| {
            let name = visitor.name.as_str();
            text.say_of_with("missing-who", &visitor.state, &[("name", name.into())])
        })
        .collect();
    if missing == Missing::Adult {
        sentences.insert(0, text.say("missing-adult"));
    }
    sentences.push(text.say_with("missing-by", &[("by", text.moment(by).into())]));
    Some(parts::notice(
        Tone::Attention,
        text.say_of("missing-title", &missing),
        sentences.join("\n"),
    ))
}
