//! A person with a phone, and the server's answers by hand: pure, so a journey takes no time.

use crate::{
    Action, FieldValue, Form, Part, PlatformEffect, Screen, ScreenName, View,
    api::{ApiError, Method, Request},
    identity::{Event, Looked, PhotoId, Upload},
    update::{self, Effect, Input, Start, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{ErrorCode, Language, Problem, findings::PhotoProblem, identity::PhotoKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// The app, seen by a person, and everything it asked for.
pub struct Journey {
    /// What the app knows.
    pub state: State,
    /// The server's time.
    pub now: DateTime<Utc>,
    /// What was handed to the platform.
    pub platform: Vec<PlatformEffect>,
    /// Photos to be sent, oldest first.
    pub uploads: Vec<Upload>,
    /// Photos kept on the phone.
    pub photos: BTreeMap<PhotoId, Vec<u8>>,
    /// Photos to be looked at, oldest first.
    pub looks: Vec<(PhotoId, PhotoKind)>,
    /// All other effects: timers, the call.
    pub others: Vec<Effect>,
    requests: Vec<Request>,
    records: BTreeMap<&'static str, Vec<u8>>,
    typed: BTreeMap<String, String>,
    start: Start,
}

impl Journey {
    /// A new phone, in English, in London, on 22 November 2026 at 9:00.
    pub fn new() -> Self {
        Self::in_language(Language::English)
    }

    /// A new phone in another language.
    pub fn in_language(language: Language) -> Self {
        let zone = chrono_tz::Europe::London;
        let start = Start {
            language,
            zone,
            device_key: "device-key".into(),
        };
        let mut journey = Self {
            state: State::new(start.clone()),
            now: "2026-11-22T09:00:00Z".parse().unwrap(),
            platform: Vec::new(),
            uploads: Vec::new(),
            photos: BTreeMap::new(),
            looks: Vec::new(),
            others: Vec::new(),
            requests: Vec::new(),
            records: BTreeMap::new(),
            typed: BTreeMap::new(),
            start,
        };
        journey.input(Input::Resumed);
        journey
    }

    /// A phone that knows all this, also when it is killed.
    pub fn knowing(state: State, now: DateTime<Utc>) -> Self {
        let mut journey = Self::in_language(state.settings.language());
        for effect in update::changes(&journey.state, &state) {
            if let Effect::Save { record, value } = effect {
                journey.records.insert(record, value);
            }
        }
        (journey.state, journey.now) = (state, now);
        journey
    }

    /// A phone that is registered, at home, its requests answered by nothing yet.
    pub fn signed_in() -> Self {
        let mut journey = Self::new();
        journey.state.account.saved.session = Some(crate::account::Session {
            account: id("00000000-0000-4000-8000-000000000001"),
            device: id("00000000-0000-4000-8000-000000000002"),
        });
        let account = serde_json::to_vec(&journey.state.account.saved).unwrap();
        journey.records.insert("account", account);
        journey.act(Action::Open(crate::Place::Home));
        journey
    }

    /// What is seen.
    pub fn screen(&self) -> Screen {
        update::screen(&self.state, self.now)
    }

    /// What is seen must be that.
    #[track_caller]
    pub fn expect(&self, name: ScreenName) -> Screen {
        let screen = self.screen();
        assert_eq!(
            screen.name,
            name,
            "on the screen: {}",
            words(&screen).join(" | ")
        );
        screen
    }

    /// A text must be somewhere on the screen.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        let words = words(&self.screen());
        assert!(
            words.iter().any(|it| it.contains(text)),
            "no {text:?} in {words:#?}"
        );
    }

    /// A text must be nowhere on the screen.
    #[track_caller]
    pub fn does_not_see(&self, text: &str) {
        let words = words(&self.screen());
        assert!(
            !words.iter().any(|it| it.contains(text)),
            "{text:?} in {words:#?}"
        );
    }

    /// Something happened.
    pub fn input(&mut self, input: Input) {
        let effects = update::update(&mut self.state, input, self.now);
        for effect in effects {
            match effect {
                Effect::Request(request) => self.requests.push(request),
                Effect::Save { record, value } => drop(self.records.insert(record, value)),
                Effect::KeepPhoto(photo, bytes) => drop(self.photos.insert(photo, bytes)),
                Effect::DropPhotos(photos) => self.photos.retain(|it, _| !photos.contains(it)),
                Effect::Upload(upload) => self.uploads.push(upload),
                Effect::LookAtPhoto(photo, kind) => self.looks.push((photo, kind)),
                Effect::Platform(effect) => self.platform.push(effect),
                other => self.others.push(other),
            }
        }
        // Every screen on the way must be one that can be drawn, in both languages.
        for language in [Language::English, Language::Welsh] {
            let mut state = self.state.clone();
            state.settings.saved.language = Some(language);
            update::screen(&state, self.now);
        }
    }

    /// The person did something.
    pub fn act(&mut self, action: Action) {
        self.typed.clear();
        self.input(Input::Action(action));
    }

    /// Taps a button, a row or an option by its words.
    #[track_caller]
    pub fn tap(&mut self, label: &str) {
        let screen = self.screen();
        let found = tappable(&screen)
            .into_iter()
            .find(|(words, ..)| words == label);
        let Some((_, action, enabled)) = found else {
            panic!("nothing to tap called {label:?} in {:#?}", words(&screen));
        };
        assert!(enabled, "{label:?} cannot be tapped");
        match action {
            Action::Submit { form, .. } => self.submit_form(&screen, form),
            action => self.act(action),
        }
    }

    /// Taps the button that sends the form on the screen.
    #[track_caller]
    pub fn act_submit(&mut self) {
        let screen = self.screen();
        let form = screen.form().expect("a form");
        self.submit_form(&screen, form);
    }

    /// Types into a field, or chooses an option.
    #[track_caller]
    pub fn fill_in(&mut self, field: &str, value: &str) {
        let known = fields(&self.screen());
        assert!(
            known.contains_key(field),
            "no field {field:?} in {:?}",
            known.keys()
        );
        self.typed.insert(field.into(), value.into());
    }

    /// What a field shows when the screen opens.
    #[track_caller]
    pub fn field(&self, field: &str) -> String {
        fields(&self.screen())
            .remove(field)
            .unwrap_or_else(|| panic!("no field {field:?}"))
    }

    /// The app loses the foreground in the middle of typing.
    #[track_caller]
    pub fn keep_draft(&mut self) {
        let screen = self.screen();
        let form = screen.form().expect("a form");
        let values = self.values(&screen);
        self.input(Input::Action(Action::KeepDraft { form, values }));
    }

    /// The app is killed and started again.
    pub fn kill_and_start(&mut self) {
        let records = self.records.clone();
        let read = |name: &str| records.get(name).cloned();
        self.state = State::restore(self.start.clone(), read).expect("what was kept is understood");
        self.typed.clear();
        self.requests.clear();
        self.uploads.clear();
        self.looks.clear();
        self.others.clear();
        self.input(Input::Resumed);
    }

    /// The photo that was taken last was looked at: this was noticed.
    #[track_caller]
    pub fn looked(&mut self, problems: &[PhotoProblem]) {
        let (photo, kind) = self.looks.pop().expect("a photo to be looked at");
        let looked = Looked {
            bytes: vec![0; 1000],
            shown: drawn_photo(),
            problems: problems.to_vec(),
            only_face: None,
        };
        self.input(Input::Identity(Event::Looked(photo, kind, Ok(looked))));
    }

    /// Time goes by.
    pub fn wait(&mut self, time: TimeDelta) {
        self.now += time;
    }

    /// Requests that wait for an answer, such as `GET /v1/me`.
    pub fn asked(&self) -> Vec<String> {
        self.requests
            .iter()
            .map(|request| format!("{request:?}"))
            .collect()
    }

    /// What the latest request of that method and path says.
    #[track_caller]
    pub fn body(&self, method: Method, path: &str) -> serde_json::Value {
        let request = &self.requests[self.position(method, path)];
        request
            .body
            .as_deref()
            .map_or(serde_json::Value::Null, |it| {
                serde_json::from_slice(it).unwrap()
            })
    }

    /// The server answers all requests of that method and path.
    #[track_caller]
    pub fn answer(&mut self, method: Method, path: &str, answer: &impl Serialize) {
        self.reply(method, path, Ok(serde_json::to_vec(answer).unwrap()));
    }

    /// The server refuses.
    #[track_caller]
    pub fn refuse(&mut self, method: Method, path: &str, code: ErrorCode) {
        self.refuse_with(method, path, Problem::new(code));
    }

    /// The server refuses, and says more.
    #[track_caller]
    pub fn refuse_with(&mut self, method: Method, path: &str, problem: Problem) {
        self.reply(method, path, Err(problem.into()));
    }

    /// There is no way to the server.
    #[track_caller]
    pub fn no_way(&mut self, method: Method, path: &str) {
        self.input(Input::Line { up: false });
        self.reply(method, path, Err(ApiError::Offline));
    }

    /// Something answers one of the waiting requests, if there is one.
    pub fn answer_any(&mut self, which: usize, answer: Result<Vec<u8>, ApiError>) {
        if !self.requests.is_empty() {
            let request = self.requests.remove(which % self.requests.len());
            self.input(request.reply(answer));
        }
    }

    #[track_caller]
    fn reply(&mut self, method: Method, path: &str, answer: Result<Vec<u8>, ApiError>) {
        self.position(method, path);
        let (these, others) = std::mem::take(&mut self.requests)
            .into_iter()
            .partition(|request| request.method == method && request.path == path);
        self.requests = others;
        for request in these {
            self.input(request.reply(answer.clone()));
        }
    }

    #[track_caller]
    fn position(&self, method: Method, path: &str) -> usize {
        let found = self
            .requests
            .iter()
            .rposition(|it| it.method == method && it.path == path);
        found.unwrap_or_else(|| panic!("not asked: {method:?} {path}; asked: {:?}", self.asked()))
    }

    fn submit_form(&mut self, screen: &Screen, form: Form) {
        let values = self.values(screen);
        self.act(Action::Submit { form, values });
    }

    fn values(&self, screen: &Screen) -> Vec<FieldValue> {
        let mut values = fields(screen);
        values.extend(self.typed.clone());
        values
            .into_iter()
            .map(|(field, value)| FieldValue { field, value })
            .collect()
    }
}

/// An id from its text.
pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// Every word on a screen, from top to bottom.
pub fn words(screen: &Screen) -> Vec<String> {
    let mut words = vec![screen.title.clone()];
    for part in &screen.parts {
        match part {
            Part::Heading { text } | Part::Text { text } => words.push(text.clone()),
            Part::Notice { title, text, .. } => words.extend([title.clone(), text.clone()]),
            Part::Field(field) => {
                words.push(field.label.clone());
                words.extend(field.hint.iter().chain(&field.error).cloned());
            }
            Part::Choice(choice) => {
                words.push(choice.label.clone());
                words.extend(choice.hint.iter().chain(&choice.error).cloned());
                for option in &choice.options {
                    words.push(option.label.clone());
                    words.extend(option.hint.clone());
                }
            }
            Part::Rows { label, rows } => {
                words.push(label.clone());
                for row in rows {
                    words.push(row.title.clone());
                    words.extend(row.detail.clone());
                    words.extend(row.status.iter().map(|status| status.text.clone()));
                }
            }
            Part::Photo(photo) => {
                words.push(photo.label.clone());
                words.extend(photo.hints.iter().chain(&photo.error).cloned());
                words.push(photo.status.text.clone());
            }
            Part::Countdown { label, text, .. } => words.extend([label.clone(), text.clone()]),
            Part::Picture { description, .. } | Part::OwnPhoto { description, .. } => {
                words.push(description.clone());
            }
            Part::Progress { label, .. } => words.push(label.clone()),
            Part::Actions { .. } => {}
        }
    }
    match &screen.view {
        View::Parts => {}
        View::Camera(camera) => words.extend(camera.hints.clone()),
        View::Slots(slots) => {
            for day in &slots.days {
                words.push(day.label.clone());
                for slot in &day.slots {
                    words.extend([slot.label.clone(), slot.accessible.clone()]);
                    words.extend(slot.own_time.clone());
                }
            }
        }
        View::WaitingRoom(call) | View::Call(call) => {
            words.extend([call.status.text.clone(), call.left_accessible.clone()]);
            words.extend(
                call.cover
                    .iter()
                    .flat_map(|it| [it.title.clone(), it.text.clone()]),
            );
            words.extend(call.line.iter().map(|line| line.text.clone()));
            for person in &call.people {
                words.extend([person.name.clone(), person.status.text.clone()]);
            }
        }
    }
    words.extend(screen.buttons().map(|button| button.label.clone()));
    words
}

fn tappable(screen: &Screen) -> Vec<(String, Action, bool)> {
    let buttons = screen
        .buttons()
        .map(|it| (it.label.clone(), it.action.clone(), it.enabled));
    let parts = screen.parts.iter().flat_map(|part| match part {
        Part::Rows { rows, .. } => rows
            .iter()
            .filter_map(|row| Some((row.title.clone(), row.action.clone()?, true)))
            .collect(),
        Part::Choice(choice) => choice
            .options
            .iter()
            .filter_map(|it| Some((it.label.clone(), it.action.clone()?, true)))
            .collect(),
        _ => Vec::new(),
    });
    let slots = match &screen.view {
        View::Slots(slots) => slots
            .days
            .iter()
            .flat_map(|day| &day.slots)
            .map(|slot| (slot.label.clone(), slot.action.clone(), true))
            .collect(),
        _ => Vec::new(),
    };
    buttons.chain(parts).chain(slots).collect()
}

fn fields(screen: &Screen) -> BTreeMap<String, String> {
    let field = |part: &Part| match part {
        Part::Field(field) => Some((field.id.clone(), field.value.clone())),
        Part::Choice(choice) => {
            let chosen = choice.options.iter().find(|option| option.selected);
            Some((
                choice.id.clone(),
                chosen.map_or_else(String::new, |it| it.value.clone()),
            ))
        }
        _ => None,
    };
    screen.parts.iter().filter_map(field).collect()
}

/// A photo of a card on a table, far too near to be a good one.
fn drawn_photo() -> Vec<u8> {
    let (width, height) = (96, 60);
    let dots = (0..width * height).flat_map(|at| match (at % width, at / width) {
        (10.., ..50) => [205, 210, 190],
        _ => [60, 45, 40],
    });
    let drawn = kinline_vision::Picture::from_rgb(width, height, dots.collect());
    drawn.expect("a picture").to_jpeg(80)
}
