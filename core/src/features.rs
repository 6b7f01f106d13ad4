//! Which feature each page and each action belongs to.

use crate::{
    Action, Form, Screen, account, booking, calendar, call, children, establishment, home,
    identity,
    navigation::Page,
    people, policy, rehearsal, reminders, settings,
    text::Text,
    update::{Effect, State},
};
use chrono::{DateTime, Utc};

/// A feature that has pages.
enum Feature {
    Account,
    Booking,
    Call,
    Children,
    Establishment,
    Home,
    Identity,
    People,
    Policy,
    Rehearsal,
    Settings,
}

/// Draws a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match of(page) {
        Feature::Account => account::screen(state, page, text, now),
        Feature::Booking => booking::screen(state, page, text, now),
        Feature::Call => call::screen(state, page, text, now),
        Feature::Children => children::screen(state, page, text, now),
        Feature::Establishment => establishment::screen(state, page, text, now),
        Feature::Home => home::screen(state, page, text, now),
        Feature::Identity => identity::screen(state, page, text, now),
        Feature::People => people::screen(state, page, text, now),
        Feature::Policy => policy::screen(state, page, text, now),
        Feature::Rehearsal => rehearsal::screen(state, page, text, now),
        Feature::Settings => settings::screen(state, page, text, now),
    }
}

/// Asks the server what is new on a page.
pub fn refresh(state: &mut State, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
    match of(page) {
        Feature::Account | Feature::Children | Feature::Rehearsal => Vec::new(),
        Feature::Booking => booking::refresh(state, page, now),
        Feature::Call => call::refresh(state, page, now),
        Feature::Establishment => establishment::refresh(state, page, now),
        Feature::Home => home::refresh(state, page, now),
        Feature::Identity => identity::refresh(state, page, now),
        Feature::People => people::refresh(state, page, now),
        Feature::Policy => policy::refresh(state, page, now),
        Feature::Settings => account::refresh(state, page, now),
    }
}

/// Calls the feature that an action belongs to.
pub fn act(state: &mut State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    // The server would refuse it: the page says why, and what to do.
    if needs_identity(&action) && state.identity.saved.has_ended(now).is_some() {
        return state.open(Page::IdentityStatus, now);
    }
    match action {
        Action::SetLanguage(_)
        | Action::SetReminder { .. }
        | Action::PermissionsKnown(_)
        | Action::TimeZoneChanged { .. }
        | Action::OpenPhoneSettings => settings::act(state, action, now),
        Action::RemindersShown(_) => reminders::act(state, action),
        Action::Submit { form, .. } | Action::KeepDraft { form, .. } => match form {
            Form::Register | Form::Code => account::act(state, action, now),
            Form::IdentityDetails | Form::IdentityDocument => identity::act(state, action, now),
            Form::Contact | Form::Companion | Form::Child | Form::Invite | Form::InvitationLink => {
                people::act(state, action, now)
            }
            Form::CancelBooking | Form::ChangeBooking | Form::Waiting => {
                booking::act(state, action, now)
            }
        },
        Action::TakePhoto(_)
        | Action::PhotoTaken { .. }
        | Action::PhotoCancelled
        | Action::CheckPhoto(_)
        | Action::KeepPhoto(_)
        | Action::SubmitIdentity => identity::act(state, action, now),
        Action::AgreeToPolicy { .. } => policy::act(state, action, now),
        Action::RemoveGuest(_)
        | Action::ShareInvitation(_)
        | Action::AcceptInvitation
        | Action::DeclineInvitation => people::act(state, action, now),
        Action::OpenLink(link) => people::link_opened(state, &link, now),
        Action::BookWith(_)
        | Action::ChooseSlot(_)
        | Action::ChooseMore
        | Action::ReleaseSlot(_)
        | Action::SetGuest { .. }
        | Action::RequestBooking
        | Action::AcceptTime { .. }
        | Action::ProposeTimes(_)
        | Action::ChangeBooking(_)
        | Action::CancelBooking(_)
        | Action::TakeOffer(_)
        | Action::DeclineOffer(_)
        | Action::StopWaiting(_) => booking::act(state, action, now),
        Action::ShowEstablishment(_) | Action::WatchEstablishment { .. } => {
            establishment::act(state, action, now)
        }
        Action::ShareCalendar(_) => calendar::act(state, action, now),
        Action::StartDeviceCheck(_)
        | Action::DeviceChecked(_)
        | Action::JoinCall(_)
        | Action::LeaveCall
        | Action::SetMicrophone(_)
        | Action::SetCamera(_)
        | Action::TelephoneCall(_) => call::act(state, action, now),
        // Of the whole app: see `update`.
        Action::Open(_) | Action::Back | Action::Refresh | Action::NetworkChanged { .. } => {
            Vec::new()
        }
    }
}

/// What only somebody does who is known: asking for a call, and joining it.
fn needs_identity(action: &Action) -> bool {
    matches!(
        action,
        Action::BookWith(_)
            | Action::ChooseSlot(_)
            | Action::RequestBooking
            | Action::AcceptTime { .. }
            | Action::ProposeTimes(_)
            | Action::ChangeBooking(_)
            | Action::TakeOffer(_)
            | Action::StartDeviceCheck(_)
            | Action::JoinCall(_)
    )
}

fn of(page: Page) -> Feature {
    match page {
        Page::Welcome | Page::Register | Page::EnterCode => Feature::Account,
        Page::Home => Feature::Home,
        Page::Establishments | Page::Establishment => Feature::Establishment,
        Page::IdentityDetails
        | Page::IdentityDocument
        | Page::IdentityPhotos
        | Page::Camera(_)
        | Page::PhotoCheck(_)
        | Page::IdentitySending
        | Page::IdentityStatus => Feature::Identity,
        Page::Policy => Feature::Policy,
        Page::People
        | Page::AddContact
        | Page::AddCompanion
        | Page::AddChild
        | Page::Invite
        | Page::Invitation => Feature::People,
        Page::PrepareChild => Feature::Children,
        Page::Slots(_)
        | Page::ConfirmBooking
        | Page::Planner(_)
        | Page::WaitingList(_)
        | Page::Booking(_)
        | Page::CancelBooking(_)
        | Page::Bookings => Feature::Booking,
        Page::DeviceCheck(_) | Page::Call(_) => Feature::Call,
        Page::Rehearsal => Feature::Rehearsal,
        Page::Settings => Feature::Settings,
    }
}
