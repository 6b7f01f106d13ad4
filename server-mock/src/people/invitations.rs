//! Adults who are asked to come along: by a link with a token that works once.

use super::{coming, require_ready, store};
use crate::{
    account,
    app::AppState,
    audit::Actor,
    auth::Family,
    booking::{Desk, Means},
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    identity, mail_template,
    problem::Answer,
};
use axum::{extract::State, http::StatusCode, response::Response};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{Duration, SubsecRound};
use kinline_protocol::{
    AccountId, ErrorCode, InvitationId, List, PersonName, Problem,
    limits::{CALLERS, INVITATION_SECONDS},
    people::{Invitation, InvitationOffer, NewInvitation, NewInvitationLink},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, invite))
        .routes(routes!(look, take_back))
        .routes(routes!(accept))
}

/// List those whom one invited and who have not accepted
#[utoipa::path(
    get, path = "/v1/invitations", tag = "people", security(("family" = [])),
    responses((status = 200, body = List<Invitation>, description = "In the order of inviting.")),
)]
async fn list(
    State(app): State<AppState>,
    Family(account): Family,
) -> Answer<Json<List<Invitation>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| Ok(Json(coming::open_invitations(c, account, now)?.into())))
        .await
}

/// Invite an adult to come along
///
/// The link is told this once; whoever opens it in an app of their own can accept.
#[utoipa::path(
    post, path = "/v1/invitations", tag = "people", security(("family" = [])),
    request_body = NewInvitation,
    responses(
        (status = 201, body = NewInvitationLink, description = "To send to the other."),
        (status = 403, body = Problem, description = "identity_not_approved, policy_not_agreed"),
        (status = 409, body = Problem, description = "companion_limit"),
    ),
)]
async fn invite(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewInvitation>,
) -> Answer<Response> {
    let (audit, now, base_url) = (app.audit.clone(), app.clock.now(), app.base_url.clone());
    once.run_with(&app, account, move |tx, new| {
        require_ready(tx, account, now)?;
        let known = store::companions(tx, account, now)?.len();
        let open = coming::open_invitations(tx, account, now)?.len();
        if known + open >= CALLERS - 1 {
            return Err(ErrorCode::CompanionLimit.into());
        }
        let token = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>());
        let expires_at = (now + Duration::seconds(INVITATION_SECONDS)).trunc_subsecs(0);
        let invitation = coming::add_invitation(tx, account, &new.name, &token, (now, expires_at))?;
        let (actor, subject) = (
            Actor::Family(account),
            format!("invitation:{}", invitation.id),
        );
        audit.record(tx, actor, "people.invited", subject, json!({}))?;
        let link = format!("{base_url}/i/{token}");
        Outcome::json(StatusCode::CREATED, &NewInvitationLink { invitation, link })
    })
    .await
}

/// Take an invitation back
///
/// Calls that name who was invited go on without them.
#[utoipa::path(
    delete, path = "/v1/invitations/{invitation}", tag = "people", security(("family" = [])),
    params(("invitation" = InvitationId, Path, description = "Its id.")),
    responses(
        (status = 204, description = "The link does not work any more."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn take_back(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<InvitationId>,
) -> Answer<StatusCode> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            if !coming::remove_invitation(tx, account, id)? {
                return Err(ErrorCode::NotFound.into());
            }
            desk.without(id)?;
            let (actor, subject) = (Actor::Family(account), format!("invitation:{id}"));
            desk.record(actor, "people.invitation_taken_back", subject, json!({}))?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

/// Look at an invitation that one was sent
#[utoipa::path(
    get, path = "/v1/invitations/{invitation}", tag = "people", security(("family" = [])),
    params(("invitation" = String, Path, description = "The token of its link.")),
    responses(
        (status = 200, body = InvitationOffer, description = "Who invites."),
        (status = 404, body = Problem, description = "invitation_gone"),
    ),
)]
async fn look(
    State(app): State<AppState>,
    Family(account): Family,
    Path(token): Path<String>,
) -> Answer<Json<InvitationOffer>> {
    let now = app.clock.now();
    app.database
        .read(move |c| {
            let found = coming::by_token(c, &token, now)?.ok_or(ErrorCode::InvitationGone)?;
            Ok(Json(offer(c, &found, account)?))
        })
        .await
}

/// Accept an invitation
///
/// One comes along from now on, once one's own identity is approved.
#[utoipa::path(
    post, path = "/v1/invitations/{invitation}/acceptance", tag = "people", security(("family" = [])),
    params(("invitation" = String, Path, description = "The token of its link.")),
    responses(
        (status = 200, body = InvitationOffer, description = "Accepted. The link is used."),
        (status = 404, body = Problem, description = "invitation_gone: also one's own"),
    ),
)]
async fn accept(
    State(app): State<AppState>,
    Family(account): Family,
    Path(token): Path<String>,
    once: Once,
) -> Answer<Response> {
    let (means, mailbox, now) = (Means::of(&app), app.mailbox.clone(), app.clock.now());
    once.run(&app, account, move |tx| {
        let desk = Desk::open(tx, &means, now)?;
        let found = coming::by_token(tx, &token, now)?.ok_or(ErrorCode::InvitationGone)?;
        let offer = offer(tx, &found, account)?;
        coming::accept(tx, &found, account, now)?;
        desk.accepted(found.invitation.id, account)?;
        let (to, language) = account::address(tx, found.account)?;
        let values = [("name", found.invitation.name.as_str())];
        mailbox.post(
            tx,
            &to,
            mail_template!("invitation-accepted"),
            language,
            &values,
        )?;
        let subject = format!("invitation:{}", found.invitation.id);
        let actor = Actor::Family(account);
        desk.record(actor, "people.invitation_accepted", subject, json!({}))?;
        Outcome::json(StatusCode::OK, &offer)
    })
    .await
}

/// What the invited sees; nobody invites themselves.
fn offer(c: &Connection, found: &coming::Found, asking: AccountId) -> Answer<InvitationOffer> {
    if found.account == asking {
        return Err(ErrorCode::InvitationGone.into());
    }
    let from = identity::approved(c, found.account)?.ok_or(ErrorCode::InvitationGone)?;
    let from: PersonName = from.name;
    Ok(InvitationOffer {
        from,
        expires_at: found.invitation.expires_at,
    })
}
