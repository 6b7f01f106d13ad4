//! Home: the one thing that is next, the next call, notices. Has no state of its own.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::{before_people, screen};

use crate::{
    account, booking, establishment, identity,
    navigation::Page,
    people,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};

/// Asks for all that home shows.
pub fn refresh(state: &mut update::State, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects = account::refresh(state, page, now);
    effects.extend(identity::refresh(state, page, now));
    effects.extend(people::refresh(state, page, now));
    effects.extend(booking::refresh(state, page, now));
    effects.extend(establishment::refresh(state, page, now));
    effects
}
