//! What covers the pictures of a call that stands still: why, and what ends it.

use super::state::{Call, Line};
use crate::{Cover, text::Text};
use kinline_protocol::call::{CallPhase, PauseReason};
use std::collections::BTreeSet;

/// The cover, if the call stands still. The nearest cause first: a phone without a network cannot
/// know what the server says, and a telephone call may take its network.
pub fn cover(call: &Call, text: &Text) -> Option<Cover> {
    if call.busy {
        Some(telephone(call, text))
    } else if !call.online {
        Some(offline(call, text))
    } else if call.events == Line::Lost {
        Some(unreachable(call, text))
    } else {
        match call.phase() {
            Some(CallPhase::Paused { reasons }) => Some(paused(reasons, text)),
            Some(CallPhase::Live) if call.media != Line::Open => Some(reconnecting(text)),
            _ => None,
        }
    }
}

fn telephone(call: &Call, text: &Text) -> Cover {
    let time = if call.running() {
        text.say("call-cover-time-runs")
    } else if call.online && call.events == Line::Open {
        text.say("call-cover-time-stands")
    } else {
        going_on_elsewhere(call, text)
    };
    Cover {
        title: text.say("call-cover-telephone"),
        text: joined([text.say("call-cover-telephone-text"), time]),
    }
}

fn offline(call: &Call, text: &Text) -> Cover {
    let why = text.say("call-cover-offline-text");
    Cover {
        title: text.say("call-cover-offline"),
        text: joined([why, going_on_elsewhere(call, text)]),
    }
}

fn unreachable(call: &Call, text: &Text) -> Cover {
    Cover {
        title: text.say("call-cover-unreachable"),
        text: going_on_elsewhere(call, text),
    }
}

/// While nobody of the family is connected, the server lets no time run, or gives it back.
fn going_on_elsewhere(call: &Call, text: &Text) -> String {
    match call.others_of_family() {
        true => text.say("call-cover-unreachable-others"),
        false => text.say("call-cover-unreachable-text"),
    }
}

fn paused(reasons: &BTreeSet<PauseReason>, text: &Text) -> Cover {
    let why = reasons.iter().map(|reason| match reason {
        PauseReason::Face { side } => text.say_of("call-pause-face", side),
        PauseReason::Staff { why } => text.say_of("call-pause-staff", why),
        PauseReason::Connection { side } => text.say_of("call-pause-connection", side),
        PauseReason::Left { side } => text.say_of("call-pause-left", side),
    });
    let stands = text.say("call-cover-time-stands");
    Cover {
        title: text.say("call-cover-paused"),
        text: joined(why.chain([stands])),
    }
}

fn reconnecting(text: &Text) -> Cover {
    Cover {
        title: text.say("call-cover-media"),
        text: text.say("call-cover-media-text"),
    }
}

fn joined(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().collect::<Vec<_>>().join("\n")
}
