//! The handle that a UI holds: actions in, screens out.

use crate::{
    Action, CallMedia, CoreError, Observer, Screen, ScreenName, SecureStore,
    api::{self, Api, DeviceKey, Retry},
    clock::Clock,
    driver::{Driver, Inputs},
    models::Models,
    rehearsal::Eyes,
    store::{Kind, Store, StoreError},
    update::{Input, Start, State},
};
use kinline_protocol::{Language, console::Fingerprint};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::Duration,
};

/// What the platform tells at the start.
#[derive(Debug, Clone)]
pub struct Config {
    /// The server, `https://…`.
    pub server: String,
    /// Whom to believe to be it.
    pub trust: Trust,
    /// Where the app may keep files. One app at a time.
    pub data_dir: PathBuf,
    /// The phone's language, until another is chosen.
    pub language: Language,
    /// The phone's time zone, IANA (`Europe/London`).
    pub time_zone: String,
    /// The folder with `faces.bin`, which faces are found with; without it there is no advice about faces.
    pub models: Option<PathBuf>,
}

/// Whom to believe to be the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Who has a certificate that the platform trusts.
    Platform,
    /// Who has this certificate, PEM, and nobody else: development servers.
    Certificate(String),
    /// Who has the certificate with this fingerprint, and nobody else; its names and dates do not matter:
    /// development servers.
    Fingerprint(Fingerprint),
}

/// The app without its UI.
///
/// ```no_run
/// # use kinline_core::{App, Config, Observer, SecureStore, Action, Place, Trust, protocol::Language};
/// # use std::sync::Arc;
/// # fn start(secrets: Arc<dyn SecureStore>, observer: Arc<dyn Observer>) -> Result<(), kinline_core::CoreError> {
/// let app = App::new(
///     Config {
///         server: "https://calls.example.org".into(),
///         trust: Trust::Platform,
///         data_dir: "/data/kinline".into(),
///         language: Language::Welsh,
///         time_zone: "Europe/London".into(),
///         models: None,
///     },
///     secrets,
///     observer, // draws each screen
/// )?;
/// app.send(Action::Open(Place::Home));
/// # Ok(()) }
/// ```
pub struct App {
    inputs: Inputs,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What the driver's thread and the handle both see.
pub struct Shared {
    /// The last screen.
    pub screen: Mutex<Screen>,
    /// The media of the call that is on.
    pub media: Mutex<Option<CallMedia>>,
    /// What looks at the own camera.
    pub eyes: Eyes,
}

/// How long a pause waits for what is being written.
const LONGEST_DRAIN: Duration = Duration::from_secs(5);

impl App {
    /// Opens what is kept and shows the first screen at once, before it returns; then asks the server what is new.
    ///
    /// # Errors
    /// See [`CoreError`]: each says what the platform can do.
    pub fn new(
        config: Config,
        secure_store: Arc<dyn SecureStore>,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, CoreError> {
        let configuration = |reason: String| CoreError::Configuration { reason };
        let server: url::Url = config
            .server
            .parse()
            .map_err(|error| configuration(format!("server: {error}")))?;
        let zone = config.time_zone.parse();
        let zone = zone.map_err(|error| configuration(format!("time_zone: {error}")))?;

        let store = Store::open(&config.data_dir, secure_store.as_ref())?;
        let key = DeviceKey::load(secure_store.as_ref())?;
        let start = Start {
            language: config.language,
            zone,
            device_key: key.public(),
        };
        let (state, clock, store) = restore(start, store)?;

        let settings = api::Settings {
            server,
            trust: config.trust,
            retry: Retry::default(),
        };
        let api = Api::new(settings, key, clock.clone(), store.clone())?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("kinline")
            .enable_all()
            .build()
            .map_err(|error| CoreError::Internal {
                reason: error.to_string(),
            })?;
        let models = Models::new(config.models);
        Driver::start(state, clock, store, api, models, runtime, observer)
    }

    /// The handle of a driver that runs.
    pub(crate) fn of(inputs: Inputs, shared: Arc<Shared>, thread: JoinHandle<()>) -> Self {
        Self {
            inputs,
            shared,
            thread: Mutex::new(Some(thread)),
        }
    }

    /// Says what a person did, or what the platform noticed. Returns at once.
    pub fn send(&self, action: Action) {
        self.inputs.tell(Input::Action(action));
    }

    /// The last screen.
    pub fn screen(&self) -> Screen {
        self.shared
            .screen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The media of the call that is on.
    pub fn call_media(&self) -> Option<CallMedia> {
        self.shared
            .media
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// A picture of the own camera, some two a second: RGB, three bytes a pixel, row by row, upright, its longer side best
    /// 640 pixels. It is looked at for advice on the rehearsal and for a warning in a call, and forgotten: never kept, never
    /// sent. Does nothing on other screens. Returns at once; while one picture is looked at, only the newest waits.
    pub fn push_look(&self, width: u32, height: u32, rgb: &[u8]) {
        use ScreenName::{Call, Rehearsal, WaitingRoom};
        let screen = self.shared.screen.lock();
        let name = screen.unwrap_or_else(PoisonError::into_inner).name;
        if matches!(name, Rehearsal | WaitingRoom | Call) {
            self.shared.eyes.push(width, height, rgb);
        }
    }

    /// The app leaves the foreground. Returns when everything is written. A call goes on.
    pub fn pause(&self) {
        self.inputs.tell(Input::Paused);
        let (done, wait) = mpsc::channel();
        self.inputs.drain(done);
        if wait.recv_timeout(LONGEST_DRAIN).is_err() {
            tracing::warn!("not everything was written before the pause");
        }
    }

    /// The app is in the foreground again.
    pub fn resume(&self) {
        self.inputs.tell(Input::Resumed);
    }

    /// Ends everything; returns when it is over. What is kept stays. Also done on drop.
    pub fn shutdown(&self) {
        self.inputs.stop();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // An observer may end the app from within: a thread cannot wait for itself.
        let thread = thread.filter(|it| it.thread().id() != std::thread::current().id());
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the core's thread had failed");
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// The record with the distance of the server's clock.
pub const CLOCK: &str = "clock";

/// The state as it was kept. A store whose records cannot be understood is set aside.
fn restore(start: Start, store: Store) -> Result<(State, Clock, Arc<Store>), CoreError> {
    let failed = std::cell::RefCell::new(None);
    let read = |name: &str| {
        store.get(Kind::State, name).unwrap_or_else(|error| {
            failed.replace(Some(error));
            None
        })
    };
    let offset = read(CLOCK).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let state = State::restore(start, read);
    match (failed.into_inner(), state) {
        (None, Ok(state)) => Ok((state, Clock::new(offset.unwrap_or(0)), Arc::new(store))),
        (None, Err(record)) => {
            Err(store.set_aside(&format!("the record {record} is not understood")))
        }
        (Some(StoreError::Storage(reason)), _) => Err(CoreError::Storage { reason }),
        (Some(error), _) => Err(store.set_aside(&error.to_string())),
    }
}
