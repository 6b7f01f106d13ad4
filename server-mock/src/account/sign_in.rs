//! Signing in on a page, with a code that the server printed.

use super::store;
use crate::{
    app::AppState,
    audit::Actor,
    auth::{self, COOKIE, Worker},
    extract::Json,
    problem::{Answer, Refusal},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use chrono::TimeDelta;
use kinline_protocol::{
    ErrorCode, LaptopId, Problem,
    account::{Role, SignIn, SignedIn, Token},
};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How long a page stays signed in. Long, since a developer moves the clock by days.
const DAYS: i64 = 90;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(sign_in, signed_in, sign_out))
}

/// A code as it is kept: people type small letters, spaces and dashes.
pub fn normalise(code: &str) -> String {
    let characters = code.chars().filter(char::is_ascii_alphanumeric);
    characters.map(|c| c.to_ascii_uppercase()).collect()
}

/// Sign in on a page
///
/// Also sets the cookie `kinline`, which counts like the token.
#[utoipa::path(
    post, path = "/v1/sign-in", tag = "account", request_body = SignIn,
    responses(
        (status = 200, body = SignedIn, description = "Who it is, with a token."),
        (status = 401, body = Problem, description = "sign_in_code_wrong"),
    )
)]
async fn sign_in(
    State(app): State<AppState>,
    Json(sign_in): Json<SignIn>,
) -> Answer<impl IntoResponse> {
    let (expires_at, audit) = (app.clock.now() + TimeDelta::days(DAYS), app.audit.clone());
    let (worker, token) = app
        .database
        .write(move |tx| -> Answer<_> {
            let worker = store::worker_by_code(tx, &normalise(&sign_in.code))?
                .ok_or(ErrorCode::SignInCodeWrong)?;
            let token = auth::issue(tx, worker.role, worker.id, expires_at)?;
            let subject = format!("worker:{}", worker.id);
            audit.record(tx, actor(&worker), "account.signed_in", subject, json!({}))?;
            Ok((worker, token))
        })
        .await?;
    let seconds = TimeDelta::days(DAYS).num_seconds();
    let cookie = cookie(&token.access_token, seconds);
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(describe(worker, Some(token))),
    ))
}

/// Who is signed in on this page
#[utoipa::path(
    get, path = "/v1/sign-in", tag = "account",
    security(("reviewer" = []), ("staff" = []), ("laptop" = []), ("developer" = [])),
    responses((status = 200, body = SignedIn, description = "Who it is, without a token."))
)]
async fn signed_in(worker: Worker) -> Json<SignedIn> {
    Json(describe(worker, None))
}

/// Sign out
#[utoipa::path(
    delete, path = "/v1/sign-in", tag = "account",
    security(("reviewer" = []), ("staff" = []), ("laptop" = []), ("developer" = [])),
    responses((status = 204, description = "The token is void, the cookie taken back."))
)]
async fn sign_out(
    _worker: Worker,
    State(app): State<AppState>,
    headers: HeaderMap,
) -> Answer<impl IntoResponse> {
    if let Some(token) = auth::presented(&headers).map(str::to_owned) {
        let revoke = move |tx: &rusqlite::Transaction<'_>| -> Answer<()> {
            auth::revoke(tx, &token).map_err(Refusal::from)
        };
        app.database.write(revoke).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, cookie("", 0))],
    ))
}

fn cookie(value: &str, seconds: i64) -> String {
    format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict")
}

fn describe(worker: Worker, token: Option<Token>) -> SignedIn {
    SignedIn {
        laptop: (worker.role == Role::Laptop).then_some(LaptopId(worker.id)),
        role: worker.role,
        name: worker.name,
        establishment: worker.establishment,
        token,
    }
}

fn actor(worker: &Worker) -> Actor {
    match worker.role {
        Role::Reviewer => Actor::Reviewer(worker.id),
        Role::Staff => Actor::Staff(worker.id),
        Role::Laptop => Actor::Laptop(LaptopId(worker.id)),
        Role::Developer | Role::Family => Actor::Developer,
    }
}
