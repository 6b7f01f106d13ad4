//! Slots, holds and bookings.

mod desk;
mod diary;
mod family;
mod mails;
#[cfg(test)]
mod model_tests;
mod plan;
mod slots;
mod staff;
mod store;
mod visitors;

pub use plan::{call_plan, call_plans};

use crate::{app::AppState, establishment, problem::Answer};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, LaptopId,
    booking::{Booking, BookingStatus},
    call::EndReason,
};
use rusqlite::{Connection, Transaction};
use store::KeptBooking;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    family::routes().merge(staff::routes())
}

/// Marks a booked call as over.
pub fn complete(
    tx: &Transaction<'_>,
    booking: BookingId,
    outcome: EndReason,
    talked_seconds: u32,
) -> rusqlite::Result<()> {
    let status = BookingStatus::Completed {
        outcome,
        talked_seconds,
    };
    store::complete(tx, booking, &status)
}

/// Books a call whenever it starts, as a seed does: the first visitor is the one who asks, all have
/// an approved identity. Refuses what is taken, as booking always does.
pub fn add_booked(
    tx: &Connection,
    contact: ContactId,
    visitors: &[AccountId],
    laptop: LaptopId,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<Booking> {
    let asking = *visitors.first().ok_or(ErrorCode::NotFound)?;
    let (asker, link) = desk::asker(tx, asking, contact)?;
    let rules =
        establishment::rules(tx, &link.contact.person.establishment)?.ok_or(ErrorCode::NotFound)?;
    let party = visitors::visitors(tx, visitors)?;
    let id = desk::book_at(tx, &rules, &asker, &party, laptop, starts_at, now)?;
    Ok(kept(tx, id, now)?.booking)
}

/// A booking that exists, as it stands now.
fn kept(c: &Connection, id: BookingId, now: DateTime<Utc>) -> Answer<KeptBooking> {
    let kept = store::booking(c, id)?.ok_or(ErrorCode::NotFound)?;
    Ok(kept.at(now))
}
