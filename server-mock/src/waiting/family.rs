//! What families ask of the waiting list.

use super::store::{self, Kept};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    booking::{self, Desk, Means},
    establishment,
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    people,
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, List, Problem, WaitingId,
    waiting::{NewWaiting, Waiting},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, wait))
        .routes(routes!(stop))
}

/// List what one waits for
///
/// With the slot that is kept for one, if there is one now.
#[utoipa::path(
    get, path = "/v1/waiting", tag = "booking", security(("family" = [])),
    responses((status = 200, body = List<Waiting>, description = "In the order of asking.")),
)]
async fn list(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Waiting>>> {
    booking::read(&app, move |c, now| {
        let waiting = store::of(c, account)?.into_iter();
        let seen = waiting.filter_map(|kept| seen(c, kept, now).transpose());
        Ok(Json(seen.collect::<Answer<Vec<_>>>()?.into()))
    })
    .await
}

/// Wait for a slot that is given back
///
/// It is offered to one family at a time, who waits longest first, for as long as the establishment
/// sets.
#[utoipa::path(
    post, path = "/v1/waiting", tag = "booking", security(("family" = [])),
    request_body = NewWaiting,
    responses(
        (status = 201, body = Waiting, description = "On the list."),
        (status = 403, body = Problem,
         description = "identity_not_approved, policy_not_agreed, contact_not_approved"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "establishment_not_live, not_asked_here"),
        (status = 422, body = Problem, description = "invalid_input: the dates leave no day"),
    ),
)]
async fn wait(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewWaiting>,
) -> Answer<Response> {
    let (means, now) = (Means::of(&app), app.clock.now());
    once.run_with(&app, account, move |tx, wish| {
        let desk = Desk::open(tx, &means, now)?;
        let (_, link) = booking::asker(tx, account, wish.contact)?;
        people::require_ready(tx, account, now)?;
        let rules = establishment::rules(tx, &link.contact.person.establishment)?
            .ok_or(ErrorCode::NotFound)?;
        booking::require_live(&rules)?;
        if !rules.settings.who_may_ask.family {
            return Err(ErrorCode::NotAskedHere.into());
        }
        let today = now.with_timezone(&rules.zone).date_naive();
        if wish
            .to
            .is_some_and(|to| to < wish.from.unwrap_or(today).max(today))
        {
            return Err(Refusal::field("to", ErrorCode::DateInvalid));
        }
        let id = super::put(&desk, account, &rules, &wish)?;
        let (actor, subject) = (Actor::Family(account), format!("waiting:{id}"));
        desk.record(
            actor,
            "waiting.asked",
            subject,
            json!({ "contact": wish.contact }),
        )?;
        let kept = store::own(tx, account, id)?.ok_or(ErrorCode::NotFound)?;
        let waiting = seen(tx, kept, now)?.ok_or(ErrorCode::NotFound)?;
        Outcome::json(StatusCode::CREATED, &waiting)
    })
    .await
}

/// Stop waiting
///
/// A slot that is kept goes to the next.
#[utoipa::path(
    delete, path = "/v1/waiting/{id}", tag = "booking", security(("family" = [])),
    params(("id" = WaitingId, Path)),
    responses(
        (status = 204, description = "Off the list."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn stop(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<WaitingId>,
) -> Answer<StatusCode> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let kept = store::own(tx, account, id)?.ok_or(ErrorCode::NotFound)?;
            super::stop(&desk, &kept)?;
            let (actor, subject) = (Actor::Family(account), format!("waiting:{id}"));
            desk.record(actor, "waiting.stopped", subject, json!({}))?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

/// As the family sees it; nothing once its last date has passed.
fn seen(c: &Connection, kept: Kept, now: DateTime<Utc>) -> Answer<Option<Waiting>> {
    let rules = establishment::rules(c, &kept.establishment)?.ok_or(ErrorCode::NotFound)?;
    let today = now.with_timezone(&rules.zone).date_naive();
    if kept.wish.to.is_some_and(|to| to < today) {
        return Ok(None);
    }
    let queue = store::queue(c, &kept.establishment)?;
    let waits = |other: &&Kept| other.wish.to.is_none_or(|to| to >= today);
    let longer = queue.iter().take_while(|other| other.id != kept.id);
    let before = longer.filter(waits).count();
    let offer = store::offer(c, kept.id, now)?
        .map(|hold| booking::seen_hold(c, &rules, hold))
        .transpose()?;
    Ok(Some(Waiting {
        id: kept.id,
        wish: kept.wish,
        since: kept.since,
        before: u32::try_from(before).unwrap_or(u32::MAX),
        offer,
    }))
}
