//! Which establishments offer calls, how far the others are, and 'tell me when'.
//!
//! The establishments themselves are known to [`crate::people`]; what one wants to be told of is here.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::{live_notice, screen};

use crate::{
    Action,
    api::{ApiError, Request},
    navigation::Page,
    people,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, EstablishmentId, List, establishment::Establishment, readiness::Watch, routes,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// What went wrong with asking to be told.
    failure: Option<ApiError>,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What one wants to be told of; unknown until the server told.
    watches: Option<Vec<Watch>>,
    /// Wishes on their way to the server: to be told, or not any more.
    sending: BTreeMap<EstablishmentId, bool>,
    /// Those that are live since one asked, and that the platform was given to tell.
    told: BTreeSet<EstablishmentId>,
    /// The one that is looked at.
    shown: Option<EstablishmentId>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// What one wants to be told of.
    Watches(Result<List<Watch>, ApiError>),
    /// A wish to be told was heard, or refused.
    Watched(EstablishmentId, Result<Watch, ApiError>),
    /// Not to be told any more was heard, or refused.
    Forgotten(EstablishmentId, Result<(), ApiError>),
}

impl State {
    /// Whether one wants to be told of an establishment, as far as the person is concerned.
    fn wants_to_know(&self, id: &EstablishmentId) -> bool {
        match self.saved.sending.get(id) {
            Some(wanted) => *wanted,
            None => self.watches().any(|watch| watch.establishment == *id),
        }
    }

    fn watches(&self) -> impl Iterator<Item = &Watch> {
        self.saved.watches.iter().flatten()
    }

    /// Whether it is live, as far as anything says so.
    fn knows_live(&self, establishment: &Establishment) -> bool {
        let mut live = self.watches().filter(|watch| watch.live_since.is_some());
        establishment.live || live.any(|watch| watch.establishment == establishment.id)
    }

    /// Those that are live since one asked, and that one has not looked at since.
    fn now_live(&self) -> impl Iterator<Item = &Watch> {
        self.watches()
            .filter(|watch| watch.live_since.is_some() && self.wants_to_know(&watch.establishment))
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::ShowEstablishment(id) => {
            let own = &mut state.establishment;
            own.failure = None;
            own.saved.shown = Some(id.clone());
            // Who looks at it knows that it is live: that is what they asked for.
            let known = own.now_live().any(|watch| watch.establishment == id);
            let forgotten = known.then(|| own.send(id, false));
            let mut effects = state.open(Page::Establishment, now);
            effects.extend(forgotten);
            effects
        }
        Action::WatchEstablishment {
            establishment,
            tell,
        } => {
            state.establishment.failure = None;
            vec![state.establishment.send(establishment, tell)]
        }
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    let own = &mut state.establishment;
    match event {
        Event::Watches(Ok(list)) => own.saved.watches = Some(list.items),
        Event::Watches(Err(_)) => {}
        Event::Watched(id, Ok(watch)) => {
            if own.heard(&id, true) {
                let watches = own.saved.watches.get_or_insert_default();
                watches.retain(|known| known.establishment != id);
                watches.push(watch);
            }
        }
        Event::Forgotten(id, Ok(())) => {
            if own.heard(&id, false)
                && let Some(watches) = &mut own.saved.watches
            {
                watches.retain(|known| known.establishment != id);
            }
        }
        Event::Watched(id, Err(error)) => return refused(state, &id, true, error, now),
        Event::Forgotten(id, Err(error)) => return refused(state, &id, false, error, now),
    }
    Vec::new()
}

/// Those that are live since one asked, each once: for the platform to tell of.
pub fn take_started(state: &mut update::State) -> Vec<EstablishmentId> {
    let own = &mut state.establishment;
    let live = own.now_live().map(|watch| watch.establishment.clone());
    let live: BTreeSet<_> = live.collect();
    let told = std::mem::replace(&mut own.saved.told, live);
    own.saved.told.difference(&told).cloned().collect()
}

/// Asks what is new on a page.
pub fn refresh(_state: &mut update::State, page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    match page {
        Page::Establishments | Page::Establishment => {
            vec![people::ask_establishments(), ask_watches()]
        }
        _ => vec![ask_watches()],
    }
}

/// Repeats what was cut off, and asks for what one waits for, whatever page is open.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    let own = &state.establishment;
    let sending = own.saved.sending.iter();
    let mut effects: Vec<_> = sending.map(|(id, tell)| wish(id, *tell)).collect();
    let asked_anyway = matches!(
        state.navigation.page(),
        Page::Home | Page::Establishments | Page::Establishment
    );
    let waits = own.watches().any(|watch| watch.live_since.is_none());
    effects.extend((waits && !asked_anyway).then(ask_watches));
    effects
}

fn ask_watches() -> Effect {
    Request::get(routes::WATCHES).answer(|answer| Input::Establishment(Event::Watches(answer)))
}

impl State {
    /// Sends a wish, and again until it is heard.
    fn send(&mut self, id: EstablishmentId, tell: bool) -> Effect {
        let effect = wish(&id, tell);
        self.saved.sending.insert(id, tell);
        effect
    }

    /// An answer to a wish came; whether it is still what the person wants.
    fn heard(&mut self, id: &EstablishmentId, tell: bool) -> bool {
        let current = self.saved.sending.get(id) == Some(&tell);
        if current {
            self.saved.sending.remove(id);
        }
        current
    }
}

fn refused(
    state: &mut update::State,
    id: &EstablishmentId,
    tell: bool,
    error: ApiError,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    // Without a line it is sent again by itself.
    if error.passes() || !state.establishment.heard(id, tell) {
        return Vec::new();
    }
    // It went live meanwhile: what is shown then says more than a refusal.
    let live = error.code() == Some(ErrorCode::EstablishmentLive);
    state.establishment.failure = (!live).then_some(error);
    let page = state.navigation.page();
    match live {
        true => refresh(state, page, now),
        false => Vec::new(),
    }
}

fn wish(id: &EstablishmentId, tell: bool) -> Effect {
    let (path, id) = (routes::watch(id), id.clone());
    match tell {
        true => Request::post_empty(path)
            .answer(move |answer| Input::Establishment(Event::Watched(id.clone(), answer))),
        false => Request::delete(path)
            .done(move |answer| Input::Establishment(Event::Forgotten(id.clone(), answer))),
    }
}

fn by_id<'a>(state: &'a update::State, id: &EstablishmentId) -> Option<&'a Establishment> {
    let mut all = state.people.saved.establishments.iter();
    all.find(|known| known.id == *id)
}
