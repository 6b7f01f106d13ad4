//! The whole journey, lived against a mock of its own and told line by line.

mod before;
mod call;
mod faces;
mod open;
mod teller;

pub use teller::Teller;

use crate::{
    Phone, PhoneError, PhoneOptions,
    folder::Folder,
    mock::{self, Mock, MockOptions},
    office::Office,
    steps::{Person, Prisoner},
};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use clap::Args;
use kinline_protocol::{BookingId, EstablishmentId, Language};
use std::{
    io::Write,
    net::IpAddr,
    path::{Path, PathBuf},
};

/// How to live it.
#[derive(Debug, Clone, Args)]
pub struct DemoOptions {
    /// The call's length, seconds: an establishment's setting.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(10..=3600))]
    pub seconds: u32,
    /// Keeps the data in this folder: the recordings are under it as .mp4.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// Leaves the server running at the end, and prints addresses and sign-in codes.
    #[arg(long)]
    pub open: bool,
    /// The address by which phones on the same network reach this machine, for a real phone beside `--open`.
    #[arg(long, value_name = "IP", requires = "open")]
    pub public_address: Option<IpAddr>,
    /// The kinline-mock program; beside this one if absent.
    #[arg(long)]
    pub mock: Option<PathBuf>,
}

/// What there is to tell at the end.
#[derive(Debug, Default)]
struct Summary {
    reference: String,
    first_frame_ms: Option<f64>,
    to_phone: usize,
    to_laptop: usize,
    to_staff: usize,
    pauses: usize,
    /// How long a stranger in the picture paused the call; none where faces are not watched.
    stranger_ms: Option<u64>,
    returned_ms: u64,
    talked_ms: u64,
    recordings: Vec<(PathBuf, String)>,
}

/// Everything that the story needs.
struct Story {
    teller: Teller,
    mock: Mock,
    office: Office,
    phone: Phone,
    phone_data: PathBuf,
    person: Person,
    prisoner: Prisoner,
    booking: Option<(BookingId, DateTime<Utc>)>,
    summary: Summary,
}

/// Lives the journey. Succeeds only if all of it happened.
pub fn run(options: &DemoOptions) -> Result<String, PhoneError> {
    let folder = Folder::new(options.keep.as_deref())?;
    let mut story = Story::begin(options, folder.path())?;
    story.settings(options.seconds)?;
    story.register()?;
    story.identity()?;
    story.people()?;
    story.book()?;
    story.call()?;
    story.ended(&folder.path().join("server"))?;
    let summary = story.summary.told();
    story.teller.write(&summary)?;
    if options.open {
        story.wait_in_a_call()?;
        story.stay_open()?;
    }
    Ok(String::new())
}

impl Story {
    fn begin(options: &DemoOptions, folder: &Path) -> Result<Self, PhoneError> {
        let mut teller = Teller::new(Box::new(std::io::stdout()));
        teller.chapter("A family's first call")?;
        let mock = Mock::start(MockOptions {
            program: mock::program(options.mock.as_deref())?,
            data: folder.join("server"),
            seed: "demo".into(),
            // A Monday in winter, early: free times of the week lie ahead.
            clock: Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).single(),
            public_address: options.public_address,
        })?;
        let office = mock.office()?;
        teller.say(format!(
            "The establishment's server answers at {}",
            mock.served().base
        ))?;
        let phone_data = folder.join("phone");
        let phone = Phone::start(PhoneOptions {
            data: phone_data.clone(),
            server: mock.served().base.clone(),
            certificate_pem: Some(mock.certificate()?),
            language: Language::English,
            time_zone: "Europe/Madrid".into(),
            models: crate::phone::models(),
        })?;
        Ok(Self {
            teller,
            prisoner: mock.served().prisoner()?,
            mock,
            office,
            phone,
            phone_data,
            person: Person {
                given_names: "Rhian".into(),
                family_name: "Example".into(),
                date_of_birth: NaiveDate::from_ymd_opt(1988, 4, 2).unwrap_or_default(),
                email: "rhian@example.org".into(),
            },
            booking: None,
            summary: Summary::default(),
        })
    }

    fn establishment(&self) -> &EstablishmentId {
        &self.prisoner.establishment
    }
}

impl Summary {
    fn told(&self) -> String {
        let first = self
            .first_frame_ms
            .map_or("-".into(), |ms| format!("{ms:.0} ms"));
        let stranger = self.stranger_ms.map_or(
            "faces were not watched (cargo xtask demo has models)".into(),
            |ms| {
                format!(
                    "seen, paused the call for {:.1} s, went; it went on by itself",
                    ms as f64 / 1000.0
                )
            },
        );
        let mut text = format!(
            "\nAll of it happened.\n\
             \x20 booking             {}\n\
             \x20 first frame         {first}\n\
             \x20 frames to the phone {}, to the laptop {}, to staff {}\n\
             \x20 pauses              {}, {:.1} s given back\n\
             \x20 a stranger          {stranger}\n\
             \x20 talked              {:.1} s\n",
            self.reference,
            self.to_phone,
            self.to_laptop,
            self.to_staff,
            self.pauses,
            self.returned_ms as f64 / 1000.0,
            self.talked_ms as f64 / 1000.0,
        );
        for (path, content) in &self.recordings {
            text.push_str(&format!("  recording           {}\n", path.display()));
            text.push_str(&format!("                      {content}\n"));
        }
        text
    }
}

/// Keeps something as a file for the one who lives the story.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PhoneError> {
    let written = std::fs::File::create(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| PhoneError::file(path, error))
}
