//! What the family is told by mail.

use crate::{
    account, establishment,
    mailbox::{Mailbox, Template},
    problem::Answer,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    AccountId, ErrorCode, EstablishmentId, PersonName,
    booking::{Booking, BookingStatus, Slot, VisitorState},
};
use rusqlite::Transaction;

/// What a mail is about. Times are told by the establishment's clock.
pub struct About<'a> {
    /// The person in prison.
    pub prisoner: &'a PersonName,
    /// Where.
    pub establishment: &'a EstablishmentId,
    /// When the call starts.
    pub starts_at: DateTime<Utc>,
    /// What families quote.
    pub reference: &'a str,
    /// Until when somebody has to answer.
    pub answer_by: Option<DateTime<Utc>>,
    /// Times to choose among.
    pub times: &'a [Slot],
}

/// Tells everybody who comes, each in their language; what is to be answered only the one that it
/// is for.
pub fn tell(
    tx: &Transaction<'_>,
    mailbox: &Mailbox,
    booking: &Booking,
    template: Template,
) -> Answer<()> {
    let (answer_by, times, asks) = match &booking.status {
        BookingStatus::Requested { answer_by } => (Some(*answer_by), &booking.choices, false),
        BookingStatus::Asked { answer_by } => (Some(*answer_by), &booking.choices, true),
        BookingStatus::Offered {
            slots, answer_by, ..
        } => (Some(*answer_by), slots, true),
        _ => (booking.complete_by, &booking.choices, false),
    };
    let about = About {
        prisoner: &booking.prisoner,
        establishment: &booking.establishment,
        starts_at: booking.starts_at,
        reference: &booking.reference.0,
        answer_by,
        times,
    };
    let known = booking.visitors.iter();
    let known = known.filter(|visitor| visitor.state == VisitorState::Ready);
    let accounts = known.filter_map(|visitor| visitor.account);
    for account in accounts.take(if asks { 1 } else { usize::MAX }) {
        tell_one(tx, mailbox, account, &about, template)?;
    }
    Ok(())
}

/// Tells one of them.
pub fn tell_one(
    tx: &Transaction<'_>,
    mailbox: &Mailbox,
    account: AccountId,
    about: &About<'_>,
    template: Template,
) -> Answer<()> {
    let place = establishment::get(tx, about.establishment)?.ok_or(ErrorCode::NotFound)?;
    let zone: Tz = place.time_zone.parse().unwrap_or_default();
    let (date, time) = told(about.starts_at, zone);
    let (answer_date, answer_time) = told(about.answer_by.unwrap_or(about.starts_at), zone);
    let times: Vec<String> = about
        .times
        .iter()
        .map(|slot| told(slot.starts_at, zone))
        .map(|(date, time)| format!("- {date}, {time}"))
        .collect();
    let (to, language) = account::address(tx, account)?;
    let values = [
        ("name", about.prisoner.as_str()),
        ("establishment", place.name_in(language)),
        ("date", &date),
        ("time", &time),
        ("answer_date", &answer_date),
        ("answer_time", &answer_time),
        ("times", &times.join("\n")),
        ("reference", about.reference),
    ];
    mailbox.post(tx, &to, template, language, &values)?;
    Ok(())
}

fn told(at: DateTime<Utc>, zone: Tz) -> (String, String) {
    let local = at.with_timezone(&zone);
    (
        local.format("%d/%m/%Y").to_string(),
        local.format("%H:%M").to_string(),
    )
}
