//! The person in prison, and the visitors who come along.

mod screens;
#[cfg(test)]
mod tests;

pub use screens::{age, name, screen};

use crate::{
    Action, FieldValue, Form,
    api::{ApiError, Request},
    form::{Check, Draft},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, ContactId, ErrorCode, EstablishmentId, Language, List, PersonName, PrisonerNumber,
    account::VisitorNumber,
    establishment::Establishment,
    limits,
    people::{Companion, Contact, NewCompanion, NewContact},
    routes,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// How the form for a person in prison stands.
    pub contact: Check,
    /// How the form for a visitor stands.
    pub companion: Check,
    /// What went wrong with the lists, or with removing somebody.
    pub failure: Option<ApiError>,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// People in prison; unknown until the server told.
    pub contacts: Option<Vec<Contact>>,
    /// Visitors who come along; unknown until the server told.
    pub companions: Option<Vec<Companion>>,
    /// Every establishment, by name.
    pub establishments: Vec<Establishment>,
    /// What was typed of a person in prison.
    pub contact_draft: Draft,
    /// What was typed of a visitor.
    pub companion_draft: Draft,
    /// On its way: sent again until there is an answer.
    adding_contact: Option<NewContact>,
    /// On its way.
    adding_companion: Option<NewCompanion>,
    /// On their way out.
    removing: BTreeSet<AccountId>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// The people in prison.
    Contacts(Result<List<Contact>, ApiError>),
    /// The visitors who come along.
    Companions(Result<List<Companion>, ApiError>),
    /// The establishments.
    Establishments(Result<List<Establishment>, ApiError>),
    /// A person was added, or refused.
    ContactAdded(Result<Contact, ApiError>),
    /// A visitor was added, or refused.
    CompanionAdded(Result<Companion, ApiError>),
    /// A visitor was removed, or not.
    CompanionRemoved(AccountId, Result<(), ApiError>),
}

impl State {
    /// A person in prison.
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.saved
            .contacts
            .iter()
            .flatten()
            .find(|contact| contact.id == id)
    }

    /// An establishment's name; its code until the list is known.
    pub fn establishment_name(&self, id: &EstablishmentId, language: Language) -> String {
        let known = self
            .saved
            .establishments
            .iter()
            .find(|known| known.id == *id);
        known.map_or_else(
            || id.to_string(),
            |known| known.name_in(language).to_owned(),
        )
    }

    /// The visitors who come along and are not about to be removed.
    pub fn companions(&self) -> impl Iterator<Item = &Companion> {
        let removing = &self.saved.removing;
        let companions = self.saved.companions.iter().flatten();
        companions.filter(|companion| !removing.contains(&companion.account))
    }

    /// Whether no more visitors can be on the list.
    pub fn companions_full(&self) -> bool {
        self.companions().count() >= limits::CALLERS - 1
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::KeepDraft { form, values } => {
            draft(&mut state.people.saved, form).fill(values);
            Vec::new()
        }
        Action::Submit {
            form: Form::Contact,
            values,
        } => submit_contact(state, values, now),
        Action::Submit { values, .. } => submit_companion(state, values, now),
        Action::RemoveCompanion(account) => {
            state.people.failure = None;
            state.people.saved.removing.insert(account);
            vec![remove(account)]
        }
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    let people = &mut state.people;
    match event {
        Event::Contacts(answer) => {
            if let Some(list) = listed(&mut people.failure, answer) {
                people.saved.contacts = Some(list);
            }
            Vec::new()
        }
        Event::Companions(answer) => {
            if let Some(list) = listed(&mut people.failure, answer) {
                people.saved.companions = Some(list);
            }
            Vec::new()
        }
        Event::Establishments(answer) => {
            if let Some(list) = listed(&mut people.failure, answer) {
                people.saved.establishments = list;
            }
            Vec::new()
        }
        Event::ContactAdded(answer) => contact_added(state, answer, now),
        Event::CompanionAdded(answer) => companion_added(state, answer, now),
        Event::CompanionRemoved(account, answer) => {
            removed(people, account, answer);
            Vec::new()
        }
    }
}

/// Asks what is new on a page.
pub fn refresh(_state: &mut update::State, page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    let establishments = Request::get(routes::ESTABLISHMENTS)
        .answer(|answer| Input::People(Event::Establishments(answer)));
    let contacts =
        Request::get(routes::CONTACTS).answer(|answer| Input::People(Event::Contacts(answer)));
    let companions =
        Request::get(routes::COMPANIONS).answer(|answer| Input::People(Event::Companions(answer)));
    match page {
        Page::AddContact => vec![establishments],
        Page::AddCompanion => vec![companions],
        _ => vec![contacts, companions, establishments],
    }
}

/// Repeats what was cut off.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    let people = &mut state.people;
    let mut effects = Vec::new();
    if let Some(contact) = &people.saved.adding_contact {
        people.contact.sending = true;
        effects.push(add_contact(contact));
    }
    if let Some(companion) = &people.saved.adding_companion {
        people.companion.sending = true;
        effects.push(add_companion(companion));
    }
    effects.extend(people.saved.removing.iter().copied().map(remove));
    effects
}

fn draft(saved: &mut Saved, form: Form) -> &mut Draft {
    match form {
        Form::Contact => &mut saved.contact_draft,
        _ => &mut saved.companion_draft,
    }
}

fn submit_contact(
    state: &mut update::State,
    values: Vec<FieldValue>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    people.saved.contact_draft.fill(values);
    people.contact.restart();
    let Some(contact) = read_contact(&people.saved.contact_draft, &mut people.contact, now) else {
        return Vec::new();
    };
    people.contact.sending = true;
    let effect = add_contact(&contact);
    people.saved.adding_contact = Some(contact);
    vec![effect]
}

fn submit_companion(
    state: &mut update::State,
    values: Vec<FieldValue>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    people.saved.companion_draft.fill(values);
    people.companion.restart();
    let draft = &people.saved.companion_draft;
    let Some(companion) = read_companion(draft, &mut people.companion, now) else {
        return Vec::new();
    };
    people.companion.sending = true;
    let effect = add_companion(&companion);
    people.saved.adding_companion = Some(companion);
    vec![effect]
}

/// Reads every field, so that all that is wrong is told at once.
fn read_contact(draft: &Draft, check: &mut Check, now: DateTime<Utc>) -> Option<NewContact> {
    let establishment = check.read("establishment", establishment(draft.get("establishment")));
    let number = PrisonerNumber::parse(draft.get("prisoner_number"));
    let number = check.read("prisoner_number", number);
    let given = check.read("given_names", PersonName::parse(draft.get("given_names")));
    let family = check.read("family_name", PersonName::parse(draft.get("family_name")));
    let birth = check.read("date_of_birth", birth(draft.get("date_of_birth"), now));
    Some(NewContact {
        establishment: establishment?,
        prisoner_number: number?,
        given_names: given?,
        family_name: family?,
        date_of_birth: birth?,
    })
}

fn read_companion(draft: &Draft, check: &mut Check, now: DateTime<Utc>) -> Option<NewCompanion> {
    let number = check.read(
        "visitor_number",
        visitor_number(draft.get("visitor_number")),
    );
    let birth = check.read("date_of_birth", birth(draft.get("date_of_birth"), now));
    Some(NewCompanion {
        visitor_number: number?,
        date_of_birth: birth?,
    })
}

fn establishment(value: &str) -> Result<EstablishmentId, ErrorCode> {
    match value {
        "" => Err(ErrorCode::InvalidInput),
        id => Ok(EstablishmentId(id.to_owned())),
    }
}

/// People read it out and type it with spaces, hyphens and small letters.
fn visitor_number(typed: &str) -> Result<VisitorNumber, ErrorCode> {
    let number: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect::<String>()
        .to_uppercase();
    let right = number.len() == 8 && number.chars().all(|c| c.is_ascii_alphanumeric());
    right
        .then_some(VisitorNumber(number))
        .ok_or(ErrorCode::CompanionNotFound)
}

fn birth(typed: &str, now: DateTime<Utc>) -> Result<NaiveDate, ErrorCode> {
    let date: NaiveDate = typed.trim().parse().map_err(|_| ErrorCode::DateInvalid)?;
    (date <= now.date_naive())
        .then_some(date)
        .ok_or(ErrorCode::DateInvalid)
}

fn add_contact(contact: &NewContact) -> Effect {
    Request::post(routes::CONTACTS, contact)
        .answer(|answer| Input::People(Event::ContactAdded(answer)))
}

fn add_companion(companion: &NewCompanion) -> Effect {
    Request::post(routes::COMPANIONS, companion)
        .answer(|answer| Input::People(Event::CompanionAdded(answer)))
}

fn remove(account: AccountId) -> Effect {
    Request::delete(routes::companion(account))
        .done(move |answer| Input::People(Event::CompanionRemoved(account, answer)))
}

fn contact_added(
    state: &mut update::State,
    answer: Result<Contact, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    match answer {
        Ok(contact) => {
            people.saved.adding_contact = None;
            people.saved.contact_draft.clear();
            people.contact.restart();
            let contacts = people.saved.contacts.get_or_insert_default();
            contacts.retain(|known| known.id != contact.id);
            contacts.push(contact);
            leave_form(state, Page::AddContact, now)
        }
        Err(error) => {
            if !error.passes() {
                people.saved.adding_contact = None;
            }
            people.contact.refused(error);
            Vec::new()
        }
    }
}

fn companion_added(
    state: &mut update::State,
    answer: Result<Companion, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    match answer {
        Ok(companion) => {
            people.saved.adding_companion = None;
            people.saved.companion_draft.clear();
            people.companion.restart();
            let companions = people.saved.companions.get_or_insert_default();
            companions.retain(|known| known.account != companion.account);
            companions.push(companion);
            leave_form(state, Page::AddCompanion, now)
        }
        Err(error) => {
            if !error.passes() {
                people.saved.adding_companion = None;
            }
            people.companion.refused(error);
            Vec::new()
        }
    }
}

fn leave_form(state: &mut update::State, form: Page, now: DateTime<Utc>) -> Vec<Effect> {
    if state.navigation.page() == form {
        state.replace(Page::People, now)
    } else {
        Vec::new()
    }
}

fn removed(people: &mut State, account: AccountId, answer: Result<(), ApiError>) {
    match answer {
        Err(error) if error.passes() => people.failure = Some(error),
        Err(error) if error.code() != Some(ErrorCode::NotFound) => {
            people.saved.removing.remove(&account);
            people.failure = Some(error);
        }
        _ => {
            people.saved.removing.remove(&account);
            let companions = people.saved.companions.iter_mut();
            companions.for_each(|list| list.retain(|known| known.account != account));
        }
    }
}

/// What a list says; without one, the last known stays. That there is no line is told elsewhere.
fn listed<T>(failure: &mut Option<ApiError>, answer: Result<List<T>, ApiError>) -> Option<Vec<T>> {
    match answer {
        Ok(list) => {
            *failure = None;
            Some(list.items)
        }
        Err(error) => {
            if !error.passes() {
                *failure = Some(error);
            }
            None
        }
    }
}
