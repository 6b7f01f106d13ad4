//! The running server: what `kinline-mock serve` runs, and tests too.

use crate::{
    app::{App, AppState},
    audit::Audit,
    booking,
    call::{self, Calls},
    clock::Clock,
    database::{Database, DatabaseError},
    faults::{Faults, Faulty},
    identity::{self, Examiner},
    layers,
    mailbox::Mailbox,
    openapi,
    readiness::LineChecks,
    seed::{self, Seed, Seeded},
    tls,
    upload::Uploads,
};
use axum::{ServiceExt, extract::Request};
use axum_server::{Handle, accept::NoDelayAcceptor, tls_rustls::RustlsConfig};
use chrono::{DateTime, Utc};
use std::{
    fs, io,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use thiserror::Error;
use tokio::task::JoinHandle;

/// The store's name in the data folder.
pub const DATABASE_FILE: &str = "kinline.sqlite";
/// How long open requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(3);

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The data folder; made if need be.
    pub data: PathBuf,
    /// What a new data folder starts with.
    pub seed: Seed,
    /// What the clock shall say at the start; it goes on from there.
    pub clock: Option<DateTime<Utc>>,
    /// The address that phones reach this machine by.
    pub public_address: Option<IpAddr>,
    /// The folder of the nets (`cargo xtask models`); without it faces are not watched.
    pub models: Option<PathBuf>,
}

/// Why the server cannot run.
#[derive(Debug, Error)]
pub enum ServerError {
    /// A file or socket: the message names the cause.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another server uses the data folder: stop it, or take another folder.
    #[error("another server uses {0}")]
    DataInUse(PathBuf),
    /// There is no data folder: give the one that the server uses.
    #[error("{0} is no data folder")]
    NoData(PathBuf),
    /// The store cannot be opened.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The certificate in the data folder cannot be used: delete it, a new one is made.
    #[error("the certificate cannot be used: {0}")]
    Certificate(String),
    /// Faces cannot be watched with these models: the message says how to make them.
    #[error("{0}")]
    Models(String),
    /// The seed does not fit.
    #[error("the data folder could not be seeded: {0}")]
    Seed(String),
}

impl From<rcgen::Error> for ServerError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}

impl From<rustls::Error> for ServerError {
    fn from(error: rustls::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}

impl From<rusqlite::Error> for ServerError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

/// A running server. Dropping it ends it without ceremony; [`Server::stop`] finishes recordings.
pub struct Server {
    app: AppState,
    seeded: Seeded,
    certificate_pem: String,
    handle: Handle<SocketAddr>,
    serving: Option<JoinHandle<io::Result<()>>>,
    settling: JoinHandle<()>,
    examining: JoinHandle<()>,
    /// Held as long as the data folder is in use.
    _lock: Lock,
}

impl Server {
    /// Starts; when this returns, requests are answered.
    pub async fn start(options: Options) -> Result<Self, ServerError> {
        make_private_folder(&options.data)?;
        let lock = lock(&options.data)?;
        let tls = tls::load(&options.data, options.public_address)?;
        let database = Database::open(&options.data.join(DATABASE_FILE))?;
        let clock = start_clock(&database, options.clock).await?;

        let listener = std::net::TcpListener::bind(options.listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let audit = Audit::new(clock.clone());
        let media = call::Settings {
            data: options.data.clone(),
            listen: address.ip(),
            public: options.public_address,
            models: options.models,
        };
        let calls = Calls::start(media, clock.clone(), database.clone(), audit.clone()).await?;
        let app = AppState::new(App {
            audit,
            mailbox: Mailbox::new(clock.clone()),
            clock,
            database,
            faults: Faults::default(),
            uploads: Uploads::default(),
            examiner: Examiner::default(),
            calls,
            line_checks: LineChecks::default(),
            data: options.data,
            listen: address.ip(),
            public_address: options.public_address,
            base_url: base_url(address, options.public_address),
            fingerprint: tls.fingerprint,
        });
        let seeded = seed::plant(&app, options.seed).await?;
        let settling = tokio::spawn(booking::keep_settled(app.clone()));
        let examining = tokio::spawn(identity::keep_examined(app.clone()));

        let handle = Handle::new();
        let service = Faulty::new(app.clone(), layers::around(&app, openapi::router()));
        let service = ServiceExt::<Request>::into_make_service(service);
        let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls.config))?
            // Else an answer waits up to 40 ms for the client to acknowledge the handshake's last packet.
            .map(|tls| tls.acceptor(NoDelayAcceptor::new()))
            .handle(handle.clone());
        let serving = tokio::spawn(server.serve(service));
        handle.listening().await;
        Ok(Self {
            app,
            seeded,
            certificate_pem: tls.certificate_pem,
            handle,
            serving: Some(serving),
            settling,
            examining,
            _lock: lock,
        })
    }

    /// `https://ADDRESS:PORT`.
    pub fn base_url(&self) -> &str {
        &self.app.base_url
    }

    /// What a client must trust.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// SHA-256 of the certificate, hex with colons.
    pub fn fingerprint(&self) -> &str {
        &self.app.fingerprint
    }

    /// Tokens and sign-in codes by role, and the call that is open, if any.
    pub fn codes(&self) -> &Seeded {
        &self.seeded
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.app.clock
    }

    /// What handlers reach, for tests that look behind the API.
    pub fn app(&self) -> &AppState {
        &self.app
    }

    /// Ends calls and open requests, and waits for it.
    pub async fn stop(mut self) {
        self.app.calls.stop().await;
        self.handle.graceful_shutdown(Some(GRACE));
        if let Some(serving) = self.serving.take() {
            match serving.await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "the listener failed"),
                Err(error) => tracing::error!(%error, "the listener was ended"),
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.settling.abort();
        self.examining.abort();
        self.handle.shutdown();
    }
}

/// Writes a file that only its owner can read.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

/// Makes a folder that only its owner can read.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A data folder that is in use.
struct Lock(fs::File);

impl Drop for Lock {
    /// Closing the file is not enough: a process that is just being started has it too.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

fn lock(data: &Path) -> Result<Lock, ServerError> {
    let file = fs::File::create(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(fs::TryLockError::WouldBlock) => Err(ServerError::DataInUse(data.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The clock of the data folder goes on where it was, unless told otherwise.
async fn start_clock(
    database: &Database,
    at: Option<DateTime<Utc>>,
) -> Result<Clock, DatabaseError> {
    database
        .write(move |tx| {
            let offset = match at {
                Some(at) => at - Utc::now(),
                None => crate::console::kept_clock_offset(tx)?,
            };
            crate::console::keep_clock_offset(tx, offset)?;
            Ok(Clock::new(offset))
        })
        .await
}

fn base_url(listen: SocketAddr, public_address: Option<IpAddr>) -> String {
    let mut address = listen;
    if let Some(public) = public_address {
        address.set_ip(public);
    } else if listen.ip().is_unspecified() {
        let loopback = match listen {
            SocketAddr::V4(_) => IpAddr::from([127, 0, 0, 1]),
            SocketAddr::V6(_) => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
        };
        address.set_ip(loopback);
    }
    format!("https://{address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_free_when_its_server_has_ended_whoever_still_has_the_file() {
        let data = tempfile::tempdir().unwrap();
        let lock_of_server = lock(data.path()).unwrap();
        assert!(matches!(lock(data.path()), Err(ServerError::DataInUse(_))));
        let inherited = lock_of_server.0.try_clone().unwrap();
        drop(lock_of_server);
        assert!(lock(data.path()).is_ok());
        drop(inherited);
    }
}
