//! Who comes along, on the page of people.

use super::People;
use crate::{
    Action, Button, Guest, Part, Place, Row, Status, Tone, parts, people::guests::age_on,
    text::Text,
};
use chrono::{DateTime, Utc};
use kinline_protocol::people::{Child, Companion, CompanionState, Invitation};

/// Adults, children, and the ways to add some.
pub fn list(people: &People, text: &Text, now: DateTime<Utc>, list: &mut Vec<Part>) {
    adults(people, text, list);
    children(people, text, now, list);
}

fn adults(people: &People, text: &Text, list: &mut Vec<Part>) {
    list.push(parts::heading(text.say("people-companions-heading")));
    list.push(parts::paragraph(text.say("people-companions-text")));
    let companions = people.companions().map(|it| companion_row(it, text));
    let invitations = people.invitations().map(|it| invitation_row(it, text));
    let rows: Vec<_> = companions.chain(invitations).collect();
    if rows.is_empty() {
        list.push(parts::paragraph(text.say("people-companions-none")));
    } else {
        let label = text.say("people-on-list");
        list.push(Part::Rows { label, rows });
    }
    let mut buttons = Vec::new();
    if people.companions_full() {
        list.push(parts::paragraph(text.say("people-companions-full")));
    } else {
        let invite = Action::Open(Place::Invite);
        buttons.push(parts::secondary(text.say("people-invite"), invite));
        buttons.push(parts::to(
            text.say("people-add-companion"),
            Place::AddCompanion,
        ));
    }
    for invitation in people.invitations() {
        let name = invitation.name.as_str();
        if people.saved.links.contains_key(&invitation.id) {
            let label = text.say_with("people-invitation-share", &[("name", name.into())]);
            buttons.push(parts::secondary(
                label,
                Action::ShareInvitation(invitation.id),
            ));
        }
        buttons.push(remove(name, Guest::Invited(invitation.id), text));
    }
    buttons.extend(people.companions().map(|companion| {
        let guest = Guest::Companion(companion.account);
        remove(companion.name.as_str(), guest, text)
    }));
    list.push(parts::actions(buttons));
}

fn children(people: &People, text: &Text, now: DateTime<Utc>, list: &mut Vec<Part>) {
    list.push(parts::heading(text.say("people-children-heading")));
    list.push(parts::paragraph(text.say("people-children-text")));
    let rows: Vec<_> = people
        .children()
        .map(|child| child_row(child, text, now))
        .collect();
    let any = !rows.is_empty();
    if any {
        let label = text.say("people-on-list");
        list.push(Part::Rows { label, rows });
    }
    let mut buttons = Vec::new();
    if people.children_full() {
        list.push(parts::paragraph(text.say("people-children-full")));
    } else {
        let add = Action::Open(Place::AddChild);
        buttons.push(parts::secondary(text.say("people-add-child"), add));
    }
    if any {
        buttons.push(parts::to(
            text.say("children-prepare-link"),
            Place::PrepareChild,
        ));
    }
    buttons.extend(people.children().map(|child| {
        let name = child.details.given_names.as_str();
        remove(name, Guest::Child(child.id), text)
    }));
    list.push(parts::actions(buttons));
}

fn remove(name: &str, guest: Guest, text: &Text) -> Button {
    let label = text.say_with("people-companion-remove", &[("name", name.into())]);
    parts::danger(label, Action::RemoveGuest(guest))
}

fn companion_row(companion: &Companion, text: &Text) -> Row {
    Row {
        title: companion.name.as_str().to_owned(),
        detail: Some(age(companion, text)),
        status: Some(guest_state(companion.state, text)),
        action: None,
    }
}

fn invitation_row(invitation: &Invitation, text: &Text) -> Row {
    let day = text.day(
        invitation
            .expires_at
            .with_timezone(&text.zone())
            .date_naive(),
    );
    Row {
        title: invitation.name.as_str().to_owned(),
        detail: Some(text.say_with("people-invitation-detail", &[("day", day.into())])),
        status: Some(parts::status(
            Tone::Waiting,
            text.say("people-invitation-open"),
        )),
        action: None,
    }
}

fn child_row(child: &Child, text: &Text, now: DateTime<Utc>) -> Row {
    let details = &child.details;
    let today = now.with_timezone(&text.zone()).date_naive();
    let age = age_on(details.date_of_birth, today);
    Row {
        title: format!(
            "{} {}",
            details.given_names.as_str(),
            details.family_name.as_str()
        ),
        detail: Some(text.say_with("people-child-age", &[("years", age.into())])),
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

/// What somebody who comes along still has to do, in words.
pub fn guest_state(state: CompanionState, text: &Text) -> Status {
    let tone = match state {
        CompanionState::Ready => Tone::Good,
        CompanionState::IdentityPending => Tone::Waiting,
    };
    parts::status(tone, text.say_of("people-companion-state", &state))
}
