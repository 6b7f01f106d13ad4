//! The command line.

use crate::{
    audit,
    database::{Database, DatabaseError},
    seed::{Seed, Seeded},
    server::{DATABASE_FILE, Options, Server, ServerError},
    timetable::command as timetable,
};
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use kinline_protocol::account::Role;
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

const EXAMPLES: &str = "\
Examples:
  kinline-mock serve
      A demo on https://127.0.0.1:8443 with its data in ./kinline-data. Prints sign-in codes for
      the console, the staff page, the laptop page and the review page: open one in a browser,
      accept the self-made certificate, type the code.

  kinline-mock serve --seed call-now --data /tmp/now
      A call that is open already, for family, laptop and staff at once.

  kinline-mock serve --listen 0.0.0.0:8443 --public-address 192.168.1.20
      Real phones on the same network reach it; give them the certificate in the data folder.

  kinline-mock serve --listen 127.0.0.1:0 --json
      For programs: a free port, and one line of JSON with everything needed to connect.

  kinline-mock audit verify --data kinline-data
      Checks that nobody has changed the audit log.

  kinline-mock timetable slots --file HLI-hull.yml --today 2026-11-22
      What an establishment offers from the Ministry's file, and what is odd about it.

What to do next: open the console, read the mails there (a family's code comes as one), move the
clock to a booked call, switch on a fault. The API is described at /docs and /openapi.json.";

/// The establishment's side of Kinline: API, identity review, media relay, recorder, pages.
#[derive(Debug, Parser)]
#[command(name = "kinline-mock", version, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server until Ctrl-C
    Serve(Serve),
    /// Look after the audit log
    #[command(subcommand)]
    Audit(Audit),
    /// Read timetables in the Ministry's format
    #[command(subcommand)]
    Timetable(timetable::Command),
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8443", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The data folder; made if need be, kept when the server stops
    #[arg(long, default_value = "kinline-data", value_name = "FOLDER")]
    data: PathBuf,
    /// What a new data folder starts with
    #[arg(long, value_enum, default_value = "demo")]
    seed: Seed,
    /// What the clock shall say at the start, such as 2026-11-25T13:45:00Z; it goes on from there
    #[arg(long, value_name = "RFC3339")]
    clock: Option<DateTime<Utc>>,
    /// The address by which phones reach this machine
    #[arg(long, value_name = "IP")]
    public_address: Option<IpAddr>,
    /// The folder with faces.bin (cargo xtask models), to watch faces in calls
    #[arg(long, value_name = "FOLDER", env = "KINLINE_MODELS")]
    models: Option<PathBuf>,
    /// Print one line of JSON, for programs
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Check the chain of hashes; fails at the first line that does not fit
    Verify {
        /// The data folder
        #[arg(long, default_value = "kinline-data", value_name = "FOLDER")]
        data: PathBuf,
    },
}

/// Does what the command line asks for.
pub async fn run(cli: Cli) -> Result<ExitCode, ServerError> {
    match cli.command {
        Command::Serve(options) => serve(options).await,
        Command::Audit(Audit::Verify { data }) => verify(data).await,
        Command::Timetable(command) => Ok(timetable::run(&command, io::stdout().lock())?),
    }
}

async fn serve(options: Serve) -> Result<ExitCode, ServerError> {
    let end = Signals::listen()?;
    let data = options.data.clone();
    let server = Server::start(Options {
        listen: options.listen,
        data: options.data,
        seed: options.seed,
        clock: options.clock,
        public_address: options.public_address,
        models: options.models,
    })
    .await?;
    let certificate = std::path::absolute(data.join("certificate.pem"))?;
    let about = match options.json {
        true => description(&server, &certificate.to_string_lossy()).to_string(),
        false => overview(&server, &certificate.to_string_lossy()),
    };
    say(&about)?;
    end.wait().await;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}

async fn verify(data: PathBuf) -> Result<ExitCode, ServerError> {
    let file = data.join(DATABASE_FILE);
    if !file.exists() {
        return Err(ServerError::NoData(data));
    }
    let database = Database::open(&file)?;
    let found = database
        .read(|c| audit::verify(c).map_err(DatabaseError::from))
        .await?;
    match found {
        Ok(count) => {
            say(&format!("OK: {count} lines, every hash fits"))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            say(&format!("BROKEN at {broken}"))?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// SIGINT and SIGTERM, heard from before the server starts.
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

const PAGES: [(&str, &str, Role); 4] = [
    ("console", "/console", Role::Developer),
    ("review", "/review", Role::Reviewer),
    ("staff", "/staff", Role::Staff),
    ("laptop", "/laptop", Role::Laptop),
];

fn description(server: &Server, certificate: &str) -> Value {
    let base = server.base_url();
    let mut pages: serde_json::Map<_, _> = PAGES
        .iter()
        .map(|(name, path, _)| ((*name).to_owned(), json!(format!("{base}{path}"))))
        .collect();
    pages.insert("docs".to_owned(), json!(format!("{base}/docs")));
    let Seeded {
        people,
        prisoners,
        call,
    } = server.codes();
    let mut description = json!({
        "base": base,
        "certificate": certificate,
        "fingerprint": server.fingerprint(),
        "pages": pages,
        "people": people,
        "prisoners": prisoners,
    });
    if let (Some(call), Some(fields)) = (call, description.as_object_mut()) {
        fields.insert("call".to_owned(), json!(call));
    }
    description
}

fn overview(server: &Server, certificate: &str) -> String {
    let base = server.base_url();
    let mut text = format!("Kinline runs at {base}\n\n");
    for (name, path, role) in PAGES {
        text += &format!("  {name:<8} {base}{path}\n");
        for person in server
            .codes()
            .people
            .iter()
            .filter(|person| person.role == role)
        {
            let code = person.code.as_deref().unwrap_or_default();
            let place = person.establishment.as_ref().map(|id| format!(" ({id})"));
            let (name, place) = (person.name.as_str(), place.unwrap_or_default());
            text += &format!("           code {code}  {name}{place}\n");
        }
    }
    text += &format!("  API      {base}/docs\n\n");
    if let Some(call) = &server.codes().call {
        let (id, reference) = (call.id, &call.reference);
        text += &format!("Call {reference} is open: {base}/v1/calls/{id}\n\n");
    }
    text += &format!(
        "Certificate  {certificate}\nFingerprint  {}\n\n",
        server.fingerprint()
    );
    text += "Next: sign in to the console, and read a family's code in its mails. Ctrl-C stops it;\n\
             the data stay. `kinline-mock --help` has examples.";
    text
}

fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
