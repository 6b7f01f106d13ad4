//! One's own camera, looked at by the phone itself: tried out before a call with advice on light, distance and who is
//! seen, and in a call a warning before the establishment sees the same.
//!
//! Pictures are looked at and forgotten: none is kept, none is sent. What the phone finds changes nothing at the
//! establishment, which looks for itself.

mod advice;
mod company;
mod eyes;
#[cfg(test)]
pub mod fixtures;
mod look;
mod screens;
#[cfg(test)]
mod tests;

pub use company::Company;
pub use eyes::Eyes;
pub use look::Look;
pub use screens::{screen, way_in};

use crate::{
    call,
    navigation::Page,
    update::{self, Effect},
};
use advice::Advice;
use chrono::{DateTime, Utc};
use kinline_vision::Template;
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What is told now, and what the last look would tell.
    advice: Option<Advice>,
    last: Option<Advice>,
    company: Company,
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What one's own face looks like, from the portrait that was taken on this phone.
    face: Option<Vec<u8>>,
}

/// Never shows what tells who somebody is.
impl std::fmt::Debug for Saved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Saved {{ face: {} }}", self.face.is_some())
    }
}

/// What can come from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// A picture of one's own camera was looked at.
    Looked(Look),
    /// One's own portrait was taken: what the face looks like, if one is seen.
    OwnFace(Option<Template>),
}

impl State {
    /// What one's own face looks like, if the portrait was taken on this phone.
    pub fn own_face(&self) -> Option<Template> {
        self.saved.face.as_deref().and_then(Template::from_bytes)
    }
}

/// The page is opened: nothing is known yet.
pub fn begin(state: &mut update::State) -> Page {
    let rehearsal = &mut state.rehearsal;
    (rehearsal.advice, rehearsal.last) = (None, None);
    rehearsal.company = Company::default();
    Page::Rehearsal
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    match event {
        Event::Looked(look) => match state.navigation.page() {
            Page::Rehearsal => looked(&mut state.rehearsal, &look, now),
            Page::Call(_) => call::looked(state, &look, now),
            _ => {}
        },
        Event::OwnFace(face) => {
            state.rehearsal.saved.face = face.map(|it| it.to_bytes().to_vec());
        }
    }
    Vec::new()
}

/// Advice changes when two looks in a row say so: what one picture shows may be a blink.
fn looked(state: &mut State, look: &Look, now: DateTime<Utc>) {
    let own = state.own_face();
    // How many may be there depends on the booking: here everybody is only counted.
    state.company.look(look, own.as_ref(), 0, now);
    let advice = Advice::of(look, &state.company);
    if state.advice.is_none() || state.last == Some(advice) {
        state.advice = Some(advice);
    }
    state.last = Some(advice);
}
