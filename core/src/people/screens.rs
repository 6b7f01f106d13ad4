//! The person in prison, and the visitors who come along. As people see it.

use super::State as People;
use crate::{
    Action, Choice, ChoiceOption, Field, FieldKind, Form, Part, Place, Row, Screen, ScreenName,
    Tone, error,
    form::{Check, Draft, field},
    navigation::Page,
    parts,
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::people::{Companion, Contact, ContactStatus};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    match page {
        Page::AddContact => add_contact(state, text),
        Page::AddCompanion => add_companion(state, text),
        _ => list(state, text),
    }
}

fn list(state: &State, text: &Text) -> Screen {
    let people = &state.people;
    let mut list = Vec::new();
    list.extend(
        people
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    contacts(people, text, &mut list);
    companions(people, text, &mut list);
    if let Some(me) = &state.account.saved.me {
        list.push(parts::heading(text.say("people-own-number-heading")));
        let number = me.visitor_number.0.as_str();
        list.push(parts::paragraph(
            text.say_with("people-own-number-text", &[("number", number.into())]),
        ));
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
    list.push(parts::heading(text.say("people-contacts-heading")));
    let mut buttons = Vec::new();
    match people.saved.contacts.as_deref() {
        None => list.push(parts::paragraph(text.say("people-waiting-for-list"))),
        Some([]) => list.push(parts::paragraph(text.say("people-contacts-none"))),
        Some(contacts) => {
            list.push(Part::Rows {
                label: text.say("people-contacts-heading"),
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

fn companions(people: &People, text: &Text, list: &mut Vec<Part>) {
    list.push(parts::heading(text.say("people-companions-heading")));
    list.push(parts::paragraph(text.say("people-companions-text")));
    let companions: Vec<_> = people.companions().collect();
    if companions.is_empty() {
        list.push(parts::paragraph(text.say("people-companions-none")));
    } else {
        list.push(Part::Rows {
            label: text.say("people-companions-heading"),
            rows: companions
                .iter()
                .map(|companion| companion_row(companion, text))
                .collect(),
        });
    }
    let mut buttons = Vec::new();
    if people.companions_full() {
        list.push(parts::paragraph(text.say("people-companions-full")));
    } else {
        let add = Action::Open(Place::AddCompanion);
        buttons.push(parts::secondary(text.say("people-add-companion"), add));
    }
    buttons.extend(companions.iter().map(|companion| {
        let name = companion.name.as_str();
        let label = text.say_with("people-companion-remove", &[("name", name.into())]);
        parts::danger(label, Action::RemoveCompanion(companion.account))
    }));
    list.push(parts::actions(buttons));
}

fn companion_row(companion: &Companion, text: &Text) -> Row {
    Row {
        title: companion.name.as_str().to_owned(),
        detail: Some(age(companion, text)),
        status: None,
        action: None,
    }
}

/// Whether a visitor counts as an adult, in words.
pub fn age(companion: &Companion, text: &Text) -> String {
    match companion.adult {
        true => text.say("people-companion-adult"),
        false => text.say("people-companion-child"),
    }
}

fn add_contact(state: &State, text: &Text) -> Screen {
    let people = &state.people;
    let (draft, check) = (&people.saved.contact_draft, &people.contact);
    let typed =
        |id, kind, label, hint| Part::Field(field(id, kind, label, hint, draft, check, text));
    let mut list = Vec::new();
    list.extend(error::summary(check, text));
    list.push(parts::paragraph(text.say("add-contact-text")));
    list.push(Part::Choice(establishments(people, draft, check, text)));
    list.push(typed(
        "prisoner_number",
        FieldKind::Capitals,
        text.say("add-contact-number"),
        Some(text.say("add-contact-number-hint")),
    ));
    list.push(typed(
        "given_names",
        FieldKind::GivenNames,
        text.say("add-contact-given-names"),
        None,
    ));
    list.push(typed(
        "family_name",
        FieldKind::FamilyName,
        text.say("add-contact-family-name"),
        None,
    ));
    list.push(typed(
        "date_of_birth",
        FieldKind::Date,
        text.say("add-contact-date-of-birth"),
        Some(text.say("add-contact-date-of-birth-hint")),
    ));
    let submit = parts::submit(text.say("add-contact-submit"), Form::Contact, check.sending);
    list.push(parts::actions(vec![submit]));
    parts::screen(
        state,
        ScreenName::AddContact,
        text,
        text.say("add-contact-title"),
        list,
    )
}

fn establishments(people: &People, draft: &Draft, check: &Check, text: &Text) -> Choice {
    let known = people.saved.establishments.iter();
    let options = known.map(|establishment| ChoiceOption {
        value: establishment.id.to_string(),
        label: establishment.name_in(text.language()).to_owned(),
        hint: (!establishment.live).then(|| text.say("add-contact-not-live")),
        selected: draft.get("establishment") == establishment.id.0,
        action: None,
    });
    let wrong = check.fields.contains_key("establishment");
    Choice {
        id: "establishment".to_owned(),
        label: text.say("add-contact-establishment"),
        hint: Some(text.say("add-contact-establishment-hint")),
        options: options.collect(),
        error: wrong.then(|| text.say("add-contact-establishment-missing")),
    }
}

fn add_companion(state: &State, text: &Text) -> Screen {
    let (draft, check) = (&state.people.saved.companion_draft, &state.people.companion);
    let typed =
        |id, kind, label, hint| -> Field { field(id, kind, label, hint, draft, check, text) };
    let mut list = Vec::new();
    list.extend(error::summary(check, text));
    list.push(parts::paragraph(text.say("add-companion-text")));
    list.push(Part::Field(typed(
        "visitor_number",
        FieldKind::Capitals,
        text.say("add-companion-number"),
        Some(text.say("add-companion-number-hint")),
    )));
    list.push(Part::Field(typed(
        "date_of_birth",
        FieldKind::Date,
        text.say("add-companion-date-of-birth"),
        Some(text.say("add-companion-date-of-birth-hint")),
    )));
    let submit = parts::submit(
        text.say("add-companion-submit"),
        Form::Companion,
        check.sending,
    );
    list.push(parts::actions(vec![submit]));
    parts::screen(
        state,
        ScreenName::AddCompanion,
        text,
        text.say("add-companion-title"),
        list,
    )
}
