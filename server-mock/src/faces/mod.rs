//! Who is in a call's pictures: the server looks itself, at what every sender sends.
//!
//! A thread of its own takes the packets that the relay taps, decodes them and looks at some two
//! pictures a second of each sender. The relay never waits for it: what is too much is not looked at,
//! and staff are told. What follows from what is seen is for the call to say ([`crate::call`]).
//!
//! Templates are made of the approved portraits when somebody comes to the call and kept in memory only; those of
//! somebody whom staff allowed are in the store too, for a server that starts again. All are wiped when the call is over.

mod desk;
mod pace;
mod portraits;
mod sender;
mod store;
mod watched;

pub use pace::Load;
pub use portraits::{Compared, Portraits};
pub use store::{
    allow, answer, begin, close_open, forget, gone, has_portrait, of_call, picture, portrait,
    set_portrait, tidy,
};

use crate::relay::{Kind, Tap, TapPacket};
use kinline_protocol::{CallId, MediaSessionId, ParticipantId, call::Side};
use kinline_vision::{
    FaceModels, Template,
    watch::{Expected, PersonTrack, Standing},
};
use std::{
    collections::HashMap,
    io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
};
use tokio::sync::mpsc as events;

/// The file of the nets in the folder of models, as `cargo xtask models` makes it.
const MODELS: &str = "faces.bin";
/// More packets than this do not wait to be decoded: some seconds of a few calls.
const BACKLOG: usize = 8_000;

/// Whether a photo has a face to compare with.
pub fn is_usable(models: &FaceModels, photo: &[u8]) -> bool {
    portraits::template(models, photo).is_some()
}

/// Reads the nets. The message says what to do.
pub fn load(folder: &Path) -> Result<FaceModels, String> {
    let file = folder.join(MODELS);
    let make = "make it with: cargo xtask models";
    let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}; {make}", file.display()))?;
    FaceModels::load(&bytes).map_err(|e| format!("{}: {e}; {make}", file.display()))
}

/// Whose pictures a media session brings.
#[derive(Debug, Clone, Copy)]
pub struct NewSender {
    /// Of which call.
    pub call: CallId,
    /// Which session.
    pub session: MediaSessionId,
    /// Whose.
    pub participant: ParticipantId,
    /// On which side.
    pub side: Side,
}

/// What is seen.
#[derive(Debug)]
pub enum Event {
    /// A picture that can be decoded on its own is needed of a sender.
    KeyframeNeeded(MediaSessionId),
    /// Somebody in a picture is taken for something else than before.
    Person(Box<Person>),
    /// Whether somebody who is not approved is in a participant's picture.
    Stranger {
        /// In which call.
        call: CallId,
        /// Whose picture.
        participant: ParticipantId,
        /// Whether there is one.
        there: bool,
    },
}

/// Somebody in a picture.
#[derive(Debug)]
pub struct Person {
    /// In which call.
    pub call: CallId,
    /// Whose picture.
    pub participant: ParticipantId,
    /// Who, for this participant's pictures.
    pub track: PersonTrack,
    /// What they are taken for now.
    pub standing: Standing,
    /// What they look like, to be allowed by.
    pub templates: Vec<Template>,
    /// The picture, small, with a frame around them: JPEG.
    pub picture: Vec<u8>,
}

/// What the watching of faces tells.
pub type Events = events::UnboundedReceiver<Event>;

enum Input {
    Begin(NewSender),
    Forget(MediaSessionId),
    Packet(TapPacket),
    Ended(MediaSessionId),
    Expect(CallId, Side, Expected),
    Allow(CallId, ParticipantId, Side, PersonTrack, Vec<Template>),
    Over(CallId),
}

/// Faces being watched. Cheap to clone; it ends when the last clone and tap are dropped.
#[derive(Clone)]
pub struct Faces(Option<Arc<Inner>>);

struct Inner {
    models: FaceModels,
    inputs: mpsc::Sender<Input>,
    shared: Arc<Shared>,
}

/// What both sides of the thread see.
#[derive(Default)]
struct Shared {
    backlog: AtomicUsize,
    short_of_time: AtomicBool,
    loads: Mutex<HashMap<MediaSessionId, Load>>,
}

impl Faces {
    /// Starts the thread; without models nothing is watched.
    pub fn start(models: Option<FaceModels>) -> io::Result<(Self, Events)> {
        let (sender, events) = events::unbounded_channel();
        let Some(models) = models else {
            tracing::warn!("faces are not watched: there are no models (--models)");
            return Ok((Self(None), events));
        };
        let (inputs, received) = mpsc::channel();
        let shared = Arc::new(Shared::default());
        let desk = desk::Desk::new(models.clone(), sender, shared.clone());
        let thread = std::thread::Builder::new().name("faces".into());
        thread.spawn(move || desk.run(&received))?;
        let inner = Inner {
            models,
            inputs,
            shared,
        };
        Ok((Self(Some(Arc::new(inner))), events))
    }

    /// The nets, if there are any.
    pub fn models(&self) -> Option<&FaceModels> {
        self.0.as_ref().map(|inner| &inner.models)
    }

    /// Whether pictures are looked at less often than they should be.
    pub fn is_short_of_time(&self) -> bool {
        let short = |inner: &Arc<Inner>| inner.shared.short_of_time.load(Ordering::Relaxed);
        self.0.as_ref().is_some_and(short)
    }

    /// What looking at a session's pictures costs, if they are looked at.
    pub fn load(&self, session: MediaSessionId) -> Option<Load> {
        let loads = &self.0.as_ref()?.shared.loads;
        let loads = loads.lock().unwrap_or_else(PoisonError::into_inner);
        loads.get(&session).copied()
    }

    /// Where the relay's packets go in. Never waits.
    pub fn tap(&self) -> impl FnMut(&Tap) + Send + 'static {
        let inner = self.0.clone();
        move |tap| {
            let Some(inner) = &inner else { return };
            match tap {
                Tap::Packet(packet) if packet.kind == Kind::Audio => {}
                // The gap in the numbers tells the thread that something is missing.
                Tap::Packet(_) if inner.shared.backlog.load(Ordering::Relaxed) >= BACKLOG => {}
                Tap::Packet(packet) => {
                    inner.shared.backlog.fetch_add(1, Ordering::Relaxed);
                    inner.send(Input::Packet(packet.clone()));
                }
                Tap::Ended(session) => inner.send(Input::Ended(*session)),
            }
        }
    }

    /// Looks at a session's pictures from now on, once it is known [whom to expect](Self::expect).
    pub fn begin(&self, new: NewSender) {
        self.send(Input::Begin(new));
    }

    /// A session did not come about.
    pub fn forget(&self, session: MediaSessionId) {
        self.send(Input::Forget(session));
    }

    /// Who may be seen in a side's pictures, from now on; who was [allowed](Self::allow) may still.
    pub fn expect(&self, call: CallId, side: Side, expected: Expected) {
        self.send(Input::Expect(call, side, expected));
    }

    /// Staff allow somebody for this call, on whatever phone.
    pub fn allow(
        &self,
        call: CallId,
        participant: ParticipantId,
        side: Side,
        track: PersonTrack,
        templates: Vec<Template>,
    ) {
        self.send(Input::Allow(call, participant, side, track, templates));
    }

    /// A call is over: everything of it is wiped.
    pub fn over(&self, call: CallId) {
        self.send(Input::Over(call));
    }

    fn send(&self, input: Input) {
        if let Some(inner) = &self.0 {
            inner.send(input);
        }
    }
}

impl Inner {
    fn send(&self, input: Input) {
        let _ = self.inputs.send(input);
    }
}
