//! Who may be in a call, and its state for them.

use super::{owner::Owner, plan};
use crate::{
    app::AppState,
    auth::Caller,
    extract::{Json, Path},
    problem::Answer,
};
use axum::extract::State;
use kinline_protocol::{
    CallId, ErrorCode, LaptopId, ParticipantId, Problem, account::Role, call::CallPhase,
    call::CallState,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(state))
}

/// A call's state, for those who may be in it and for staff of its establishment.
#[utoipa::path(
    get,
    path = "/v1/calls/{call}",
    tag = "call",
    security(("family" = []), ("laptop" = []), ("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 200, body = CallState),
        (status = 404, body = Problem, description = "not_found")
    )
)]
async fn state(
    caller: Caller,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
) -> Answer<Json<CallState>> {
    let owner = admit(&app, &caller, call).await?;
    let viewer = owner.participant();
    let calls = app.calls.inner();
    let state = calls.with(call, |room, tools| room.state(tools.now(), viewer))?;
    if matches!(state.phase, CallPhase::Ended { .. }) {
        over_is_written(&app).await;
    }
    Ok(Json(state))
}

/// Whoever learns that a call is over asks for the booking at once, and must find it over.
async fn over_is_written(app: &AppState) {
    app.calls.inner().tools.journal.flush().await;
}

/// Opens a call for somebody who may know of it. Somebody else's call is not found.
pub(super) async fn admit(app: &AppState, caller: &Caller, call: CallId) -> Answer<Owner> {
    let id = match caller {
        Caller::Family(account) => plan::visitor(*account),
        Caller::Worker(worker) => match worker.role {
            Role::Laptop => plan::laptop(LaptopId(worker.id)),
            Role::Staff => ParticipantId(worker.id),
            _ => return Err(ErrorCode::NotAllowed.into()),
        },
    };
    let calls = app.calls.inner();
    calls.open(call).await?;
    let owner = calls.with(call, |room, _| match caller {
        Caller::Worker(w) if w.role == Role::Staff => {
            let here = w.establishment.as_ref() == Some(&room.plan.establishment);
            here.then_some(Owner::Staff(w.id))
        }
        _ => room.plan.side(id).map(|side| Owner::Participant(id, side)),
    })?;
    Ok(owner.ok_or(ErrorCode::NotFound)?)
}

/// Refuses who comes before the waiting room opens, or after the end.
pub(super) async fn check_open(app: &AppState, call: CallId) -> Answer<()> {
    let (over, open, opens_at) = app.calls.inner().with(call, |room, tools| {
        let opens_at = room.machine.schedule().opens_at;
        // The clock may have been moved since time was last counted.
        let open = room.machine.has_begun() || tools.now().at >= opens_at;
        (room.machine.is_over(), open, opens_at)
    })?;
    if over {
        over_is_written(app).await;
        return Err(ErrorCode::CallOver.into());
    }
    match open {
        true => Ok(()),
        false => Err(Problem::new(ErrorCode::CallTooEarly).at(opens_at).into()),
    }
}
