//! Changes of mind: to cancel, to change, to answer.

use super::{own, rules};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    booking::{
        self,
        desk::{Desk, Means},
        store::{Guest, KeptBooking},
        visitors,
    },
    establishment::Rules,
    extract::Path,
    idempotency::{Once, Outcome},
    mail_template,
    mailbox::Template,
    people,
    problem::Answer,
};
use axum::{extract::State, http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, BookingId, ErrorCode, HoldId, Problem, SlotId,
    booking::{
        Booking, BookingAnswer, BookingChange, BookingStatus, CancellationReason,
        FamilyCancellation, FamilyReason, Party,
    },
};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(cancel))
        .routes(routes!(change))
        .routes(routes!(answer))
}

/// Take a request back, or cancel a booked call
///
/// A request until its start, a booked call until the establishment's limit; by the one that it is
/// for. The reason is for the establishment.
#[utoipa::path(
    post, path = "/v1/bookings/{id}/cancellation", tag = "booking", security(("family" = [])),
    params(("id" = BookingId, Path)), request_body = Option<FamilyCancellation>,
    responses(
        (status = 200, body = Booking, description = "Withdrawn or cancelled."),
        (status = 403, body = Problem, description = "not_allowed: it is for somebody else"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "booking_state; change_too_late: `at` is the limit"),
    ),
)]
async fn cancel(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<BookingId>,
    once: Once<Option<FamilyCancellation>>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    let answer = once
        .run_with_any(&app, account, move |tx, told| {
            let desk = Desk::open(tx, &means, now)?;
            let before = own(desk.kept(id)?, account)?;
            let after = desk.cancel(&before, CancellationReason::VisitorCancelled)?;
            let (action, template) = match after.booking.status {
                BookingStatus::Withdrawn => {
                    ("booking.withdrawn", mail_template!("booking-withdrawn"))
                }
                _ => ("booking.cancelled", mail_template!("booking-cancelled")),
            };
            let reason = told.map_or(FamilyReason::Other, |told| told.reason);
            finish(
                &desk,
                account,
                id,
                (action, template),
                json!({ "reason": reason }),
            )
        })
        .await?;
    follow(&app, account, id).await?;
    Ok(answer)
}

/// Move a call to a held slot
///
/// Until the establishment's limit, by the one that it is for. The call keeps its id, its reference
/// and whether it is booked.
#[utoipa::path(
    post, path = "/v1/bookings/{id}/change", tag = "booking", security(("family" = [])),
    params(("id" = BookingId, Path)), request_body = BookingChange,
    responses(
        (status = 200, body = Booking, description = "At its new time."),
        (status = 403, body = Problem, description = "not_allowed: it is for somebody else"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "booking_state, hold_expired, slot_unavailable, restricted; change_too_late: `at` is the limit"),
        (status = 422, body = Problem,
         description = "no_adult; invalid_input: the hold is not instead of this booking"),
    ),
)]
async fn change(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<BookingId>,
    once: Once<BookingChange>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    let answer = once
        .run_with(&app, account, move |tx, new| {
            let desk = Desk::open(tx, &means, now)?;
            let before = own(desk.kept(id)?, account)?;
            let hold = desk.own_hold(account, new.hold)?;
            let rules = rules(tx, &before.place.establishment)?;
            desk.change(&rules, &before, &hold)?;
            let data = json!({ "reason": new.reason, "starts_at": hold.place.span.starts_at });
            let told = ("booking.changed", mail_template!("booking-changed"));
            finish(&desk, account, id, told, data)
        })
        .await?;
    follow(&app, account, id).await?;
    Ok(answer)
}

/// Answer a call that the person in prison asked for, or other times that the establishment offers
#[utoipa::path(
    post, path = "/v1/bookings/{id}/answer", tag = "booking", security(("family" = [])),
    params(("id" = BookingId, Path)), request_body = BookingAnswer,
    responses(
        (status = 200, body = Booking, description = "Answered: see `status`."),
        (status = 403, body = Problem,
         description = "not_allowed: it is for somebody else; identity_not_approved, policy_not_agreed"),
        (status = 404, body = Problem, description = "not_found, companion_not_found"),
        (status = 409, body = Problem,
         description = "booking_state, slot_taken, slot_unavailable, restricted, hold_expired, allowance_used"),
        (status = 422, body = Problem, description = "too_many_visitors, no_adult, invalid_input"),
    ),
)]
async fn answer(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<BookingId>,
    once: Once<BookingAnswer>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    let said = once
        .run_with(&app, account, move |tx, answer| {
            let desk = Desk::open(tx, &means, now)?;
            let before = own(desk.kept(id)?, account)?;
            let asked = matches!(before.booking.status, BookingStatus::Asked { .. });
            if !asked && !matches!(before.booking.status, BookingStatus::Offered { .. }) {
                return Err(ErrorCode::BookingState.into());
            }
            let rules = rules(tx, &before.place.establishment)?;
            let answering = Answering {
                desk: &desk,
                rules: &rules,
                before: &before,
                now,
            };
            let data = json!(answer);
            let after = match answer {
                BookingAnswer::Accept { slot, party } => answering.accept(slot, &party)?,
                BookingAnswer::Propose { holds, party } => answering.propose(&holds, &party)?,
                BookingAnswer::Decline { .. } => desk.decline(&before)?,
            };
            let template = match after.booking.status {
                BookingStatus::Booked if after.place == before.place && before.is_booked() => {
                    mail_template!("booking-kept")
                }
                BookingStatus::Booked => mail_template!("booking-booked"),
                BookingStatus::Requested { .. } => mail_template!("booking-requested"),
                BookingStatus::Rejected { .. } => mail_template!("booking-rejected"),
                _ => mail_template!("booking-withdrawn"),
            };
            finish(&desk, account, id, ("booking.answered", template), data)
        })
        .await?;
    follow(&app, account, id).await?;
    Ok(said)
}

/// Whoever waits for the call already learns of it at once.
async fn follow(app: &AppState, account: AccountId, id: BookingId) -> Answer<()> {
    let now = app.clock.now();
    let read = app.database.read(move |c| booking::kept(c, id, now));
    let booking = read.await?.booking;
    match booking.status {
        BookingStatus::Booked | BookingStatus::Offered { instead: true, .. } => {
            app.calls.plan_again(booking.call).await;
        }
        BookingStatus::Cancelled { .. } => {
            app.calls.call_off(booking.call, Actor::Family(account));
        }
        _ => {}
    }
    Ok(())
}

/// What an answer is about.
struct Answering<'a, 't> {
    desk: &'a Desk<'t>,
    rules: &'a Rules,
    before: &'a KeptBooking,
    now: DateTime<Utc>,
}

impl Answering<'_, '_> {
    fn accept(&self, slot: SlotId, party: &Party) -> Answer<KeptBooking> {
        if !self.is_asked() {
            return self.desk.take_offer(self.rules, self.before, slot);
        }
        let chosen = self.before.choices.iter().find(|known| known.id == slot);
        let starts_at = chosen.ok_or(ErrorCode::SlotUnavailable)?.starts_at;
        let guests = self.guests(party, starts_at)?;
        self.desk.agree(self.rules, self.before, slot, &guests)
    }

    fn propose(&self, holds: &[HoldId], party: &Party) -> Answer<KeptBooking> {
        let held = self.desk.chosen(self.before.place.account, holds)?;
        let first = held.first().ok_or(ErrorCode::HoldExpired)?;
        let guests = match self.is_asked() {
            true => Some(self.guests(party, first.place.span.starts_at)?),
            false => None,
        };
        let (rules, before) = (self.rules, self.before);
        self.desk.propose(rules, before, &held, guests.as_deref())
    }

    fn is_asked(&self) -> bool {
        matches!(self.before.booking.status, BookingStatus::Asked { .. })
    }

    /// Who answers the person in prison says who comes along.
    fn guests(&self, party: &Party, starts_at: DateTime<Utc>) -> Answer<Vec<Guest>> {
        let (tx, account) = (self.desk.tx(), self.before.place.account);
        people::require_ready(tx, account, self.now)?;
        visitors::party(tx, self.rules, account, party, starts_at, self.now)
    }
}

/// Tells and records what a booking has become.
fn finish(
    desk: &Desk<'_>,
    account: AccountId,
    id: BookingId,
    (action, template): (&str, Template),
    data: serde_json::Value,
) -> Answer<Outcome> {
    let booking = desk.kept(id)?.booking;
    desk.tell(&booking, template)?;
    let (actor, subject) = (Actor::Family(account), format!("booking:{id}"));
    desk.record(actor, action, subject, data)?;
    Outcome::json(StatusCode::OK, &booking)
}
