//! The steps: what staff see of them, what they note by hand, and what the last one leads to.

use super::store;
use crate::{
    account,
    app::{App, AppState},
    audit::Actor,
    auth::{self, Staff, StaffMember},
    establishment,
    extract::{Json, Path},
    mail_template,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    ErrorCode, EstablishmentId, PersonName, Problem,
    readiness::{NewStep, Readiness, Step, StepDone},
};
use rusqlite::{Connection, Transaction};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// How long ago a step can have been done.
const LONGEST_AGO: TimeDelta = TimeDelta::days(2 * 366);

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(show))
        .routes(routes!(set, take_back))
}

/// How ready one's own establishment is
#[utoipa::path(
    get, path = "/v1/staff/readiness", tag = "readiness", security(("staff" = [])),
    responses((status = 200, body = Readiness, description = "Steps, laptops, checks.")),
)]
async fn show(State(app): State<AppState>, Staff(member): Staff) -> Answer<Json<Readiness>> {
    app.database
        .read(move |c| Ok(Json(readiness(c, &member.establishment)?)))
        .await
}

/// Note that a step is done
///
/// Those that staff do by hand. With the last of all, the establishment is live.
#[utoipa::path(
    put, path = "/v1/staff/readiness/{step}", tag = "readiness", security(("staff" = [])),
    params(("step" = Step, Path)), request_body = NewStep,
    responses(
        (status = 200, body = Readiness, description = "As it stands now."),
        (status = 404, body = Problem, description = "not_found: no such step"),
        (status = 409, body = Problem, description = "establishment_live: its steps stand"),
        (status = 422, body = Problem,
         description = "invalid_input: `on` is to come, or `step` follows from a check"),
    ),
)]
async fn set(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(step): Path<Step>,
    Json(new): Json<NewStep>,
) -> Answer<Json<Readiness>> {
    let state = app.clone();
    app.database
        .write(move |tx| {
            by_hand(tx, &member, step)?;
            let at = state.clock.now();
            let today = day(tx, &member.establishment, at)?;
            if new.on > today || new.on < today - LONGEST_AGO {
                return Err(Refusal::field("on", ErrorCode::DateInvalid));
            }
            let (on, by) = (new.on, name(tx, member.id)?);
            let done = StepDone { on, at, by };
            let actor = Actor::Staff(member.id);
            note(&state, tx, &member.establishment, step, &done, actor)?;
            Ok(Json(readiness(tx, &member.establishment)?))
        })
        .await
}

/// Take back a step that was noted by hand
#[utoipa::path(
    delete, path = "/v1/staff/readiness/{step}", tag = "readiness", security(("staff" = [])),
    params(("step" = Step, Path)),
    responses(
        (status = 200, body = Readiness, description = "As it stands now."),
        (status = 404, body = Problem, description = "not_found: no such step"),
        (status = 409, body = Problem, description = "establishment_live: its steps stand"),
        (status = 422, body = Problem, description = "invalid_input: `step` follows from a check"),
    ),
)]
async fn take_back(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(step): Path<Step>,
) -> Answer<Json<Readiness>> {
    let state = app.clone();
    app.database
        .write(move |tx| {
            by_hand(tx, &member, step)?;
            store::remove_step(tx, &member.establishment, step)?;
            let subject = format!("establishment:{}", member.establishment);
            let (actor, data) = (Actor::Staff(member.id), json!({ "step": step }));
            let audit = &state.audit;
            audit.record(tx, actor, "readiness.step_taken_back", subject, data)?;
            Ok(Json(readiness(tx, &member.establishment)?))
        })
        .await
}

/// Notes that an establishment has saved its days and times. Part of the portal's transaction.
pub fn days_and_times_set(app: &App, tx: &Transaction<'_>, member: &StaffMember) -> Answer<()> {
    let at = app.clock.now();
    let (id, step) = (&member.establishment, Step::DaysAndTimesSet);
    let (on, by) = (day(tx, id, at)?, name(tx, member.id)?);
    let (done, actor) = (StepDone { on, at, by }, Actor::Staff(member.id));
    let (live, _) = store::live(tx, id)?.ok_or(ErrorCode::NotFound)?;
    match live {
        true => Ok(()),
        false => note(app, tx, id, step, &done, actor),
    }
}

/// Notes that a step is done. The last one makes the establishment live, and those who wanted to
/// know are told.
pub fn note(
    app: &App,
    tx: &Transaction<'_>,
    id: &EstablishmentId,
    step: Step,
    done: &StepDone,
    actor: Actor,
) -> Answer<()> {
    store::add_step(tx, id, step, done)?;
    let subject = format!("establishment:{id}");
    let data = json!({ "step": step, "on": done.on });
    app.audit
        .record(tx, actor, "readiness.step_done", &subject, data)?;
    let (live, _) = store::live(tx, id)?.ok_or(ErrorCode::NotFound)?;
    if live || store::steps(tx, id)?.iter().any(|step| step.done.is_none()) {
        return Ok(());
    }
    store::go_live(tx, id, done.at)?;
    app.audit
        .record(tx, actor, "readiness.live", &subject, json!({}))?;
    tell_watchers(app, tx, id)
}

fn tell_watchers(app: &App, tx: &Transaction<'_>, id: &EstablishmentId) -> Answer<()> {
    let place = establishment::get(tx, id)?.ok_or(ErrorCode::NotFound)?;
    for account in store::watchers(tx, id)? {
        let (to, language) = account::address(tx, account)?;
        let values = [("establishment", place.name_in(language))];
        let template = mail_template!("establishment-live");
        app.mailbox.post(tx, &to, template, language, &values)?;
    }
    Ok(())
}

/// A moment's day by an establishment's own clocks.
pub(super) fn day(c: &Connection, id: &EstablishmentId, at: DateTime<Utc>) -> Answer<NaiveDate> {
    let place = establishment::get(c, id)?.ok_or(ErrorCode::NotFound)?;
    let zone: Tz = place.time_zone.parse().unwrap_or_default();
    Ok(at.with_timezone(&zone).date_naive())
}

pub(super) fn name(c: &Connection, worker: Uuid) -> Answer<PersonName> {
    let worker = auth::worker(c, worker)?.ok_or(ErrorCode::NotSignedIn)?;
    Ok(worker.name)
}

fn by_hand(c: &Connection, member: &StaffMember, step: Step) -> Answer<()> {
    if !step.by_hand() {
        return Err(Refusal::field("step", ErrorCode::InvalidInput));
    }
    match store::live(c, &member.establishment)? {
        Some((true, _)) => Err(ErrorCode::EstablishmentLive.into()),
        _ => Ok(()),
    }
}

fn readiness(c: &Connection, id: &EstablishmentId) -> Answer<Readiness> {
    let (live, live_since) = store::live(c, id)?.ok_or(ErrorCode::NotFound)?;
    let steps = store::steps(c, id)?;
    Ok(Readiness {
        live_since,
        progress: store::progress(live, &steps),
        steps,
        laptops: store::laptops(c, id)?,
        checks: store::checks(c, id)?,
    })
}
