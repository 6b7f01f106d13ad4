//! Who comes along, as people choose them.

use super::Making;
use crate::{Action, Choice, ChoiceOption, Guest, Part, parts, people, text::Text, update::State};
use kinline_protocol::people::CompanionState;

/// The choice; a sentence where there is nobody to choose.
pub fn choice(state: &State, making: &Making, text: &Text) -> Part {
    let option = |guest: Guest, name: &str, hint: String| {
        let selected = making.guests.contains(&guest);
        ChoiceOption {
            value: value(guest),
            label: name.to_owned(),
            hint: Some(hint),
            selected,
            action: Some(Action::SetGuest {
                guest,
                comes: !selected,
            }),
        }
    };
    let companions = state.people.companions().map(|companion| {
        let hint = match companion.state {
            CompanionState::Ready => people::age(companion, text),
            CompanionState::IdentityPending => people::guest_state(companion.state, text).text,
        };
        let guest = Guest::Companion(companion.account);
        option(guest, companion.name.as_str(), hint)
    });
    let children = state.people.children().map(|child| {
        let details = &child.details;
        let name = format!(
            "{} {}",
            details.given_names.as_str(),
            details.family_name.as_str()
        );
        let hint = text.say("people-companion-child");
        option(Guest::Child(child.id), &name, hint)
    });
    let invitations = state.people.invitations().map(|invitation| {
        let hint = text.say("visitor-invited");
        option(
            Guest::Invited(invitation.id),
            invitation.name.as_str(),
            hint,
        )
    });
    let options: Vec<_> = companions.chain(invitations).chain(children).collect();
    if options.is_empty() {
        return parts::paragraph(text.say("confirm-nobody"));
    }
    let visitors = state.booking.rules().map(|rules| rules.visitors);
    let hint = match visitors {
        Some(visitors) => text.say_with("confirm-who-most", &[("visitors", visitors.into())]),
        None => text.say("confirm-who-hint"),
    };
    Part::Choice(Choice {
        id: "companions".to_owned(),
        label: text.say("confirm-who"),
        hint: Some(hint),
        several: true,
        options,
        error: None,
    })
}

fn value(guest: Guest) -> String {
    match guest {
        Guest::Companion(id) => id.to_string(),
        Guest::Child(id) => id.to_string(),
        Guest::Invited(id) => id.to_string(),
    }
}
