//! What every handler can reach.

use crate::{
    audit::Audit, call::Calls, clock::Clock, database::Database, faults::Faults,
    identity::Examiner, mailbox::Mailbox, readiness::LineChecks, upload::Uploads,
};
use std::{net::IpAddr, ops::Deref, path::PathBuf, sync::Arc};

/// The running server, cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<App>);

/// What [`AppState`] points to.
pub struct App {
    /// The only source of time.
    pub clock: Clock,
    /// The only store.
    pub database: Database,
    /// The append-only log.
    pub audit: Audit,
    /// Where mails go.
    pub mailbox: Mailbox,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// Who writes to which upload.
    pub uploads: Uploads,
    /// Who looks at submitted photos.
    pub examiner: Examiner,
    /// Every call that runs.
    pub calls: Calls,
    /// Checks of laptops' lines that run.
    pub line_checks: LineChecks,
    /// Where files are kept.
    pub data: PathBuf,
    /// The address that the API listens on; media listens there too.
    pub listen: IpAddr,
    /// The address that phones reach this machine by, if it is not `listen`.
    pub public_address: Option<IpAddr>,
    /// `https://ADDRESS:PORT`, without a slash at the end.
    pub base_url: String,
    /// SHA-256 of the certificate, hex with colons.
    pub fingerprint: String,
}

impl AppState {
    /// Shares a server.
    pub fn new(app: App) -> Self {
        Self(Arc::new(app))
    }
}

impl Deref for AppState {
    type Target = App;
    fn deref(&self) -> &App {
        &self.0
    }
}
