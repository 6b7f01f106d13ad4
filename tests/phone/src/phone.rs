//! A phone: the real core, driven as an app drives it, with everything around it made of software.

use crate::{
    PhoneError,
    secure_store::FileStore,
    senses::{Senses, SensesLoop},
    tell,
};
use kinline_core::{
    Action, App, Config, FieldValue, Form, Observer, Part, Place, PlatformEffect, Reminder, Screen,
    ScreenName, Trust,
};
use kinline_protocol::Language;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long anything on the phone may take before it counts as broken. Generous: machines are busy.
pub const LIMIT: Duration = Duration::from_secs(60);

/// How to start a phone.
#[derive(Debug, Clone)]
pub struct PhoneOptions {
    /// Where it keeps everything; what is there is taken up again.
    pub data: PathBuf,
    /// The server's base address, `https://…`.
    pub server: String,
    /// The only certificate to trust; the machine's if absent.
    pub certificate_pem: Option<String>,
    /// The language that it starts in, unless another was chosen on it before.
    pub language: Language,
    /// IANA name of the time zone that the phone is in.
    pub time_zone: String,
    /// The folder with the models that faces are found with, if there is one.
    pub models: Option<PathBuf>,
}

/// The folder that `KINLINE_MODELS` names, which `cargo xtask models` fills.
#[must_use]
pub fn models() -> Option<PathBuf> {
    std::env::var_os("KINLINE_MODELS").map(PathBuf::from)
}

/// A file that the core handed to the platform to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A running phone. Dropping it without [`shutdown`](Self::shutdown) is a phone whose app is killed.
pub struct Phone {
    app: Arc<App>,
    watched: Arc<Watched>,
    typed: Mutex<BTreeMap<String, String>>,
    senses: Option<SensesLoop>,
}

impl Phone {
    /// Starts the app over its data folder.
    pub fn start(options: PhoneOptions) -> Result<Self, PhoneError> {
        let watched = Arc::new(Watched::default());
        let store = Arc::new(FileStore::new(options.data.join("keys")));
        let config = Config {
            server: options.server,
            trust: options
                .certificate_pem
                .map_or(Trust::Platform, Trust::Certificate),
            data_dir: options.data,
            language: options.language,
            time_zone: options.time_zone,
            models: options.models,
        };
        let app = App::new(config, store, watched.clone())
            .map_err(|error| PhoneError::Core(error.to_string()))?;
        let phone = Self {
            app: Arc::new(app),
            watched,
            typed: Mutex::default(),
            senses: None,
        };
        phone.wait_until("the first screen", |_| true)?;
        Ok(phone)
    }

    /// The screen that it shows.
    #[must_use]
    pub fn screen(&self) -> Screen {
        lock(&self.watched.state)
            .screen
            .clone()
            .unwrap_or_else(|| self.app.screen())
    }

    /// The screen that it shows, as a person would tell it.
    #[must_use]
    pub fn tell(&self) -> String {
        tell::whole(&self.screen())
    }

    /// The names of all screens so far, each change once.
    #[must_use]
    pub fn path(&self) -> Vec<ScreenName> {
        lock(&self.watched.state).path.clone()
    }

    /// The names and headings of the screens that came since this was last asked.
    #[must_use]
    pub fn passed(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.watched.state).passed)
    }

    /// How far sending was, whenever a screen told it: parts done, of how many.
    #[must_use]
    pub fn progress(&self) -> Vec<(u64, u64)> {
        lock(&self.watched.state).progress.clone()
    }

    /// Waits until the phone shows a screen of that name.
    pub fn wait_for(&self, name: ScreenName) -> Result<Screen, PhoneError> {
        self.wait_until(&format!("{name:?}"), |screen| screen.name == name)
    }

    /// Waits until the phone shows a screen that is as wanted; `wanted` says it in the error.
    pub fn wait_until(
        &self,
        wanted: &str,
        is: impl Fn(&Screen) -> bool,
    ) -> Result<Screen, PhoneError> {
        self.watched
            .wait(LIMIT, |state| state.screen.clone().filter(&is))
            .ok_or_else(|| PhoneError::NotShown {
                wanted: wanted.into(),
                screen: self.tell(),
            })
    }

    /// Waits until the screen says that something is wrong, and tells it.
    pub fn wait_for_problem(&self) -> Result<String, PhoneError> {
        let screen = self.wait_until("a problem", |screen| !tell::problems(screen).is_empty())?;
        Ok(tell::problems(&screen).join(" / "))
    }

    /// Taps what says exactly this.
    pub fn tap(&self, label: &str) -> Result<Action, PhoneError> {
        self.tap_if(&format!("“{label}”"), |text, _| text == label)
    }

    /// Taps what sends an action that is as wanted: only what is on the screen can be tapped. Waits
    /// for it to be there.
    pub fn tap_on(&self, wanted: &str, is: impl Fn(&Action) -> bool) -> Result<Action, PhoneError> {
        self.tap_if(wanted, |_, action| is(action))
    }

    /// Goes to a place by what is on the screen, or by going back until it is.
    pub fn go(&self, place: Place) -> Result<(), PhoneError> {
        let wanted = Action::Open(place);
        for _ in 0..12 {
            let screen = self.screen();
            if place == Place::Home && screen.name == ScreenName::Home {
                return Ok(());
            }
            let revision = self.revision();
            let there = tell::tappable(&screen)
                .into_iter()
                .any(|(_, action)| action == wanted);
            if there || !screen.can_go_back {
                // At home it may still be on its way.
                self.tap_on(&format!("way to {place:?}"), |action| *action == wanted)?;
                return self.changed_since(revision);
            }
            self.send(Action::Back);
            self.changed_since(revision)?;
        }
        Err(self.not_there(&format!("way to {place:?}")))
    }

    /// Types into a field, or chooses an option by its value. It stays typed until the form is sent.
    pub fn enter(&self, field: &str, value: &str) -> Result<(), PhoneError> {
        let has = |screen: &Screen| {
            screen.parts.iter().any(|part| match part {
                Part::Field(it) => it.id == field,
                Part::Choice(it) => {
                    it.id == field && it.options.iter().any(|option| option.value == value)
                }
                _ => false,
            })
        };
        self.wait_until(&format!("a screen with a field or option for {field}"), has)?;
        lock(&self.typed).insert(field.into(), value.into());
        Ok(())
    }

    /// Sends the form on the screen with what stands in it and what was typed.
    pub fn submit(&self) -> Result<(), PhoneError> {
        let form = self.screen().form().ok_or_else(|| self.not_there("form"))?;
        self.submit_as(form)
    }

    /// Presses the button of a form, where a screen has several.
    pub fn submit_as(&self, wanted: Form) -> Result<(), PhoneError> {
        let values = self.values();
        self.wait_until(&format!("a button for {wanted:?}"), |screen| {
            screen.buttons().any(|button| {
                button.enabled
                    && matches!(button.action, Action::Submit { form, .. } if form == wanted)
            })
        })?;
        lock(&self.typed).clear();
        let revision = self.revision();
        self.send(Action::Submit {
            form: wanted,
            values,
        });
        // What the screen said before the form was sent is no answer to it.
        self.changed_since(revision)
    }

    /// What an app does when it loses the foreground: keeps what was typed so far.
    pub fn keep_draft(&self) -> Result<(), PhoneError> {
        let form = self.screen().form().ok_or_else(|| self.not_there("form"))?;
        let values = self.values();
        self.send(Action::KeepDraft { form, values });
        Ok(())
    }

    /// What stands in a field now, as the core has it.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<String> {
        self.screen().parts.iter().find_map(|part| match part {
            Part::Field(it) if it.id == field => Some(it.value.clone()),
            _ => None,
        })
    }

    /// Sends an action that is on no screen: what the platform notices.
    pub fn send(&self, action: Action) {
        self.app.send(action);
    }

    /// The reminders that the platform holds now.
    #[must_use]
    pub fn reminders(&self) -> Vec<Reminder> {
        lock(&self.watched.state).reminders.clone()
    }

    /// Waits for reminders that are as wanted.
    pub fn wait_for_reminders(
        &self,
        is: impl Fn(&[Reminder]) -> bool,
    ) -> Result<Vec<Reminder>, PhoneError> {
        let found = self.watched.wait(LIMIT, |state| {
            is(&state.reminders).then(|| state.reminders.clone())
        });
        found.ok_or_else(|| PhoneError::NotCome("reminders".into()))
    }

    /// Waits for the next file that the core hands over to be shared.
    pub fn wait_for_file(&self) -> Result<SharedFile, PhoneError> {
        let found = self.watched.take(LIMIT, |state| state.files.pop());
        found.ok_or_else(|| PhoneError::NotCome("a file to share".into()))
    }

    /// Waits for the next text that the core hands over to be sent.
    pub fn wait_for_text(&self) -> Result<String, PhoneError> {
        let found = self.watched.take(LIMIT, |state| state.texts.pop());
        found.ok_or_else(|| PhoneError::NotCome("a text to send".into()))
    }

    /// Opens camera, microphone, screen and loudspeaker: they work whenever a call goes on.
    pub fn open_senses(&mut self, senses: Senses) -> Result<(), PhoneError> {
        let app = Arc::downgrade(&self.app);
        let line = Arc::new(move || app.upgrade().and_then(|app| app.call_media()));
        self.senses = Some(SensesLoop::start(line, senses)?);
        Ok(())
    }

    /// What came through in calls so far; only after [`open_senses`](Self::open_senses).
    pub fn perceived(&self) -> Result<&crate::senses::Perceived, PhoneError> {
        let senses = self.senses.as_ref().map(SensesLoop::perceived);
        senses.ok_or_else(|| PhoneError::Broken("the phone's camera is not open".into()))
    }

    /// The core's media of the call that goes on now.
    #[must_use]
    pub fn call_media(&self) -> Option<kinline_media::CallMedia> {
        self.app.call_media()
    }

    /// Holds a picture before the own camera until the screen is as wanted: the phone looks at two pictures a second.
    pub fn show_camera(
        &self,
        picture: &image::RgbImage,
        wanted: &str,
        is: impl Fn(&Screen) -> bool,
    ) -> Result<Screen, PhoneError> {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            self.app
                .push_look(picture.width(), picture.height(), picture.as_raw());
            let shown = self.watched.wait(Duration::from_millis(500), |state| {
                state.screen.clone().filter(&is)
            });
            if let Some(screen) = shown {
                return Ok(screen);
            }
        }
        Err(self.not_there(wanted))
    }

    /// What an app does when it loses the foreground.
    pub fn pause(&self) {
        self.app.pause();
    }

    /// What an app does when it comes back.
    pub fn resume(&self) {
        self.app.resume();
    }

    /// Ends the app in order.
    pub fn shutdown(mut self) {
        self.senses = None;
        self.app.shutdown();
    }

    fn tap_if(
        &self,
        wanted: &str,
        is: impl Fn(&str, &Action) -> bool,
    ) -> Result<Action, PhoneError> {
        let find = |screen: &Screen| {
            tell::tappable(screen)
                .into_iter()
                .find(|(label, action)| is(label, action))
        };
        let found = self
            .watched
            .wait(LIMIT, |state| state.screen.as_ref().and_then(find));
        let (_, action) = found.ok_or_else(|| self.not_there(wanted))?;
        self.send(action.clone());
        Ok(action)
    }

    /// What stands in every field and choice, with what was typed.
    fn values(&self) -> Vec<FieldValue> {
        let screen = self.screen();
        let typed = lock(&self.typed);
        let standing = |id: &str, there: Option<&str>| {
            let value = typed.get(id).map(String::as_str).or(there)?;
            Some(FieldValue {
                field: id.into(),
                value: value.into(),
            })
        };
        let values = screen.parts.iter().filter_map(|part| match part {
            Part::Field(field) => standing(&field.id, Some(&field.value)),
            Part::Choice(choice) => {
                let selected = choice.options.iter().find(|option| option.selected);
                standing(&choice.id, selected.map(|option| option.value.as_str()))
            }
            _ => None,
        });
        values.collect()
    }

    fn revision(&self) -> u64 {
        lock(&self.watched.state).revision
    }

    fn changed_since(&self, revision: u64) -> Result<(), PhoneError> {
        let changed = self
            .watched
            .wait(LIMIT, |state| (state.revision > revision).then_some(()));
        changed.ok_or_else(|| PhoneError::NotShown {
            wanted: "another screen".into(),
            screen: self.tell(),
        })
    }

    pub(crate) fn not_there(&self, wanted: &str) -> PhoneError {
        PhoneError::NotThere {
            wanted: wanted.into(),
            screen: self.tell(),
        }
    }
}

/// The platform's side of the core: keeps what comes and wakes who waits for it.
#[derive(Default)]
struct Watched {
    state: Mutex<WatchedState>,
    changed: Condvar,
}

#[derive(Default)]
struct WatchedState {
    screen: Option<Screen>,
    revision: u64,
    path: Vec<ScreenName>,
    passed: Vec<String>,
    progress: Vec<(u64, u64)>,
    reminders: Vec<Reminder>,
    files: Vec<SharedFile>,
    texts: Vec<String>,
}

impl Watched {
    fn wait<T>(&self, limit: Duration, get: impl Fn(&WatchedState) -> Option<T>) -> Option<T> {
        self.take(limit, |state| get(state))
    }

    fn take<T>(
        &self,
        limit: Duration,
        mut get: impl FnMut(&mut WatchedState) -> Option<T>,
    ) -> Option<T> {
        let end = Instant::now() + limit;
        let mut state = lock(&self.state);
        loop {
            if let Some(found) = get(&mut state) {
                return Some(found);
            }
            let left = end.checked_duration_since(Instant::now())?;
            let waited = self.changed.wait_timeout(state, left);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Observer for Watched {
    fn on_screen(&self, screen: Screen) {
        let mut state = lock(&self.state);
        if state.path.last() != Some(&screen.name) {
            state.path.push(screen.name);
            state.passed.push(tell::heading(&screen));
        }
        for part in &screen.parts {
            if let Part::Progress { done, total, .. } = part {
                state.progress.push((*done, *total));
            }
        }
        state.screen = Some(screen);
        state.revision += 1;
        drop(state);
        self.changed.notify_all();
    }

    fn on_effect(&self, effect: PlatformEffect) {
        let mut state = lock(&self.state);
        match effect {
            PlatformEffect::SetReminders(reminders) => state.reminders = reminders,
            PlatformEffect::ShareFile {
                name,
                media_type,
                bytes,
            } => state.files.push(SharedFile {
                name,
                media_type,
                bytes,
            }),
            // The senses ask for the call's media themselves.
            PlatformEffect::ShareText { text, .. } => state.texts.push(text),
            PlatformEffect::CallActive(_) | PlatformEffect::OpenPhoneSettings => {}
        }
        drop(state);
        self.changed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
