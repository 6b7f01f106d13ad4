//! The policy, as people see it.

use super::is_due;
use crate::{
    Action, Part, Place, Screen, ScreenName, Tone, error,
    navigation::Page,
    parts::{self, actions, heading, notice, paragraph, primary},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    let policy = &state.policy;
    let mut parts: Vec<Part> = policy
        .failure
        .iter()
        .map(|it| error::notice(it, text))
        .collect();
    let home = primary(text.say("to-home"), Action::Open(Place::Home));
    match policy.saved.text(text.language()) {
        None => parts.extend([paragraph(text.say("policy-loading")), actions(vec![home])]),
        Some(known) => {
            let before = state
                .account
                .saved
                .me
                .as_ref()
                .and_then(|me| me.policy_agreed);
            let due = is_due(state);
            if due && before.is_some() {
                let told = text.say("policy-new");
                parts.push(notice(Tone::Attention, text.say("policy-new-title"), told));
            }
            parts.push(heading(known.title.clone()));
            parts.extend(known.paragraphs.iter().cloned().map(paragraph));
            if due {
                let agree = Action::AgreeToPolicy {
                    version: known.version,
                };
                let mut agree = primary(text.say("policy-agree"), agree);
                agree.enabled = policy.saved.agreeing.is_none() || policy.failure.is_some();
                parts.push(actions(vec![agree]));
            } else {
                let told = text.say("policy-agreed");
                parts.push(notice(Tone::Good, text.say("policy-agreed-title"), told));
                parts.push(actions(vec![home]));
            }
        }
    }
    parts::screen(
        state,
        ScreenName::Policy,
        text,
        text.say("policy-title"),
        parts,
    )
}
