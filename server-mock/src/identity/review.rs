//! A reviewer's side: cases, their photos, decisions.

use super::store;
use crate::{
    account,
    app::AppState,
    audit::Actor,
    auth::Reviewer,
    booking::{Desk, Means},
    extract::{Json, Path},
    mail_template,
    problem::{Answer, Refusal},
    upload,
};
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kinline_protocol::{
    ErrorCode, IdentityCaseId, List, Problem, UploadId,
    identity::{IdentityDecision, IdentityRejection, IdentityStatus, PhotoKind, ReviewCase},
};
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The longest sentence to a family, characters.
const NOTE_LENGTH: usize = 500;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(open))
        .routes(routes!(other_ways))
        .routes(routes!(photo))
        .routes(routes!(face))
        .routes(routes!(decide))
}

/// Cases that wait, oldest first
#[utoipa::path(
    get, path = "/v1/review/cases", tag = "review", security(("reviewer" = [])),
    responses((status = 200, body = List<ReviewCase>, description = "The cases."))
)]
async fn list(_: Reviewer, State(app): State<AppState>) -> Answer<Json<List<ReviewCase>>> {
    app.database
        .read(|c| Ok(Json(store::open_cases(c)?.into())))
        .await
}

/// Cases without an attempt left, oldest first
///
/// These people show their document by post or in person: `approve_seen` says that it was seen.
#[utoipa::path(
    get, path = "/v1/review/other-ways", tag = "review", security(("reviewer" = [])),
    responses((status = 200, body = List<ReviewCase>, description = "The last case of each."))
)]
async fn other_ways(_: Reviewer, State(app): State<AppState>) -> Answer<Json<List<ReviewCase>>> {
    app.database
        .read(|c| Ok(Json(store::used_up(c)?.into())))
        .await
}

/// Open a case
///
/// The family sees from then on that somebody looks at it.
#[utoipa::path(
    get, path = "/v1/review/cases/{id}", tag = "review", security(("reviewer" = [])),
    params(("id" = IdentityCaseId, Path)),
    responses(
        (status = 200, body = ReviewCase, description = "The case."),
        (status = 404, body = Problem, description = "not_found"),
    )
)]
async fn open(
    Reviewer(reviewer): Reviewer,
    State(app): State<AppState>,
    Path(id): Path<IdentityCaseId>,
) -> Answer<Json<ReviewCase>> {
    let (now, audit) = (app.clock.now(), app.audit.clone());
    app.database
        .write(move |tx| {
            if store::open(tx, id, now)? {
                let subject = format!("identity_case:{id}");
                audit.record(
                    tx,
                    Actor::Reviewer(reviewer),
                    "identity.opened",
                    subject,
                    json!({}),
                )?;
            }
            Ok(Json(store::case(tx, id)?.ok_or(ErrorCode::NotFound)?))
        })
        .await
}

/// A case's photo
#[utoipa::path(
    get, path = "/v1/review/cases/{id}/photos/{kind}", tag = "review",
    security(("reviewer" = [])),
    params(("id" = IdentityCaseId, Path), ("kind" = PhotoKind, Path)),
    responses(
        (status = 200, description = "A JPEG or PNG.", content_type = "image/*"),
        (status = 404, body = Problem, description = "not_found: no such photo, or deleted since"),
    )
)]
async fn photo(
    Reviewer(reviewer): Reviewer,
    State(app): State<AppState>,
    Path((id, kind)): Path<(IdentityCaseId, PhotoKind)>,
) -> Answer<Response> {
    let audit = app.audit.clone();
    let upload = app
        .database
        .write(move |tx| -> Answer<_> {
            let case = store::case(tx, id)?.ok_or(ErrorCode::NotFound)?;
            let photo = case
                .submission
                .photos
                .into_iter()
                .find(|photo| photo.kind == kind);
            let upload = photo.ok_or(ErrorCode::NotFound)?.upload;
            let (subject, data) = (format!("identity_case:{id}"), json!({ "photo": kind }));
            audit.record(
                tx,
                Actor::Reviewer(reviewer),
                "identity.photo_seen",
                subject,
                data,
            )?;
            Ok(upload)
        })
        .await?;
    let photo = upload::read(&app, upload).await?;
    let headers = [(header::CONTENT_TYPE, photo.content_type)];
    Ok((headers, Body::from(photo.bytes)).into_response())
}

/// A face that was found in a case's photo
///
/// Small; the document's and the portrait's are there when they were compared: see `findings`.
#[utoipa::path(
    get, path = "/v1/review/cases/{id}/faces/{kind}", tag = "review",
    security(("reviewer" = [])),
    params(("id" = IdentityCaseId, Path), ("kind" = PhotoKind, Path)),
    responses(
        (status = 200, description = "A JPEG.", content_type = "image/jpeg"),
        (status = 404, body = Problem, description = "not_found: none was found, or forgotten since"),
    )
)]
async fn face(
    Reviewer(reviewer): Reviewer,
    State(app): State<AppState>,
    Path((id, kind)): Path<(IdentityCaseId, PhotoKind)>,
) -> Answer<Response> {
    let audit = app.audit.clone();
    let face = app
        .database
        .write(move |tx| -> Answer<_> {
            let face = store::face(tx, id, kind)?.ok_or(ErrorCode::NotFound)?;
            let (subject, data) = (format!("identity_case:{id}"), json!({ "face": kind }));
            let actor = Actor::Reviewer(reviewer);
            audit.record(tx, actor, "identity.photo_seen", subject, data)?;
            Ok(face)
        })
        .await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], Body::from(face)).into_response())
}

/// Decide a case
///
/// A decision is final; after a rejection the family submits again, as often as the limit allows. `approve_seen` is for
/// those whose attempts are used up.
#[utoipa::path(
    post, path = "/v1/review/cases/{id}/decision", tag = "review", security(("reviewer" = [])),
    params(("id" = IdentityCaseId, Path)), request_body = IdentityDecision,
    responses(
        (status = 200, body = ReviewCase, description = "The decided case."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "already_decided"),
        (status = 422, body = Problem, description = "invalid_input: a note is missing or too long"),
    )
)]
async fn decide(
    Reviewer(reviewer): Reviewer,
    State(app): State<AppState>,
    Path(id): Path<IdentityCaseId>,
    Json(decision): Json<IdentityDecision>,
) -> Answer<Json<ReviewCase>> {
    check(&decision)?;
    let (state, means, now) = (app.clone(), Means::of(&app), app.clock.now());
    let (case, needless) = app
        .database
        .write(move |tx| -> Answer<_> {
            let case = store::case(tx, id)?.ok_or(ErrorCode::NotFound)?;
            check_open(&case, &decision)?;
            let desk = Desk::open(tx, &means, now)?;
            store::decide(tx, id, &decision, now)?;
            if approves(&decision) {
                desk.ready(case.account)?;
            }
            let (action, data, template) = match &decision {
                IdentityDecision::Approve => (
                    "identity.approved",
                    json!({}),
                    mail_template!("identity-approved"),
                ),
                IdentityDecision::ApproveSeen { way } => (
                    "identity.approved",
                    json!({ "seen": way }),
                    mail_template!("identity-approved"),
                ),
                IdentityDecision::Reject { reason, photo, .. } => (
                    "identity.rejected",
                    json!({ "reason": reason, "photo": photo }),
                    mail_template!("identity-rejected"),
                ),
            };
            let subject = format!("identity_case:{id}");
            state
                .audit
                .record(tx, Actor::Reviewer(reviewer), action, subject, data)?;
            let (address, language) = account::address(tx, case.account)?;
            state.mailbox.post(tx, &address, template, language, &[])?;
            let needless = needless_photos(tx, &case, &decision)?;
            Ok((store::case(tx, id)?.ok_or(ErrorCode::NotFound)?, needless))
        })
        .await?;
    for upload in needless {
        upload::delete(&app, upload).await?;
    }
    Ok(Json(case))
}

fn check(decision: &IdentityDecision) -> Answer<()> {
    let IdentityDecision::Reject { reason, note, .. } = decision else {
        return Ok(());
    };
    let note = note.as_deref().map(str::trim).unwrap_or_default();
    let missing = *reason == IdentityRejection::Other && note.is_empty();
    if missing || note.chars().count() > NOTE_LENGTH {
        return Err(Refusal::field("note", ErrorCode::Malformed));
    }
    Ok(())
}

/// Decided once; a document is seen another way when there is no attempt left.
fn check_open(case: &ReviewCase, decision: &IdentityDecision) -> Answer<()> {
    let waits = matches!(
        case.status,
        IdentityStatus::Submitted { .. } | IdentityStatus::InReview { .. }
    );
    let seen = matches!(decision, IdentityDecision::ApproveSeen { .. });
    match if seen { store::is_used_up(case) } else { waits } {
        true => Ok(()),
        false => Err(ErrorCode::AlreadyDecided.into()),
    }
}

fn approves(decision: &IdentityDecision) -> bool {
    !matches!(decision, IdentityDecision::Reject { .. })
}

/// Once approved, nobody needs the document's photos; the portrait stays, for calls. After a
/// rejection the good ones can be sent again. The setting `keep_document_photos` keeps all.
fn needless_photos(
    c: &Connection,
    case: &ReviewCase,
    decision: &IdentityDecision,
) -> rusqlite::Result<Vec<UploadId>> {
    let query = "SELECT value = 'true' FROM setting WHERE name = 'keep_document_photos'";
    let keep = c
        .query_row(query, [], |row| row.get(0))
        .optional()?
        .unwrap_or(false);
    if keep || !approves(decision) {
        return Ok(Vec::new());
    }
    store::forget_findings(c, case.account)?;
    let photos = case.submission.photos.iter();
    Ok(photos
        .filter(|photo| photo.kind != PhotoKind::Portrait)
        .map(|photo| photo.upload)
        .collect())
}
