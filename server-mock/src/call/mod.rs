//! The call: its state, which the server alone decides, and who is in it.

use crate::{app::AppState, audit::Audit, clock::Clock, database::Database, server::ServerError};
use std::{net::IpAddr, path::PathBuf};
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}

/// Where calls run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The address that media listens on.
    pub listen: IpAddr,
    /// The address that phones reach this machine by, if it is another.
    pub public: Option<IpAddr>,
}

/// Every call that runs.
#[derive(Debug)]
pub struct Calls;

impl Calls {
    /// Takes up what must run in the background.
    pub async fn start(
        _settings: Settings,
        _clock: Clock,
        _database: Database,
        _audit: Audit,
    ) -> Result<Self, ServerError> {
        Ok(Self)
    }

    /// Ends what runs in the background; recordings are finished.
    pub async fn stop(&self) {}
}
