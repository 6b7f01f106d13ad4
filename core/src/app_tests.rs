//! The whole of it, with threads, files and a network that is not there.

use crate::{
    Action, App, Config, CoreError, FieldValue, Form, Observer, Place, PlatformEffect, Screen,
    ScreenName, SecureStore, Trust,
    testing::{MemorySecrets, words},
};
use kinline_protocol::Language;
use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};
use tempfile::TempDir;

/// Remembers the last screen.
#[derive(Default)]
struct Eyes {
    screen: Mutex<Option<Screen>>,
    changed: Condvar,
}

impl Observer for Eyes {
    fn on_screen(&self, screen: Screen) {
        *self.screen.lock().unwrap() = Some(screen);
        self.changed.notify_all();
    }

    fn on_effect(&self, _: PlatformEffect) {}
}

impl Eyes {
    #[track_caller]
    fn wait_for(&self, what: impl Fn(&Screen) -> bool) -> Screen {
        let screen = self.screen.lock().unwrap();
        let not_yet = |screen: &mut Option<Screen>| !screen.as_ref().is_some_and(&what);
        let (screen, time_out) = self
            .changed
            .wait_timeout_while(screen, Duration::from_secs(30), not_yet)
            .unwrap();
        assert!(
            !time_out.timed_out(),
            "still: {:?}",
            screen.as_ref().map(words)
        );
        screen.clone().unwrap()
    }
}

fn config(folder: &Path) -> Config {
    Config {
        // Nobody listens there.
        server: "https://127.0.0.1:1".into(),
        trust: Trust::Certificate(rcgen::generate_simple_self_signed([]).unwrap().cert.pem()),
        data_dir: folder.to_owned(),
        language: Language::English,
        time_zone: "Europe/London".into(),
        models: None,
    }
}

fn start(folder: &Path, secrets: &Arc<MemorySecrets>) -> (App, Arc<Eyes>) {
    let eyes = Arc::new(Eyes::default());
    let secrets: Arc<dyn SecureStore> = secrets.clone();
    (
        App::new(config(folder), secrets, eyes.clone()).unwrap(),
        eyes,
    )
}

fn email(form: impl Fn(Form, Vec<FieldValue>) -> Action) -> Action {
    let value = FieldValue {
        field: "email".into(),
        value: "ann@example.org".into(),
    };
    form(Form::Register, vec![value])
}

#[test]
fn first_screen_is_there_at_once_and_offline_is_told() {
    let (folder, secrets) = (TempDir::new().unwrap(), Arc::default());
    let (app, eyes) = start(folder.path(), &secrets);
    assert_eq!(
        eyes.screen.lock().unwrap().as_ref().unwrap().name,
        ScreenName::Welcome
    );
    app.send(Action::Open(Place::Home));
    app.send(email(|form, values| Action::Submit { form, values }));
    eyes.wait_for(|screen| {
        words(screen)
            .iter()
            .any(|it| it.contains("There is no connection"))
    });
    assert_eq!(app.screen().name, ScreenName::Register);
    assert!(app.call_media().is_none());
}

#[test]
fn killed_and_started_again_it_is_where_it_was() {
    let (folder, secrets) = (TempDir::new().unwrap(), Arc::default());
    let (app, eyes) = start(folder.path(), &secrets);
    app.send(Action::SetLanguage(Language::Welsh));
    app.send(Action::Open(Place::Home));
    app.send(email(|form, values| Action::KeepDraft { form, values }));
    eyes.wait_for(|screen| screen.name == ScreenName::Register);
    app.pause();
    // Not shut down: killed.
    std::mem::forget(app);

    let copy = TempDir::new().unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let (_app, eyes) = start(copy.path(), &secrets);
    let screen = eyes.wait_for(|screen| screen.name == ScreenName::Register);
    assert_eq!(screen.language, Language::Welsh);
    assert!(format!("{:?}", screen.parts).contains("ann@example.org"));
}

#[test]
fn what_cannot_be_configured_is_said() {
    let (folder, secrets) = (TempDir::new().unwrap(), Arc::<MemorySecrets>::default());
    let bad = [
        Config {
            server: "not an address".into(),
            ..config(folder.path())
        },
        Config {
            trust: Trust::Certificate("none".into()),
            ..config(folder.path())
        },
        Config {
            time_zone: "Cardiff".into(),
            ..config(folder.path())
        },
    ];
    for config in bad {
        let secrets: Arc<dyn SecureStore> = secrets.clone();
        let error = App::new(config, secrets, Arc::new(Eyes::default()))
            .map(drop)
            .unwrap_err();
        assert!(matches!(error, CoreError::Configuration { .. }), "{error}");
    }
}

#[test]
fn kept_state_that_is_not_understood_is_set_aside() {
    use crate::store::{Kind, Store};
    let (folder, secrets) = (TempDir::new().unwrap(), Arc::<MemorySecrets>::default());
    let store = Store::open(folder.path(), secrets.as_ref()).unwrap();
    store.put(Kind::State, "identity", b"not JSON").unwrap();
    drop(store);
    let begin = || {
        let secrets: Arc<dyn SecureStore> = secrets.clone();
        App::new(config(folder.path()), secrets, Arc::new(Eyes::default()))
    };
    let error = begin().map(drop).unwrap_err();
    assert!(
        matches!(error, CoreError::StoreUnreadable { .. }),
        "{error}"
    );
    begin().unwrap();
}

/// Also says how long it took: `cargo xtask bench store`. `KINLINE_KEEP` names a folder to leave the store in, with its
/// secrets: for `cargo xtask bench ffi`.
#[test]
#[allow(clippy::print_stderr, reason = "a measurement, shown with --nocapture")]
fn thousand_bookings_to_the_first_screen() {
    use crate::{
        booking,
        store::{Kind, Store},
    };
    let (folder, secrets) = (TempDir::new().unwrap(), Arc::<MemorySecrets>::default());
    let at: chrono::DateTime<chrono::Utc> = "2026-11-25T14:00:00Z".parse().unwrap();
    let booking = |number: u32| {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        serde_json::json!({
            "id": id, "reference": "K7Q2-M9XD", "sequence": 1, "contact": id, "prisoner": "Dylan Price",
            "establishment": "BWI", "time_zone": "Europe/London", "starts_at": at, "ends_at": at,
            "opens_at": at, "visitors": [{ "account": id, "name": "Siân Price" }],
            "status": { "state": "booked" }, "call": id,
        })
    };
    let bookings: Vec<_> = (0..1000).map(booking).collect();
    let saved: booking::Saved =
        serde_json::from_value(serde_json::json!({ "bookings": bookings })).unwrap();
    let value = serde_json::to_vec(&saved).unwrap();
    let store = Store::open(folder.path(), secrets.as_ref()).unwrap();
    let write = std::time::Instant::now();
    store.put(Kind::State, "booking", &value).unwrap();
    let write = write.elapsed();
    drop(store);
    if let Some(keep) = std::env::var_os("KINLINE_KEEP") {
        keep_store(Path::new(&keep), folder.path(), &secrets);
    }

    let start_of_all = std::time::Instant::now();
    let store = Store::open(folder.path(), secrets.as_ref()).unwrap();
    let open = start_of_all.elapsed();
    let kept = store.get(Kind::State, "booking").unwrap().unwrap();
    let read = start_of_all.elapsed();
    let parsed: booking::Saved = serde_json::from_slice(&kept).unwrap();
    let parse = start_of_all.elapsed();
    assert_eq!(parsed, saved);
    drop(store);
    let whole = std::time::Instant::now();
    let (app, _eyes) = start(folder.path(), &secrets);
    let whole = whole.elapsed();
    eprintln!(
        "{} kB; write {write:?}; open {open:?}, + unseal {:?}, + understand {:?}; App::new to the first screen {whole:?}",
        value.len() / 1000,
        read - open,
        parse - read,
    );
    drop(app);
}

/// A copy for other processes to measure.
fn keep_store(keep: &Path, folder: &Path, secrets: &MemorySecrets) {
    let (core, kept_secrets) = (keep.join("core"), keep.join("secrets"));
    std::fs::create_dir_all(&core).unwrap();
    std::fs::create_dir_all(&kept_secrets).unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), core.join(file.file_name())).unwrap();
    }
    for (name, secret) in secrets.all() {
        std::fs::write(kept_secrets.join(name), secret).unwrap();
    }
}
