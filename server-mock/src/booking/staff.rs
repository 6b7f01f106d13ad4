//! What staff see and decide.

use super::{desk, kept, mails, store};
use crate::{
    app::AppState,
    audit::Actor,
    auth::{Staff, StaffMember},
    extract::{Json, Path},
    mail_template,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ErrorCode, List, Problem,
    booking::{Booking, BookingDecision, BookingStatus, CancellationReason, NewCancellation},
};
use rusqlite::Connection;
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
    get, path = "/v1/staff/bookings", tag = "booking", security(("staff" = [])),
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
    post, path = "/v1/staff/bookings/{id}/decision", tag = "booking", security(("staff" = [])),
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
    let (audit, mailbox, now) = (app.audit.clone(), app.mailbox.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            let before = own(tx, &member, id, now)?;
            let (action, template) = match desk::decide(tx, &before, &decision)? {
                BookingStatus::Booked => ("booking.booked", mail_template!("booking-booked")),
                _ => ("booking.rejected", mail_template!("booking-rejected")),
            };
            let booking = kept(tx, id, now)?.booking;
            mails::tell(tx, &mailbox, &booking, template)?;
            let actor = Actor::Staff(member.id);
            audit.record(tx, actor, action, format!("booking:{id}"), json!(decision))?;
            Ok(Json(booking))
        })
        .await
}

/// Cancel a booked call that has not started
#[utoipa::path(
    post, path = "/v1/staff/bookings/{id}/cancellation", tag = "booking",
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
    let (audit, mailbox, now) = (app.audit.clone(), app.mailbox.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            desk::cancel(tx, &own(tx, &member, id, now)?, reason, now)?;
            let booking = kept(tx, id, now)?.booking;
            mails::tell(tx, &mailbox, &booking, mail_template!("booking-cancelled"))?;
            let (actor, data) = (Actor::Staff(member.id), json!({ "reason": reason }));
            audit.record(
                tx,
                actor,
                "booking.cancelled",
                format!("booking:{id}"),
                data,
            )?;
            Ok(Json(booking))
        })
        .await
}

fn own(
    c: &Connection,
    member: &StaffMember,
    id: BookingId,
    now: DateTime<Utc>,
) -> Answer<store::KeptBooking> {
    let kept = kept(c, id, now)?;
    if kept.place.establishment == member.establishment {
        Ok(kept)
    } else {
        Err(ErrorCode::NotFound.into())
    }
}
