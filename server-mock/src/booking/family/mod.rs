//! What families ask for.

mod asking;
mod changing;

use super::store::KeptBooking;
use crate::{
    app::AppState,
    establishment::{self, Rules},
    problem::{Answer, Refusal},
};
use kinline_protocol::{AccountId, ErrorCode, EstablishmentId};
use rusqlite::Connection;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    asking::routes().merge(changing::routes())
}

/// Those who come see a booking; others do not learn that there is one.
fn visible(kept: KeptBooking, account: AccountId) -> Answer<KeptBooking> {
    let visitors = &kept.booking.visitors;
    let comes = visitors
        .iter()
        .any(|visitor| visitor.account == Some(account));
    comes
        .then_some(kept)
        .ok_or_else(|| Refusal::from(ErrorCode::NotFound))
}

/// Only the one that it is for changes it.
fn own(kept: KeptBooking, account: AccountId) -> Answer<KeptBooking> {
    let kept = visible(kept, account)?;
    match kept.place.account == account {
        true => Ok(kept),
        false => Err(ErrorCode::NotAllowed.into()),
    }
}

fn rules(c: &Connection, id: &EstablishmentId) -> Answer<Arc<Rules>> {
    Ok(establishment::rules(c, id)?.ok_or(ErrorCode::NotFound)?)
}
