//! Registering an e-mail address and this phone; the session.
//!
//! Welcome → Register (address) → EnterCode (from the mail) → home. The phone's key is made by the driver;
//! here is only its public half.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::{languages, screen};

use crate::{
    Action, FieldValue, Form,
    api::{ApiError, Request},
    booking, calendar, call,
    form::{Check, Draft},
    identity,
    navigation::Page,
    people, reminders,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, DeviceId, EmailAddress, ErrorCode, RegistrationId,
    account::{Confirmation, DeviceRegistered, Me, NewRegistration, Registration},
    limits, routes,
};
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone)]
pub struct State {
    /// The device's public key, as in [`Confirmation`].
    pub device_key: String,
    /// How the form for the address stands.
    pub register: Check,
    /// How the form for the code stands.
    pub code: Check,
    /// A new code was asked for and is on its way: to be told once.
    pub sent_again: bool,
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What was typed.
    pub draft: Draft,
    /// The address that waits for its code.
    pub registration: Option<Pending>,
    /// The account and this phone's place in it, once registered.
    pub session: Option<Session>,
    /// What the server last said of the account.
    pub me: Option<Me>,
    /// The server did not know this phone any more: to be told until it is registered again.
    pub signed_out: bool,
    /// Whose things are kept on this phone.
    owner: Option<AccountId>,
}

/// An address that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The registration.
    pub id: RegistrationId,
    /// The address.
    pub email: EmailAddress,
    /// The code is valid until then.
    pub expires_at: DateTime<Utc>,
}

/// This phone's place in an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// This phone.
    pub device: DeviceId,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// A code was asked for.
    Registered(EmailAddress, Result<Registration, ApiError>),
    /// A code was sent back.
    Confirmed(Result<DeviceRegistered, ApiError>),
    /// What the account knows of itself.
    Me(Result<Me, ApiError>),
    /// The server does not know this device any more.
    SignedOut,
}

impl State {
    /// Of a phone that belongs to no account.
    pub fn new(device_key: String) -> Self {
        Self {
            device_key,
            register: Check::default(),
            code: Check::default(),
            sent_again: false,
            saved: Saved::default(),
        }
    }
}

/// Where registering stands.
pub fn entry(state: &update::State) -> Page {
    match state.account.saved.registration {
        Some(_) => Page::EnterCode,
        None => Page::Register,
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::KeepDraft { form, values } => {
            keep(&mut state.account, form, values);
            Vec::new()
        }
        Action::Submit {
            form: Form::Register,
            values,
        } => {
            keep(&mut state.account, Form::Register, values);
            register(state)
        }
        Action::Submit {
            form: Form::Code,
            values,
        } => {
            keep(&mut state.account, Form::Code, values);
            confirm(state, now)
        }
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    match event {
        Event::Registered(email, answer) => registered(state, email, answer, now),
        Event::Confirmed(answer) => confirmed(state, answer, now),
        Event::Me(Ok(me)) => {
            state.account.saved.me = Some(me);
            Vec::new()
        }
        // What was known is still shown; the line says whether there is one.
        Event::Me(Err(_)) => Vec::new(),
        Event::SignedOut => signed_out(state),
    }
}

/// Asks what the account knows of itself.
pub fn refresh(_state: &mut update::State, _page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    vec![Request::get(routes::ME).answer(|answer| Input::Account(Event::Me(answer)))]
}

/// Repeats what found no way; tells the network part who this phone is.
pub fn go_on(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    if let Some(session) = &state.account.saved.session {
        return vec![Effect::SignIn(session.device, None)];
    }
    let mut effects = Vec::new();
    if state.account.register.waits_for_line() {
        effects.extend(register(state));
    }
    if state.account.code.waits_for_line() {
        effects.extend(confirm(state, now));
    }
    effects
}

/// Each form has one field; a screen may send another's along.
fn keep(account: &mut State, form: Form, values: Vec<FieldValue>) {
    let own = if form == Form::Register {
        "email"
    } else {
        "code"
    };
    account.saved.draft.fill(
        values
            .into_iter()
            .filter(|value| value.field == own)
            .collect(),
    );
}

fn register(state: &mut update::State) -> Vec<Effect> {
    let account = &mut state.account;
    account.register.restart();
    account.sent_again = false;
    let email = EmailAddress::parse(account.saved.draft.get("email"));
    let Some(email) = account.register.read("email", email) else {
        return Vec::new();
    };
    account.register.sending = true;
    let language = state.settings.language();
    let new = NewRegistration {
        email: email.clone(),
        language,
    };
    let request = Request::post(routes::REGISTRATIONS, &new).unsigned();
    vec![request.answer(move |answer| Input::Account(Event::Registered(email.clone(), answer)))]
}

fn registered(
    state: &mut update::State,
    email: EmailAddress,
    answer: Result<Registration, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let account = &mut state.account;
    match answer {
        Ok(Registration { id, expires_at }) => {
            account.sent_again = account.saved.registration.is_some();
            account.register.restart();
            account.code.restart();
            account.saved.draft.forget("code");
            account.saved.registration = Some(Pending {
                id,
                email,
                expires_at,
            });
            state.open(Page::EnterCode, now)
        }
        Err(error) => {
            account.register.refused(error);
            Vec::new()
        }
    }
}

fn confirm(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let account = &mut state.account;
    account.code.restart();
    account.sent_again = false;
    let Some(pending) = &account.saved.registration else {
        return state.replace(Page::Register, now);
    };
    if account
        .code
        .read("code", digits(account.saved.draft.get("code")))
        .is_none()
    {
        return Vec::new();
    }
    let code = account.saved.draft.get("code").to_owned();
    account.code.sending = true;
    let confirmation = Confirmation {
        code,
        device_key: account.device_key.clone(),
    };
    let request = Request::post(routes::confirmation(pending.id), &confirmation).unsigned();
    vec![request.answer(|answer| Input::Account(Event::Confirmed(answer)))]
}

/// A code of another length is wrong without asking: a try is not lost by a slip.
fn digits(code: &str) -> Result<(), ErrorCode> {
    let mut digits = code.chars().filter(|c| !c.is_whitespace());
    let all = digits.clone().all(|c| c.is_ascii_digit());
    let right = all && digits.by_ref().count() == limits::CODE_DIGITS;
    if right {
        Ok(())
    } else {
        Err(ErrorCode::CodeWrong)
    }
}

fn confirmed(
    state: &mut update::State,
    answer: Result<DeviceRegistered, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    match answer {
        Ok(DeviceRegistered {
            account,
            device,
            token,
        }) => {
            let mut effects = belong_to(state, account);
            let saved = &mut state.account.saved;
            saved.session = Some(Session { account, device });
            saved.registration = None;
            saved.signed_out = false;
            saved.draft.clear();
            state.account.code.restart();
            effects.push(Effect::SignIn(device, Some(token)));
            effects.extend(state.reset(Page::Home, now));
            effects.extend(people::after_registering(state, now));
            effects
        }
        Err(error) => {
            state.account.code.refused(error);
            Vec::new()
        }
    }
}

/// Another account's things are not shown to this one.
fn belong_to(state: &mut update::State, account: AccountId) -> Vec<Effect> {
    let before = state.account.saved.owner.replace(account);
    if before.is_none_or(|before| before == account) {
        return Vec::new();
    }
    let photos = state.identity.saved.kept_photos();
    state.account.saved.me = None;
    state.identity = identity::State::default();
    // An invitation is to whoever has the phone now.
    let invited = state.people.saved.invited.take();
    state.people = people::State::default();
    state.people.saved.invited = invited;
    state.booking = booking::State::default();
    state.calendar = calendar::State::default();
    state.reminders = reminders::State::default();
    state.call = call::State::default();
    vec![Effect::DropPhotos(photos)]
}

/// What was typed and known stays: the same person registers this phone again.
fn signed_out(state: &mut update::State) -> Vec<Effect> {
    if state.account.saved.session.take().is_none() {
        return Vec::new();
    }
    state.account.saved.signed_out = true;
    state.navigation.reset(Page::Welcome);
    vec![Effect::SignOut]
}
