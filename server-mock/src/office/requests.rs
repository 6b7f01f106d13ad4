//! Requests: the queue, a page each, and what staff decide.

use super::{
    checks::{self, Case},
    own, own_rules, people,
};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Staff,
    booking::{self, Desk, KeptBooking, Means, slots, store},
    establishment::Rules,
    extract::{Json, Path},
    mail_template,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ErrorCode, List, Problem,
    booking::{Booking, BookingStatus, Slot},
    office::{Check, CheckResult, Choice, OFFERS, Request, RequestDecision, RequestSummary},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Working days in which a family answers an offer.
pub(super) const OFFER_DAYS: u32 = 2;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(queue))
        .routes(routes!(one))
        .routes(routes!(decide))
}

/// List the requests that wait for one's establishment
#[utoipa::path(
    get, path = "/v1/staff/requests", tag = "office", security(("staff" = [])),
    responses((status = 200, body = List<RequestSummary>, description = "Oldest first.")),
)]
async fn queue(
    State(app): State<AppState>,
    Staff(member): Staff,
) -> Answer<Json<List<RequestSummary>>> {
    booking::read(&app, move |c, now| {
        let rules = own_rules(c, &member)?;
        let open = store::open_bookings(c, &member.establishment, now)?;
        let mut waiting = Vec::new();
        for kept in open {
            if let BookingStatus::Requested { answer_by } = kept.booking.status {
                waiting.push(summary(c, &rules, &kept, answer_by, now)?);
            }
        }
        waiting.sort_by_key(|request| (request.asked_at, request.booking));
        Ok(Json(waiting.into()))
    })
    .await
}

/// Read a request with what the machine found
#[utoipa::path(
    get, path = "/v1/staff/requests/{id}", tag = "office", security(("staff" = [])),
    params(("id" = BookingId, Path)),
    responses(
        (status = 200, body = Request, description = "Also of one that was decided."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn one(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<BookingId>,
) -> Answer<Json<Request>> {
    booking::read(&app, move |c, now| {
        let rules = own_rules(c, &member)?;
        request(c, &rules, &own(c, &member, id, now)?, now).map(Json)
    })
    .await
}

/// Decide a request
///
/// Accept one of its choices, offer other times, or reject it. What a check of the people found
/// stands in the way of accepting, unless one says so; what the establishment sets for everybody
/// (allowance, laptops) always does.
#[utoipa::path(
    post, path = "/v1/staff/requests/{id}/decision", tag = "office", security(("staff" = [])),
    params(("id" = BookingId, Path)), request_body = RequestDecision,
    responses(
        (status = 200, body = Booking, description = "Decided; the family gets a mail."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "already_decided; booking_state: taken back; checks_failed; slot_taken, slot_unavailable; allowance_used: `at` says when it renews"),
        (status = 422, body = Problem, description = "invalid_input"),
    ),
)]
async fn decide(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<BookingId>,
    Json(decision): Json<RequestDecision>,
) -> Answer<Json<Booking>> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let rules = own_rules(tx, &member)?;
            let before = own(tx, &member, id, now)?;
            let (after, action, template) = match &decision {
                RequestDecision::Accept {
                    starts_at,
                    despite_checks,
                } => {
                    let slot = slots::at(&rules, *starts_at);
                    if !despite_checks {
                        require_passed(tx, &rules, &before, &slot, now)?;
                    }
                    let after = desk.accept(&rules, &before, slot.id)?;
                    (after, "booking.booked", mail_template!("booking-booked"))
                }
                RequestDecision::Offer { starts_at } => {
                    let after = offer(&desk, &rules, &before, starts_at)?;
                    (after, "booking.offered", mail_template!("booking-offered"))
                }
                RequestDecision::Reject { reason } => {
                    let after = desk.reject(&before, reason.for_family())?;
                    (
                        after,
                        "booking.rejected",
                        mail_template!("booking-rejected"),
                    )
                }
            };
            desk.tell(&after.booking, template)?;
            let (actor, subject) = (Actor::Staff(member.id), format!("booking:{id}"));
            desk.record(actor, action, subject, json!(decision))?;
            Ok(Json(own(tx, &member, id, now)?.booking))
        })
        .await
}

/// Offers times that the timetable has, until some working days from now.
pub(super) fn offer(
    desk: &Desk<'_>,
    rules: &Rules,
    kept: &KeptBooking,
    starts: &[DateTime<Utc>],
) -> Answer<KeptBooking> {
    if starts.is_empty() || starts.len() > OFFERS {
        return Err(Refusal::field("starts_at", ErrorCode::InvalidInput));
    }
    for starts_at in starts {
        let slot = slots::at(rules, *starts_at);
        let offered = super::hits::time(rules, slot.starts_at, slot.ends_at).is_none();
        if !offered || *starts_at <= desk.now() {
            return Err(ErrorCode::SlotUnavailable.into());
        }
    }
    let answer_by = rules.answer_by(desk.now(), OFFER_DAYS, &rules.holidays);
    desk.offer(rules, kept, starts, answer_by)
}

/// Refuses what a check of the people, or of them at that time, has failed.
fn require_passed(
    c: &Connection,
    rules: &Rules,
    kept: &KeptBooking,
    slot: &Slot,
    now: DateTime<Utc>,
) -> Answer<()> {
    let known = people::by_id(c, kept.place.prisoner)?;
    let flags = Case::read(c, rules, kept, &known, now)?.flags(slot)?;
    match checks::worst(&flags) {
        CheckResult::Failed => Err(ErrorCode::ChecksFailed.into()),
        CheckResult::Passed | CheckResult::Warning => Ok(()),
    }
}

fn request(
    c: &Connection,
    rules: &Rules,
    kept: &KeptBooking,
    now: DateTime<Utc>,
) -> Answer<Request> {
    let known = people::by_id(c, kept.place.prisoner)?;
    let (checks, choices) = found(c, rules, kept, &known, now)?;
    Ok(Request {
        booking: kept.booking.clone(),
        asked_at: asked_at(c, kept.booking.id)?,
        prisoner: known.summary(),
        last_visit: known.last_visit,
        precedence: known.has_precedence(rules, now),
        checks,
        choices,
    })
}

fn summary(
    c: &Connection,
    rules: &Rules,
    kept: &KeptBooking,
    answer_by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<RequestSummary> {
    let known = people::by_id(c, kept.place.prisoner)?;
    let (checks, choices) = found(c, rules, kept, &known, now)?;
    let visitors = &kept.booking.visitors;
    let visitor = visitors.first().ok_or(ErrorCode::Internal)?;
    // One time that can be is enough.
    let best = choices.iter().map(|choice| checks::worst(&choice.checks));
    Ok(RequestSummary {
        booking: kept.booking.id,
        reference: kept.booking.reference.clone(),
        asked_at: asked_at(c, kept.booking.id)?,
        answer_by,
        prisoner: known.summary(),
        visitor: visitor.name.clone(),
        visitors: u8::try_from(visitors.len()).unwrap_or(u8::MAX),
        result: checks::worst(&checks).max(best.min().unwrap_or(CheckResult::Passed)),
        choices: choices.into_iter().map(|choice| choice.time).collect(),
        precedence: known.has_precedence(rules, now),
    })
}

fn found(
    c: &Connection,
    rules: &Rules,
    kept: &KeptBooking,
    known: &people::Known,
    now: DateTime<Utc>,
) -> rusqlite::Result<(Vec<Check>, Vec<Choice>)> {
    let case = Case::read(c, rules, kept, known, now)?;
    let own = slots::slot(rules, &kept.place.span);
    let wanted = match kept.choices.is_empty() {
        true => std::slice::from_ref(&own),
        false => &kept.choices,
    };
    let choices = wanted.iter().map(|slot| {
        Ok(Choice {
            time: checks::time(rules, slot.starts_at),
            checks: case.time(slot)?,
        })
    });
    Ok((case.people()?, choices.collect::<rusqlite::Result<_>>()?))
}

/// When a booking was asked for.
fn asked_at(c: &Connection, id: BookingId) -> rusqlite::Result<DateTime<Utc>> {
    let query = "SELECT asked_at FROM booking WHERE id = ?1";
    c.query_row(query, [id.to_string()], |row| row.get(0))
}
