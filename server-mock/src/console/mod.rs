//! What a developer does to the mock.

mod connect;
mod families;

use crate::{
    account,
    app::AppState,
    audit::{self, Actor},
    auth::Developer,
    booking,
    extract::{Json, Path, Query},
    mailbox,
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode};
use chrono::{TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, FaultId, List, Problem,
    booking::BookingStatus,
    console::{
        ClockReading, ClockSetting, Event, Fault, FaultEffect, Mail, NewFault, Person,
        UpcomingBooking,
    },
};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Lines of a list.
const PAGE: u32 = 500;
/// How far the clock can be moved from the machine's.
const FARTHEST: TimeDelta = TimeDelta::days(36_525);

/// How far ahead bookings are looked for.
const AHEAD: TimeDelta = TimeDelta::days(400);

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(clock, set_clock))
        .routes(routes!(mails))
        .routes(routes!(events))
        .routes(routes!(people))
        .merge(connect::routes())
        .merge(families::routes())
        .routes(routes!(bookings))
        .routes(routes!(faults, add_fault))
        .routes(routes!(remove_fault))
}

/// What the server's clock says
#[utoipa::path(
    get, path = "/v1/console/clock", tag = "console", security(("developer" = [])),
    responses((status = 200, body = ClockReading, description = "The clock."))
)]
async fn clock(_: Developer, State(app): State<AppState>) -> Json<ClockReading> {
    Json(reading(&app))
}

/// Move the server's clock
///
/// It goes on from there. Times within a call are measured apart and do not jump.
#[utoipa::path(
    put, path = "/v1/console/clock", tag = "console", security(("developer" = [])),
    request_body = ClockSetting,
    responses(
        (status = 200, body = ClockReading, description = "The clock."),
        (status = 422, body = Problem, description = "invalid_input: more than a century away"),
    )
)]
async fn set_clock(
    _: Developer,
    State(app): State<AppState>,
    Json(setting): Json<ClockSetting>,
) -> Answer<Json<ClockReading>> {
    if (setting.now - Utc::now()).abs() > FARTHEST {
        return Err(Refusal::field("now", ErrorCode::DateInvalid));
    }
    let state = app.clone();
    app.database
        .write(move |tx| -> Answer<()> {
            let offset = state.clock.set(setting.now);
            keep_clock_offset(tx, offset)?;
            let data = json!({ "offset_ms": offset.num_milliseconds() });
            state
                .audit
                .record(tx, Actor::Developer, "console.clock_moved", "clock", data)?;
            Ok(())
        })
        .await?;
    Ok(Json(reading(&app)))
}

fn reading(app: &AppState) -> ClockReading {
    ClockReading {
        now: app.clock.now(),
        offset_ms: app.clock.offset().num_milliseconds(),
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MailQuery {
    /// An address; all mails if absent.
    to: Option<String>,
}

/// Mails that would have been sent, newest first
#[utoipa::path(
    get, path = "/v1/console/mails", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<Mail>, description = "The latest 500 mails."))
)]
async fn mails(
    _: Developer,
    State(app): State<AppState>,
    Query(query): Query<MailQuery>,
) -> Answer<Json<List<Mail>>> {
    let to = query.to.map(|to| to.trim().to_lowercase());
    let list = move |c: &Connection| Ok(Json(mailbox::list(c, to.as_deref(), PAGE)?.into()));
    app.database.read(list).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EventQuery {
    /// The last number that is known already.
    #[serde(default)]
    after: u64,
}

/// The audit log, oldest first
#[utoipa::path(
    get, path = "/v1/console/events", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<Event>, description = "The next 500 lines."))
)]
async fn events(
    _: Developer,
    State(app): State<AppState>,
    Query(query): Query<EventQuery>,
) -> Answer<Json<List<Event>>> {
    app.database
        .read(move |c| Ok(Json(audit::after(c, query.after, PAGE)?.into())))
        .await
}

/// Everybody who signs in with a code
#[utoipa::path(
    get, path = "/v1/console/people", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<Person>, description = "People and laptops."))
)]
async fn people(_: Developer, State(app): State<AppState>) -> Answer<Json<List<Person>>> {
    app.database
        .read(|c| {
            let person = |(worker, code): (crate::auth::Worker, String)| Person {
                id: worker.id,
                role: worker.role,
                name: worker.name,
                code,
                establishment: worker.establishment,
            };
            let people: Vec<_> = account::workers(c)?.into_iter().map(person).collect();
            Ok(Json(people.into()))
        })
        .await
}

/// Booked calls that are not over, earliest first
#[utoipa::path(
    get, path = "/v1/console/bookings", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<UpcomingBooking>, description = "The bookings."))
)]
async fn bookings(
    _: Developer,
    State(app): State<AppState>,
) -> Answer<Json<List<UpcomingBooking>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let times = now - TimeDelta::days(1)..now + AHEAD;
            let plans = booking::call_plans(c, &times, booking::WhichCalls::All)?;
            let coming = plans.into_iter().filter(|plan| plan.ends_at > now);
            let bookings: Vec<_> = coming
                .map(|plan| UpcomingBooking {
                    call: plan.call,
                    reference: plan.reference,
                    establishment: plan.establishment,
                    opens_at: plan.opens_at,
                    starts_at: plan.starts_at,
                    status: BookingStatus::Booked,
                })
                .collect();
            Ok(Json(bookings.into()))
        })
        .await
}

/// Faults in force
#[utoipa::path(
    get, path = "/v1/console/faults", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<Fault>, description = "The faults."))
)]
async fn faults(_: Developer, State(app): State<AppState>) -> Json<List<Fault>> {
    Json(app.faults.list().into())
}

/// Make something go wrong
///
/// The console itself stays whole. Faults do not outlive the server.
#[utoipa::path(
    post, path = "/v1/console/faults", tag = "console", security(("developer" = [])),
    request_body = NewFault,
    responses(
        (status = 201, body = Fault, description = "It is in force."),
        (status = 422, body = Problem, description = "invalid_input"),
    )
)]
async fn add_fault(
    _: Developer,
    State(app): State<AppState>,
    Json(new): Json<NewFault>,
) -> Answer<(StatusCode, Json<Fault>)> {
    check(&new)?;
    let state = app.clone();
    let fault = app.faults.add(new);
    let (id, data) = (fault.id, json!(fault.fault));
    let record = move |tx: &rusqlite::Transaction<'_>| -> Answer<()> {
        let subject = format!("fault:{id}");
        Ok(state
            .audit
            .record(tx, Actor::Developer, "console.fault_added", subject, data)?)
    };
    app.database.write(record).await?;
    Ok((StatusCode::CREATED, Json(fault)))
}

fn check(new: &NewFault) -> Answer<()> {
    if !new.path.starts_with('/') {
        return Err(Refusal::field("path", ErrorCode::Malformed));
    }
    match new.effect {
        FaultEffect::Error { status } if !(400..=599).contains(&status) => {
            Err(Refusal::field("status", ErrorCode::Malformed))
        }
        _ => Ok(()),
    }
}

/// Make it right again
#[utoipa::path(
    delete, path = "/v1/console/faults/{id}", tag = "console", security(("developer" = [])),
    params(("id" = FaultId, Path)),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, body = Problem, description = "not_found: it was used up, or never was"),
    )
)]
async fn remove_fault(
    _: Developer,
    State(app): State<AppState>,
    Path(id): Path<FaultId>,
) -> Answer<StatusCode> {
    match app.faults.remove(id) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ErrorCode::NotFound.into()),
    }
}

/// How far the clock was ahead when it was last moved.
pub fn kept_clock_offset(c: &Connection) -> rusqlite::Result<TimeDelta> {
    let query = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'clock_offset_ms'";
    let kept = c.query_row(query, [], |row| row.get(0)).optional()?;
    Ok(kept
        .and_then(TimeDelta::try_milliseconds)
        .unwrap_or_default())
}

/// Remembers how far the clock is ahead, for the next start.
pub fn keep_clock_offset(c: &Connection, offset: TimeDelta) -> rusqlite::Result<()> {
    c.execute(
        "INSERT INTO setting (name, value) VALUES ('clock_offset_ms', ?1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [offset.num_milliseconds().to_string()],
    )?;
    Ok(())
}
