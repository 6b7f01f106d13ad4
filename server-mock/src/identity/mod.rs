//! Identity cases: what a family member submits, and where it stands.

mod examine;
mod review;
mod store;

pub use examine::{Examiner, keep_examined};
pub use store::{Approved, add_approved, approved, portrait, require_valid, status};

use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    extract::Json,
    idempotency::{Once, Outcome},
    problem::{Answer, Refusal},
    upload,
};
use axum::{extract::State, http::StatusCode, response::Response};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use kinline_protocol::{
    AccountId, ErrorCode, IdentityCaseId, Problem,
    identity::{IdentityStatus, NewIdentityCase},
    limits::IDENTITY_RENEWAL_DAYS,
    value::plausible_birth,
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Weekdays until a family can expect an answer.
const ANSWER_WEEKDAYS: u32 = 3;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(submit))
        .routes(routes!(where_it_stands))
        .merge(review::routes())
}

/// Submit identity documents
///
/// The photos are uploaded before (tus, `/v1/uploads`). Photos of a rejected case can be sent again.
#[utoipa::path(
    post, path = "/v1/identity-cases", tag = "identity", security(("family" = [])),
    request_body = NewIdentityCase,
    responses(
        (status = 201, body = IdentityStatus, description = "It waits for a reviewer."),
        (status = 409, body = Problem,
         description = "identity_pending, already_decided: approved, identity_attempts_used"),
        (status = 422, body = Problem,
         description = "invalid_input, photo_missing, upload_incomplete, photo_unreadable; document_not_accepted at `document`"),
    )
)]
async fn submit(
    Family(account): Family,
    State(app): State<AppState>,
    once: Once<NewIdentityCase>,
) -> Answer<Response> {
    for photo in once.value()?.photos {
        upload::settle(&app, account, photo.upload).await?;
    }
    let (now, audit) = (app.clock.now(), app.audit.clone());
    let submitted = once.run_with(&app, account, move |tx, new| {
        check(tx, account, &new, now.date_naive())?;
        let case = IdentityCaseId(Uuid::now_v7());
        // What was seen in photos that were rejected is of no use any more.
        store::forget_findings(tx, account)?;
        store::add(tx, case, account, &new, now, answer_by(now))?;
        let (subject, data) = (
            format!("identity_case:{case}"),
            json!({ "document": new.document }),
        );
        audit.record(
            tx,
            Actor::Family(account),
            "identity.submitted",
            subject,
            data,
        )?;
        Outcome::json(StatusCode::CREATED, &status(tx, account)?)
    });
    let answer = submitted.await;
    app.examiner.wake();
    answer
}

/// Where the identity stands
#[utoipa::path(
    get, path = "/v1/identity", tag = "identity", security(("family" = [])),
    responses((status = 200, body = IdentityStatus, description = "Where it stands."))
)]
async fn where_it_stands(
    Family(account): Family,
    State(app): State<AppState>,
) -> Answer<Json<IdentityStatus>> {
    app.database
        .read(move |c| Ok(Json(status(c, account)?)))
        .await
}

fn check(
    c: &Connection,
    account: AccountId,
    new: &NewIdentityCase,
    today: NaiveDate,
) -> Answer<()> {
    match status(c, account)? {
        IdentityStatus::Rejected {
            attempts_left: 0, ..
        } => return Err(ErrorCode::IdentityAttemptsUsed.into()),
        IdentityStatus::NotSubmitted | IdentityStatus::Rejected { .. } => {}
        IdentityStatus::Approved {
            valid_until: Some(until),
            ..
        } if today >= (until - TimeDelta::days(IDENTITY_RENEWAL_DAYS)).date_naive() => {}
        IdentityStatus::Approved { .. } => return Err(ErrorCode::AlreadyDecided.into()),
        _ => return Err(ErrorCode::IdentityPending.into()),
    }
    plausible_birth(new.date_of_birth, today)
        .map_err(|code| Refusal::field("date_of_birth", code))?;
    if !new.document.rule().is_for(new.date_of_birth, today) {
        return Err(Refusal::field("document", ErrorCode::DocumentNotAccepted));
    }
    check_photos(c, account, new)
}

/// Each photo that the document needs, once, finished, and one's own.
fn check_photos(c: &Connection, account: AccountId, new: &NewIdentityCase) -> Answer<()> {
    let needed = new.document.photos();
    for kind in needed {
        if new
            .photos
            .iter()
            .filter(|photo| photo.kind == *kind)
            .count()
            != 1
        {
            let name = crate::sql::word(kind)?;
            return Err(Problem::new(ErrorCode::PhotoMissing)
                .field(format!("photos.{name}"), ErrorCode::PhotoMissing)
                .into());
        }
    }
    if new.photos.len() != needed.len() {
        return Err(Refusal::field("photos", ErrorCode::Malformed));
    }
    for (index, photo) in new.photos.iter().enumerate() {
        let field = format!("photos[{index}].upload");
        match upload::state(c, account, photo.upload)? {
            Some(upload::State::Finished) => {}
            Some(upload::State::Unfinished) => {
                let code = ErrorCode::UploadIncomplete;
                return Err(Problem::new(code).field(field, code).into());
            }
            None => return Err(Refusal::field(field, ErrorCode::NotFound)),
        }
    }
    Ok(())
}

fn answer_by(now: DateTime<Utc>) -> DateTime<Utc> {
    let mut left = ANSWER_WEEKDAYS;
    let mut by = now;
    while left > 0 {
        by = by + Days::new(1);
        left -= u32::from(!matches!(by.weekday(), Weekday::Sat | Weekday::Sun));
    }
    by
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_due_on_the_third_weekday() {
        let friday: DateTime<Utc> = "2026-11-20T16:00:00Z".parse().unwrap();
        assert_eq!(answer_by(friday).to_rfc3339(), "2026-11-25T16:00:00+00:00");
    }
}
