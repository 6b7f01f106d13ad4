//! Media sessions over HTTP: WHIP (RFC 9725) for those who are in a call, and the same shape for
//! staff who watch (as WHEP, draft-ietf-wish-whep).
//!
//! `ETag` names the ICE session. A trickled fragment needs `If-Match` with it, and none of another
//! session's credentials; with `If-Match: *` these are an ICE restart, and so is a further full offer.

use super::{
    owner::Owner,
    sdp::{Body, SDP, content_type, offer, refusal, text},
    state::{admit, check_open},
};
use crate::{
    app::AppState,
    auth::Caller,
    extract::{Path, Query},
    faces::NewSender,
    people,
    problem::Answer,
    recorder::NewRecording,
    relay::{Answer as MediaAnswer, Fragment, NewSession, Role},
};
use axum::{
    extract::{DefaultBodyLimit, Extension, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kinline_protocol::{
    CallId, ErrorCode, MediaSessionId, ParticipantId, Problem,
    account::Role as AccountRole,
    call::Side,
    console::PoorLine,
    limits::{CALLERS, SDP_BYTES},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

const FRAGMENT: &str = "application/trickle-ice-sdpfrag";
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(publish, publish_options))
        .routes(routes!(watch, watch_options))
        .routes(routes!(change, end))
        .routes(routes!(change_watch, end_watch))
        .layer(DefaultBodyLimit::max(SDP_BYTES))
}

/// Opens a media session (WHIP): an SDP offer with H.264 and Opus. Send on the first audio and video
/// line; each further pair of receiving lines is a slot in which somebody is shown.
#[utoipa::path(
    post,
    path = "/v1/calls/{call}/media",
    tag = "call",
    security(("family" = []), ("laptop" = [])),
    params(("call" = CallId, Path,)),
    request_body(content = String, content_type = SDP),
    responses(
        (status = 201, body = String, content_type = SDP, description = "the SDP answer; `Location` is the session, `ETag` its ICE session"),
        (status = 400, body = Problem, description = "sdp_invalid"),
        (status = 403, body = Problem, description = "policy_not_agreed, identity_not_approved, identity_expired"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_too_early, call_over, call_full"),
        (status = 413, body = Problem, description = "too_large"),
        (status = 415, body = Problem, description = "wrong_content_type")
    )
)]
async fn publish(
    caller: Caller,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
    poor_line: Option<Extension<PoorLine>>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Response> {
    only(&caller, |c| match c {
        Caller::Family(_) => true,
        Caller::Worker(worker) => worker.role == AccountRole::Laptop,
    })?;
    let owner = admit(&app, &caller, call).await?;
    let Owner::Participant(id, side) = owner else {
        return Err(ErrorCode::NotAllowed.into());
    };
    check_open(&app, call).await?;
    if let Caller::Family(account) = caller {
        let now = app.clock.now();
        let read = move |c: &rusqlite::Connection| people::require_ready(c, account, now).map(drop);
        app.database.read(read).await?;
    }
    let offer = offer(&headers, body)?;
    let role = Role::Participant(id, side);
    let line = poor_line.map(|Extension(line)| line);
    let answer = open(&app, call, owner, role, offer, line).await?;
    Ok(created(call, "media", answer))
}

/// Watches a call (the shape of WHEP): an SDP offer that only receives. Each pair of audio and
/// video lines is a slot, the first one the laptop's.
#[utoipa::path(
    post,
    path = "/v1/calls/{call}/watch",
    tag = "call",
    security(("staff" = [])),
    params(
        ("call" = CallId, Path,),
        ("participant" = Option<ParticipantId>, Query, description = "watches this one only")
    ),
    request_body(content = String, content_type = SDP),
    responses(
        (status = 201, body = String, content_type = SDP, description = "the SDP answer; `Location` is the session, `ETag` its ICE session"),
        (status = 400, body = Problem, description = "sdp_invalid"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_too_early, call_over"),
        (status = 413, body = Problem, description = "too_large"),
        (status = 415, body = Problem, description = "wrong_content_type")
    )
)]
async fn watch(
    caller: Caller,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
    Query(watched): Query<Watched>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Response> {
    only(&caller, is_staff)?;
    let owner = admit(&app, &caller, call).await?;
    check_open(&app, call).await?;
    if let Some(id) = watched.participant {
        let known = app.calls.inner().with(call, |r, _| r.plan.side(id))?;
        known.ok_or(ErrorCode::NotFound)?;
    }
    let offer = offer(&headers, body)?;
    let role = Role::Watcher(watched.participant);
    let answer = open(&app, call, owner, role, offer, None).await?;
    Ok(created(call, "watch", answer))
}

/// Whom to watch.
#[derive(Debug, Deserialize)]
struct Watched {
    participant: Option<ParticipantId>,
}

/// Trickles candidates (204), or restarts ICE (200 with the relay's fragment, or its SDP answer to
/// a further offer).
#[utoipa::path(
    patch,
    path = "/v1/calls/{call}/media/{session}",
    tag = "call",
    security(("family" = []), ("laptop" = [])),
    params(
        ("call" = CallId, Path,), ("session" = MediaSessionId, Path,),
        ("if-match" = Option<String>, Header, description = "the ETag; `*` to restart ICE")
    ),
    request_body(content = String, content_type = FRAGMENT),
    responses(
        (status = 200, body = String, content_type = FRAGMENT, description = "ICE restarted"),
        (status = 204, description = "candidates taken"),
        (status = 400, body = Problem, description = "sdp_invalid"),
        (status = 404, body = Problem, description = "media_session_gone"),
        (status = 412, body = Problem, description = "etag_mismatch"),
        (status = 415, body = Problem, description = "wrong_content_type"),
        (status = 428, body = Problem, description = "etag_missing")
    )
)]
async fn change(
    caller: Caller,
    State(app): State<AppState>,
    Path((call, session)): Path<(CallId, MediaSessionId)>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Response> {
    only(&caller, |c| !is_staff(c))?;
    patch(&app, &caller, call, session, &headers, body).await
}

/// As for a participant's session.
#[utoipa::path(
    patch,
    path = "/v1/calls/{call}/watch/{session}",
    tag = "call",
    security(("staff" = [])),
    params(
        ("call" = CallId, Path,), ("session" = MediaSessionId, Path,),
        ("if-match" = Option<String>, Header, description = "the ETag; `*` to restart ICE")
    ),
    request_body(content = String, content_type = FRAGMENT),
    responses(
        (status = 200, body = String, content_type = FRAGMENT, description = "ICE restarted"),
        (status = 204, description = "candidates taken"),
        (status = 400, body = Problem, description = "sdp_invalid"),
        (status = 404, body = Problem, description = "media_session_gone"),
        (status = 412, body = Problem, description = "etag_mismatch"),
        (status = 415, body = Problem, description = "wrong_content_type"),
        (status = 428, body = Problem, description = "etag_missing")
    )
)]
async fn change_watch(
    caller: Caller,
    State(app): State<AppState>,
    Path((call, session)): Path<(CallId, MediaSessionId)>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Response> {
    only(&caller, is_staff)?;
    patch(&app, &caller, call, session, &headers, body).await
}

/// Leaves the call, on purpose.
#[utoipa::path(
    delete,
    path = "/v1/calls/{call}/media/{session}",
    tag = "call",
    security(("family" = []), ("laptop" = [])),
    params(("call" = CallId, Path,), ("session" = MediaSessionId, Path,)),
    responses(
        (status = 200, description = "left"),
        (status = 404, body = Problem, description = "media_session_gone")
    )
)]
async fn end(
    caller: Caller,
    State(app): State<AppState>,
    Path((call, session)): Path<(CallId, MediaSessionId)>,
) -> Answer<StatusCode> {
    only(&caller, |c| !is_staff(c))?;
    delete(&app, &caller, call, session).await
}

/// Stops watching.
#[utoipa::path(
    delete,
    path = "/v1/calls/{call}/watch/{session}",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,), ("session" = MediaSessionId, Path,)),
    responses(
        (status = 200, description = "stopped"),
        (status = 404, body = Problem, description = "media_session_gone")
    )
)]
async fn end_watch(
    caller: Caller,
    State(app): State<AppState>,
    Path((call, session)): Path<(CallId, MediaSessionId)>,
) -> Answer<StatusCode> {
    only(&caller, is_staff)?;
    delete(&app, &caller, call, session).await
}

/// What a WHIP client may post here.
#[utoipa::path(
    options,
    path = "/v1/calls/{call}/media",
    tag = "call",
    params(("call" = CallId, Path,)),
    responses((status = 204, description = "`Accept-Post: application/sdp`"))
)]
async fn publish_options() -> Response {
    options()
}

/// What a WHEP client may post here.
#[utoipa::path(
    options,
    path = "/v1/calls/{call}/watch",
    tag = "call",
    params(("call" = CallId, Path,)),
    responses((status = 204, description = "`Accept-Post: application/sdp`"))
)]
async fn watch_options() -> Response {
    options()
}

fn options() -> Response {
    let allow = (header::ALLOW, HeaderValue::from_static("POST, OPTIONS"));
    let post = (ACCEPT_POST, HeaderValue::from_static(SDP));
    (StatusCode::NO_CONTENT, [allow, post]).into_response()
}

fn only(caller: &Caller, may: impl FnOnce(&Caller) -> bool) -> Answer<()> {
    match may(caller) {
        true => Ok(()),
        false => Err(ErrorCode::NotAllowed.into()),
    }
}

fn is_staff(caller: &Caller) -> bool {
    matches!(caller, Caller::Worker(w) if w.role == AccountRole::Staff)
}

/// Opens a session in the relay, the recorder and the room. The room comes first: the relay's
/// events may be faster than its answer.
async fn open(
    app: &AppState,
    call: CallId,
    owner: Owner,
    role: Role,
    offer: String,
    poor_line: Option<PoorLine>,
) -> Answer<(MediaSessionId, MediaAnswer)> {
    let calls = app.calls.inner();
    let id = MediaSessionId(Uuid::new_v4());
    let recording = calls.with(call, |room, _| -> Answer<_> {
        if let Owner::Participant(who, Side::Family) = owner
            && room.callers_besides(who) >= CALLERS
        {
            return Err(ErrorCode::CallFull.into());
        }
        room.add_session(id, owner);
        Ok(recording(&room.plan, owner, id))
    })??;
    if let Some(recording) = recording {
        calls.tools.faces.begin(NewSender {
            call,
            session: id,
            participant: recording.participant,
            side: recording.side,
        });
        calls.recorder.begin(recording);
        app.calls.compare_faces(call);
    }
    let new = NewSession {
        id,
        call,
        role,
        offer,
        poor_line,
    };
    match calls.tools.relay.open(new).await {
        Ok(answer) => {
            calls.with(call, |room, tools| room.displace_older(id, tools))?;
            Ok((id, answer))
        }
        Err(error) => {
            calls.with(call, |room, _| room.forget(id))?;
            calls.tools.faces.forget(id);
            calls.recorder.forget(id);
            Err(refusal(error))
        }
    }
}

fn recording(plan: &super::Plan, owner: Owner, session: MediaSessionId) -> Option<NewRecording> {
    let Owner::Participant(participant, side) = owner else {
        return None;
    };
    let number = plan.people().position(|p| p.0 == participant)?;
    Some(NewRecording {
        call: plan.call,
        session,
        participant,
        side,
        folder: plan.reference.0.clone(),
        name: match side {
            Side::Prison => "prison".to_owned(),
            Side::Family => format!("family-{number}"),
        },
    })
}

fn created(call: CallId, kind: &str, (id, answer): (MediaSessionId, MediaAnswer)) -> Response {
    let location = format!("/v1/calls/{call}/{kind}/{id}");
    let headers = [
        (header::CONTENT_TYPE, SDP.to_owned()),
        (header::LOCATION, location),
        (header::ETAG, etag(id, answer.ice_session)),
        (ACCEPT_PATCH, FRAGMENT.to_owned()),
    ];
    (StatusCode::CREATED, headers, answer.sdp).into_response()
}

fn etag(session: MediaSessionId, ice_session: u32) -> String {
    format!("\"{}-{ice_session}\"", session.0.simple())
}

async fn patch(
    app: &AppState,
    caller: &Caller,
    call: CallId,
    id: MediaSessionId,
    headers: &HeaderMap,
    body: Body,
) -> Answer<Response> {
    let current = own_session(app, caller, call, id).await?;
    let matched = headers.get(header::IF_MATCH).map(HeaderValue::as_bytes);
    let any = matched == Some(b"*");
    if matched.is_some_and(|tag| !any && tag != etag(id, current).as_bytes()) {
        return Err(ErrorCode::EtagMismatch.into());
    }
    let relay = &app.calls.inner().tools.relay;
    let (answer, content_type) = match content_type(headers) {
        Some(FRAGMENT) => {
            if matched.is_none() {
                return Err(ErrorCode::EtagMissing.into());
            }
            let fragment = Fragment::parse(&text(body)?).map_err(|e| refusal(e.into()))?;
            (relay.fragment(id, fragment, any).await, FRAGMENT)
        }
        Some(SDP) => (relay.offer(id, text(body)?).await.map(Some), SDP),
        _ => return Err(ErrorCode::WrongContentType.into()),
    };
    let Some(answer) = answer.map_err(refusal)? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    app.calls.inner().with(call, |room, _| {
        if let Some(session) = room.session(id) {
            session.ice_session = answer.ice_session;
        }
    })?;
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::ETAG, etag(id, answer.ice_session)),
    ];
    Ok((headers, answer.sdp).into_response())
}

async fn delete(
    app: &AppState,
    caller: &Caller,
    call: CallId,
    id: MediaSessionId,
) -> Answer<StatusCode> {
    let owner = admit(app, caller, call).await?;
    app.calls.inner().with(call, |room, tools| {
        let own = room.owner(id) == Some(owner);
        own.then(|| room.leave(id, tools))
            .ok_or(ErrorCode::MediaSessionGone)
    })??;
    Ok(StatusCode::OK)
}

/// The ICE session of a media session of one's own.
async fn own_session(
    app: &AppState,
    caller: &Caller,
    call: CallId,
    id: MediaSessionId,
) -> Answer<u32> {
    let owner = admit(app, caller, call).await?;
    app.calls.inner().with(call, |room, _| {
        let session = room.session(id).filter(|s| s.owner == owner);
        let ice_session = session.map(|s| s.ice_session);
        ice_session.ok_or_else(|| ErrorCode::MediaSessionGone.into())
    })?
}
