//! What a person in prison asks for, on the laptop.

use super::{
    desk::{self, Asker, Desk, Means},
    diary::Reader,
    store::{self, KeptBooking},
};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Laptop,
    establishment,
    extract::{Json, Path},
    mail_template, people,
    problem::Answer,
};
use axum::{extract::State, http::StatusCode};
use kinline_protocol::{
    ErrorCode, EstablishmentId, List, PrisonerNumber, Problem,
    booking::{ApprovedCaller, AskedBy, BookingStatus, NewPrisonerRequest, PrisonerRequest, Slots},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(callers))
        .routes(routes!(slots))
        .routes(routes!(requests))
        .routes(routes!(ask))
}

/// List whom a person in prison can ask for a call
#[utoipa::path(
    get, path = "/v1/laptop/prisoners/{number}/contacts", tag = "booking",
    security(("laptop" = [])), params(("number" = PrisonerNumber, Path)),
    responses(
        (status = 200, body = List<ApprovedCaller>, description = "Approved contacts, by name."),
        (status = 404, body = Problem, description = "not_found: nobody here has that number"),
    ),
)]
async fn callers(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(number): Path<PrisonerNumber>,
) -> Answer<Json<List<ApprovedCaller>>> {
    app.database
        .read(move |c| {
            let prisoner = prisoner(c, &laptop.establishment, &number)?;
            Ok(Json(people::callers(c, prisoner.id)?.into()))
        })
        .await
}

/// List the times that a person in prison can ask for
#[utoipa::path(
    get, path = "/v1/laptop/prisoners/{number}/slots", tag = "booking",
    security(("laptop" = [])), params(("number" = PrisonerNumber, Path)),
    responses(
        (status = 200, body = Slots, description = "What is free now."),
        (status = 404, body = Problem, description = "not_found: nobody here has that number"),
        (status = 409, body = Problem, description = "establishment_not_live, not_asked_here"),
    ),
)]
async fn slots(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(number): Path<PrisonerNumber>,
) -> Answer<Json<Slots>> {
    super::read(&app, move |c, now| {
        let prisoner = prisoner(c, &laptop.establishment, &number)?;
        let rules = establishment::rules(c, &laptop.establishment)?.ok_or(ErrorCode::NotFound)?;
        desk::require_live(&rules)?;
        if !rules.settings.who_may_ask.prisoner {
            return Err(ErrorCode::NotAskedHere.into());
        }
        let reader = Reader {
            prisoner: prisoner.id,
            request: "",
        };
        Ok(Json(desk::free(c, &rules, reader, now)?))
    })
    .await
}

/// List the calls of a person in prison
///
/// What they asked for, whatever became of it, and what is or was booked, whoever asked. What a family
/// asks for is theirs until it is booked.
#[utoipa::path(
    get, path = "/v1/laptop/prisoners/{number}/requests", tag = "booking",
    security(("laptop" = [])), params(("number" = PrisonerNumber, Path)),
    responses(
        (status = 200, body = List<PrisonerRequest>, description = "Latest start first."),
        (status = 404, body = Problem, description = "not_found: nobody here has that number"),
    ),
)]
async fn requests(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(number): Path<PrisonerNumber>,
) -> Answer<Json<List<PrisonerRequest>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let prisoner = prisoner(c, &laptop.establishment, &number)?;
            let all = store::of_prisoner(c, prisoner.id)?.into_iter();
            let own = all.map(|kept| kept.at(now)).filter(is_known);
            let seen = own.map(seen);
            Ok(Json(seen.collect::<Answer<Vec<_>>>()?.into()))
        })
        .await
}

/// Ask a family member for a call
///
/// The first of the times that is free is kept until they answer, at most three days.
#[utoipa::path(
    post, path = "/v1/laptop/requests", tag = "booking", security(("laptop" = [])),
    request_body = NewPrisonerRequest,
    responses(
        (status = 201, body = PrisonerRequest, description = "They are asked, by mail and in the app."),
        (status = 404, body = Problem,
         description = "not_found: nobody here has that number, or no such approved contact"),
        (status = 409, body = Problem,
         description = "slot_taken, slot_unavailable, establishment_not_live, not_asked_here; allowance_used: `at` says when it renews"),
        (status = 422, body = Problem, description = "invalid_input: not one to three times"),
    ),
)]
async fn ask(
    State(app): State<AppState>,
    laptop: Laptop,
    Json(new): Json<NewPrisonerRequest>,
) -> Answer<(StatusCode, Json<PrisonerRequest>)> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let prisoner = prisoner(tx, &laptop.establishment, &new.prisoner_number)?;
            let link = people::contact(tx, new.contact)?
                .filter(|link| link.prisoner == Some(prisoner.id))
                .ok_or(ErrorCode::NotFound)?;
            let rules =
                establishment::rules(tx, &laptop.establishment)?.ok_or(ErrorCode::NotFound)?;
            let asker = Asker {
                account: link.account,
                contact: new.contact,
                prisoner: prisoner.id,
            };
            let id = desk.ask(&rules, &asker, &new.choices)?;
            let kept = desk.kept(id)?;
            desk.tell(&kept.booking, mail_template!("booking-asked"))?;
            let data = json!({ "contact": new.contact, "starts_at": kept.booking.starts_at });
            let (actor, subject) = (Actor::Laptop(laptop.laptop), format!("booking:{id}"));
            desk.record(actor, "booking.asked", subject, data)?;
            Ok((StatusCode::CREATED, Json(seen(kept)?)))
        })
        .await
}

fn prisoner(
    c: &Connection,
    at: &EstablishmentId,
    number: &PrisonerNumber,
) -> Answer<people::Prisoner> {
    let found = people::prisoner(c, number)?.filter(|found| found.establishment == *at);
    found.ok_or_else(|| ErrorCode::NotFound.into())
}

/// Whether the person may know of it: a refusal of what a family asked for can be about others.
fn is_known(kept: &KeptBooking) -> bool {
    let was_booked = matches!(
        kept.booking.status,
        BookingStatus::Cancelled { .. } | BookingStatus::Completed { .. }
    );
    kept.booking.asked_by == AskedBy::Prisoner || kept.is_booked() || was_booked
}

fn seen(kept: KeptBooking) -> Answer<PrisonerRequest> {
    let booking = kept.booking;
    let zone: chrono_tz::Tz = booking.time_zone.parse().unwrap_or_default();
    let visitors = booking.visitors.into_iter();
    let visitors: Vec<_> = visitors.map(|visitor| visitor.name).collect();
    Ok(PrisonerRequest {
        booking: booking.id,
        reference: booking.reference,
        asked_by: booking.asked_by,
        caller: visitors.first().ok_or(ErrorCode::NotFound)?.clone(),
        visitors,
        starts_at: booking.starts_at,
        local_start: booking.starts_at.with_timezone(&zone).naive_local(),
        opens_at: booking.opens_at,
        status: booking.status,
        call: booking.call,
    })
}
