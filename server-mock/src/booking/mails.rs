//! What the family is told by mail.

use crate::{
    account, establishment,
    mailbox::{Mailbox, Template},
    problem::Answer,
};
use chrono_tz::Tz;
use kinline_protocol::{ErrorCode, booking::Booking};
use rusqlite::Transaction;

/// Tells everybody who comes, each in their language. Times are the establishment's.
pub fn tell(
    tx: &Transaction<'_>,
    mailbox: &Mailbox,
    booking: &Booking,
    template: Template,
) -> Answer<()> {
    let place = establishment::get(tx, &booking.establishment)?.ok_or(ErrorCode::NotFound)?;
    let zone: Tz = place.time_zone.parse().unwrap_or_default();
    let local = booking.starts_at.with_timezone(&zone);
    let (date, time) = (
        local.format("%d/%m/%Y").to_string(),
        local.format("%H:%M").to_string(),
    );
    for account in booking.visitors.iter().filter_map(|visitor| visitor.account) {
        let (to, language) = account::address(tx, account)?;
        let values = [
            ("name", booking.prisoner.as_str()),
            ("establishment", place.name_in(language)),
            ("date", &date),
            ("time", &time),
            ("reference", &booking.reference.0),
        ];
        mailbox.post(tx, &to, template, language, &values)?;
    }
    Ok(())
}
