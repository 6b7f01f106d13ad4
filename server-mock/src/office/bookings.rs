//! Requests and booked calls in one list, decided in one step: for clients that need no more.

use super::{own, own_rules};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Staff,
    booking::{Desk, Means, store},
    extract::{Json, Path},
    mail_template,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use kinline_protocol::{
    BookingId, ErrorCode, List, Problem,
    booking::{Booking, BookingDecision, BookingStatus, CancellationReason, NewCancellation},
};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(decide))
        .routes(routes!(cancel))
}

/// List one's establishment's requests and booked calls that are not over
#[utoipa::path(
    get, path = "/v1/staff/bookings", tag = "office", security(("staff" = [])),
    responses((status = 200, body = List<Booking>, description = "Earliest start first.")),
)]
async fn list(State(app): State<AppState>, Staff(member): Staff) -> Answer<Json<List<Booking>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let open = store::open_bookings(c, &member.establishment, now)?;
            let seen: Vec<_> = open.into_iter().map(|kept| kept.booking).collect();
            Ok(Json(seen.into()))
        })
        .await
}

/// Decide a request
#[utoipa::path(
    post, path = "/v1/staff/bookings/{id}/decision", tag = "office", security(("staff" = [])),
    params(("id" = BookingId, Path)), request_body = BookingDecision,
    responses(
        (status = 200, body = Booking, description = "Decided; the family gets a mail."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "already_decided; booking_state: taken back"),
    ),
)]
async fn decide(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<BookingId>,
    Json(decision): Json<BookingDecision>,
) -> Answer<Json<Booking>> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let before = own(tx, &member, id, now)?;
            let rules = own_rules(tx, &member)?;
            let booking = desk.decide(&rules, &before, &decision)?.booking;
            let (action, template) = match booking.status {
                BookingStatus::Booked => ("booking.booked", mail_template!("booking-booked")),
                _ => ("booking.rejected", mail_template!("booking-rejected")),
            };
            desk.tell(&booking, template)?;
            let (actor, subject) = (Actor::Staff(member.id), format!("booking:{id}"));
            desk.record(actor, action, subject, json!(decision))?;
            Ok(Json(own(tx, &member, id, now)?.booking))
        })
        .await
}

/// Cancel a booked call that has not started
#[utoipa::path(
    post, path = "/v1/staff/bookings/{id}/cancellation", tag = "office",
    security(("staff" = [])),
    params(("id" = BookingId, Path)), request_body = NewCancellation,
    responses(
        (status = 200, body = Booking, description = "Cancelled; the family gets a mail."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "booking_state"),
        (status = 422, body = Problem, description = "invalid_input: the reason is the family's"),
    ),
)]
async fn cancel(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<BookingId>,
    Json(NewCancellation { reason }): Json<NewCancellation>,
) -> Answer<Json<Booking>> {
    if reason == CancellationReason::VisitorCancelled {
        return Err(Refusal::field("reason", ErrorCode::InvalidInput));
    }
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            desk.cancel(&own(tx, &member, id, now)?, reason)?;
            let booking = own(tx, &member, id, now)?.booking;
            desk.tell(&booking, mail_template!("booking-cancelled"))?;
            let (actor, subject) = (Actor::Staff(member.id), format!("booking:{id}"));
            let data = json!({ "reason": reason });
            desk.record(actor, "booking.cancelled", subject, data)?;
            Ok(Json(booking))
        })
        .await
}
