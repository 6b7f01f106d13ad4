//! The call: its state, which the server alone decides, and who is in it.
//!
//! [`machine`] is the state, pure. A room joins it to one call's media sessions and listeners;
//! [`Calls`] has all rooms and feeds them with time and the relay's events.

mod calls;
mod events;
mod faces;
mod journal;
pub mod machine;
mod media;
mod owner;
mod plan;
mod room;
pub(crate) mod sdp;
mod sightings;
mod staff;
mod state;
mod store;

pub use calls::{Calls, Settings};
pub use plan::{Plan, laptop, visitor};

use crate::app::AppState;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(state::routes())
        .merge(events::routes())
        .merge(media::routes())
        .merge(staff::routes())
        .merge(sightings::routes())
}
