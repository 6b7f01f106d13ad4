//! The acceptable use policy: versioned, in both languages, agreed to before calls.

mod store;

pub use store::{agree, agreed, current_version, require_agreed};

use crate::{
    app::AppState,
    audit::Actor,
    auth::{Developer, Family},
    extract::{Json, Query},
    idempotency::{Once, Outcome},
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{
    ErrorCode, Language, Problem,
    policy::{NewPolicy, Policy, PolicyAgreement, PolicyText},
};
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(current))
        .routes(routes!(agreement))
        .routes(routes!(publish))
}

/// In which language; English unless said.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct In {
    #[serde(default)]
    #[param(inline)]
    language: Language,
}

/// Read the policy in force
///
/// Needs no token.
#[utoipa::path(
    get, path = "/v1/policy", tag = "policy", params(In),
    responses((status = 200, body = Policy, description = "The policy.")),
)]
async fn current(State(app): State<AppState>, Query(wanted): Query<In>) -> Answer<Json<Policy>> {
    app.database
        .read(move |c| store::current(c, wanted.language).map(Json))
        .await
}

/// Agree to the version in force
///
/// A newer version asks again: holds, bookings and calls need the current one.
#[utoipa::path(
    post, path = "/v1/policy/agreements", tag = "policy", security(("family" = [])),
    request_body = PolicyAgreement,
    responses(
        (status = 204, description = "Agreed."),
        (status = 409, body = Problem, description = "policy_version: another one is in force"),
    ),
)]
async fn agreement(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<PolicyAgreement>,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, PolicyAgreement { version }| {
        agree(tx, account, version, now)?;
        audit.record(
            tx,
            Actor::Family(account),
            "policy.agreed",
            format!("policy:{version}"),
            json!({}),
        )?;
        Ok(Outcome::no_content())
    })
    .await
}

/// Put a new version in force
#[utoipa::path(
    post, path = "/v1/console/policies", tag = "console", security(("developer" = [])),
    request_body = NewPolicy,
    responses(
        (status = 201, body = Policy, description = "The new version, in English."),
        (status = 422, body = Problem, description = "invalid_input: a text is empty"),
    ),
)]
async fn publish(
    State(app): State<AppState>,
    Developer: Developer,
    Json(texts): Json<NewPolicy>,
) -> Answer<(StatusCode, Json<Policy>)> {
    check("en", &texts.en)?;
    check("cy", &texts.cy)?;
    let (audit, now) = (app.audit.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            let version = store::publish(tx, &texts, now)?;
            audit.record(
                tx,
                Actor::Developer,
                "policy.published",
                format!("policy:{version}"),
                json!({}),
            )?;
            Ok((
                StatusCode::CREATED,
                Json(store::current(tx, Language::English)?),
            ))
        })
        .await
}

fn check(field: &str, text: &PolicyText) -> Answer<()> {
    let mut lines = text.paragraphs.iter().chain([&text.title]);
    if text.paragraphs.is_empty() || lines.any(|line| line.trim().is_empty()) {
        return Err(Refusal::field(field, ErrorCode::InvalidInput));
    }
    Ok(())
}
