//! The pages: files of `pages/`, built into the binary.

use crate::app::AppState;
use utoipa_axum::router::OpenApiRouter;

/// Every page and asset.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}
