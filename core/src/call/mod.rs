//! Device check, waiting room, call.

mod cover;
mod line;
mod media;
mod quality;
mod screens;
mod session;
mod state;
#[cfg(test)]
mod tests;

pub use line::Line;
pub use screens::{history, screen};
pub use state::Event;

use crate::{
    Action, DeviceCheck, PlatformEffect, booking,
    navigation::Page,
    rehearsal::{Company, Look},
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{BookingId, CallId, ErrorCode};
use serde::{Deserialize, Serialize};
use state::{Call, Line as LineState, Over, Stage};

/// What is known of it.
#[derive(Debug, Clone)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// The call that this phone is in, or was in last.
    pub call: Option<Call>,
    /// What the check before a call found.
    pub check: Option<DeviceCheck>,
    /// Whether the phone has a network, as far as the platform told.
    pub online: bool,
    /// Who is in the own picture, as this phone sees it.
    company: Company,
}

impl Default for State {
    fn default() -> Self {
        Self {
            saved: Saved::default(),
            call: None,
            check: None,
            online: true,
            company: Company::default(),
        }
    }
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The call that this phone is in: a killed app goes back into it.
    joined: Option<BookingId>,
    /// When camera, microphone and loudspeaker were last found to work.
    pub checked_at: Option<DateTime<Utc>>,
}

/// Something for the call's line to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Goes into a call, leaving another.
    Join {
        /// Which.
        call: CallId,
        /// One's own microphone is on.
        microphone: bool,
        /// One's own camera is on.
        camera: bool,
    },
    /// Says good-bye and closes the lines.
    Leave,
    /// Closes the lines: the server has said that it is over.
    Close,
    /// Tries again now, where it waits to.
    TryNow,
    /// The network changed: moves the media to it.
    NetworkChanged,
    /// What is sent.
    Send {
        /// One's own microphone is on.
        microphone: bool,
        /// One's own camera is on.
        camera: bool,
    },
    /// Tells the others whether another telephone call has this phone.
    Busy(bool),
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::StartDeviceCheck(booking) => {
            state.call.check = None;
            state.open(Page::DeviceCheck(booking), now)
        }
        Action::DeviceChecked(check) => {
            state.call.check = Some(check);
            if check.camera && check.microphone && check.loudspeaker {
                state.call.saved.checked_at = Some(now);
            }
            Vec::new()
        }
        Action::JoinCall(booking) => join(state, booking, now),
        Action::LeaveCall => leave(&mut state.call),
        Action::SetMicrophone(on) => send(&mut state.call, |call| call.microphone = on),
        Action::SetCamera(on) => {
            state.call.company = Company::default();
            send(&mut state.call, |call| call.camera = on)
        }
        Action::TelephoneCall(on) => telephone_call(&mut state.call, on),
        Action::NetworkChanged { online } => network_changed(&mut state.call, online, now),
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(call) = state.call.running() else {
        return Vec::new();
    };
    call.apply(event, now);
    match call.over {
        Some(over) => ended(state, over, now),
        None => Vec::new(),
    }
}

/// Asks what is new on a page. A call that is on is told of by itself; of one that this phone has left,
/// only the booking says that it is over for all.
pub fn refresh(state: &mut update::State, page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    match page {
        Page::Call(id) if !state.call.is_in(id) => vec![booking::ask_bookings()],
        _ => Vec::new(),
    }
}

/// Goes back into the call that the app was killed in; does not wait where it waits to try again.
pub fn go_on(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let joined = state.call.saved.joined;
    match (state.call.running().map(|call| call.events), joined) {
        (Some(LineState::Connecting | LineState::Lost), _) => {
            vec![Effect::Call(Command::TryNow)]
        }
        (None, Some(booking)) => join(state, booking, now),
        _ => Vec::new(),
    }
}

/// The person went back from the device check or the call. Nobody's picture goes out from a call
/// that they do not look at, so going back is leaving; there is a way in again.
pub fn left(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    state.call.check = None;
    leave(&mut state.call)
}

/// The phone looked at its own camera: whoever comes with the booking may be seen.
pub fn looked(state: &mut update::State, look: &Look, now: DateTime<Utc>) {
    let own = state.rehearsal.own_face();
    let Some(call) = state
        .call
        .running()
        .filter(|call| call.camera && !call.busy)
    else {
        return;
    };
    let booking = state.booking.booking(call.booking);
    let others = booking.map_or(0, |it| it.visitors.len().saturating_sub(1));
    state.call.company.look(look, own.as_ref(), others, now);
}

impl State {
    /// The call that this phone is in.
    fn running(&mut self) -> Option<&mut Call> {
        self.call.as_mut().filter(|call| call.over.is_none())
    }

    /// Whether this phone is in the call of a booking.
    pub fn is_in(&self, booking: BookingId) -> bool {
        let call = self.call.as_ref();
        call.is_some_and(|call| call.booking == booking && call.over.is_none())
    }
}

/// Goes in; or first to the policy if there is a new one, or to the booking if it is too early.
fn join(state: &mut update::State, id: BookingId, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(booking) = state.booking.booking(id) else {
        return Vec::new();
    };
    let (call, opens_at) = (booking.call, booking.opens_at);
    if now < opens_at {
        return too_early(state, id, opens_at, now);
    }
    if !policy_agreed(state) {
        return state.open(Page::Policy, now);
    }
    if state.call.is_in(id) {
        return state.open(Page::Call(id), now);
    }
    let call = Call::new(id, call, state.call.online);
    let command = Command::Join {
        call: call.id,
        microphone: call.microphone,
        camera: call.camera,
    };
    state.call.call = Some(call);
    state.call.company = Company::default();
    state.call.saved.joined = Some(id);
    let mut effects = vec![
        Effect::Platform(PlatformEffect::CallActive(true)),
        Effect::Call(command),
    ];
    effects.extend(match state.navigation.page() {
        Page::DeviceCheck(_) => state.replace(Page::Call(id), now),
        _ => state.open(Page::Call(id), now),
    });
    effects
}

/// A policy that nobody told of yet cannot be asked; the server refuses and says so.
fn policy_agreed(state: &update::State) -> bool {
    let me = state.account.saved.me.as_ref();
    me.is_none_or(|me| me.policy_agreed == Some(me.policy_current))
}

fn too_early(
    state: &mut update::State,
    id: BookingId,
    opens_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    state.booking.early = Some((id, opens_at));
    match state.navigation.page() {
        Page::DeviceCheck(_) | Page::Call(_) => state.replace(Page::Booking(id), now),
        _ => state.open(Page::Booking(id), now),
    }
}

fn leave(state: &mut State) -> Vec<Effect> {
    state.saved.joined = None;
    let Some(call) = state.running() else {
        return Vec::new();
    };
    call.leave();
    vec![
        Effect::Call(Command::Leave),
        Effect::Platform(PlatformEffect::CallActive(false)),
    ]
}

fn send(state: &mut State, change: impl FnOnce(&mut Call)) -> Vec<Effect> {
    let Some(call) = state.running() else {
        return Vec::new();
    };
    change(call);
    vec![Effect::Call(sending(call))]
}

/// What is sent now: nothing while another telephone call has the phone.
fn sending(call: &Call) -> Command {
    Command::Send {
        microphone: call.microphone && !call.busy,
        camera: call.camera && !call.busy,
    }
}

fn telephone_call(state: &mut State, on: bool) -> Vec<Effect> {
    match state.running() {
        Some(call) if call.busy != on => {
            call.busy = on;
            vec![Effect::Call(sending(call)), Effect::Call(Command::Busy(on))]
        }
        _ => Vec::new(),
    }
}

fn network_changed(state: &mut State, online: bool, now: DateTime<Utc>) -> Vec<Effect> {
    state.online = online;
    let Some(call) = state.running() else {
        return Vec::new();
    };
    call.network(online, now);
    match online {
        true => vec![Effect::Call(Command::NetworkChanged)],
        false => Vec::new(),
    }
}

/// The call is over for this phone: closes the lines, and asks how the booking stands now.
fn ended(state: &mut update::State, over: Over, now: DateTime<Utc>) -> Vec<Effect> {
    state.call.saved.joined = None;
    let mut effects = vec![
        Effect::Call(Command::Close),
        Effect::Platform(PlatformEffect::CallActive(false)),
        booking::ask_bookings(),
    ];
    let Some(call) = &state.call.call else {
        return effects;
    };
    let (id, Over::Refused { code, at }) = (call.booking, over) else {
        return effects;
    };
    match (code, at) {
        (ErrorCode::CallTooEarly, Some(at)) => effects.extend(too_early(state, id, at, now)),
        (ErrorCode::PolicyNotAgreed, _) => effects.extend(state.replace(Page::Policy, now)),
        _ => {}
    }
    effects
}

/// Where the call that a page shows stands.
fn stage(state: &State, booking: BookingId) -> Option<(&Call, Stage)> {
    let call = state.call.as_ref().filter(|call| call.booking == booking)?;
    Some((call, call.stage()))
}
