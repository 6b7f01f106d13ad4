//! Slots, holds, and asking for a call.

use super::{rules, visible};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    booking::{
        self,
        desk::{self, Desk, Means},
        diary::Reader,
        store, visitors,
    },
    extract::{Json, Path, Query},
    idempotency::{Once, Outcome},
    mail_template, people,
    problem::Answer,
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, HoldId, List, Problem,
    booking::{Booking, BookingStatus, Hold, NewBooking, NewHold, Party, Slots},
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(free_slots))
        .routes(routes!(holds, hold))
        .routes(routes!(give_back))
        .routes(routes!(list, book))
        .routes(routes!(one))
}

/// What a list of slots is for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Purpose {
    /// One's booking that a slot would replace: its call does not count.
    instead_of: Option<BookingId>,
}

/// List what can be booked for a contact
///
/// Free slots, earliest first, the calls and minutes left in each month that the timetable reaches,
/// and what the establishment asks of a booking. A month without calls left has no slots.
#[utoipa::path(
    get, path = "/v1/contacts/{id}/slots", tag = "booking", security(("family" = [])),
    params(("id" = ContactId, Path), Purpose),
    responses(
        (status = 200, body = Slots, description = "What is free now."),
        (status = 400, body = Problem, description = "malformed: `instead_of` is no id"),
        (status = 403, body = Problem, description = "contact_not_approved"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "establishment_not_live"),
    ),
)]
async fn free_slots(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<ContactId>,
    Query(purpose): Query<Purpose>,
) -> Answer<Json<Slots>> {
    booking::read(&app, move |c, now| {
        let (asker, link) = desk::asker(c, account, id)?;
        let rules = rules(c, &link.contact.person.establishment)?;
        desk::require_live(&rules)?;
        let request = match purpose.instead_of {
            Some(id) => request_of(c, account, id)?,
            None => account.to_string(),
        };
        let reader = Reader {
            prisoner: asker.prisoner,
            request: &request,
        };
        Ok(Json(desk::free(c, &rules, reader, now)?))
    })
    .await
}

fn request_of(c: &Connection, account: AccountId, id: BookingId) -> Answer<String> {
    let kept = store::booking(c, id)?.filter(|kept| kept.place.account == account);
    Ok(kept.ok_or(ErrorCode::NotFound)?.request())
}

/// List the slots that one has chosen and that are still kept
#[utoipa::path(
    get, path = "/v1/holds", tag = "booking", security(("family" = [])),
    responses((status = 200, body = List<Hold>, description = "In the order of choosing.")),
)]
async fn holds(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Hold>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let live = store::holds_of(c, account)?.into_iter();
            let live = live.filter(|hold| hold.is_live(now)).map(|hold| {
                let rules = rules(c, &hold.place.establishment)?;
                booking::seen_hold(c, &rules, hold.id)
            });
            Ok(Json(live.collect::<Answer<Vec<_>>>()?.into()))
        })
        .await
}

/// Keep a slot for ten minutes
///
/// It replaces the holds that the account has, but for those that it is to be `beside`.
#[utoipa::path(
    post, path = "/v1/holds", tag = "booking", security(("family" = [])), request_body = NewHold,
    responses(
        (status = 201, body = Hold, description = "It is kept."),
        (status = 403, body = Problem,
         description = "identity_not_approved, policy_not_agreed, contact_not_approved"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "slot_taken, slot_unavailable, establishment_not_live, not_asked_here; booking_state: `instead_of` is over; allowance_used: `at` says when it renews"),
        (status = 422, body = Problem, description = "invalid_input: more than two to be beside"),
    ),
)]
async fn hold(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewHold>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        let desk = Desk::open(tx, &means, now)?;
        let (asker, link) = desk::asker(tx, account, new.contact)?;
        people::require_ready(tx, account, now)?;
        let rules = rules(tx, &link.contact.person.establishment)?;
        let hold = desk.hold(&rules, &asker, &new)?;
        let (actor, subject) = (Actor::Family(account), format!("hold:{}", hold.id));
        let data = json!({ "contact": new.contact, "starts_at": hold.slot.starts_at });
        desk.record(actor, "booking.held", subject, data)?;
        Outcome::json(StatusCode::CREATED, &hold)
    })
    .await
}

/// Give a held slot back
///
/// Also one that was offered from the waiting list: the next is asked.
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
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            desk.give_back(&desk.own_hold(account, id)?)?;
            let (actor, subject) = (Actor::Family(account), format!("hold:{id}"));
            desk.record(actor, "booking.hold_given_back", subject, json!({}))?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

/// Ask for a call in a held slot
///
/// Booked at once, or asked for, as the establishment sets it. Several held slots are choices: the
/// first that is still kept is taken, and staff can choose another.
#[utoipa::path(
    post, path = "/v1/bookings", tag = "booking", security(("family" = [])),
    request_body = NewBooking,
    responses(
        (status = 201, body = Booking, description = "Booked, requested, or rejected at once: see `status`."),
        (status = 403, body = Problem,
         description = "identity_not_approved, policy_not_agreed, contact_not_approved"),
        (status = 404, body = Problem, description = "not_found, companion_not_found"),
        (status = 409, body = Problem,
         description = "hold_expired: `at` says when; establishment_not_live"),
        (status = 422, body = Problem,
         description = "too_many_visitors, no_adult; invalid_input: holds of different requests"),
    ),
)]
async fn book(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewBooking>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        let desk = Desk::open(tx, &means, now)?;
        let ids: Vec<HoldId> = [new.hold].iter().chain(&new.also).copied().collect();
        let held = desk.chosen(account, &ids)?;
        let place = held.first().ok_or(ErrorCode::HoldExpired)?.place.clone();
        desk::asker(tx, account, place.contact)?;
        people::require_ready(tx, account, now)?;
        let rules = rules(tx, &place.establishment)?;
        let party = Party {
            companions: new.companions,
            children: new.children,
            invited: new.invited,
        };
        let starts_at = place.span.starts_at;
        let guests = visitors::party(tx, &rules, account, &party, starts_at, now)?;
        let id = desk.book(&rules, &held, &guests)?;
        let booking = desk.kept(id)?.booking;
        let (action, template) = match booking.status {
            BookingStatus::Booked => ("booking.booked", mail_template!("booking-booked")),
            BookingStatus::Rejected { .. } => {
                ("booking.rejected", mail_template!("booking-rejected"))
            }
            _ => ("booking.requested", mail_template!("booking-requested")),
        };
        desk.tell(&booking, template)?;
        let (actor, subject) = (Actor::Family(account), format!("booking:{id}"));
        let data = json!({
            "hold": new.hold, "starts_at": starts_at, "choices": held.len(), "visitors": guests.len(),
        });
        desk.record(actor, action, subject, data)?;
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
        .read(move |c| {
            let kept = booking::kept(c, id, now)?;
            Ok(Json(visible(kept, account)?.booking))
        })
        .await
}
