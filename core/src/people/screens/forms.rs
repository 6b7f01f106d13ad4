//! Forms about people.

use super::People;
use crate::{
    Choice, ChoiceOption, FieldKind, Form, Part, Place, Screen, ScreenName, error,
    form::{Check, Draft, field},
    parts,
    people::guests::{YES, relationship_word},
    text::Text,
    update::State,
};
use kinline_protocol::people::Relationship;

/// A person in prison.
pub fn contact(state: &State, text: &Text) -> Screen {
    let people = &state.people;
    let (draft, check) = people.form(Form::Contact);
    let typed =
        |id, kind, label, hint| Part::Field(field(id, kind, label, hint, &draft, &check, text));
    let mut list = Vec::new();
    list.extend(error::summary(&check, text));
    list.push(parts::paragraph(text.say("add-contact-text")));
    list.push(Part::Choice(establishments(people, &draft, &check, text)));
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
    let elsewhere = parts::to(text.say("establishments-not-listed"), Place::Establishments);
    list.push(parts::actions(vec![submit, elsewhere]));
    parts::screen(
        state,
        ScreenName::AddContact,
        text,
        text.say("add-contact-title"),
        list,
    )
}

fn establishments(people: &People, draft: &Draft, check: &Check, text: &Text) -> Choice {
    // Only there can anybody be added; the others say elsewhere how far they are.
    let known = people.saved.establishments.iter();
    let options = known
        .filter(|it| it.live)
        .map(|establishment| ChoiceOption {
            value: establishment.id.to_string(),
            label: establishment.name_in(text.language()).to_owned(),
            hint: None,
            selected: draft.get("establishment") == establishment.id.0,
            action: None,
        });
    let wrong = check.fields.contains_key("establishment");
    Choice {
        id: "establishment".to_owned(),
        label: text.say("add-contact-establishment"),
        hint: Some(text.say("add-contact-establishment-hint")),
        several: false,
        options: options.collect(),
        error: wrong.then(|| text.say("add-contact-establishment-missing")),
    }
}

/// A visitor with an account of their own, by their number.
pub fn companion(state: &State, text: &Text) -> Screen {
    let (draft, check) = state.people.form(Form::Companion);
    let typed =
        |id, kind, label, hint| Part::Field(field(id, kind, label, hint, &draft, &check, text));
    let mut list = Vec::new();
    list.extend(error::summary(&check, text));
    list.push(parts::paragraph(text.say("add-companion-text")));
    list.push(typed(
        "visitor_number",
        FieldKind::Capitals,
        text.say("add-companion-number"),
        Some(text.say("add-companion-number-hint")),
    ));
    list.push(typed(
        "date_of_birth",
        FieldKind::Date,
        text.say("add-companion-date-of-birth"),
        Some(text.say("add-companion-date-of-birth-hint")),
    ));
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

/// A child.
pub fn child(state: &State, text: &Text) -> Screen {
    let (draft, check) = state.people.form(Form::Child);
    let typed =
        |id, kind, label, hint| Part::Field(field(id, kind, label, hint, &draft, &check, text));
    let mut list = Vec::new();
    list.extend(error::summary(&check, text));
    list.push(parts::paragraph(text.say("add-child-text")));
    list.push(parts::heading(text.say("add-child-who-heading")));
    list.push(parts::paragraph(text.say("add-child-who-text")));
    list.push(typed(
        "given_names",
        FieldKind::GivenNames,
        text.say("add-child-given-names"),
        None,
    ));
    list.push(typed(
        "family_name",
        FieldKind::FamilyName,
        text.say("add-child-family-name"),
        None,
    ));
    list.push(typed(
        "date_of_birth",
        FieldKind::Date,
        text.say("add-child-date-of-birth"),
        Some(text.say("add-child-date-of-birth-hint")),
    ));
    list.push(Part::Choice(relationship(&draft, &check, text)));
    list.push(Part::Choice(responsible(&draft, &check, text)));
    let submit = parts::submit(text.say("add-child-submit"), Form::Child, check.sending);
    list.push(parts::actions(vec![submit]));
    parts::screen(
        state,
        ScreenName::AddChild,
        text,
        text.say("add-child-title"),
        list,
    )
}

fn relationship(draft: &Draft, check: &Check, text: &Text) -> Choice {
    let options = Relationship::ALL.map(|relationship| {
        let value = relationship_word(relationship);
        ChoiceOption {
            value: value.to_owned(),
            label: text.say_of("add-child-relationship", &relationship),
            hint: None,
            selected: draft.get("relationship") == value,
            action: None,
        }
    });
    let wrong = check.fields.contains_key("relationship");
    Choice {
        id: "relationship".to_owned(),
        label: text.say("add-child-your-relationship"),
        hint: None,
        several: false,
        options: options.into(),
        error: wrong.then(|| text.say("add-child-relationship-missing")),
    }
}

fn responsible(draft: &Draft, check: &Check, text: &Text) -> Choice {
    let wrong = check.fields.contains_key("i_am_responsible");
    Choice {
        id: "i_am_responsible".to_owned(),
        label: text.say("add-child-responsible"),
        hint: Some(text.say("add-child-responsible-hint")),
        several: true,
        options: vec![ChoiceOption {
            value: YES.to_owned(),
            label: text.say("add-child-responsible-yes"),
            hint: None,
            selected: draft.get("i_am_responsible") == YES,
            action: None,
        }],
        error: wrong.then(|| text.say("add-child-responsible-missing")),
    }
}
