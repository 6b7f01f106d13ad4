//! What families ask for.

use super::{desk, kept, mails, store, visitors};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    establishment::{self, Rules},
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    mail_template, people,
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, EstablishmentId, HoldId, List, Problem,
    booking::{Booking, BookingStatus, CancellationReason, Hold, NewBooking, NewHold, Slots},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(free_slots))
        .routes(routes!(hold))
        .routes(routes!(give_back))
        .routes(routes!(list, book))
        .routes(routes!(one))
        .routes(routes!(cancel))
}

/// List what can be booked for a contact
///
/// Free slots, earliest first, and the calls left in each month that the timetable reaches. A month
/// without calls left has no slots.
#[utoipa::path(
    get, path = "/v1/contacts/{id}/slots", tag = "booking", security(("family" = [])),
    params(("id" = ContactId, Path)),
    responses(
        (status = 200, body = Slots, description = "What is free now."),
        (status = 403, body = Problem, description = "contact_not_approved"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "establishment_not_live"),
    ),
)]
async fn free_slots(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<ContactId>,
) -> Answer<Json<Slots>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let (asker, link) = desk::asker(c, account, id)?;
            let rules = rules(c, &link.contact.person.establishment)?;
            desk::require_live(&rules)?;
            Ok(Json(desk::free(c, &rules, &asker, now)?))
        })
        .await
}

/// Keep a slot for ten minutes
///
/// A new hold replaces the one that the account has.
#[utoipa::path(
    post, path = "/v1/holds", tag = "booking", security(("family" = [])), request_body = NewHold,
    responses(
        (status = 201, body = Hold, description = "It is kept."),
        (status = 403, body = Problem,
         description = "identity_not_approved, policy_not_agreed, contact_not_approved"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "slot_taken, slot_unavailable, establishment_not_live; allowance_used: `at` says when it renews"),
    ),
)]
async fn hold(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewHold>,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        let (asker, link) = desk::asker(tx, account, new.contact)?;
        people::require_ready(tx, account)?;
        let rules = rules(tx, &link.contact.person.establishment)?;
        let desk::Held { hold, lapsed } = desk::hold(tx, &rules, &asker, new.slot, now)?;
        for id in lapsed {
            let subject = format!("booking:{id}");
            audit.record(tx, Actor::Server, "booking.lapsed", subject, json!({}))?;
        }
        let data = json!({ "contact": new.contact, "starts_at": hold.slot.starts_at });
        audit.record(
            tx,
            Actor::Family(account),
            "booking.held",
            format!("hold:{}", hold.id),
            data,
        )?;
        Outcome::json(StatusCode::CREATED, &hold)
    })
    .await
}

/// Give a held slot back
#[utoipa::path(
    delete, path = "/v1/holds/{id}", tag = "booking", security(("family" = [])),
    params(("id" = HoldId, Path)),
    responses(
        (status = 204, description = "It is free for others."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "hold_expired"),
    ),
)]
async fn give_back(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<HoldId>,
) -> Answer<StatusCode> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            desk::own_hold(tx, account, id, now)?;
            store::end_hold(tx, id)?;
            let actor = Actor::Family(account);
            audit.record(
                tx,
                actor,
                "booking.hold_given_back",
                format!("hold:{id}"),
                json!({}),
            )?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

/// Ask for a call in a held slot
///
/// Booked at once, or asked for, as the establishment sets it.
#[utoipa::path(
    post, path = "/v1/bookings", tag = "booking", security(("family" = [])),
    request_body = NewBooking,
    responses(
        (status = 201, body = Booking, description = "Booked or requested: see `status`."),
        (status = 403, body = Problem,
         description = "identity_not_approved, policy_not_agreed, contact_not_approved"),
        (status = 404, body = Problem, description = "not_found, companion_not_found"),
        (status = 409, body = Problem,
         description = "hold_expired: `at` says when; slot_taken, allowance_used, establishment_not_live"),
        (status = 422, body = Problem, description = "too_many_visitors, no_adult"),
    ),
)]
async fn book(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewBooking>,
) -> Answer<Response> {
    let (audit, mailbox, now) = (app.audit.clone(), app.mailbox.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        let held = desk::own_hold(tx, account, new.hold, now)?;
        desk::asker(tx, account, held.contact)?;
        people::require_ready(tx, account)?;
        let rules = rules(tx, &held.establishment)?;
        let starts_at = held.span.starts_at;
        let party = visitors::party(tx, &rules, account, &new.companions, starts_at, now)?;
        let id = desk::book(tx, &rules, new.hold, &held, &party, now)?;
        let booking = kept(tx, id, now)?.booking;
        let action = match booking.status {
            BookingStatus::Booked => {
                mails::tell(tx, &mailbox, &booking, mail_template!("booking-booked"))?;
                "booking.booked"
            }
            _ => "booking.requested",
        };
        let data = json!({ "hold": new.hold, "starts_at": starts_at, "visitors": party.len() });
        audit.record(
            tx,
            Actor::Family(account),
            action,
            format!("booking:{id}"),
            data,
        )?;
        Outcome::json(StatusCode::CREATED, &booking)
    })
    .await
}

/// List the bookings that one comes to
///
/// One's own and those that somebody else asked for, latest start first.
#[utoipa::path(
    get, path = "/v1/bookings", tag = "booking", security(("family" = [])),
    responses((status = 200, body = List<Booking>, description = "All there ever were.")),
)]
async fn list(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Booking>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let bookings = store::bookings_of(c, account)?;
            let seen: Vec<_> = bookings
                .into_iter()
                .map(|kept| kept.at(now).booking)
                .collect();
            Ok(Json(seen.into()))
        })
        .await
}

/// Read a booking that one comes to
#[utoipa::path(
    get, path = "/v1/bookings/{id}", tag = "booking", security(("family" = [])),
    params(("id" = BookingId, Path)),
    responses(
        (status = 200, body = Booking, description = "As it stands."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn one(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<BookingId>,
) -> Answer<Json<Booking>> {
    let now = app.clock.now();
    app.database
        .read(move |c| Ok(Json(visible(kept(c, id, now)?, account)?.booking)))
        .await
}

/// Take a request back, or cancel a booked call
///
/// Until the call's start, by the one who asked.
#[utoipa::path(
    post, path = "/v1/bookings/{id}/cancellation", tag = "booking", security(("family" = [])),
    params(("id" = BookingId, Path)),
    responses(
        (status = 200, body = Booking, description = "Withdrawn or cancelled."),
        (status = 403, body = Problem, description = "not_allowed: somebody else asked for it"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "booking_state"),
    ),
)]
async fn cancel(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<BookingId>,
    once: Once,
) -> Answer<Response> {
    let (audit, mailbox, now) = (app.audit.clone(), app.mailbox.clone(), app.clock.now());
    once.run(&app, account, move |tx| {
        let before = visible(kept(tx, id, now)?, account)?;
        if before.place.account != account {
            return Err(ErrorCode::NotAllowed.into());
        }
        let reason = CancellationReason::VisitorCancelled;
        let status = desk::cancel(tx, &before, reason, now)?;
        let booking = kept(tx, id, now)?.booking;
        let action = match status {
            BookingStatus::Withdrawn => "booking.withdrawn",
            _ => {
                mails::tell(tx, &mailbox, &booking, mail_template!("booking-cancelled"))?;
                "booking.cancelled"
            }
        };
        let data = json!({ "reason": reason });
        audit.record(
            tx,
            Actor::Family(account),
            action,
            format!("booking:{id}"),
            data,
        )?;
        Outcome::json(StatusCode::OK, &booking)
    })
    .await
}

fn visible(kept: store::KeptBooking, account: AccountId) -> Answer<store::KeptBooking> {
    let comes = kept
        .booking
        .visitors
        .iter()
        .any(|visitor| visitor.account == Some(account));
    comes
        .then_some(kept)
        .ok_or_else(|| Refusal::from(ErrorCode::NotFound))
}

fn rules(c: &Connection, id: &EstablishmentId) -> Answer<Rules> {
    Ok(establishment::rules(c, id)?.ok_or(ErrorCode::NotFound)?)
}
