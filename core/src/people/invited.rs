//! An invitation that somebody was sent: kept from the tap on its link until it is answered, also while
//! this phone is not registered yet.

use super::{Event, State};
use crate::{
    FieldValue, Form, Part, Tone,
    api::{ApiError, Request},
    navigation::Page,
    parts,
    text::Text,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{ErrorCode, people::InvitationOffer, routes};
use serde::{Deserialize, Serialize};

/// An invitation that one was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// From the link. Whoever knows it can accept, once.
    token: String,
    /// Who invites, and until when; unknown until the server told.
    pub offer: Option<InvitationOffer>,
    /// Where it stands.
    pub step: Step,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// To be answered.
    Open,
    /// Accepted; the server has not confirmed it.
    Accepting,
    /// Accepted.
    Accepted,
}

/// Never shows the token.
impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Invited({:?})", self.step)
    }
}

impl State {
    /// Who invites oneself.
    pub(super) fn offered(&mut self, token: &str, answer: Result<InvitationOffer, ApiError>) {
        let Some(invited) = self.invited(token) else {
            return;
        };
        match answer {
            Ok(offer) => {
                invited.offer = Some(offer);
                self.invitation_failure = None;
            }
            Err(error) if invited.step == Step::Open => self.invitation_failure = Some(error),
            // What was accepted is not asked for again.
            Err(_) => {}
        }
    }

    /// One accepted, or could not.
    pub(super) fn accepted(&mut self, token: &str, answer: Result<InvitationOffer, ApiError>) {
        let Some(invited) = self.invited(token) else {
            return;
        };
        match answer {
            Ok(offer) => {
                invited.offer = Some(offer);
                invited.step = Step::Accepted;
                self.invitation_failure = None;
            }
            Err(error) => {
                if !error.passes() {
                    invited.step = Step::Open;
                }
                // There is nothing left to accept.
                if error.code() == Some(ErrorCode::InvitationGone) {
                    invited.offer = None;
                }
                self.invitation_failure = Some(error);
            }
        }
    }

    fn invited(&mut self, token: &str) -> Option<&mut Invited> {
        let invited = self.saved.invited.as_mut();
        invited.filter(|invited| invited.token == token)
    }

    fn keep(&mut self, token: String) {
        self.invitation_failure = None;
        if self.invited(&token).is_none() {
            self.saved.invited = Some(Invited {
                token,
                offer: None,
                step: Step::Open,
            });
        }
    }
}

/// The platform was given a link. One that is no invitation is not ours to follow.
pub fn link_opened(state: &mut update::State, link: &str, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(token) = token_of(link) else {
        return Vec::new();
    };
    state.people.keep(token);
    match state.signed_in() {
        true => state.open(Page::Invitation, now),
        // Who was invited is told so on the way to registering.
        false => Vec::new(),
    }
}

/// Who registered because of an invitation goes on with it.
pub fn after_registering(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    match &state.people.saved.invited {
        Some(_) => state.open(Page::Invitation, now),
        None => Vec::new(),
    }
}

/// That one was invited, on the pages before one is registered.
pub fn invited_notice(state: &State, text: &Text) -> Option<Part> {
    state.saved.invited.as_ref()?;
    Some(parts::notice(
        Tone::Neutral,
        text.say("invitation-kept-title"),
        text.say("invitation-kept"),
    ))
}

/// A link, or the code at its end, that was typed.
pub(super) fn submit(
    state: &mut update::State,
    values: Vec<FieldValue>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    let draft = people.saved.drafts.entry(Form::InvitationLink).or_default();
    draft.fill(values);
    let typed = draft.get("link").trim();
    let token = token_of(typed).or_else(|| is_token(typed).then(|| typed.to_owned()));
    let check = people.checks.entry(Form::InvitationLink).or_default();
    check.restart();
    let Some(token) = check.read("link", token.ok_or(ErrorCode::InvitationGone)) else {
        return Vec::new();
    };
    people.saved.drafts.remove(&Form::InvitationLink);
    people.keep(token);
    state
        .open(Page::Invitation, now)
        .into_iter()
        .chain(ask(&state.people))
        .collect()
}

pub(super) fn ask(people: &State) -> Option<Effect> {
    let invited = people.saved.invited.as_ref()?;
    let token = invited.token.clone();
    let open = invited.step == Step::Open;
    open.then(|| {
        Request::get(routes::invitation_offer(&token))
            .answer(move |answer| Input::People(Event::Offer(token.clone(), answer)))
    })
}

pub(super) fn accept(people: &mut State) -> Vec<Effect> {
    people.invitation_failure = None;
    if let Some(invited) = people.saved.invited.as_mut()
        && invited.step == Step::Open
    {
        invited.step = Step::Accepting;
    }
    go_on(people).into_iter().collect()
}

/// Repeats what was cut off.
pub(super) fn go_on(people: &State) -> Option<Effect> {
    let invited = people.saved.invited.as_ref()?;
    let token = invited.token.clone();
    (invited.step == Step::Accepting).then(|| {
        Request::post_empty(routes::invitation_acceptance(&token))
            .answer(move |answer| Input::People(Event::Accepted(token.clone(), answer)))
    })
}

/// The person is done with it, or does not want it. Nobody is told: it runs out by itself.
pub(super) fn leave(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    state.people.saved.invited = None;
    state.people.invitation_failure = None;
    state.reset(Page::Home, now)
}

/// `kinline://invitation/TOKEN`, or `https://…/i/TOKEN`.
fn token_of(link: &str) -> Option<String> {
    let link = url::Url::parse(link.trim()).ok()?;
    let path: Vec<&str> = link.path_segments()?.collect();
    let token = match (link.scheme(), link.host_str(), path.as_slice()) {
        ("kinline", Some("invitation"), [token]) | ("https", Some(_), ["i", token]) => *token,
        _ => return None,
    };
    is_token(token).then(|| token.to_owned())
}

/// As the server makes them: base64url. Nothing else goes into a path.
fn is_token(text: &str) -> bool {
    let letters = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    letters && (16..=128).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::token_of;

    #[test]
    fn links_are_told_from_others() {
        let token = "abcdefghijklmnop_-09";
        for link in [
            format!("kinline://invitation/{token}"),
            format!("https://calls.example.org/i/{token}"),
            format!("https://127.0.0.1:8443/i/{token}?from=mail"),
            format!("  kinline://invitation/{token}\n"),
        ] {
            assert_eq!(token_of(&link).as_deref(), Some(token), "{link}");
        }
        for link in [
            "".to_owned(),
            token.to_owned(),
            format!("http://calls.example.org/i/{token}"),
            format!("https://calls.example.org/x/{token}"),
            format!("https://calls.example.org/i/{token}/more"),
            format!("kinline://booking/{token}"),
            "kinline://invitation/".to_owned(),
            "kinline://invitation/short".to_owned(),
            "https://calls.example.org/i/..%2F..%2Fv1%2Fme".to_owned(),
        ] {
            assert_eq!(token_of(&link), None, "{link}");
        }
    }
}
