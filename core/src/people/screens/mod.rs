//! The person in prison, and the visitors who come along. As people see it.

mod forms;
mod guests;
mod invitation;

pub use guests::{age, guest_state};

use super::State as People;
use crate::{
    Action, Part, Place, Row, Screen, ScreenName, Tone, error, navigation::Page, parts, text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::people::{Contact, ContactStatus};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::AddContact => forms::contact(state, text),
        Page::AddCompanion => forms::companion(state, text),
        Page::AddChild => forms::child(state, text),
        Page::Invite => invitation::invite(state, text),
        Page::Invitation => invitation::invited(state, text),
        _ => list(state, text, now),
    }
}

fn list(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let people = &state.people;
    let mut list = Vec::new();
    list.extend(
        people
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    contacts(people, text, &mut list);
    guests::list(people, text, now, &mut list);
    if let Some(me) = &state.account.saved.me {
        list.push(parts::heading(text.say("people-own-number-heading")));
        let number = me.visitor_number.0.as_str();
        list.push(parts::paragraph(
            text.say_with("people-own-number-text", &[("number", number.into())]),
        ));
        list.push(parts::actions(vec![parts::to(
            text.say("people-invited"),
            Place::Invitation,
        )]));
    }
    parts::screen(
        state,
        ScreenName::People,
        text,
        text.say("people-title"),
        list,
    )
}

fn contacts(people: &People, text: &Text, list: &mut Vec<Part>) {
    let label = text.say("people-contacts-heading");
    let mut buttons = Vec::new();
    match people.saved.contacts.as_deref() {
        None => list.extend([
            parts::heading(label),
            parts::paragraph(text.say("people-waiting-for-list")),
        ]),
        Some([]) => list.extend([
            parts::heading(label),
            parts::paragraph(text.say("people-contacts-none")),
        ]),
        Some(contacts) => {
            list.push(Part::Rows {
                label,
                rows: contacts
                    .iter()
                    .map(|contact| contact_row(people, contact, text))
                    .collect(),
            });
            let approved = contacts.iter().filter(|contact| bookable(contact));
            buttons.extend(approved.map(|contact| {
                let label = text.say_with("people-contact-book", &[("name", name(contact).into())]);
                parts::primary(label, Action::BookWith(contact.id))
            }));
        }
    }
    let add = Action::Open(Place::AddContact);
    buttons.push(match buttons.is_empty() {
        true => parts::primary(text.say("people-add-contact"), add),
        false => parts::secondary(text.say("people-add-contact"), add),
    });
    list.push(parts::actions(buttons));
}

/// Whether calls can be asked for.
fn bookable(contact: &Contact) -> bool {
    matches!(contact.status, ContactStatus::Approved { .. })
}

/// A person's full name, as the family typed it.
pub fn name(contact: &Contact) -> String {
    let person = &contact.person;
    format!(
        "{} {}",
        person.given_names.as_str(),
        person.family_name.as_str()
    )
}

fn contact_row(people: &People, contact: &Contact, text: &Text) -> Row {
    let establishment = people.establishment_name(&contact.person.establishment, text.language());
    let number = contact.person.prisoner_number.as_str();
    let mut known = vec![
        ("number", number.into()),
        ("establishment", establishment.into()),
    ];
    let (detail, tone, status) = match &contact.status {
        ContactStatus::Requested { answer_by, .. } => {
            let day = text.day(answer_by.with_timezone(&text.zone()).date_naive());
            known.push(("day", day.into()));
            let detail = text.say_with("people-contact-requested", &known);
            (detail, Tone::Waiting, text.say("contact-status-requested"))
        }
        ContactStatus::Approved { .. } => {
            let detail = text.say_with("people-contact-detail", &known);
            (detail, Tone::Good, text.say("contact-status-approved"))
        }
        ContactStatus::Rejected { reason, .. } => {
            let detail = text.say_of("contact-rejection", reason);
            (detail, Tone::Problem, text.say("contact-status-rejected"))
        }
    };
    Row {
        title: name(contact),
        detail: Some(detail),
        status: Some(parts::status(tone, status)),
        action: bookable(contact).then_some(Action::BookWith(contact.id)),
    }
}
