//! Reminders in words: no name and no place, because others see a lock screen too.

use super::{
    open::Open,
    plan::{About, Planned},
};
use crate::{
    Action, Place, Reminder, ReminderLead as Lead, booking,
    text::{Argument, Text},
};
use kinline_protocol::booking::Booking;

/// A reminder as the platform shows it.
pub fn reminder(planned: &Planned<'_>, text: &Text) -> Reminder {
    let (title, body, action) = match planned.about {
        About::Call(booking, open) => call(booking, open, planned.lead, text),
        About::Missing(booking, missing) => (
            text.say_of("reminder-missing-title", &missing),
            text.say_with("reminder-missing-text", &by(&planned.about, text)),
            Action::Open(Place::Booking(booking.id)),
        ),
        About::Answer { booking, .. } => (
            text.say("reminder-answer-title"),
            text.say_with("reminder-answer-text", &by(&planned.about, text)),
            Action::Open(Place::Booking(booking.id)),
        ),
        About::Identity { .. } => (
            text.say("reminder-identity-title"),
            text.say_with("reminder-identity-text", &by(&planned.about, text)),
            Action::Open(Place::Identity),
        ),
        About::Live(id) => (
            text.say("reminder-live-title"),
            text.say("reminder-live-text"),
            Action::ShowEstablishment(id.clone()),
        ),
    };
    Reminder {
        id: planned.id(),
        at: planned.at,
        title,
        text: body,
        action,
    }
}

fn call(
    booking: &Booking,
    open: Option<Open>,
    lead: Option<Lead>,
    text: &Text,
) -> (String, String, Action) {
    let when = [("when", booking::words::discreet(booking, text).into())];
    let (title, body) = match lead {
        Some(lead) => (
            text.say_of("reminder-title", &lead),
            text.say_of_with("reminder-text", &lead, &when),
        ),
        None => (
            text.say("reminder-late-title"),
            text.say_with("reminder-late-text", &when),
        ),
    };
    // In the last minutes the check says all that.
    if lead == Some(Lead::TenMinutes) {
        return (title, body, Action::StartDeviceCheck(booking.id));
    }
    let Some(open) = open else {
        return (title, body, Action::Open(Place::Booking(booking.id)));
    };
    let first = text.say_of("reminder-open", &open);
    let body = text.say_with(
        "reminder-text-and-open",
        &[("text", body.into()), ("open", first.into())],
    );
    let action = match open {
        Open::Permissions => Action::Open(Place::Settings),
        Open::DeviceCheck => Action::StartDeviceCheck(booking.id),
    };
    (title, body, action)
}

/// Until when it can be mended, by the phone's clock.
fn by(about: &About<'_>, text: &Text) -> [Argument<'static>; 1] {
    [("by", text.moment(about.ends()).into())]
}
