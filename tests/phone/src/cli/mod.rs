//! The command line: each step a sub-command over the phone's data folder.

mod line;
mod steps;

use crate::{
    PhoneError, PhoneOptions,
    camera::Camera,
    demo::{self, DemoOptions},
    senses::Senses,
    swarm::{self, SwarmOptions},
    voice::Voice,
};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use kinline_protocol::Language;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A phone without a phone: the real core of the app, driven from the command line.
#[derive(Debug, Parser)]
#[command(
    name = "kinline-phone",
    version,
    after_help = "A journey, step by step. Kill it at any step and go on: everything is in the data folder.

  kinline-mock serve --seed demo --data /tmp/mock --json > mock.json &
  kinline-phone --data /tmp/phone --server https://127.0.0.1:PORT --certificate /tmp/mock/certificate.pem \\
                register --email ann@example.org
  kinline-phone --data /tmp/phone confirm --code 123456      (from the mock's console: /console)
  kinline-phone --data /tmp/phone identity --given-names Ann --family-name Example --born 1988-04-02
  kinline-phone --data /tmp/phone policy
  kinline-phone --data /tmp/phone contact --establishment BWI --number A1234BC \\
                --given-names Tom --family-name Example --born 1985-03-27
  kinline-phone --data /tmp/phone slots
  kinline-phone --data /tmp/phone book
  kinline-phone --data /tmp/phone calendar --out visit.ics
  kinline-phone --data /tmp/phone call --save-frames /tmp/frames
  kinline-phone --data /tmp/phone screen                     (where is it now?)

Server, certificate, language and time zone are remembered in the data folder.
The whole story at once: kinline-phone demo"
)]
pub struct Cli {
    /// What the phone is and how it speaks.
    #[command(flatten)]
    phone: PhoneArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct PhoneArguments {
    /// The phone's data folder: everything that it keeps.
    #[arg(long, global = true, default_value = "kinline-phone-data")]
    data: PathBuf,
    /// The server's address, https://…
    #[arg(long, global = true)]
    server: Option<String>,
    /// The only certificate to trust (PEM file).
    #[arg(long, global = true)]
    certificate: Option<PathBuf>,
    /// en or cy, until another is chosen on the phone.
    #[arg(long, global = true, value_parser = language)]
    language: Option<Language>,
    /// The phone's time zone (IANA name).
    #[arg(long, global = true)]
    time_zone: Option<String>,
    /// One JSON object on stdout instead of words.
    #[arg(long, global = true)]
    json: bool,
    /// What the camera sees: a JPEG, PNG or Y4M file; a drawn moving picture if absent.
    #[arg(long, global = true)]
    camera: Option<PathBuf>,
    /// What the microphone hears: a WAV file; something like a voice if absent.
    #[arg(long, global = true)]
    voice: Option<PathBuf>,
    /// Keeps decoded pictures of a call in this folder (PNG).
    #[arg(long, global = true)]
    save_frames: Option<PathBuf>,
    /// Keeps all that the loudspeaker plays (WAV).
    #[arg(long, global = true)]
    save_sound: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Asks for a code by mail.
    Register {
        /// Where the code goes.
        #[arg(long)]
        email: String,
    },
    /// Types the code from the mail.
    Confirm {
        /// Six digits.
        #[arg(long)]
        code: String,
    },
    /// Proves who one is: details, photos, sending. Goes on where it was cut off.
    Identity {
        #[command(flatten)]
        who: Who,
        /// The photo of the passport; a drawn specimen if absent.
        #[arg(long)]
        document: Option<PathBuf>,
        /// The portrait; a drawn one if absent.
        #[arg(long)]
        portrait: Option<PathBuf>,
    },
    /// Reads and agrees to the acceptable use policy.
    Policy,
    /// Adds the person in prison.
    Contact {
        /// The establishment's code, such as BWI.
        #[arg(long)]
        establishment: String,
        /// The prisoner number, such as A1234BC.
        #[arg(long)]
        number: String,
        #[command(flatten)]
        who: Who,
    },
    /// Adds an approved visitor who comes along.
    Companion {
        /// From the other visitor's app.
        #[arg(long)]
        number: String,
        /// The other visitor's date of birth.
        #[arg(long)]
        born: NaiveDate,
    },
    /// Lists the free times.
    Slots,
    /// Holds a free time and asks for it.
    Book {
        /// Which of the free times, counted from 1.
        #[arg(long, default_value_t = 1)]
        slot: usize,
        /// Brings everybody along who can come.
        #[arg(long)]
        everybody: bool,
    },
    /// Lists the bookings.
    Bookings,
    /// Writes the calendar file of the next booking.
    Calendar {
        /// Where to.
        #[arg(long, default_value = "visit.ics")]
        out: PathBuf,
    },
    /// Lists the reminders that the platform was given.
    Reminders,
    /// Joins the next call: device check, waiting room, call, until it ends.
    Call {
        /// Leaves after so many seconds.
        #[arg(long)]
        seconds: Option<u64>,
        /// Draws the call's screen as an HTML page once it is live, with the other side's picture.
        #[arg(long)]
        html: Option<PathBuf>,
    },
    /// Tries out the camera: what the phone says of what is before it. Needs a booked call, as the way there does.
    Rehearse {
        /// What the camera sees: JPEG or PNG.
        photo: PathBuf,
    },
    /// Shows where it is.
    Screen {
        /// Draws it as an HTML page.
        #[arg(long)]
        html: Option<PathBuf>,
        /// What stands in for the picture of a call (PNG).
        #[arg(long, requires = "html")]
        picture: Option<PathBuf>,
    },
    /// Taps what says exactly this.
    Tap {
        /// The words on it.
        label: String,
    },
    /// A plain line to a media address (WHIP or WHEP), for measuring: no app around it.
    Line(line::LineArguments),
    /// Lives the whole journey against a mock of its own, told line by line.
    Demo(DemoOptions),
    /// Many phones want few slots of a mock of its own, which is killed in the middle: who got what?
    Swarm(SwarmOptions),
}

#[derive(Debug, Args)]
struct Who {
    /// First names.
    #[arg(long)]
    given_names: String,
    /// Last name.
    #[arg(long)]
    family_name: String,
    /// Date of birth, 1988-04-02.
    #[arg(long)]
    born: NaiveDate,
}

/// Does what the command line says; gives the words to print.
pub fn run(cli: Cli) -> Result<String, PhoneError> {
    match cli.command {
        Command::Demo(options) => demo::run(&options),
        Command::Swarm(options) => {
            let report = swarm::run(&options)?;
            match cli.phone.json {
                true => serde_json::to_string(&report)
                    .map_err(|error| PhoneError::Broken(error.to_string())),
                false => Ok(report.to_string()),
            }
        }
        Command::Line(arguments) => {
            let phone = cli.phone;
            line::run(&arguments, phone.certificate.as_ref(), phone.senses()?)
        }
        command => steps::run(&cli.phone, &command),
    }
}

/// What a data folder remembers of how it was used.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    server: String,
    certificate: Option<PathBuf>,
    language: Language,
    time_zone: String,
}

impl PhoneArguments {
    fn options(&self) -> Result<PhoneOptions, PhoneError> {
        let path = self.data.join("kinline-phone.json");
        let before: Option<Remembered> = std::fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let server = self
            .server
            .clone()
            .or(before.as_ref().map(|it| it.server.clone()));
        let server =
            server.ok_or_else(|| PhoneError::file(&path, "not used before: --server is needed"))?;
        let now = Remembered {
            server,
            certificate: match &self.certificate {
                Some(path) => Some(absolute(path)?),
                None => before.as_ref().and_then(|it| it.certificate.clone()),
            },
            language: self
                .language
                .or(before.as_ref().map(|it| it.language))
                .unwrap_or_default(),
            time_zone: self
                .time_zone
                .clone()
                .or(before.map(|it| it.time_zone))
                .unwrap_or_else(|| "Europe/London".into()),
        };
        let json = serde_json::to_vec_pretty(&now)
            .map_err(|error| PhoneError::Broken(error.to_string()))?;
        std::fs::create_dir_all(&self.data)
            .and_then(|()| std::fs::write(&path, json))
            .map_err(|error| PhoneError::file(&path, error))?;
        let certificate_pem = now.certificate.as_deref().map(read).transpose()?;
        Ok(PhoneOptions {
            data: self.data.clone(),
            server: now.server,
            certificate_pem,
            language: now.language,
            time_zone: now.time_zone,
            models: crate::phone::models(),
        })
    }

    fn senses(&self) -> Result<Senses, PhoneError> {
        let drawn = Senses::drawn(1);
        Ok(Senses {
            camera: match &self.camera {
                Some(path) => Some(Camera::open(path)?),
                None => drawn.camera,
            },
            voice: match &self.voice {
                Some(path) => Some(Voice::open(path)?),
                None => drawn.voice,
            },
            save_frames: self.save_frames.clone(),
            save_sound: self.save_sound.clone(),
            ..Senses::none()
        })
    }
}

fn read(path: &Path) -> Result<String, PhoneError> {
    std::fs::read_to_string(path).map_err(|error| PhoneError::file(path, error))
}

fn absolute(path: &Path) -> Result<PathBuf, PhoneError> {
    path.canonicalize()
        .map_err(|error| PhoneError::file(path, error))
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "en" => Ok(Language::English),
        "cy" => Ok(Language::Welsh),
        _ => Err("en or cy".into()),
    }
}

/// What a step tells while it goes on: the words that it returns come at its end.
#[allow(clippy::print_stdout)]
fn say(words: &str) {
    use std::io::Write;
    println!("{words}");
    // Who reads a pipe wants it now; who closed it wants nothing.
    let _ = std::io::stdout().flush();
}
