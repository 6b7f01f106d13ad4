//! Inviting an adult by a link, and being invited.

use crate::{
    Action, FieldKind, Form, Part, Place, Screen, ScreenName, Tone, error,
    form::field,
    parts,
    people::invited::{Invited, Step},
    text::Text,
    update::State,
};
use kinline_protocol::identity::IdentityStatus;

/// A form for the name of who is invited.
pub fn invite(state: &State, text: &Text) -> Screen {
    let (draft, check) = state.people.form(Form::Invite);
    let mut list = Vec::new();
    list.extend(error::summary(&check, text));
    list.push(parts::paragraph(text.say("invite-text")));
    list.push(parts::paragraph(text.say("invite-steps")));
    list.push(Part::Field(field(
        "name",
        FieldKind::Text,
        text.say("invite-name"),
        Some(text.say("invite-name-hint")),
        &draft,
        &check,
        text,
    )));
    let submit = parts::submit(text.say("invite-submit"), Form::Invite, check.sending);
    list.push(parts::actions(vec![submit]));
    parts::screen(
        state,
        ScreenName::Invite,
        text,
        text.say("invite-title"),
        list,
    )
}

/// An invitation that one was sent; without one, a field for its link.
pub fn invited(state: &State, text: &Text) -> Screen {
    let mut list = Vec::new();
    let failure = state.people.invitation_failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    match &state.people.saved.invited {
        None => link(state, text, &mut list),
        Some(invited) if invited.step == Step::Accepted => {
            accepted(state, invited, text, &mut list)
        }
        Some(invited) => open(invited, failure.is_some(), text, &mut list),
    }
    parts::screen(
        state,
        ScreenName::Invitation,
        text,
        text.say("invitation-title"),
        list,
    )
}

fn link(state: &State, text: &Text, list: &mut Vec<Part>) {
    let (draft, check) = state.people.form(Form::InvitationLink);
    list.extend(error::summary(&check, text));
    list.push(Part::Field(field(
        "link",
        FieldKind::Text,
        text.say("invitation-link"),
        Some(text.say("invitation-link-hint")),
        &draft,
        &check,
        text,
    )));
    list.push(parts::actions(vec![parts::submit(
        text.say("invitation-link-submit"),
        Form::InvitationLink,
        false,
    )]));
}

fn open(invited: &Invited, failed: bool, text: &Text, list: &mut Vec<Part>) {
    let leave = Action::DeclineInvitation;
    let Some(offer) = &invited.offer else {
        if !failed {
            list.push(parts::paragraph(text.say("invitation-loading")));
        }
        list.push(parts::actions(vec![parts::primary(
            text.say("to-home"),
            leave,
        )]));
        return;
    };
    let name = offer.from.as_str();
    list.push(parts::paragraph(
        text.say_with("invitation-from", &[("name", name.into())]),
    ));
    list.push(parts::paragraph(
        text.say_with("invitation-means", &[("name", name.into())]),
    ));
    let day = text.day(offer.expires_at.with_timezone(&text.zone()).date_naive());
    list.push(parts::paragraph(
        text.say_with("invitation-until", &[("day", day.into())]),
    ));
    let accepting = invited.step == Step::Accepting;
    let accept = parts::primary(text.say("invitation-accept"), Action::AcceptInvitation);
    list.push(parts::actions(vec![
        crate::Button {
            enabled: !accepting,
            ..accept
        },
        parts::secondary(text.say("invitation-decline"), leave),
    ]));
}

fn accepted(state: &State, invited: &Invited, text: &Text, list: &mut Vec<Part>) {
    let name = invited
        .offer
        .as_ref()
        .map_or("", |offer| offer.from.as_str());
    let proven = matches!(
        state.identity.saved.status,
        Some(IdentityStatus::Approved { .. })
    );
    let next = match proven {
        true => text.say_with("invitation-ready", &[("name", name.into())]),
        false => text.say_with("invitation-prove", &[("name", name.into())]),
    };
    let title = text.say("invitation-accepted-title");
    list.push(parts::notice(Tone::Good, title, next));
    let done = Action::DeclineInvitation;
    let identity = Action::Open(Place::Identity);
    list.push(parts::actions(match proven {
        true => vec![parts::primary(text.say("to-home"), done)],
        false => vec![
            parts::primary(text.say("invitation-prove-now"), identity),
            parts::secondary(text.say("to-home"), done),
        ],
    }));
}
