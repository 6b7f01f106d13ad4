//! A call's WebSocket. Being connected to it is being in the waiting room.

use super::{
    owner::Owner,
    state::{admit, check_open},
};
use crate::{
    app::AppState,
    auth::Caller,
    extract::Path,
    identity,
    problem::{Answer, Refusal},
};
use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, header},
    response::Response,
};
use kinline_protocol::{
    CallId, ErrorCode, Problem,
    call::{CallPhase, ClientMessage, ServerMessage},
};
use tokio::sync::mpsc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest message that is read: there is only one, and it is short.
const MESSAGE_BYTES: usize = 4096;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(events))
}

/// A WebSocket: `ServerMessage` comes, `ClientMessage` goes. Staff hear, and are nobody in it.
#[utoipa::path(
    get,
    path = "/v1/calls/{call}/events",
    tag = "call",
    security(("family" = []), ("laptop" = []), ("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 101, body = ServerMessage, description = "each message of the server"),
        (status = 403, body = Problem, description = "identity_not_approved, identity_expired"),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "call_too_early, call_over")
    )
)]
async fn events(
    caller: Caller,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Answer<Response> {
    check_origin(&headers)?;
    let owner = admit(&app, &caller, call).await?;
    if matches!(owner, Owner::Participant(..)) {
        check_open(&app, call).await?;
    }
    if let Caller::Family(account) = caller {
        let now = app.clock.now();
        let valid =
            move |c: &rusqlite::Connection| identity::require_valid(c, account, now).map(drop);
        app.database.read(valid).await?;
    }
    let upgrade = upgrade
        .map_err(|e| Refusal::from(Problem::new(ErrorCode::Malformed).detail(e.body_text())))?;
    Ok(upgrade
        .max_message_size(MESSAGE_BYTES)
        .on_upgrade(move |socket| serve(app, call, owner, socket)))
}

/// A cookie goes along from any page: with it, only our own pages may ask.
fn check_origin(headers: &HeaderMap) -> Answer<()> {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let (None, Some(origin)) = (text(header::AUTHORIZATION), text(header::ORIGIN)) else {
        return Ok(());
    };
    let from = origin.split_once("://").map(|(_, host)| host);
    match from == text(header::HOST) {
        true => Ok(()),
        false => Err(ErrorCode::NotAllowed.into()),
    }
}

async fn serve(app: AppState, call: CallId, owner: Owner, mut socket: WebSocket) {
    let calls = app.calls.inner();
    let number = calls.number();
    let (sender, mut messages) = mpsc::unbounded_channel();
    // The room may have been idle, and dropped, since the request was admitted.
    let listens = match calls.open(call).await {
        Ok(()) => calls.with(call, |room, tools| {
            room.listen(number, owner, sender, tools)
        }),
        Err(refusal) => Err(refusal),
    };
    if listens.is_err() {
        return;
    }
    loop {
        tokio::select! {
            message = messages.recv() => {
                let Some(message) = message else { break };
                if send(&mut socket, &message).await.is_err() || is_last(&message) {
                    break;
                }
            }
            message = socket.recv() => {
                let Some(Ok(message)) = message else { break };
                let _ = calls.with(call, |room, tools| match said(&message) {
                    Some(ClientMessage::Leave) => room.leave_all(owner, tools),
                    Some(ClientMessage::Busy { on }) => room.set_busy(owner, on, tools),
                    None => {}
                });
            }
        }
    }
    let _ = calls.with(call, |room, tools| room.unlisten(number, tools));
    let _ = socket.send(Message::Close(None)).await;
}

async fn send(socket: &mut WebSocket, message: &ServerMessage) -> Result<(), axum::Error> {
    let text = serde_json::to_string(message).map_err(axum::Error::new)?;
    socket.send(Message::text(text)).await
}

fn is_last(message: &ServerMessage) -> bool {
    match message {
        ServerMessage::State(state) => matches!(state.phase, CallPhase::Ended { .. }),
        ServerMessage::Replaced => true,
        _ => false,
    }
}

/// What a newer client says besides is left out.
fn said(message: &Message) -> Option<ClientMessage> {
    let Message::Text(text) = message else {
        return None;
    };
    serde_json::from_str(text).ok()
}
