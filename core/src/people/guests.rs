//! Who comes along: visitors with an account of their own, children, and who was invited.
//!
//! Adults are invited by a link and prove in their own app who they are; children are added by a parent
//! or guardian, who answers for them.

use super::{Event, State, Work};
use crate::{
    FieldValue, Form, Guest, PlatformEffect,
    api::{ApiError, Request},
    form::{Check, Draft},
    navigation::Page,
    text::Text,
    update::{self, Effect, Input},
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    ErrorCode, InvitationId, PersonName,
    account::VisitorNumber,
    limits,
    people::{
        Child, Companion, Invitation, NewChild, NewCompanion, NewInvitation, NewInvitationLink,
        Relationship,
    },
    routes,
};

impl State {
    /// Visitors with an account of their own.
    pub fn companions(&self) -> impl Iterator<Item = &Companion> {
        let companions = self.saved.companions.iter().flatten();
        companions.filter(|companion| self.stays(Guest::Companion(companion.account)))
    }

    /// Children.
    pub fn children(&self) -> impl Iterator<Item = &Child> {
        let children = self.saved.children.iter().flatten();
        children.filter(|child| self.stays(Guest::Child(child.id)))
    }

    /// Adults who have not accepted yet.
    pub fn invitations(&self) -> impl Iterator<Item = &Invitation> {
        let invitations = self.saved.invitations.iter().flatten();
        invitations.filter(|invitation| self.stays(Guest::Invited(invitation.id)))
    }

    /// Whether no more adults can be on the list.
    pub fn companions_full(&self) -> bool {
        self.companions().count() + self.invitations().count() >= limits::CALLERS - 1
    }

    /// Whether no more children can be.
    pub fn children_full(&self) -> bool {
        self.children().count() >= limits::CHILDREN
    }

    fn stays(&self, guest: Guest) -> bool {
        !self.saved.removing.contains(&guest)
    }
}

impl super::Saved {
    /// Which invitations are open is the server's to say; links of others are of no use.
    pub(super) fn invitations_told(&mut self, invitations: Vec<Invitation>) {
        let open = |id: &InvitationId| invitations.iter().any(|known| known.id == *id);
        self.links.retain(|id, _| open(id));
        self.invitations = Some(invitations);
    }
}

/// Reads a form about somebody who comes along, and sends it.
pub(super) fn submit(
    state: &mut update::State,
    form: Form,
    values: Vec<FieldValue>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let people = &mut state.people;
    let draft = people.saved.drafts.entry(form).or_default();
    draft.fill(values);
    let check = people.checks.entry(form).or_default();
    check.restart();
    let work = match form {
        Form::Child => read_child(draft, check, now.date_naive()).map(Work::Child),
        Form::Invite => read_invitation(draft, check).map(Work::Invitation),
        _ => read_companion(draft, check, now.date_naive()).map(Work::Companion),
    };
    work.map(|work| people.send(work)).into_iter().collect()
}

pub(super) fn remove(guest: Guest) -> Effect {
    let path = match guest {
        Guest::Companion(account) => routes::companion(account),
        Guest::Child(child) => routes::child(child),
        Guest::Invited(invitation) => routes::invitation(invitation),
    };
    Request::delete(path).done(move |answer| Input::People(Event::Removed(guest, answer)))
}

pub(super) fn removed(people: &mut State, guest: Guest, answer: Result<(), ApiError>) {
    match answer {
        Err(error) if error.passes() => people.failure = Some(error),
        Err(error) if error.code() != Some(ErrorCode::NotFound) => {
            people.saved.removing.remove(&guest);
            people.failure = Some(error);
        }
        _ => forget(people, guest),
    }
}

fn forget(people: &mut State, guest: Guest) {
    let saved = &mut people.saved;
    saved.removing.remove(&guest);
    match guest {
        Guest::Companion(account) => {
            let lists = saved.companions.iter_mut();
            lists.for_each(|list| list.retain(|known| known.account != account));
        }
        Guest::Child(id) => {
            let lists = saved.children.iter_mut();
            lists.for_each(|list| list.retain(|known| known.id != id));
        }
        Guest::Invited(id) => {
            saved.links.remove(&id);
            let lists = saved.invitations.iter_mut();
            lists.for_each(|list| list.retain(|known| known.id != id));
        }
    }
}

pub(super) fn companion_added(
    state: &mut update::State,
    answer: Result<Companion, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(companion) = state.people.answered(Form::Companion, answer) else {
        return Vec::new();
    };
    let companions = state.people.saved.companions.get_or_insert_default();
    companions.retain(|known| known.account != companion.account);
    companions.push(companion);
    super::leave_form(state, Page::AddCompanion, now)
}

pub(super) fn child_added(
    state: &mut update::State,
    answer: Result<Child, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(child) = state.people.answered(Form::Child, answer) else {
        return Vec::new();
    };
    let children = state.people.saved.children.get_or_insert_default();
    children.retain(|known| known.id != child.id);
    children.push(child);
    super::leave_form(state, Page::AddChild, now)
}

/// The link is told this once: it is kept until the other has accepted, and offered to be sent.
pub(super) fn invited(
    state: &mut update::State,
    answer: Result<NewInvitationLink, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(NewInvitationLink { invitation, link }) = state.people.answered(Form::Invite, answer)
    else {
        return Vec::new();
    };
    let id = invitation.id;
    let saved = &mut state.people.saved;
    saved.links.insert(id, link);
    let invitations = saved.invitations.get_or_insert_default();
    invitations.retain(|known| known.id != id);
    invitations.push(invitation);
    let mut effects = super::leave_form(state, Page::Invite, now);
    effects.extend(share_link(state, id));
    effects
}

/// Offers the link to be sent, in words that the other understands.
pub(super) fn share_link(state: &update::State, id: InvitationId) -> Option<Effect> {
    let link = state.people.saved.links.get(&id)?;
    let text = Text::new(state.settings.language(), state.settings.zone);
    Some(Effect::Platform(PlatformEffect::ShareText {
        title: text.say("invitation-share-title"),
        text: text.say_with("invitation-share-text", &[("link", link.as_str().into())]),
    }))
}

fn read_companion(draft: &Draft, check: &mut Check, today: NaiveDate) -> Option<NewCompanion> {
    let number = check.read(
        "visitor_number",
        visitor_number(draft.get("visitor_number")),
    );
    let birth = super::birth(draft.get("date_of_birth"), today);
    let birth = check.read("date_of_birth", birth);
    Some(NewCompanion {
        visitor_number: number?,
        date_of_birth: birth?,
    })
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

fn read_child(draft: &Draft, check: &mut Check, today: NaiveDate) -> Option<NewChild> {
    let given = check.read("given_names", PersonName::parse(draft.get("given_names")));
    let family = check.read("family_name", PersonName::parse(draft.get("family_name")));
    let birth = super::birth(draft.get("date_of_birth"), today).and_then(|birth| {
        under_age(birth, today)
            .then_some(birth)
            .ok_or(ErrorCode::DateInvalid)
    });
    let birth = check.read("date_of_birth", birth);
    let relationship = relationship(draft.get("relationship")).ok_or(ErrorCode::InvalidInput);
    let relationship = check.read("relationship", relationship);
    let responsible = draft.get("i_am_responsible") == YES;
    let answered = responsible.then_some(()).ok_or(ErrorCode::InvalidInput);
    check.read("i_am_responsible", answered)?;
    Some(NewChild {
        given_names: given?,
        family_name: family?,
        date_of_birth: birth?,
        relationship: relationship?,
        i_am_responsible: responsible,
    })
}

/// The value of a box that is ticked.
pub const YES: &str = "yes";

/// A relationship's word, as the option's value.
pub fn relationship_word(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Parent => "parent",
        Relationship::Guardian => "guardian",
    }
}

fn relationship(word: &str) -> Option<Relationship> {
    Relationship::ALL
        .into_iter()
        .find(|it| relationship_word(*it) == word)
}

/// Whole years.
pub fn age_on(birth: NaiveDate, today: NaiveDate) -> u32 {
    today.years_since(birth).unwrap_or_default()
}

/// Whether somebody is a child in law: who is older shows who they are with a document of their own.
fn under_age(birth: NaiveDate, today: NaiveDate) -> bool {
    age_on(birth, today) < u32::from(limits::ADULT_AGE)
}

fn read_invitation(draft: &Draft, check: &mut Check) -> Option<NewInvitation> {
    let name = check.read("name", PersonName::parse(draft.get("name")))?;
    Some(NewInvitation { name })
}
