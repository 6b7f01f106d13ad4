//! The person in prison, and the visitors who come along.

#[cfg(test)]
mod guest_tests;
mod guests;
mod invited;
mod missing;
mod screens;
#[cfg(test)]
mod tests;

pub use invited::{after_registering, invited_notice, link_opened};
pub use missing::{Missing, missing, missing_notice};
pub use screens::{age, guest_state, name, screen};

use crate::{
    Action, FieldValue, Form, Guest,
    api::{ApiError, Request},
    form::{Check, Draft},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    ContactId, ErrorCode, EstablishmentId, InvitationId, Language, List, PersonName,
    PrisonerNumber,
    establishment::Establishment,
    people::{
        Child, Companion, Contact, Invitation, InvitationOffer, NewChild, NewCompanion, NewContact,
        NewInvitation, NewInvitationLink,
    },
    routes,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// How the forms stand.
    checks: BTreeMap<Form, Check>,
    /// What went wrong with the lists, or with removing somebody.
    pub failure: Option<ApiError>,
    /// What went wrong with the invitation that one was sent.
    invitation_failure: Option<ApiError>,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// People in prison; unknown until the server told.
    pub contacts: Option<Vec<Contact>>,
    /// Visitors with an account of their own who come along; unknown until the server told.
    pub companions: Option<Vec<Companion>>,
    /// Children who come along; unknown until the server told.
    pub children: Option<Vec<Child>>,
    /// Adults who were invited to come along; unknown until the server told.
    pub invitations: Option<Vec<Invitation>>,
    /// Every establishment, by name.
    pub establishments: Vec<Establishment>,
    /// An invitation that one was sent oneself.
    pub invited: Option<invited::Invited>,
    /// What was typed.
    drafts: BTreeMap<Form, Draft>,
    /// On its way: sent again until there is an answer. One of a form.
    adding: BTreeMap<Form, Work>,
    /// On their way out.
    removing: BTreeSet<Guest>,
    /// The links of open invitations that were made on this phone.
    links: BTreeMap<InvitationId, String>,
}

/// Something that a form asks the server for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Work {
    Contact(NewContact),
    Companion(NewCompanion),
    Child(NewChild),
    Invitation(NewInvitation),
}

impl Work {
    fn form(&self) -> Form {
        match self {
            Self::Contact(_) => Form::Contact,
            Self::Companion(_) => Form::Companion,
            Self::Child(_) => Form::Child,
            Self::Invitation(_) => Form::Invite,
        }
    }

    fn request(&self) -> Effect {
        match self {
            Self::Contact(new) => Request::post(routes::CONTACTS, new)
                .answer(|answer| Input::People(Event::ContactAdded(answer))),
            Self::Companion(new) => Request::post(routes::COMPANIONS, new)
                .answer(|answer| Input::People(Event::CompanionAdded(answer))),
            Self::Child(new) => Request::post(routes::CHILDREN, new)
                .answer(|answer| Input::People(Event::ChildAdded(answer))),
            Self::Invitation(new) => Request::post(routes::INVITATIONS, new)
                .answer(|answer| Input::People(Event::Invited(answer))),
        }
    }
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// The people in prison.
    Contacts(Result<List<Contact>, ApiError>),
    /// The visitors who come along.
    Companions(Result<List<Companion>, ApiError>),
    /// The children who come along.
    Children(Result<List<Child>, ApiError>),
    /// The adults who were invited.
    Invitations(Result<List<Invitation>, ApiError>),
    /// The establishments.
    Establishments(Result<List<Establishment>, ApiError>),
    /// A person was added, or refused.
    ContactAdded(Result<Contact, ApiError>),
    /// A visitor was added, or refused.
    CompanionAdded(Result<Companion, ApiError>),
    /// A child was added, or refused.
    ChildAdded(Result<Child, ApiError>),
    /// An invitation was made, or refused.
    Invited(Result<NewInvitationLink, ApiError>),
    /// Somebody who came along was removed, or not.
    Removed(Guest, Result<(), ApiError>),
    /// Who invites oneself, by the invitation's token.
    Offer(String, Result<InvitationOffer, ApiError>),
    /// One accepted an invitation, by its token.
    Accepted(String, Result<InvitationOffer, ApiError>),
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

    /// What was typed into a form, and how it stands.
    fn form(&self, form: Form) -> (Draft, Check) {
        let draft = self.saved.drafts.get(&form).cloned();
        let check = self.checks.get(&form).cloned();
        (draft.unwrap_or_default(), check.unwrap_or_default())
    }

    fn send(&mut self, work: Work) -> Effect {
        self.checks.entry(work.form()).or_default().sending = true;
        let effect = work.request();
        self.saved.adding.insert(work.form(), work);
        effect
    }

    /// What came of a form: it is empty for the next time, or says what is wrong.
    fn answered<T>(&mut self, form: Form, answer: Result<T, ApiError>) -> Option<T> {
        let check = self.checks.entry(form).or_default();
        match answer {
            Ok(done) => {
                check.restart();
                self.saved.adding.remove(&form);
                self.saved.drafts.remove(&form);
                Some(done)
            }
            Err(error) => {
                if !error.passes() {
                    self.saved.adding.remove(&form);
                }
                check.refused(error);
                None
            }
        }
    }
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::KeepDraft { form, values } => {
            state
                .people
                .saved
                .drafts
                .entry(form)
                .or_default()
                .fill(values);
            Vec::new()
        }
        Action::Submit { form, values } => match form {
            Form::Contact => submit_contact(state, values, now),
            Form::InvitationLink => invited::submit(state, values, now),
            _ => guests::submit(state, form, values, now),
        },
        Action::RemoveGuest(guest) => {
            state.people.failure = None;
            state.people.saved.removing.insert(guest);
            vec![guests::remove(guest)]
        }
        Action::ShareInvitation(id) => guests::share_link(state, id).into_iter().collect(),
        Action::AcceptInvitation => invited::accept(&mut state.people),
        Action::DeclineInvitation => invited::leave(state, now),
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    let people = &mut state.people;
    let (failure, saved) = (&mut people.failure, &mut people.saved);
    match event {
        Event::Contacts(answer) => listed(failure, answer, |list| saved.contacts = Some(list)),
        Event::Companions(answer) => listed(failure, answer, |list| saved.companions = Some(list)),
        Event::Children(answer) => listed(failure, answer, |list| saved.children = Some(list)),
        Event::Invitations(answer) => listed(failure, answer, |list| saved.invitations_told(list)),
        Event::Establishments(answer) => {
            listed(failure, answer, |list| saved.establishments = list);
        }
        Event::Removed(guest, answer) => guests::removed(people, guest, answer),
        Event::Offer(token, answer) => people.offered(&token, answer),
        Event::Accepted(token, answer) => people.accepted(&token, answer),
        Event::ContactAdded(answer) => return contact_added(state, answer, now),
        Event::CompanionAdded(answer) => return guests::companion_added(state, answer, now),
        Event::ChildAdded(answer) => return guests::child_added(state, answer, now),
        Event::Invited(answer) => return guests::invited(state, answer, now),
    }
    Vec::new()
}

/// Asks what is new on a page.
pub fn refresh(state: &mut update::State, page: Page, _now: DateTime<Utc>) -> Vec<Effect> {
    let establishments = ask_establishments();
    let contacts =
        Request::get(routes::CONTACTS).answer(|answer| Input::People(Event::Contacts(answer)));
    let guests = ask_guests();
    match page {
        Page::AddContact => vec![establishments],
        Page::AddCompanion | Page::AddChild | Page::Invite => guests,
        Page::Invitation => invited::ask(&state.people).into_iter().collect(),
        _ => [vec![contacts, establishments], guests].concat(),
    }
}

/// Asks which establishments there are.
pub fn ask_establishments() -> Effect {
    Request::get(routes::ESTABLISHMENTS).answer(|it| Input::People(Event::Establishments(it)))
}

/// Asks who can come along.
pub fn ask_guests() -> Vec<Effect> {
    vec![
        Request::get(routes::COMPANIONS).answer(|it| Input::People(Event::Companions(it))),
        Request::get(routes::CHILDREN).answer(|it| Input::People(Event::Children(it))),
        Request::get(routes::INVITATIONS).answer(|it| Input::People(Event::Invitations(it))),
    ]
}

/// Repeats what was cut off.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    let people = &mut state.people;
    let mut effects = Vec::new();
    for (form, work) in &people.saved.adding {
        people.checks.entry(*form).or_default().sending = true;
        effects.push(work.request());
    }
    effects.extend(people.saved.removing.iter().copied().map(guests::remove));
    effects.extend(invited::go_on(people));
    effects
}

fn submit_contact(
    state: &mut update::State,
    values: Vec<FieldValue>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    let draft = people.saved.drafts.entry(Form::Contact).or_default();
    draft.fill(values);
    let check = people.checks.entry(Form::Contact).or_default();
    check.restart();
    let contact = read_contact(draft, check, now.date_naive()).map(Work::Contact);
    contact
        .map(|contact| people.send(contact))
        .into_iter()
        .collect()
}

/// Reads every field, so that all that is wrong is told at once.
fn read_contact(draft: &Draft, check: &mut Check, today: NaiveDate) -> Option<NewContact> {
    let establishment = check.read("establishment", establishment(draft.get("establishment")));
    let number = PrisonerNumber::parse(draft.get("prisoner_number"));
    let number = check.read("prisoner_number", number);
    let given = check.read("given_names", PersonName::parse(draft.get("given_names")));
    let family = check.read("family_name", PersonName::parse(draft.get("family_name")));
    let birth = check.read("date_of_birth", birth(draft.get("date_of_birth"), today));
    Some(NewContact {
        establishment: establishment?,
        prisoner_number: number?,
        given_names: given?,
        family_name: family?,
        date_of_birth: birth?,
    })
}

fn establishment(value: &str) -> Result<EstablishmentId, ErrorCode> {
    match value {
        "" => Err(ErrorCode::InvalidInput),
        id => Ok(EstablishmentId(id.to_owned())),
    }
}

fn birth(typed: &str, today: NaiveDate) -> Result<NaiveDate, ErrorCode> {
    let date: NaiveDate = typed.trim().parse().map_err(|_| ErrorCode::DateInvalid)?;
    (date <= today)
        .then_some(date)
        .ok_or(ErrorCode::DateInvalid)
}

fn contact_added(
    state: &mut update::State,
    answer: Result<Contact, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(contact) = state.people.answered(Form::Contact, answer) else {
        return Vec::new();
    };
    let contacts = state.people.saved.contacts.get_or_insert_default();
    contacts.retain(|known| known.id != contact.id);
    contacts.push(contact);
    leave_form(state, Page::AddContact, now)
}

fn leave_form(state: &mut update::State, form: Page, now: DateTime<Utc>) -> Vec<Effect> {
    if state.navigation.page() == form {
        state.replace(Page::People, now)
    } else {
        Vec::new()
    }
}

/// Takes over what a list says; without one, the last known stays. That there is no line is told
/// elsewhere.
fn listed<T>(
    failure: &mut Option<ApiError>,
    answer: Result<List<T>, ApiError>,
    take: impl FnOnce(Vec<T>),
) {
    match answer {
        Ok(list) => {
            *failure = None;
            take(list.items);
        }
        Err(error) if error.passes() => {}
        Err(error) => *failure = Some(error),
    }
}
