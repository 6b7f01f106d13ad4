//! The pure heart: `update` takes what happened and says what to do; `screen` says what is seen.
//!
//! No I/O, no clock, no randomness in here or in any feature: `now` is the server's time, handed
//! in. Each feature is a folder with the same five functions, called from here and from `features`, and nowhere
//! else:
//!
//! | function | called |
//! |---|---|
//! | `act` | a person did something that is this feature's |
//! | `update` | an answer came, or something happened ([`Input`] has one `Event` type a feature) |
//! | `refresh` | one of its pages is shown, or asked for again: ask the server what is new |
//! | `go_on` | at start, in the foreground, when there is a line again: repeat what was cut off |
//! | `screen` | one of its pages is to be drawn |
//!
//! What a feature's `saved` holds is kept on the phone after each change, sealed, by itself.

use crate::{
    Action, Place, PlatformEffect, Screen, account,
    api::Request,
    booking, calendar, call, establishment, features, identity,
    navigation::{Navigation, Page},
    people, policy, rehearsal, reminders, settings,
    text::Text,
};
use chrono::{DateTime, Utc};
use kinline_protocol::account::Token;
use std::time::Duration;

/// Everything that the app knows.
#[derive(Debug, Clone)]
pub struct State {
    /// Which pages are open.
    pub navigation: Navigation,
    /// Whether the app is seen.
    pub foreground: bool,
    /// Whether the server can be reached.
    pub line: Line,
    /// Whether the phone could not keep the last change (its storage is full).
    pub not_kept: bool,
    /// Language and time zone.
    pub settings: settings::State,
    /// Registration and session.
    pub account: account::State,
    /// Proving who one is.
    pub identity: identity::State,
    /// The acceptable use policy.
    pub policy: policy::State,
    /// The person in prison, and who comes along.
    pub people: people::State,
    /// Slots, holds, bookings.
    pub booking: booking::State,
    /// Entries handed to the phone's calendar.
    pub calendar: calendar::State,
    /// Reminders handed to the platform.
    pub reminders: reminders::State,
    /// Waiting room and call.
    pub call: call::State,
    /// The own camera, looked at.
    pub rehearsal: rehearsal::State,
    /// What one wants to be told of.
    pub establishment: establishment::State,
}

/// Whether the server can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// As far as we know.
    Up,
    /// The last so many requests found no way.
    Down {
        /// How many in a row: waits grow with it.
        tries: u32,
    },
}

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Input {
    /// The app starts, or comes back to the foreground.
    Resumed,
    /// The app left the foreground.
    Paused,
    /// A person did something, or the platform noticed something.
    Action(Action),
    /// A timer that was asked for.
    Woken(Timer),
    /// A request reached the server, or found no way.
    Line {
        /// Whether it did.
        up: bool,
    },
    /// What should have been kept could not be written, or now could.
    Kept {
        /// Whether it is written.
        written: bool,
    },
    /// For [`account`].
    Account(account::Event),
    /// For [`identity`].
    Identity(identity::Event),
    /// For [`policy`].
    Policy(policy::Event),
    /// For [`people`].
    People(people::Event),
    /// For [`booking`].
    Booking(booking::Event),
    /// For [`call`].
    Call(call::Event),
    /// For [`rehearsal`].
    Rehearsal(rehearsal::Event),
    /// For [`establishment`].
    Establishment(establishment::Event),
}

/// Something for the driver to do. What comes of it comes back as an [`Input`].
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the server.
    Request(Request),
    /// Use this device, and this token if there is one, for requests from now on.
    SignIn(kinline_protocol::DeviceId, Option<Token>),
    /// Forget the token and the device in the network part.
    SignOut,
    /// Keep a record, replacing what was kept under its name.
    Save {
        /// Which part of the state.
        record: &'static str,
        /// JSON.
        value: Vec<u8>,
    },
    /// Keep a photo until the server has it.
    KeepPhoto(identity::PhotoId, Vec<u8>),
    /// Look at a photo that is kept.
    LookAtPhoto(identity::PhotoId, kinline_protocol::identity::PhotoKind),
    /// Forget photos. Ends their upload.
    DropPhotos(Vec<identity::PhotoId>),
    /// Send a photo, or go on sending it.
    Upload(identity::Upload),
    /// Say [`Input::Woken`] then. Replaces a timer of the same name.
    Wake(Timer, When),
    /// Something about the call's line.
    Call(call::Command),
    /// Something that only the platform can do.
    Platform(PlatformEffect),
}

/// When to wake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At this time of the server's, also when its clock is moved meanwhile.
    At(DateTime<Utc>),
    /// After this time.
    In(Duration),
}

/// Names a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timer {
    /// Ask again what the open page shows.
    Refresh,
    /// Try the server again.
    Retry,
    /// For [`booking`]: the hold runs out.
    Hold,
}

/// How often an open page asks the server what is new.
const REFRESH: Duration = Duration::from_secs(20);
/// The longest wait between two tries without a line.
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// What is kept of each part of the state, by the name of its record.
macro_rules! records {
    ($($name:literal => $($field:ident).+: $type:ty,)*) => {
        impl State {
            /// The state as it was kept. `read` gives a record's value.
            ///
            /// # Errors
            /// The name of a record that cannot be read.
            pub fn restore(
                start: Start,
                read: impl Fn(&str) -> Option<Vec<u8>>,
            ) -> Result<Self, &'static str> {
                let mut state = Self::new(start);
                $(if let Some(bytes) = read($name) {
                    state.$($field).+ = serde_json::from_slice(&bytes).map_err(|_| $name)?;
                })*
                state.navigation.restored();
                Ok(state)
            }
        }

        /// One `Save` for each record that differs.
        pub fn changes(before: &State, after: &State) -> Vec<Effect> {
            let mut effects = Vec::new();
            $(if before.$($field).+ != after.$($field).+ {
                // Maps with text keys, numbers, texts: nothing in them can fail to become JSON.
                let value = serde_json::to_vec(&after.$($field).+).unwrap_or_default();
                effects.push(Effect::Save { record: $name, value });
            })*
            effects
        }
    };
}

records! {
    "navigation" => navigation: Navigation,
    "settings" => settings.saved: settings::Saved,
    "account" => account.saved: account::Saved,
    "identity" => identity.saved: identity::Saved,
    "policy" => policy.saved: policy::Saved,
    "people" => people.saved: people::Saved,
    "booking" => booking.saved: booking::Saved,
    "calendar" => calendar.saved: calendar::Saved,
    "reminders" => reminders.saved: reminders::Saved,
    "call" => call.saved: call::Saved,
    "rehearsal" => rehearsal.saved: rehearsal::Saved,
    "establishment" => establishment.saved: establishment::Saved,
}

/// What the platform tells once, at the start.
#[derive(Debug, Clone)]
pub struct Start {
    /// The language to begin with, until another is chosen.
    pub language: kinline_protocol::Language,
    /// The phone's time zone.
    pub zone: chrono_tz::Tz,
    /// The device's public key, as in [`kinline_protocol::account::Confirmation`].
    pub device_key: String,
}

impl State {
    /// Of an app that was never used.
    pub fn new(start: Start) -> Self {
        Self {
            navigation: Navigation::default(),
            foreground: true,
            line: Line::Up,
            not_kept: false,
            settings: settings::State::new(start.language, start.zone),
            account: account::State::new(start.device_key),
            identity: identity::State::default(),
            policy: policy::State::default(),
            people: people::State::default(),
            booking: booking::State::default(),
            calendar: calendar::State::default(),
            reminders: reminders::State::default(),
            call: call::State::default(),
            rehearsal: rehearsal::State::default(),
            establishment: establishment::State::default(),
        }
    }

    /// Whether this phone belongs to an account.
    pub fn signed_in(&self) -> bool {
        self.account.saved.session.is_some()
    }

    /// Shows a page on top of the others, and asks the server what is new on it.
    pub fn open(&mut self, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
        self.navigation.open(page);
        refresh(self, now)
    }

    /// Shows a page instead of the open one.
    pub fn replace(&mut self, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
        self.navigation.replace(page);
        refresh(self, now)
    }

    /// Shows a page with nothing below it but home.
    pub fn reset(&mut self, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
        self.navigation.reset(page);
        refresh(self, now)
    }
}

/// What follows from an input.
pub fn update(state: &mut State, input: Input, now: DateTime<Utc>) -> Vec<Effect> {
    let before = state.clone();
    reminders::hear(state, &input);
    let mut effects = react(state, input, now);
    effects.extend(reminders::follow(state, now));
    let mut all = changes(&before, state);
    all.append(&mut effects);
    all
}

/// What is seen.
pub fn screen(state: &State, now: DateTime<Utc>) -> Screen {
    #[cfg(test)]
    crate::testing::gallery::keep(state, now);
    draw(state, now)
}

/// Has the feature that the open page belongs to draw it.
pub fn draw(state: &State, now: DateTime<Utc>) -> Screen {
    let text = Text::new(state.settings.language(), state.settings.zone);
    features::screen(state, state.navigation.page(), &text, now)
}

fn react(state: &mut State, input: Input, now: DateTime<Utc>) -> Vec<Effect> {
    match input {
        Input::Resumed => {
            state.foreground = true;
            go_on(state, now)
        }
        Input::Paused => {
            state.foreground = false;
            Vec::new()
        }
        Input::Action(action) => act(state, action, now),
        Input::Woken(Timer::Refresh) if state.foreground => refresh(state, now),
        Input::Woken(Timer::Refresh) => Vec::new(),
        Input::Woken(Timer::Retry) => retry(state, now),
        Input::Woken(timer @ Timer::Hold) => booking::woken(state, timer, now),
        Input::Line { up } => line(state, up),
        Input::Kept { written } => {
            state.not_kept = !written;
            Vec::new()
        }
        Input::Account(event) => account::update(state, event, now),
        Input::Identity(event) => identity::update(state, event, now),
        Input::Policy(event) => policy::update(state, event, now),
        Input::People(event) => people::update(state, event, now),
        Input::Booking(event) => booking::update(state, event, now),
        Input::Call(event) => call::update(state, event, now),
        Input::Rehearsal(event) => rehearsal::update(state, event, now),
        Input::Establishment(event) => establishment::update(state, event, now),
    }
}

/// Going from page to page, and what concerns all of the app; each other action belongs to one feature.
fn act(state: &mut State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::Open(place) => open(state, place, now),
        Action::Back => back(state, now),
        Action::Refresh => go_on(state, now),
        Action::NetworkChanged { online } => network_changed(state, online, now),
        Action::OpenLink(link) => match reminders::opened_by(&link) {
            Some(opened) if state.signed_in() => act(state, opened, now),
            Some(_) => open(state, Place::Home, now),
            None => features::act(state, Action::OpenLink(link), now),
        },
        action => features::act(state, action, now),
    }
}

/// Without an account there are only the pages of registering, and the settings.
fn open(state: &mut State, place: Place, now: DateTime<Utc>) -> Vec<Effect> {
    let page = match place {
        Place::Settings => Page::Settings,
        _ if !state.signed_in() => account::entry(state),
        Place::Home => return state.reset(Page::Home, now),
        Place::Identity => identity::entry(state, now),
        Place::Policy => Page::Policy,
        Place::People => Page::People,
        Place::Establishments => Page::Establishments,
        Place::AddContact => Page::AddContact,
        Place::AddCompanion => Page::AddCompanion,
        Place::AddChild => Page::AddChild,
        Place::Invite => Page::Invite,
        Place::Invitation => Page::Invitation,
        Place::PrepareChild => Page::PrepareChild,
        Place::Rehearsal => rehearsal::begin(state),
        Place::ConfirmBooking => Page::ConfirmBooking,
        Place::Planner(contact) => Page::Planner(contact),
        Place::WaitingList(contact) => Page::WaitingList(contact),
        Place::Bookings => Page::Bookings,
        Place::Booking(id) => Page::Booking(id),
    };
    state.open(page, now)
}

fn back(state: &mut State, now: DateTime<Utc>) -> Vec<Effect> {
    let left = state.navigation.page();
    if !state.navigation.back() {
        return Vec::new();
    }
    let mut effects = match left {
        Page::DeviceCheck(_) | Page::Call(_) => call::left(state, now),
        Page::Slots(_) => booking::left(state, now),
        _ => Vec::new(),
    };
    effects.extend(refresh(state, now));
    effects
}

fn network_changed(state: &mut State, online: bool, now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects = call::act(state, Action::NetworkChanged { online }, now);
    if online {
        effects.extend(go_on(state, now));
    } else {
        effects.extend(line(state, false));
    }
    effects
}

/// Remembers whether there is a line. Without one, everything is tried again in a while.
fn line(state: &mut State, up: bool) -> Vec<Effect> {
    state.line = match (up, state.line) {
        (true, _) => Line::Up,
        (false, Line::Up) => Line::Down { tries: 1 },
        (false, down) => down,
    };
    match state.line {
        Line::Up => Vec::new(),
        Line::Down { tries } => {
            let wait = Duration::from_secs(1 << tries.min(6)).min(LONGEST_RETRY);
            vec![Effect::Wake(Timer::Retry, When::In(wait))]
        }
    }
}

/// Tries again, and the next time later.
fn retry(state: &mut State, now: DateTime<Utc>) -> Vec<Effect> {
    if let Line::Down { tries } = &mut state.line {
        *tries = tries.saturating_add(1);
    }
    go_on(state, now)
}

/// Repeats what was cut off, and asks what is new.
fn go_on(state: &mut State, now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects = account::go_on(state, now);
    if state.signed_in() {
        effects.extend(identity::go_on(state, now));
        effects.extend(policy::go_on(state, now));
        effects.extend(people::go_on(state, now));
        effects.extend(booking::go_on(state, now));
        effects.extend(call::go_on(state, now));
        effects.extend(establishment::go_on(state, now));
    }
    effects.extend(refresh(state, now));
    effects
}

/// Asks the server what is new on the open page, now and again in a while.
pub fn refresh(state: &mut State, now: DateTime<Utc>) -> Vec<Effect> {
    if !state.signed_in() {
        return Vec::new();
    }
    let page = state.navigation.page();
    let mut effects = vec![Effect::Wake(Timer::Refresh, When::In(REFRESH))];
    effects.extend(features::refresh(state, page, now));
    effects
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;
