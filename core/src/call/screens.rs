//! Device check, waiting room, call. As people see it.

use super::{
    cover::cover,
    quality::Quality,
    stage,
    state::{Call, Line, Over, Stage},
};
use crate::{
    Action, Button, CallPerson, CallView, Part, Place, Row, Screen, ScreenName, Status, Tone, View,
    booking::words, error, navigation::Page, parts, rehearsal, screen::clock_seconds, text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ErrorCode,
    call::{CallState, EndReason, Participant, Presence, Side},
};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::DeviceCheck(id) => check(state, id, text),
        Page::Call(id) => match stage(&state.call, id) {
            Some((call, Stage::WaitingRoom)) => waiting_room(state, call, text, now),
            Some((call, Stage::InCall)) => in_call(state, call, text, now),
            Some((call, Stage::Over(over))) => ended(state, call, over, text, now),
            None => gone(state, id, text),
        },
        _ => parts::screen(
            state,
            ScreenName::CallEnded,
            text,
            text.say("ended-title"),
            Vec::new(),
        ),
    }
}

/// How a call went, in sentences. `returned_ms` may not be known yet.
pub fn history(
    outcome: EndReason,
    talked_seconds: u64,
    returned_ms: Option<u64>,
    text: &Text,
) -> String {
    let mut sentences = vec![text.say_of("ended-reason", &outcome)];
    if talked_seconds > 0 {
        let talked = words::duration(talked_seconds, text);
        sentences.push(text.say_with("ended-talked", &[("duration", talked.into())]));
    }
    if let Some(returned) = returned_ms
        .map(|ms| ms / 1000)
        .filter(|seconds| *seconds > 0)
    {
        let returned = words::duration(returned, text);
        sentences.push(text.say_with("ended-returned", &[("duration", returned.into())]));
    }
    sentences.join("\n")
}

fn check(state: &State, booking: BookingId, text: &Text) -> Screen {
    let found = state.call.check;
    let devices = [
        (
            text.say("check-camera"),
            found.map(|found| found.camera),
            text.say("check-camera-fails"),
        ),
        (
            text.say("check-microphone"),
            found.map(|found| found.microphone),
            text.say("check-microphone-fails"),
        ),
        (
            text.say("check-loudspeaker"),
            found.map(|found| found.loudspeaker),
            text.say("check-loudspeaker-fails"),
        ),
    ];
    let rows = devices.map(|(name, works, advice)| device(name, works, advice, text));
    let mut buttons = vec![Button {
        enabled: found.is_some(),
        ..parts::primary(text.say("check-join"), Action::JoinCall(booking))
    }];
    if found.is_some_and(|found| !(found.camera && found.microphone && found.loudspeaker)) {
        let again = Action::StartDeviceCheck(booking);
        buttons.push(parts::secondary(text.say("check-again"), again));
    }
    buttons.push(rehearsal::way_in(text));
    let list = vec![
        parts::paragraph(text.say("check-text")),
        Part::Rows {
            label: text.say("check-rows"),
            rows: rows.into(),
        },
        parts::actions(buttons),
    ];
    parts::screen(
        state,
        ScreenName::DeviceCheck,
        text,
        text.say("check-title"),
        list,
    )
}

fn device(name: String, works: Option<bool>, advice: String, text: &Text) -> Row {
    let status = match works {
        None => parts::status(Tone::Waiting, text.say("check-waiting")),
        Some(true) => parts::status(Tone::Good, text.say("check-works")),
        Some(false) => parts::status(Tone::Problem, text.say("check-fails")),
    };
    let detail = (works == Some(false)).then_some(advice);
    Row {
        title: name,
        detail,
        status: Some(status),
        action: None,
    }
}

fn begins(said: &CallState, text: &Text, now: DateTime<Utc>) -> String {
    let starts = |at| [("starts", text.on_moment(at).into())];
    match said.expected_at.filter(|expected| now < *expected) {
        Some(expected) => text.say_with("waiting-late", &starts(expected)),
        None if now < said.starts_at => text.say_with("waiting-begins", &starts(said.starts_at)),
        None => text.say("waiting-time"),
    }
}

fn waiting_room(state: &State, call: &Call, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut list = Vec::new();
    let status = match call.state() {
        None => parts::status(Tone::Waiting, text.say("waiting-connecting")),
        Some(said) => {
            list.push(parts::paragraph(begins(said, text, now)));
            list.extend(missing(call, text));
            list.extend(stranger(state, text));
            parts::status(Tone::Waiting, text.say("waiting-status"))
        }
    };
    let view = View::WaitingRoom(view(call, status, text, now));
    let title = text.say("waiting-title");
    with_view(
        parts::screen(state, ScreenName::WaitingRoom, text, title, Vec::new()),
        list,
        view,
    )
}

/// The cover tells of a lost line here, and tells it better than the notice of other screens.
fn with_view(screen: Screen, parts: Vec<Part>, view: View) -> Screen {
    Screen {
        parts,
        view,
        ..screen
    }
}

/// Why nobody has appeared yet.
fn missing(call: &Call, text: &Text) -> Option<Part> {
    let prisoner = others(call).find(|person| person.side == Side::Prison)?;
    let name = prisoner.name.as_str();
    (prisoner.presence == Presence::Away)
        .then(|| parts::paragraph(text.say_with("waiting-not-here-yet", &[("name", name.into())])))
}

/// The phone sees somebody whom the establishment would pause for.
fn stranger(state: &State, text: &Text) -> Option<Part> {
    let title = text.say("stranger-title");
    let told = || parts::notice(Tone::Attention, title, text.say("stranger"));
    state.call.company.too_many().then(told)
}

fn in_call(state: &State, call: &Call, text: &Text, now: DateTime<Utc>) -> Screen {
    let view = view(call, standing(call, text), text, now);
    let mut list = Vec::new();
    if call.warned && view.running {
        let left = &[("left", view.left_accessible.as_str().into())];
        let sentence = text.say_with("call-warning", left);
        list.push(parts::notice(
            Tone::Attention,
            text.say("call-warning-title"),
            sentence,
        ));
    }
    // A cover says more.
    list.extend(stranger(state, text).filter(|_| view.cover.is_none()));
    let name = others(call)
        .find(|person| person.side == Side::Prison)
        .map_or_else(String::new, |person| person.name.as_str().to_owned());
    let title = text.say_with("call-title", &[("name", name.into())]);
    let screen = parts::screen(state, ScreenName::Call, text, title, Vec::new());
    // Nobody shall leave a call by a slip: there is a button that says so.
    Screen {
        can_go_back: false,
        ..with_view(screen, list, View::Call(view))
    }
}

fn standing(call: &Call, text: &Text) -> Status {
    if !call.online || call.events != Line::Open {
        parts::status(Tone::Problem, text.say("call-interrupted"))
    } else if !call.running() {
        parts::status(Tone::Attention, text.say("call-paused"))
    } else if call.media != Line::Open {
        parts::status(Tone::Problem, text.say("call-interrupted"))
    } else {
        parts::status(Tone::Good, text.say("call-live"))
    }
}

fn view(call: &Call, status: Status, text: &Text, now: DateTime<Utc>) -> CallView {
    let left_ms = call.left_ms(now);
    let cover = cover(call, text);
    CallView {
        status,
        left_ms,
        running: call.running(),
        left_accessible: call.state().map_or_else(String::new, |_| {
            left(call.stage(), clock_seconds(left_ms), text)
        }),
        people: others(call)
            .map(|person| somebody(call, person, cover.is_none(), text))
            .collect(),
        cover,
        microphone: call.microphone,
        camera: call.camera,
        line: quality(call, text),
        controls: controls(call, text),
    }
}

/// Before a call, how long it lasts; in it, how much is left.
fn left(stage: Stage, seconds: u64, text: &Text) -> String {
    let (minutes, in_call) = (seconds / 60, stage == Stage::InCall);
    match (in_call, minutes) {
        (false, 0) => text.say_with("call-length-seconds", &[("seconds", seconds.into())]),
        (false, _) => text.say_with("call-length-minutes", &[("minutes", minutes.into())]),
        (true, 0) => text.say_with("call-left-seconds", &[("seconds", seconds.into())]),
        (true, _) => text.say_with("call-left-minutes", &[("minutes", minutes.into())]),
    }
}

fn others(call: &Call) -> impl Iterator<Item = &Participant> {
    call.state()
        .into_iter()
        .flat_map(|said| &said.participants)
        .filter(|person| !person.you)
}

fn somebody(call: &Call, person: &Participant, seen: bool, text: &Text) -> CallPerson {
    let tone = match person.presence {
        _ if person.busy => Tone::Waiting,
        Presence::Away => Tone::Waiting,
        Presence::Waiting => Tone::Neutral,
        Presence::Connected => Tone::Good,
    };
    let words = match call.stage() {
        _ if person.busy => text.say("presence-busy"),
        Stage::InCall => text.say_of("presence-in-call", &person.presence),
        _ => text.say_of("presence", &person.presence),
    };
    // What was seen last, a stranger perhaps, shows neither through a cover nor when that goes.
    let mids = seen.then(|| call.mids(person.id).into_iter().collect());
    CallPerson {
        participant: person.id,
        name: person.name.as_str().to_owned(),
        status: parts::status(tone, words),
        mids: mids.unwrap_or_default(),
    }
}

fn quality(call: &Call, text: &Text) -> Option<Status> {
    if !call.online || call.events != Line::Open || call.media != Line::Open {
        return None;
    }
    match call.quality {
        Quality::Good => None,
        Quality::Poor => Some(parts::status(Tone::Attention, text.say("call-line-poor"))),
        Quality::Bad => Some(parts::status(Tone::Problem, text.say("call-line-bad"))),
        Quality::VoiceOnly => Some(parts::status(
            Tone::Attention,
            text.say("call-line-voice-only"),
        )),
    }
}

fn controls(call: &Call, text: &Text) -> Vec<Button> {
    let microphone = match call.microphone {
        true => text.say("call-microphone-off"),
        false => text.say("call-microphone-on"),
    };
    let camera = match call.camera {
        true => text.say("call-camera-off"),
        false => text.say("call-camera-on"),
    };
    vec![
        parts::secondary(microphone, Action::SetMicrophone(!call.microphone)),
        parts::secondary(camera, Action::SetCamera(!call.camera)),
        parts::danger(text.say("call-leave"), Action::LeaveCall),
    ]
}

fn ended(state: &State, call: &Call, over: Over, text: &Text, now: DateTime<Utc>) -> Screen {
    let id = call.booking;
    let contact = state.booking.booking(id).map(|booking| booking.contact);
    let again = contact
        .map(|contact| parts::primary(text.say("ended-book-again"), Action::BookWith(contact)));
    let rejoin = |label| Some(parts::primary(label, Action::JoinCall(id)));
    let (title, notice, first) = match over {
        Over::Ended(reason) => (
            text.say("ended-title"),
            how_it_ended(call, reason, text),
            again,
        ),
        Over::Left => (
            text.say("ended-left-title"),
            neutral(text.say("ended-left-title"), text.say("ended-left")),
            rejoin(text.say("ended-rejoin")),
        ),
        Over::Replaced => (
            text.say("ended-replaced-title"),
            neutral(text.say("ended-replaced-title"), text.say("ended-replaced")),
            rejoin(text.say("ended-here-instead")),
        ),
        Over::Refused { code, at } => {
            let sentence = error::sentence_for(code, at, text);
            let may_pass = matches!(code, ErrorCode::SdpInvalid | ErrorCode::CallFull);
            (
                text.say("ended-refused-title"),
                error::problem(sentence, text),
                rejoin(text.say("try-again")).filter(|_| may_pass),
            )
        }
    };
    let first = first.filter(|button| {
        let joins = matches!(button.action, Action::JoinCall(_));
        !joins
            || state
                .booking
                .booking(id)
                .is_some_and(|known| crate::booking::is_open(known, now))
    });
    let all = parts::secondary(text.say("ended-bookings"), Action::Open(Place::Bookings));
    let list = vec![
        notice,
        parts::actions(first.into_iter().chain([all]).collect()),
    ];
    parts::screen(state, ScreenName::CallEnded, text, title, list)
}

fn how_it_ended(call: &Call, reason: EndReason, text: &Text) -> Part {
    let (talked, returned) = call.state().map_or((0, 0), |said| {
        (
            said.length_ms.saturating_sub(said.left_ms) / 1000,
            said.returned_ms,
        )
    });
    let how = history(reason, talked, Some(returned), text);
    neutral(
        text.say("ended-title"),
        format!("{how}\n{}", text.say("ended-next")),
    )
}

fn neutral(title: String, sentence: String) -> Part {
    parts::notice(Tone::Neutral, title, sentence)
}

/// The page of a call that this phone was in before it was killed, and that it has left.
fn gone(state: &State, booking: BookingId, text: &Text) -> Screen {
    let list = vec![parts::actions(vec![
        parts::primary(text.say("check-join"), Action::JoinCall(booking)),
        parts::secondary(text.say("ended-bookings"), Action::Open(Place::Bookings)),
    ])];
    parts::screen(
        state,
        ScreenName::CallEnded,
        text,
        text.say("ended-left-title"),
        list,
    )
}
