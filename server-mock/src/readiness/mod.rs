//! How an establishment gets ready, step by step, until it is live.
//!
//! Staff note two steps by hand. Two follow from checks of the laptops' line, which [`judge`] judges
//! and [`LineChecks`] runs; one from saving days and times. Nothing else makes an establishment live.

mod checks;
mod judge;
mod limits;
mod seed;
mod steps;
mod store;
mod watches;

pub use checks::LineChecks;
pub use judge::{Bound, Limit};
pub use seed::plant;
pub use steps::{days_and_times_set, note};

use crate::app::AppState;
use kinline_protocol::{EstablishmentId, readiness::Progress};
use rusqlite::Connection;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .merge(steps::routes())
        .merge(checks::routes())
        .merge(watches::routes())
        .merge(limits::routes())
}

/// What everybody may know of an establishment's steps.
pub fn progress(c: &Connection, id: &EstablishmentId, live: bool) -> rusqlite::Result<Progress> {
    match live {
        true => Ok(Progress::default()),
        false => Ok(store::progress(live, &store::steps(c, id)?)),
    }
}
