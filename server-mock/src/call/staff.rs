//! What staff and laptops see of the day's calls, and what staff do to them.

use super::{machine::Input, owner::Owner, plan};
use crate::{
    app::AppState,
    auth::{Laptop, Staff, StaffMember},
    booking, establishment,
    extract::{Json, Path},
    problem::Answer,
};
use axum::extract::State;
use chrono::{DateTime, Days, NaiveTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    CallId, ErrorCode, EstablishmentId, List, Problem,
    call::{CallState, LaptopCall, NewStaffPause, StaffCall},
};
use rusqlite::Connection;
use std::ops::Range;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(staff_calls))
        .routes(routes!(laptop_calls))
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(end))
}

/// Today's calls of one's establishment, earliest first.
#[utoipa::path(
    get,
    path = "/v1/staff/calls",
    tag = "call",
    security(("staff" = [])),
    responses((status = 200, body = List<StaffCall>))
)]
async fn staff_calls(
    Staff(staff): Staff,
    State(app): State<AppState>,
) -> Answer<Json<List<StaffCall>>> {
    let calls = today(&app, staff.establishment, |_| true).await?;
    let inner = app.calls.inner();
    let seen = calls.into_iter().filter_map(|call| {
        let seen = inner.with(call, |room, tools| StaffCall {
            establishment: room.plan.establishment.clone(),
            reference: room.plan.reference.clone(),
            laptop: room.plan.laptop,
            state: room.state(tools.now(), None),
        });
        seen.ok()
    });
    Ok(Json(seen.collect::<Vec<_>>().into()))
}

/// Today's calls on this laptop, earliest first.
#[utoipa::path(
    get,
    path = "/v1/laptop/calls",
    tag = "call",
    security(("laptop" = [])),
    responses((status = 200, body = List<LaptopCall>))
)]
async fn laptop_calls(
    laptop: Laptop,
    State(app): State<AppState>,
) -> Answer<Json<List<LaptopCall>>> {
    let id = laptop.laptop;
    let calls = today(&app, laptop.establishment, move |plan| plan.laptop == id).await?;
    let inner = app.calls.inner();
    let seen = calls.into_iter().filter_map(|call| {
        let seen = inner.with(call, |room, tools| LaptopCall {
            prisoner: room.plan.prisoner.clone(),
            visitors: room.plan.visitors.iter().map(|v| v.name.clone()).collect(),
            state: room.state(tools.now(), Some(plan::laptop(id))),
        });
        seen.ok()
    });
    Ok(Json(seen.collect::<Vec<_>>().into()))
}

/// Opens today's calls of an establishment, by its own calendar.
async fn today(
    app: &AppState,
    place: EstablishmentId,
    wanted: impl Fn(&plan::Plan) -> bool + Send + 'static,
) -> Answer<Vec<CallId>> {
    let now = app.clock.now();
    let find = move |c: &Connection| {
        let rules = establishment::rules(c, &place)?.ok_or(ErrorCode::NotFound)?;
        let today = day(rules.zone, now);
        let mut plans = booking::call_plans(c, &today, booking::WhichCalls::All)?;
        plans.retain(|plan| plan.establishment == place && wanted(plan));
        Ok(plans)
    };
    app.calls.inner().open_all(find).await
}

/// A zone's day.
fn day(zone: Tz, now: DateTime<Utc>) -> Range<DateTime<Utc>> {
    let date = now.with_timezone(&zone).date_naive();
    let start = |days| {
        let midnight = (date + Days::new(days)).and_time(NaiveTime::MIN);
        // Where the clocks go forward at midnight, the day begins an hour later.
        let local = midnight.and_local_timezone(zone).earliest();
        local.map_or(midnight.and_utc(), |local| local.to_utc())
    };
    start(0)..start(1)
}

/// Pauses a call: nothing flows between the sides, and the clock stands still.
#[utoipa::path(
    post,
    path = "/v1/staff/calls/{call}/pause",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,)),
    request_body = NewStaffPause,
    responses(
        (status = 200, body = CallState),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_too_early, call_over")
    )
)]
async fn pause(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
    Json(pause): Json<NewStaffPause>,
) -> Answer<Json<CallState>> {
    act(&app, staff, call, Input::Pause(pause.why)).await
}

/// Takes back what staff paused for. The call goes on if no other reason stands.
#[utoipa::path(
    post,
    path = "/v1/staff/calls/{call}/resume",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 200, body = CallState),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_too_early, call_over")
    )
)]
async fn resume(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
) -> Answer<Json<CallState>> {
    act(&app, staff, call, Input::Resume).await
}

/// Ends a call for good.
#[utoipa::path(
    post,
    path = "/v1/staff/calls/{call}/end",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 200, body = CallState),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_over")
    )
)]
async fn end(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
) -> Answer<Json<CallState>> {
    act(&app, staff, call, Input::End).await
}

async fn act(
    app: &AppState,
    staff: StaffMember,
    call: CallId,
    input: Input,
) -> Answer<Json<CallState>> {
    let calls = app.calls.inner();
    calls.open(call).await?;
    calls.with(call, |room, tools| {
        if room.plan.establishment != staff.establishment {
            return Err(ErrorCode::NotFound.into());
        }
        if room.machine.is_over() {
            return Err(ErrorCode::CallOver.into());
        }
        if !room.machine.has_begun() && input != Input::End {
            let starts_at = room.machine.schedule().starts_at;
            return Err(Problem::new(ErrorCode::CallTooEarly).at(starts_at).into());
        }
        room.apply(input, Owner::Staff(staff.id).actor(), tools);
        Ok(Json(room.state(tools.now(), None)))
    })?
}
