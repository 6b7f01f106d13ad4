//! Slots, holds and bookings.
//!
//! What becomes of a booking, and by whom (`DOMAIN`'s states, with two before them: what the person
//! in prison asks the family, and what the establishment offers it):
//!
//! ```text
//!            laptop                                 family (where staff answer)
//!              │                                      │
//!              ▼        family accepts, proposes      ▼        family: other times, once offered
//!          ┌───────┐ ─────────────────────────▶ ┌───────────┐ ◀───────────────┐
//!          │ Asked │                            │ Requested │                 │
//!          └───────┘ ───────────┐               └───────────┘ ──────▶ ┌──────────────────┐
//!     family declines │ time    │ family          │   │   │   staff   │ Offered (for a   │
//!                     │ is up   │ accepts         │   │   │   offer   │ request)         │
//!                     ▼         │ (automatic)     │   │   │           └──────────────────┘
//!     ┌───────────┐ ◀─┼─────────┼─────────────────┘   │   │ staff      family │   │   │ time is up
//!     │ Withdrawn │   │         │      family         │   │ accept    accepts │   │   │
//!     └───────────┘ ◀─┼─────────┼─────────────────────┼───┼───────────────────┼───┘   │
//!     ┌──────────┐    │         │  staff, time is up  │   │   family declines │       │
//!     │ Rejected │ ◀──┴─────────┼─────────────────────┴───┼───────────────────┼───────┘
//!     └──────────┘              ▼                         ▼                   ▼
//!                           ┌───────────────────────────────────────────────────┐
//!  family (automatic) ────▶ │ Booked                                            │ ◀── telephone
//!                           └───────────────────────────────────────────────────┘
//!            staff ask to move it │  ▲ declined, not     │                │ the call
//!                                 ▼  │ answered, accepted│ family, staff, │
//!                           ┌──────────────────────────┐ │ somebody is    ▼
//!                           │ Offered (instead: it is  │ │ missing  ┌───────────┐
//!                           │ booked all the same)     │ │          │ Completed │
//!                           └──────────────────────────┘ ▼          └───────────┘
//!                                 │ family, staff   ┌───────────┐
//!                                 └───────────────▶ │ Cancelled │
//!                                                   └───────────┘
//! ```
//!
//! A request that is not complete in time, because somebody who comes along is not ready, is
//! rejected; a booked call is cancelled. `Rejected`, `Withdrawn`, `Cancelled` and `Completed` stay.

mod allowance;
mod clerk;
pub(crate) mod desk;
pub(crate) mod diary;
mod family;
mod laptop;
mod mails;
#[cfg(test)]
mod model_tests;
mod plan;
mod reserved;
pub(crate) mod slots;
pub(crate) mod store;
pub(crate) mod visitors;

pub use clerk::{keep_settled, read};
pub use desk::{Asker, Desk, Means, asker, require_live};
pub use mails::About;
pub use plan::{call_plan, call_plans};
pub use store::WhichCalls;
pub use store::{Guest, KeptBooking};

use crate::{
    app::AppState,
    establishment::{self, Rules},
    people,
    problem::Answer,
};
use chrono::{DateTime, Utc};
use diary::Span;
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, HoldId, LaptopId, PersonName,
    booking::{AskedBy, Booking, BookingStatus, Hold, Slot},
    call::EndReason,
};
use rusqlite::{Connection, Transaction};
use store::{HoldKind, NewRow};
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    family::routes().merge(laptop::routes())
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
    let (asker, link) = asker(tx, asking, contact)?;
    let rules =
        establishment::rules(tx, &link.contact.person.establishment)?.ok_or(ErrorCode::NotFound)?;
    let guests = visitors::visitors(tx, &rules, visitors, starts_at, now)?;
    let slot = slots::at(&rules, starts_at);
    let span = Span::of(&slot, &rules);
    let place = desk::claim(tx, &rules, &asker, ("", span, Some(laptop)), now)?;
    let new = NewRow {
        place: &place,
        asked_by: AskedBy::Family,
        status: &BookingStatus::Booked,
        choices: &[slot],
        complete_by: None,
        change_until: desk::change_until(&rules, starts_at),
    };
    let id = store::add_booking(tx, &new, now)?;
    store::put_visitors(tx, id, &guests)?;
    Ok(kept(tx, id, now)?.booking)
}

/// The slot of an establishment that starts at a time, if it offers it now.
pub fn offered_at(rules: &Rules, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Slot> {
    let offered = slots::offered(rules, &rules.holidays, now);
    offered.into_iter().find(|slot| slot.starts_at == starts_at)
}

/// Keeps a slot for somebody who waits, as a choice of a request of its own.
pub fn keep(
    desk: &Desk<'_>,
    rules: &Rules,
    asker: &Asker,
    request: &str,
    slot: &Slot,
    expires_at: DateTime<Utc>,
) -> Answer<Hold> {
    let place = desk.claim(rules, asker, request, Span::of(slot, rules))?;
    let id = store::add_hold(desk.tx(), &place, HoldKind::Waiting, request, expires_at)?;
    Ok(Hold {
        id,
        slot: slot.clone(),
        expires_at,
    })
}

/// A hold as its family sees it.
pub fn seen_hold(c: &Connection, rules: &Rules, id: HoldId) -> Answer<Hold> {
    let kept = store::hold(c, id)?.ok_or(ErrorCode::NotFound)?;
    Ok(Hold {
        id,
        slot: slots::slot(rules, &kept.place.span),
        expires_at: kept.expires_at,
    })
}

/// The person in prison, as a family typed them.
pub fn prisoner_of(c: &Connection, contact: ContactId) -> Answer<PersonName> {
    let link = people::contact(c, contact)?.ok_or(ErrorCode::NotFound)?;
    Ok(store::full_name(&link.contact.person))
}

/// A booking that exists, as it stands now.
fn kept(c: &Connection, id: BookingId, now: DateTime<Utc>) -> Answer<KeptBooking> {
    let kept = store::booking(c, id)?.ok_or(ErrorCode::NotFound)?;
    Ok(kept.at(now))
}
