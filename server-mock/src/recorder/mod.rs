//! Records every sender of a call, as received and without transcoding: one file for each sender
//! and media session, also while the call is paused.
//!
//! A thread of its own takes the packets that the relay taps; the relay never waits for it.

mod files;
pub(crate) mod h264;
mod mp4;
pub(crate) mod reorder;
pub(crate) mod sps;
mod store;
mod take;
#[cfg(test)]
mod tests;
mod timeline;

pub use store::{close_unfinished, note};

use crate::{
    app::AppState,
    relay::{Tap, TapPacket, rounds},
};
use kinline_protocol::{CallId, MediaSessionId, ParticipantId, RecordingId, call::Side};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fmt::Write,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::Duration,
};
use take::{Take, Written};
use tokio::sync::{mpsc as events, oneshot};
use utoipa_axum::router::OpenApiRouter;

/// More packets than this do not wait for a slow disk: some ten seconds of a full call.
const BACKLOG: usize = 20_000;
/// With nobody to record the thread wakes now and then, to no purpose.
const IDLE: Duration = Duration::from_secs(3600);

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    files::routes()
}

/// A media session that is to be recorded. A file is made when something comes.
#[derive(Debug, Clone)]
pub struct NewRecording {
    /// Of which call.
    pub call: CallId,
    /// Which session.
    pub session: MediaSessionId,
    /// Whose.
    pub participant: ParticipantId,
    /// On which side.
    pub side: Side,
    /// The folder under `recordings`.
    pub folder: String,
    /// How the file's name begins; says nobody's name.
    pub name: String,
}

/// What the recorder tells.
#[derive(Debug)]
pub enum Event {
    /// A picture that can be decoded on its own is needed of a sender.
    KeyframeNeeded(MediaSessionId),
    /// Something to be [noted](note) of a file.
    File(FileChange),
}

/// What happened to a file.
#[derive(Debug)]
pub struct FileChange {
    /// Which.
    pub recording: RecordingId,
    /// What.
    pub what: What,
}

/// What can happen to a file.
#[derive(Debug)]
pub enum What {
    /// It was made.
    Began {
        /// For whom.
        new: NewRecording,
        /// Its path under the data folder.
        file: String,
        /// When it starts by the machine's clock, milliseconds since 1970.
        began_ms: i64,
    },
    /// A fragment was written.
    Grew {
        /// Size.
        bytes: u64,
        /// Length.
        duration: Duration,
    },
    /// It is complete.
    Finished {
        /// Size.
        bytes: u64,
        /// Length.
        duration: Duration,
        /// SHA-256 in hex.
        sha256: String,
    },
}

/// The recorder's events.
pub type Events = events::UnboundedReceiver<Event>;

enum Input {
    Begin(NewRecording),
    Forget(MediaSessionId),
    Packet(TapPacket),
    Ended(MediaSessionId),
    Finish(oneshot::Sender<()>),
}

/// A running recorder. It ends, and finishes its files, when the last clone and tap are dropped.
#[derive(Clone)]
pub struct Recorder {
    inputs: mpsc::Sender<Input>,
    backlog: Arc<AtomicUsize>,
}

impl Recorder {
    /// Starts the thread; files come under `recordings` in the data folder.
    pub fn start(data: &Path) -> io::Result<(Self, Events)> {
        let (inputs, received) = mpsc::channel();
        let (sender, events) = events::unbounded_channel();
        let backlog = Arc::new(AtomicUsize::new(0));
        let desk = Desk {
            data: data.to_owned(),
            events: sender,
            takes: HashMap::new(),
            hashing: Vec::new(),
        };
        let waiting = backlog.clone();
        let thread = std::thread::Builder::new().name("recorder".into());
        thread.spawn(move || desk.run(&received, &waiting))?;
        Ok((Self { inputs, backlog }, events))
    }

    /// Where the relay's packets go in. Never waits.
    pub fn tap(&self) -> impl FnMut(Tap) + Send + 'static {
        let Self { inputs, backlog } = self.clone();
        let mut lost = 0u64;
        move |tap| match tap {
            Tap::Packet(_) if backlog.load(Ordering::Relaxed) >= BACKLOG => {
                lost += 1;
                if lost.is_power_of_two() {
                    tracing::error!(lost, "the disk is too slow for the recordings");
                }
            }
            Tap::Packet(packet) => {
                backlog.fetch_add(1, Ordering::Relaxed);
                let _ = inputs.send(Input::Packet(packet));
            }
            Tap::Ended(session) => drop(inputs.send(Input::Ended(session))),
        }
    }

    /// Records a session from now on.
    pub fn begin(&self, new: NewRecording) {
        let _ = self.inputs.send(Input::Begin(new));
    }

    /// A session did not come about.
    pub fn forget(&self, session: MediaSessionId) {
        let _ = self.inputs.send(Input::Forget(session));
    }

    /// Finishes all files; returns when their events are on their way.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        let _ = self.inputs.send(Input::Finish(done));
        let _ = finished.await;
    }
}

/// The recorder's thread.
struct Desk {
    data: PathBuf,
    events: events::UnboundedSender<Event>,
    takes: HashMap<MediaSessionId, Take>,
    hashing: Vec<JoinHandle<()>>,
}

impl Desk {
    fn run(mut self, inputs: &mpsc::Receiver<Input>, backlog: &AtomicUsize) {
        while let Some(input) = self.next(inputs) {
            match input {
                Input::Begin(new) => {
                    let take = Take::new(new.clone(), &self.data, self.events.clone());
                    self.takes.insert(new.session, take);
                }
                Input::Forget(session) => drop(self.takes.remove(&session)),
                Input::Packet(packet) => {
                    backlog.fetch_sub(1, Ordering::Relaxed);
                    let take = self.takes.get_mut(&packet.session);
                    let written = take.and_then(|take| take.packet(packet));
                    self.written(written);
                }
                Input::Ended(session) => {
                    let take = self.takes.remove(&session);
                    self.written(take.and_then(Take::finish));
                }
                Input::Finish(done) => {
                    self.finish_all();
                    let _ = done.send(());
                }
            }
        }
        self.finish_all();
    }

    /// The next input, `None` when no more can come.
    fn next(&self, inputs: &mpsc::Receiver<Input>) -> Option<Input> {
        loop {
            match rounds::next(inputs, !self.takes.is_empty(), IDLE) {
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                next => return next.ok(),
            }
        }
    }

    fn finish_all(&mut self) {
        for take in std::mem::take(&mut self.takes).into_values() {
            self.written(take.finish());
        }
        for thread in self.hashing.drain(..) {
            let _ = thread.join();
        }
    }

    /// Hashes a finished file, on a thread of its own: an hour's call takes a moment to read.
    fn written(&mut self, written: Option<Written>) {
        let Some(Written { id, path, duration }) = written else {
            return;
        };
        let events = self.events.clone();
        let hash = move || match hash(&path) {
            Ok((bytes, sha256)) => {
                let what = What::Finished {
                    bytes,
                    duration,
                    sha256,
                };
                let change = FileChange {
                    recording: id,
                    what,
                };
                let _ = events.send(Event::File(change));
            }
            Err(error) => tracing::error!(%error, "a recording cannot be read"),
        };
        self.hashing.retain(|thread| !thread.is_finished());
        self.hashing.push(std::thread::spawn(hash));
    }
}

/// Size and SHA-256 of a file, the hash in hex.
fn hash(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Hashing(Sha256::new());
    let bytes = io::copy(&mut File::open(path)?, &mut hasher)?;
    let hex = hasher
        .0
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
    Ok((bytes, hex))
}

struct Hashing(Sha256);

impl io::Write for Hashing {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.0.update(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
