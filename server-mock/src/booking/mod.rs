//! Slots, holds and bookings.

use crate::app::AppState;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}
