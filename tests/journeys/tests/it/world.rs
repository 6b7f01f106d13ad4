//! A server with its people, and phones.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use kinline_core::{Action, Screen, ScreenName};
use kinline_mock::{Options, Server, audit::Actor, readiness, seed::Seed};
use kinline_phone::{
    LIMIT, Phone, PhoneOptions,
    laptop::Laptop,
    mock::{Mock, MockOptions},
    office::{Office, SeededPerson, Served},
    people::{self, Face},
    senses::Senses,
    steps::{self, Person, Prisoner},
    tell,
    wire::Wire,
};
use kinline_protocol::{
    BookingId, CallId, EstablishmentId, Language, List,
    account::{Me, Role},
    console::{Event, UpcomingBooking},
    identity::{IdentityDecision, PhotoKind},
    people::ContactDecision,
    readiness::{Step, StepDone},
    routes,
};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Once,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Both languages that families are served in.
pub const LANGUAGES: [Language; 2] = [Language::English, Language::Welsh];
/// The drawn picture and voice of the phone, and of the laptop.
pub const PHONE: u8 = 1;
pub const LAPTOP: u8 = 4;

/// A Monday morning in winter: free times of several weeks lie ahead.
pub fn start_of_story() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap()
}

/// A server, everybody who works there, and the phones' data.
pub struct World {
    server: Running,
    pub office: Office,
    pub served: Served,
    certificate: String,
    dir: TempDir,
}

/// How the server runs.
enum Running {
    /// In this process.
    Inside(Option<Server>, Runtime),
    /// As a process of its own, that can be killed.
    Outside(Mock),
}

impl World {
    /// With what `--seed demo` brings.
    pub fn new() -> Self {
        Self::inside(None)
    }

    /// The same, with models to watch faces with.
    pub fn watching() -> Self {
        Self::inside(Some(people::models()))
    }

    fn inside(models: Option<PathBuf>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let options = Options {
            listen: ([127, 0, 0, 1], 0).into(),
            data: dir.path().join("server"),
            seed: Seed::Demo,
            clock: Some(start_of_story()),
            public_address: None,
            models,
        };
        let server = runtime.block_on(Server::start(options)).unwrap();
        let codes = server.codes();
        let served: Served = serde_json::from_value(json!({
            "base": server.base_url(),
            "certificate": dir.path().join("server/certificate.pem"),
            "people": codes.people,
            "prisoners": codes.prisoners,
        }))
        .unwrap();
        let certificate = server.certificate_pem().to_owned();
        let wire = Wire::new(&served.base, &certificate).unwrap();
        Self {
            office: Office::new(wire, served.people.clone()),
            server: Running::Inside(Some(server), runtime),
            served,
            certificate,
            dir,
        }
    }

    /// The same as a process of its own.
    pub fn outside() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mock = Mock::start(MockOptions {
            program: program("kinline-mock"),
            data: dir.path().join("server"),
            seed: "demo".into(),
            clock: Some(start_of_story()),
            public_address: None,
        })
        .unwrap();
        Self {
            office: mock.office().unwrap(),
            served: mock.served().clone(),
            certificate: mock.certificate().unwrap(),
            server: Running::Outside(mock),
            dir,
        }
    }

    /// Kills the server as `kill -9` does.
    pub fn kill_server(&mut self) {
        match &mut self.server {
            Running::Outside(mock) => mock.kill().unwrap(),
            Running::Inside(..) => panic!("only a server outside can be killed"),
        }
    }

    /// Starts a killed server again, over the same data and at the same address.
    pub fn start_server_again(&mut self) {
        let Running::Outside(mock) = &mut self.server else {
            panic!("only a server outside can be started again");
        };
        mock.start_again().unwrap();
        self.office = mock.office().unwrap();
        self.served = mock.served().clone();
    }

    /// The file of the certificate to trust.
    pub fn certificate_file(&self) -> &Path {
        &self.served.certificate
    }

    /// The person in prison whom everybody calls.
    pub fn prisoner(&self) -> Prisoner {
        self.served.prisoner().unwrap()
    }

    pub fn establishment(&self) -> EstablishmentId {
        self.prisoner().establishment
    }

    /// The data folder of a phone.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.dir.path().join("phones").join(name)
    }

    /// A phone; the same name is the same phone again.
    pub fn phone(&self, name: &str, language: Language) -> Phone {
        phone_at(
            &self.folder(name),
            &self.served.base,
            &self.certificate,
            language,
        )
    }

    /// How such a phone starts.
    pub fn phone_options(&self, name: &str, language: Language) -> PhoneOptions {
        options_at(
            &self.folder(name),
            &self.served.base,
            &self.certificate,
            language,
        )
    }

    /// Kills a phone and starts it again.
    pub fn phone_again(&self, phone: Phone, name: &str) -> Phone {
        drop(phone);
        self.phone(name, Language::English)
    }

    /// A phone of somebody new, with a confirmed address: it shows home.
    pub fn registered(&self, person: &Person, language: Language) -> Phone {
        let phone = self.phone(&person.email, language);
        phone.register(&person.email).unwrap();
        phone
            .confirm(&self.office.code(&person.email).unwrap())
            .unwrap();
        phone
    }

    /// A phone of somebody new whose identity is approved and who agreed to the policy.
    pub fn approved(&self, person: &Person, language: Language) -> Phone {
        let phone = self.registered(person, language);
        phone.enter_identity(person).unwrap();
        phone.take_photos(person).unwrap();
        phone.send_identity().unwrap();
        self.approve_identity(&phone);
        phone.agree_to_policy().unwrap();
        phone
    }

    /// A phone of somebody new who can book calls with [`World::prisoner`].
    pub fn with_contact(&self, person: &Person, language: Language) -> Phone {
        let phone = self.approved(person, language);
        self.add_contact(&phone);
        phone
    }

    /// The same way for a phone that is registered, with a portrait that shows a real face.
    pub fn show_face(&self, phone: &Phone, person: &Person) {
        phone.enter_identity(person).unwrap();
        let document = person.photo(PhotoKind::DocumentFront).unwrap();
        phone
            .take_photo(PhotoKind::DocumentFront, document)
            .unwrap();
        let portrait = Face::Visitor.portrait(&people::models()).unwrap();
        phone.take_photo(PhotoKind::Portrait, portrait).unwrap();
        phone.send_identity().unwrap();
        self.approve_identity(phone);
        phone.agree_to_policy().unwrap();
        self.add_contact(phone);
    }

    fn add_contact(&self, phone: &Phone) {
        phone.add_contact(&self.prisoner()).unwrap();
        self.approve_contact(phone);
    }

    /// A phone of somebody new with a booked call, at its booking.
    pub fn booked(&self, person: &Person, language: Language) -> (Phone, Booked) {
        let phone = self.with_contact(person, language);
        let booked = self.book(&phone);
        (phone, booked)
    }

    /// Books the first free time.
    pub fn book(&self, phone: &Phone) -> Booked {
        let slots = steps::slots(&phone.see_slots().unwrap());
        phone.hold(slots[0].0).unwrap();
        self.booked_at(&phone.request_booking().unwrap())
    }

    /// The booking that a screen shows.
    pub fn booked_at(&self, screen: &Screen) -> Booked {
        let id = steps::booking(screen).expect("what can be done with a booking");
        let reference = steps::reference(screen).expect("a reference");
        let path = "/v1/console/bookings";
        let all: List<UpcomingBooking> = self.office.wire().get(self.developer(), path).unwrap();
        let booked = all
            .items
            .into_iter()
            .find(|it| it.reference.0 == reference)
            .expect("it");
        Booked {
            id,
            call: booked.call,
            starts_at: booked.starts_at,
        }
    }

    /// Approves the newest identity case, and lets the phone know.
    pub fn approve_identity(&self, phone: &Phone) {
        let case = self.office.newest_case().unwrap();
        self.office
            .review(case, &IdentityDecision::Approve)
            .unwrap();
        phone.send(Action::Refresh);
        phone
            .wait_until("an approved identity", tell::all_is_well)
            .unwrap();
    }

    /// Approves the newest contact request, and lets the phone know.
    pub fn approve_contact(&self, phone: &Phone) {
        let at = self.establishment();
        let requests = self.office.contacts(&at).unwrap();
        let request = requests.last().expect("a contact request");
        let approve = ContactDecision::Approve;
        self.office
            .decide_contact(&at, request.contact.id, &approve)
            .unwrap();
        phone.send(Action::Refresh);
        phone
            .wait_until("an approved contact", |screen| {
                can(screen, |action| matches!(action, Action::BookWith(_)))
            })
            .unwrap();
    }

    /// Moves the clock to so long before a call, and the phone to its booking.
    pub fn shortly_before(&self, phone: &Phone, booked: &Booked, before: TimeDelta) {
        self.office.set_clock(booked.starts_at - before).unwrap();
        phone.send(Action::Refresh);
        if phone.screen().name != ScreenName::Booking {
            phone.open_booking(Some(booked.id)).unwrap();
        }
        phone.send(Action::Refresh);
    }

    /// The laptop of a call, in it.
    pub fn laptop(&self, call: CallId) -> Laptop {
        let calls = self.office.laptop_calls(&self.establishment()).unwrap();
        let (token, _) = calls
            .into_iter()
            .find(|(_, it)| it.state.call == call)
            .expect("the laptop's call");
        Laptop::join(self.office.wire(), &token, call, Senses::drawn(LAPTOP)).unwrap()
    }

    /// A call that is live, with the phone at it and picture and sound open.
    pub fn live(&self, phone: &mut Phone, booked: &Booked) -> Laptop {
        self.live_with(phone, booked, Senses::drawn(PHONE))
    }

    /// The same, with what the phone's camera and microphone take.
    pub fn live_with(&self, phone: &mut Phone, booked: &Booked, senses: Senses) -> Laptop {
        phone.open_senses(senses).unwrap();
        self.shortly_before(phone, booked, TimeDelta::minutes(5));
        phone.join().unwrap();
        let laptop = self.laptop(booked.call);
        self.office.set_clock(booked.starts_at).unwrap();
        phone.wait_live().unwrap();
        laptop
    }

    /// An establishment has done what it had left to do: noted as the checks of its line note it.
    pub fn goes_live(&self, id: &EstablishmentId) {
        let Running::Inside(Some(server), runtime) = &self.server else {
            panic!("only of a server inside");
        };
        let (app, id) = (server.app().clone(), id.clone());
        let at = app.clock.now();
        let done = StepDone {
            on: at.date_naive(),
            at,
            by: kinline_protocol::PersonName::parse("Elin Hughes").unwrap(),
        };
        let database = app.database.clone();
        let note = database.write(move |tx| -> Result<(), kinline_mock::problem::Refusal> {
            Step::ALL
                .into_iter()
                .try_for_each(|step| readiness::note(&app, tx, &id, step, &done, Actor::Server))
        });
        runtime.block_on(note).unwrap();
    }

    /// Waits until the server has done something so often, as its log has it.
    pub fn wait_logged(&self, action: &str, times: usize) {
        let path = "/v1/console/events";
        let end = Instant::now() + LIMIT;
        loop {
            let log: List<Event> = self.office.wire().get(self.developer(), path).unwrap();
            let found = log.items.iter().filter(|event| event.action == action);
            if found.count() >= times {
                return;
            }
            assert!(Instant::now() < end, "{action} is not in the log");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Family members that the seed brought: approved, able to call.
    pub fn families(&self) -> Vec<SeededPerson> {
        self.office.people(Role::Family).cloned().collect()
    }

    /// What a seeded family member's account knows of itself.
    pub fn me(&self, person: &SeededPerson) -> Me {
        self.office.wire().get(&person.token, routes::ME).unwrap()
    }

    pub fn developer(&self) -> &str {
        self.office.token(Role::Developer, None).unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Running::Inside(server, runtime) = &mut self.server
            && let Some(server) = server.take()
        {
            runtime.block_on(server.stop());
        }
    }
}

/// A booked call.
#[derive(Debug, Clone, Copy)]
pub struct Booked {
    pub id: BookingId,
    pub call: CallId,
    pub starts_at: DateTime<Utc>,
}

/// A phone over a data folder.
pub fn phone_at(data: &Path, server: &str, certificate: &str, language: Language) -> Phone {
    Phone::start(options_at(data, server, certificate, language)).unwrap()
}

fn options_at(data: &Path, server: &str, certificate: &str, language: Language) -> PhoneOptions {
    PhoneOptions {
        data: data.to_path_buf(),
        server: server.to_owned(),
        certificate_pem: Some(certificate.to_owned()),
        language,
        time_zone: "Europe/London".into(),
        models: None,
    }
}

/// Somebody invented.
pub fn somebody(name: &str) -> Person {
    Person {
        given_names: name.into(),
        family_name: "Example".into(),
        date_of_birth: NaiveDate::from_ymd_opt(1988, 4, 2).unwrap(),
        email: format!("{}@example.org", name.to_lowercase()),
    }
}

/// Whether something can be done on a screen.
pub fn can(screen: &Screen, is: impl Fn(&Action) -> bool) -> bool {
    tell::tappable(screen).iter().any(|(_, action)| is(action))
}

/// A program of this workspace, built from what is there now.
pub fn program(name: &str) -> PathBuf {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--offline"]);
        cargo.args([
            "--package",
            "kinline-mock",
            "--package",
            "kinline-phone",
            "--bins",
        ]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        // What cargo says of this package would be a change to build scripts: `ring` and all upon it would be built anew.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_") {
                cargo.env_remove(&*name);
            }
        }
        let status = cargo
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(status.success(), "the programs do not build");
    });
    // This test is in target/PROFILE/deps.
    let own = std::env::current_exe().unwrap();
    own.parent().and_then(Path::parent).unwrap().join(name)
}
