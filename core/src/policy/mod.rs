//! The acceptable use policy: read, agree, and again when there is a new version.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::screen;

use crate::{
    Action,
    api::{ApiError, Request},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, Language,
    policy::{Policy, PolicyAgreement},
    routes,
};
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Why the agreement did not arrive.
    pub failure: Option<ApiError>,
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The policy in force, as last heard, by language.
    pub texts: Vec<Policy>,
    /// The person agreed to this version, and the server has not said that it knows.
    pub agreeing: Option<u32>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// The policy in a language.
    Policy(Result<Policy, ApiError>),
    /// The agreement to a version.
    Agreed(u32, Result<(), ApiError>),
}

impl Saved {
    /// The newest text that is known in a language.
    pub fn text(&self, language: Language) -> Option<&Policy> {
        self.texts.iter().find(|policy| policy.language == language)
    }
}

/// Whether the person must agree before the next call. The server has the last word.
pub fn is_due(state: &update::State) -> bool {
    let me = state.account.saved.me.as_ref();
    me.is_some_and(|me| me.policy_agreed != Some(me.policy_current))
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, _now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::AgreeToPolicy { version } => {
            state.policy.failure = None;
            state.policy.saved.agreeing = Some(version);
            vec![agree(version)]
        }
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    match event {
        Event::Policy(Ok(policy)) => {
            let saved = &mut state.policy.saved;
            // An older version in the other language must not be agreed to.
            saved
                .texts
                .retain(|text| text.language != policy.language && text.version == policy.version);
            if let Some(me) = &mut state.account.saved.me {
                me.policy_current = me.policy_current.max(policy.version);
            }
            saved.texts.push(policy);
            Vec::new()
        }
        Event::Policy(Err(_)) => Vec::new(),
        Event::Agreed(version, Ok(())) => agreed(state, version, now),
        Event::Agreed(_, Err(error)) => refused(state, error),
    }
}

/// Asks for the policy in force, in the person's language.
pub fn refresh(state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    vec![ask(state.settings.language())]
}

/// Tells the server of an agreement that it may not have heard.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    state.policy.saved.agreeing.map(agree).into_iter().collect()
}

fn ask(language: Language) -> Effect {
    let path = format!("{}?language={}", routes::POLICY, language.code());
    Request::get(path).answer(|answer| Input::Policy(Event::Policy(answer)))
}

fn agree(version: u32) -> Effect {
    let request = Request::post(routes::POLICY_AGREEMENTS, &PolicyAgreement { version });
    request.done(move |answer| Input::Policy(Event::Agreed(version, answer)))
}

/// Goes back to where the person was asked, such as a call to be joined.
fn agreed(state: &mut update::State, version: u32, now: DateTime<Utc>) -> Vec<Effect> {
    state.policy.saved.agreeing = None;
    state.policy.failure = None;
    if let Some(me) = &mut state.account.saved.me {
        me.policy_agreed = Some(version);
    }
    if state.navigation.page() != Page::Policy {
        return Vec::new();
    }
    if state.navigation.back() {
        return update::refresh(state, now);
    }
    state.reset(Page::Home, now)
}

fn refused(state: &mut update::State, error: ApiError) -> Vec<Effect> {
    if !error.passes() {
        state.policy.saved.agreeing = None;
    }
    let newer = error.code() == Some(ErrorCode::PolicyVersion);
    state.policy.failure = Some(error);
    if newer {
        vec![ask(state.settings.language())]
    } else {
        Vec::new()
    }
}
