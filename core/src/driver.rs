//! Runs effects: the only place where pure code meets the world.
//!
//! One thread owns the state. It takes inputs one by one, updates, writes what must be kept, shows the
//! screen, and starts what else there is to do on the runtime; what comes of that is told as inputs.

mod timers;

use crate::{
    Action, App, CoreError, Observer, account,
    api::{Api, ApiError, Request},
    app::{CLOCK, Shared},
    call,
    clock::Clock,
    identity::{self, PhotoId, Upload, UploadEvent},
    models::Models,
    rehearsal::{self, Eyes},
    store::{Kind, Store},
    update::{self, Effect, Input, State},
};
use kinline_protocol::{ErrorCode, identity::PhotoKind};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Duration,
};
use timers::Timers;
use tokio::{runtime::Runtime, task::JoinHandle};

/// Where inputs go. A clone goes to the same driver.
#[derive(Debug, Clone)]
pub struct Inputs(mpsc::Sender<Message>);

#[derive(Debug)]
enum Message {
    Input(Box<Input>),
    Drain(mpsc::Sender<()>),
    Stop,
}

impl Inputs {
    /// Tells that something happened. After the end, nobody listens.
    pub fn tell(&self, input: Input) {
        self.say(Message::Input(Box::new(input)));
    }

    /// Answers when everything told before is done and written.
    pub fn drain(&self, done: mpsc::Sender<()>) {
        self.say(Message::Drain(done));
    }

    /// Ends the driver.
    pub fn stop(&self) {
        self.say(Message::Stop);
    }

    fn say(&self, message: Message) {
        if self.0.send(message).is_err() {
            tracing::debug!("told after the end");
        }
    }
}

/// What the parts that do I/O work with. A clone is the same tools.
#[derive(Clone)]
pub struct Tools {
    /// Where tasks run.
    pub runtime: tokio::runtime::Handle,
    /// Tells what came of something.
    pub inputs: Inputs,
    /// The server's time.
    pub clock: Clock,
    /// The way to the server.
    pub api: Api,
    /// What faces are found with.
    pub models: Models,
}

/// Owns the state, and what runs.
pub struct Driver {
    state: State,
    tools: Tools,
    store: Arc<Store>,
    observer: Arc<dyn Observer>,
    shared: Arc<Shared>,
    line: call::Line,
    timers: Timers,
    uploads: BTreeMap<PhotoId, JoinHandle<()>>,
    looks: BTreeMap<PhotoId, JoinHandle<()>>,
    offset_kept: i64,
}

impl Driver {
    /// Shows the first screen, then runs on a thread of its own.
    pub fn start(
        state: State,
        clock: Clock,
        store: Arc<Store>,
        api: Api,
        models: Models,
        runtime: Runtime,
        observer: Arc<dyn Observer>,
    ) -> Result<App, CoreError> {
        let (sender, receiver) = mpsc::channel();
        let inputs = Inputs(sender);
        let screen = update::screen(&state, clock.now());
        let tools = Tools {
            runtime: runtime.handle().clone(),
            inputs: inputs.clone(),
            clock,
            api,
            models,
        };
        let shared = Arc::new(Shared {
            screen: Mutex::new(screen.clone()),
            media: Mutex::default(),
            eyes: Eyes::new(tools.clone()),
        });
        let driver = Self {
            state,
            line: call::Line::new(tools.clone()),
            offset_kept: *tools.clock.offset().borrow(),
            timers: Timers::new(tools.runtime.clone(), inputs.clone(), tools.clock.clone()),
            tools,
            store,
            observer: observer.clone(),
            shared: shared.clone(),
            uploads: BTreeMap::new(),
            looks: BTreeMap::new(),
        };
        observer.on_screen(screen);
        inputs.tell(Input::Resumed);
        let thread = std::thread::Builder::new()
            .name("kinline-core".into())
            .spawn(move || driver.run(&receiver, runtime))
            .map_err(|error| CoreError::Internal {
                reason: error.to_string(),
            })?;
        Ok(App::of(inputs, shared, thread))
    }

    fn run(mut self, receiver: &mpsc::Receiver<Message>, runtime: Runtime) {
        while let Ok(message) = receiver.recv() {
            match message {
                Message::Input(input) => self.take(*input),
                Message::Drain(done) => {
                    self.written(self.store.checkpoint());
                    // Who asked may have stopped waiting.
                    let _ = done.send(());
                }
                Message::Stop => break,
            }
        }
        self.written(self.store.checkpoint());
        drop(self);
        // Tasks end at their next wait; none of them holds what must be kept.
        runtime.shutdown_timeout(Duration::from_secs(2));
    }

    fn take(&mut self, input: Input) {
        let quiet = matches!(input, Input::Action(Action::KeepDraft { .. }));
        let effects = update::update(&mut self.state, input, self.tools.clock.now());
        let rest = self.keep(effects);
        if !quiet {
            self.show();
        }
        for effect in rest {
            self.start_effect(effect);
        }
        *self
            .shared
            .media
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = self.line.media();
    }

    /// Writes what must be kept, before anything is shown or sent; gives back the other effects.
    fn keep(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let (kept, rest): (Vec<_>, Vec<_>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::Save { .. } | Effect::KeepPhoto(..)));
        let mut records: Vec<(Kind, String, Vec<u8>)> = kept
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Save { record, value } => Some((Kind::State, record.to_owned(), value)),
                Effect::KeepPhoto(photo, bytes) => Some((Kind::Photo, photo.to_string(), bytes)),
                _ => None,
            })
            .collect();
        let offset = *self.tools.clock.offset().borrow();
        if offset != self.offset_kept {
            records.push((
                Kind::State,
                CLOCK.to_owned(),
                offset.to_string().into_bytes(),
            ));
        }
        if !records.is_empty() {
            let all: Vec<_> = records
                .iter()
                .map(|(kind, name, value)| (*kind, name.as_str(), value.as_slice()))
                .collect();
            self.written(self.store.put_all(&all));
            self.offset_kept = offset;
        }
        rest
    }

    /// Tells when writing begins to fail, and when it works again.
    fn written(&self, result: Result<(), crate::store::StoreError>) {
        let written = result.is_ok();
        if let Err(error) = result {
            tracing::error!(%error, "not written");
        }
        if written == self.state.not_kept {
            self.tools.inputs.tell(Input::Kept { written });
        }
    }

    fn show(&self) {
        let screen = update::screen(&self.state, self.tools.clock.now());
        {
            let mut shown = self
                .shared
                .screen
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if *shown == screen {
                return;
            }
            *shown = screen.clone();
        }
        self.observer.on_screen(screen);
    }

    fn start_effect(&mut self, effect: Effect) {
        match effect {
            Effect::Request(request) => self.request(request),
            Effect::SignIn(device, token) => self.tools.api.session().sign_in(device, token),
            Effect::SignOut => self.tools.api.session().sign_out(),
            Effect::DropPhotos(photos) => self.drop_photos(photos),
            Effect::LookAtPhoto(photo, kind) => self.look_at(photo, kind),
            Effect::Upload(upload) => self.upload(upload),
            Effect::Wake(timer, when) => self.timers.wake(timer, when),
            Effect::Call(command) => self.line.run(command),
            Effect::Platform(effect) => self.observer.on_effect(effect),
            // Done by `keep`.
            Effect::Save { .. } | Effect::KeepPhoto(..) => {}
        }
    }

    fn request(&self, request: Request) {
        let Tools {
            runtime,
            inputs,
            api,
            ..
        } = self.tools.clone();
        runtime.spawn(async move {
            let answer = api.run(&request).await;
            tracing::debug!(?request, ok = answer.is_ok(), "answered");
            report(&inputs, answer.as_ref().err());
            inputs.tell(request.reply(answer));
        });
    }

    fn upload(&mut self, upload: Upload) {
        self.uploads.retain(|_, task| !task.is_finished());
        if self.uploads.contains_key(&upload.photo) {
            return;
        }
        let Tools {
            runtime,
            inputs,
            api,
            ..
        } = self.tools.clone();
        let (store, photo) = (self.store.clone(), upload.photo);
        let task = runtime.spawn(async move {
            let event = send_photo(&api, store, upload, inputs.clone()).await;
            if let UploadEvent::Failed(error) = &event {
                report(&inputs, Some(error));
            }
            inputs.tell(Input::Identity(identity::Event::Upload(photo, event)));
        });
        self.uploads.insert(photo, task);
    }

    /// On a thread of its own: it takes a while. One look at a time for each photo.
    fn look_at(&mut self, photo: PhotoId, kind: PhotoKind) {
        self.looks.retain(|_, task| !task.is_finished());
        if self.looks.contains_key(&photo) {
            return;
        }
        let (inputs, models) = (self.tools.inputs.clone(), self.tools.models.clone());
        let store = self.store.clone();
        let task = self.tools.runtime.spawn_blocking(move || {
            let looked = match store.get(Kind::Photo, &photo.to_string()) {
                Ok(Some(bytes)) => identity::look(kind, &bytes, &models),
                _ => Err(ErrorCode::PhotoMissing),
            };
            if let (PhotoKind::Portrait, Ok(looked)) = (kind, &looked) {
                let face = looked.only_face.clone();
                inputs.tell(Input::Rehearsal(rehearsal::Event::OwnFace(face)));
            }
            inputs.tell(Input::Identity(identity::Event::Looked(
                photo, kind, looked,
            )));
        });
        self.looks.insert(photo, task);
    }

    fn drop_photos(&mut self, photos: Vec<PhotoId>) {
        for photo in photos {
            if let Some(task) = self.uploads.remove(&photo) {
                task.abort();
            }
            self.written(self.store.delete(Kind::Photo, &photo.to_string()));
        }
    }
}

/// What every answer tells besides itself.
fn report(inputs: &Inputs, error: Option<&ApiError>) {
    match error {
        Some(ApiError::Offline) => inputs.tell(Input::Line { up: false }),
        Some(ApiError::SignedOut) => inputs.tell(Input::Account(account::Event::SignedOut)),
        _ => inputs.tell(Input::Line { up: true }),
    }
}

async fn send_photo(api: &Api, store: Arc<Store>, upload: Upload, inputs: Inputs) -> UploadEvent {
    let Upload { photo, kind, url } = upload;
    let read = tokio::task::spawn_blocking(move || store.get(Kind::Photo, &photo.to_string()));
    let Ok(Ok(Some(bytes))) = read.await else {
        tracing::error!(%photo, "a photo to be sent is not there");
        return UploadEvent::Lost;
    };
    let tell = move |progress| {
        inputs.tell(Input::Identity(identity::Event::Upload(
            photo,
            UploadEvent::Progress(progress),
        )));
    };
    match api.upload(bytes.into(), kind, url, Arc::new(tell)).await {
        Ok(id) => UploadEvent::Done(id),
        Err(error) => UploadEvent::Failed(error),
    }
}
