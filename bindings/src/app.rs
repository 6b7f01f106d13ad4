//! The app: a configuration in, screens out.

use crate::media::CallMedia;
use crate::platform::{Observer, ScreenObserver, Secrets, SecureStore};
use kinline_core::protocol::Language;
use kinline_core::{Action, CoreError, Screen};
use std::{path::PathBuf, sync::Arc};

/// What the platform knows when the app starts.
#[derive(uniffi::Record)]
pub struct Config {
    /// The establishment's server: `https://…`.
    pub server: String,
    /// Whom to believe to be it.
    pub trust: Trust,
    /// A folder of the app's own, not backed up.
    pub data_dir: String,
    /// The phone's language, until the person chooses another.
    pub language: Language,
    /// The phone's time zone, IANA: `Europe/London`.
    pub time_zone: String,
    /// The folder with `faces.bin`, which faces are found with; without it there is no advice about faces.
    #[uniffi(default = None)]
    pub models: Option<String>,
}

/// Whom to believe to be the server. All but `Platform` is for development servers.
#[derive(uniffi::Enum)]
pub enum Trust {
    /// Who has a certificate that the platform trusts.
    Platform,
    /// Who has this certificate, and nobody else.
    Certificate { pem: String },
    /// Who has the certificate with this SHA-256 (hex, with colons or without), and nobody else.
    Fingerprint { sha256: String },
}

impl TryFrom<Trust> for kinline_core::Trust {
    type Error = AppError;
    fn try_from(trust: Trust) -> Result<Self, AppError> {
        Ok(match trust {
            Trust::Platform => Self::Platform,
            Trust::Certificate { pem } => Self::Certificate(pem),
            Trust::Fingerprint { sha256 } => {
                let reason = "trust: the fingerprint is no SHA-256 in hex".to_owned();
                let fingerprint = sha256.parse();
                Self::Fingerprint(fingerprint.map_err(|_| AppError::Configuration { reason })?)
            }
        })
    }
}

/// Where a development server is, and how to know it.
#[derive(uniffi::Record)]
pub struct ServerLink {
    /// For [`Config::server`].
    pub server: String,
    /// For [`Trust::Fingerprint`].
    pub sha256: String,
}

/// Reads what a development server's console shows as a QR code (`kinline-debug://…`); nothing, if it is something else.
/// For debug builds alone.
#[uniffi::export]
pub fn read_server_link(text: &str) -> Option<ServerLink> {
    let link: kinline_core::protocol::console::ServerLink = text.parse().ok()?;
    Some(ServerLink {
        server: link.base,
        sha256: link.fingerprint.to_string(),
    })
}

/// The running core. Owns its threads until [`App::shutdown`] or until the last reference is gone.
#[derive(uniffi::Object)]
pub struct App(kinline_core::App);

#[uniffi::export]
impl App {
    /// Starts the core; shows the first screen at once, from what is kept on the phone.
    #[uniffi::constructor]
    pub fn new(
        config: Config,
        secure_store: Arc<dyn SecureStore>,
        observer: Arc<dyn ScreenObserver>,
    ) -> Result<Arc<Self>, AppError> {
        let config = kinline_core::Config {
            server: config.server,
            trust: config.trust.try_into()?,
            data_dir: PathBuf::from(config.data_dir),
            language: config.language,
            time_zone: config.time_zone,
            models: config.models.map(PathBuf::from),
        };
        let app = kinline_core::App::new(
            config,
            Arc::new(Secrets(secure_store)),
            Arc::new(Observer(observer)),
        )?;
        Ok(Arc::new(Self(app)))
    }

    /// What a person did, or the platform noticed. Returns at once; the answer is a screen.
    pub fn send(&self, action: Action) {
        self.0.send(action);
    }

    /// The screen that is shown now.
    pub fn screen(&self) -> Screen {
        self.0.screen()
    }

    /// The media of the call that one is in.
    pub fn call_media(&self) -> Option<Arc<CallMedia>> {
        self.0.call_media().map(CallMedia::wrap)
    }

    /// A picture of the own camera, some two a second while the screen is Rehearsal, WaitingRoom or Call: RGB, three bytes a
    /// pixel, row by row, upright, its longer side best 640 pixels. Looked at and forgotten: never kept, never sent. Returns
    /// at once. In Kotlin it takes a direct `ByteBuffer`.
    pub fn push_look(&self, width: u32, height: u32, rgb: &[u8]) {
        self.0.push_look(width, height, rgb);
    }

    /// The app goes to the background: everything is written when this returns.
    pub fn pause(&self) {
        self.0.pause();
    }

    /// The app is in the foreground again.
    pub fn resume(&self) {
        self.0.resume();
    }

    /// Ends the core: leaves the call, writes everything, stops its threads.
    pub fn shutdown(&self) {
        self.0.shutdown();
    }
}

/// Why the core could not start, by what the app can do about it.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum AppError {
    /// A mistake of the program: mend the configuration.
    #[error("mend the configuration: {reason}")]
    Configuration { reason: String },
    /// The phone is locked, or has no screen lock: try again when it is unlocked.
    #[error("try again when the phone is unlocked: {reason}")]
    Locked { reason: String },
    /// What was kept cannot be read and was set aside: start again, and tell the person to sign in.
    #[error("start again: {reason}")]
    StartAgain { reason: String },
    /// A newer app wrote what is kept: ask for the update.
    #[error("update the app: {reason}")]
    UpdateNeeded { reason: String },
    /// The storage is full or not writable: ask for room.
    #[error("make room: {reason}")]
    Storage { reason: String },
    /// Nothing that the app can do.
    #[error("cannot start: {reason}")]
    Failed { reason: String },
}

impl From<CoreError> for AppError {
    fn from(error: CoreError) -> Self {
        let reason = error.to_string();
        match error {
            CoreError::Configuration { .. } => Self::Configuration { reason },
            CoreError::SecureStore(_) => Self::Locked { reason },
            CoreError::StoreUnreadable { .. } => Self::StartAgain { reason },
            CoreError::StoreNewer { .. } => Self::UpdateNeeded { reason },
            CoreError::Storage { .. } => Self::Storage { reason },
            _ => Self::Failed { reason },
        }
    }
}
