//! Checks of a laptop's line: through the relay and back, judged here, kept with date and who.

use super::{judge, limits, steps, store};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Laptop,
    call::sdp,
    extract::{Json, Path},
    problem::{Answer, Refusal},
    relay::{EchoReport, NewSession, Role},
};
use axum::{
    extract::{DefaultBodyLimit, Extension, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kinline_protocol::{
    CallId, ErrorCode, LaptopId, LineCheckId, MediaSessionId, PersonName, Problem,
    console::PoorLine,
    limits::SDP_BYTES,
    readiness::{
        CheckKind, LineCheck, LineCheckPlan, NewLineCheck, PageMeasurement, Step, StepDone,
    },
};
use rusqlite::Transaction;
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Half as much again as a call needs: see `data/line-limits.json`.
const LOAD_BITS: u32 = 3_000_000;
const MEDIA_MS: u32 = 12_000;
/// Well within a voice's range, and no multiple of a mains hum.
const TONE_HZ: u32 = 1_000;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(start))
        .routes(routes!(stop))
        .routes(routes!(finish))
        .routes(routes!(open))
        .layer(DefaultBodyLimit::max(SDP_BYTES))
}

/// The checks that run: one for each laptop.
#[derive(Debug, Default)]
pub struct LineChecks(Mutex<HashMap<LaptopId, Running>>);

/// A check that runs.
#[derive(Debug)]
struct Running {
    id: LineCheckId,
    kind: CheckKind,
    by: PersonName,
    /// Its echo session in the relay, once the page has opened it.
    session: Option<MediaSessionId>,
}

impl LineChecks {
    fn all(&self) -> MutexGuard<'_, HashMap<LaptopId, Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a check of this laptop's out.
    fn take(&self, laptop: LaptopId, id: LineCheckId) -> Answer<Running> {
        let mut all = self.all();
        let running = all.get(&laptop).is_some_and(|running| running.id == id);
        let taken = running.then(|| all.remove(&laptop)).flatten();
        taken.ok_or_else(|| ErrorCode::LineCheckGone.into())
    }

    /// Gives a check of this laptop's a media session; returns the one that it had.
    fn give(
        &self,
        laptop: LaptopId,
        id: LineCheckId,
        session: MediaSessionId,
    ) -> Answer<Option<MediaSessionId>> {
        let mut all = self.all();
        let running = all.get_mut(&laptop).filter(|running| running.id == id);
        let running = running.ok_or(ErrorCode::LineCheckGone)?;
        Ok(running.session.replace(session))
    }
}

/// Start a check of this laptop's line
///
/// Ends the one that runs on it, if any.
#[utoipa::path(
    post, path = "/v1/laptop/line-checks", tag = "readiness", security(("laptop" = [])),
    request_body = NewLineCheck,
    responses((status = 201, body = LineCheckPlan, description = "What the page does now.")),
)]
async fn start(
    State(app): State<AppState>,
    laptop: Laptop,
    Json(new): Json<NewLineCheck>,
) -> (StatusCode, Json<LineCheckPlan>) {
    let id = LineCheckId(Uuid::new_v4());
    let running = Running {
        id,
        kind: new.kind,
        by: new.by,
        session: None,
    };
    let before = app.line_checks.all().insert(laptop.laptop, running);
    if let Some(session) = before.and_then(|before| before.session) {
        app.calls.relay().close(session);
    }
    let path = format!("/v1/laptop/line-checks/{id}");
    let plan = LineCheckPlan {
        id,
        media: format!("{path}/media"),
        result: format!("{path}/result"),
        load_bits: LOAD_BITS,
        load_ms: match new.kind {
            CheckKind::Network => judge::LOAD.as_millis() as u32,
            CheckKind::TestCall => 0,
        },
        media_ms: MEDIA_MS,
        tone_hz: TONE_HZ,
    };
    (StatusCode::CREATED, Json(plan))
}

/// Stop a check without a result
#[utoipa::path(
    delete, path = "/v1/laptop/line-checks/{id}", tag = "readiness", security(("laptop" = [])),
    params(("id" = LineCheckId, Path)),
    responses(
        (status = 204, description = "Stopped; nothing is kept."),
        (status = 404, body = Problem, description = "line_check_gone"),
    ),
)]
async fn stop(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(id): Path<LineCheckId>,
) -> Answer<StatusCode> {
    let running = app.line_checks.take(laptop.laptop, id)?;
    if let Some(session) = running.session {
        app.calls.relay().close(session);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Open the media session of a check (the shape of WHIP)
///
/// Picture and sound that are sent come back on the first pair of receiving lines. On a data channel, a message
/// whose first two bytes are N (big endian) is answered by one of N bytes.
#[utoipa::path(
    post, path = "/v1/laptop/line-checks/{id}/media", tag = "readiness",
    security(("laptop" = [])), params(("id" = LineCheckId, Path)),
    request_body(content = String, content_type = "application/sdp"),
    responses(
        (status = 201, body = String, content_type = "application/sdp", description = "The SDP answer."),
        (status = 400, body = Problem, description = "sdp_invalid"),
        (status = 404, body = Problem, description = "line_check_gone"),
        (status = 413, body = Problem, description = "too_large"),
        (status = 415, body = Problem, description = "wrong_content_type"),
        (status = 503, body = Problem, description = "unavailable"),
    ),
)]
async fn open(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(id): Path<LineCheckId>,
    poor_line: Option<Extension<PoorLine>>,
    headers: HeaderMap,
    body: sdp::Body,
) -> Answer<Response> {
    let offer = sdp::offer(&headers, body)?;
    let session = MediaSessionId(Uuid::new_v4());
    let relay = app.calls.relay();
    if let Some(older) = app.line_checks.give(laptop.laptop, id, session)? {
        relay.close(older);
    }
    let new = NewSession {
        id: session,
        call: CallId(id.0),
        role: Role::Echo,
        offer,
        poor_line: poor_line.map(|Extension(line)| line),
    };
    let answer = relay.open(new).await.map_err(sdp::refusal)?;
    let headers = [
        (header::CONTENT_TYPE, sdp::SDP.to_owned()),
        (header::LOCATION, format!("/v1/laptop/line-checks/{id}")),
    ];
    Ok((StatusCode::CREATED, headers, answer.sdp).into_response())
}

/// Say what the page measured
///
/// It is judged together with what the relay saw, and kept. A network check that passes is a step
/// of the establishment's; test calls are one when the last laptop has passed.
#[utoipa::path(
    post, path = "/v1/laptop/line-checks/{id}/result", tag = "readiness",
    security(("laptop" = [])), params(("id" = LineCheckId, Path)),
    request_body = PageMeasurement,
    responses(
        (status = 200, body = LineCheck, description = "Passed or failed, measure by measure."),
        (status = 404, body = Problem, description = "line_check_gone"),
    ),
)]
async fn finish(
    State(app): State<AppState>,
    laptop: Laptop,
    Path(id): Path<LineCheckId>,
    Json(page): Json<PageMeasurement>,
) -> Answer<Json<LineCheck>> {
    let running = app.line_checks.take(laptop.laptop, id)?;
    let mut seen = EchoReport::default();
    if let Some(session) = running.session {
        // A session that is gone was seen no more.
        seen = app
            .calls
            .relay()
            .echo_report(session)
            .await
            .unwrap_or_default();
        app.calls.relay().close(session);
    }
    let state = app.clone();
    app.database
        .write(move |tx| {
            let readings = judge::judge(running.kind, &page, &seen, &limits::limits(tx)?);
            let check = LineCheck {
                id,
                kind: running.kind,
                laptop: laptop.laptop,
                laptop_name: steps::name(tx, laptop.laptop.0)?,
                by: running.by,
                at: state.clock.now(),
                passed: !readings.is_empty() && readings.iter().all(|reading| reading.passed),
                readings,
            };
            keep(&state, tx, &laptop, &check)?;
            Ok(Json(check))
        })
        .await
}

fn keep(app: &AppState, tx: &Transaction<'_>, laptop: &Laptop, check: &LineCheck) -> Answer<()> {
    store::add_check(tx, &laptop.establishment, check)?;
    let actor = Actor::Laptop(laptop.laptop);
    let subject = format!("establishment:{}", laptop.establishment);
    let data = json!({ "check": check.id, "kind": check.kind, "passed": check.passed });
    app.audit
        .record(tx, actor, "readiness.line_checked", subject, data)?;
    let step = match check.kind {
        _ if !check.passed => None,
        CheckKind::Network => Some(Step::NetworkChecked),
        CheckKind::TestCall => {
            let laptops = store::laptops(tx, &laptop.establishment)?;
            let all = laptops.iter().all(|laptop| laptop.passed_at.is_some());
            all.then_some(Step::TestCallsPassed)
        }
    };
    let Some(step) = step.filter(|step| !is_done(tx, laptop, *step)) else {
        return Ok(());
    };
    let id = &laptop.establishment;
    let done = StepDone {
        on: steps::day(tx, id, check.at)?,
        at: check.at,
        by: check.by.clone(),
    };
    steps::note(app, tx, id, step, &done, actor)
}

/// A step stands since it was first done, and the steps of a live establishment stand as they are.
fn is_done(tx: &Transaction<'_>, laptop: &Laptop, step: Step) -> bool {
    let done = || -> Result<bool, Refusal> {
        let live = store::live(tx, &laptop.establishment)?.is_some_and(|(live, _)| live);
        let steps = store::steps(tx, &laptop.establishment)?;
        Ok(live || steps.iter().any(|s| s.step == step && s.done.is_some()))
    };
    done().unwrap_or(true)
}
