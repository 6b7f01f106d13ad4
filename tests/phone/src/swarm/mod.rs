//! Many phones want few slots at the same moment, over real HTTPS, while the server is killed.
//!
//! What is held: each slot is booked exactly once, everybody else has a clear answer, and what
//! somebody was told before the server died is true after it came back.

mod connection;
mod phone;
mod report;

pub use report::Report;

use crate::{
    PhoneError,
    folder::Folder,
    mock::{self, Mock, MockOptions},
    office::Office,
};
use chrono::{TimeZone, Utc};
use clap::Args;
use futures_util::future::try_join_all;
use kinline_protocol::{
    EstablishmentId,
    booking::{Booking, Slot},
};
use phone::{Answer, SwarmPhone};
use std::{
    path::{Path, PathBuf},
    process::{self, Command},
    thread,
    time::Instant,
};
use tokio::sync::watch;

/// A call's length: many fit in a day.
const CALL_SECONDS: u32 = 10 * 60;

/// How many, for how many.
#[derive(Debug, Clone, Args)]
pub struct SwarmOptions {
    /// Phones, each of a family of its own.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub phones: u32,
    /// Slots that all of them want.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..))]
    pub slots: u16,
    /// Leaves the server alone; otherwise it is killed (-9) when half of the slots are booked, and
    /// started again.
    #[arg(long)]
    pub steady: bool,
    /// Each phone wants a slot of its own, as far as there are: for measuring.
    #[arg(long)]
    pub apart: bool,
    /// Keeps the server's data in this folder.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// The kinline-mock program; beside this one if absent.
    #[arg(long)]
    pub mock: Option<PathBuf>,
}

/// Lets them loose. Fails unless every promise was kept.
pub fn run(options: &SwarmOptions) -> Result<Report, PhoneError> {
    let folder = Folder::new(options.keep.as_deref())?;
    let data = folder.path().join("server");
    let program = mock::program(options.mock.as_deref())?;
    let mut mock = Mock::start(MockOptions {
        program: program.clone(),
        data: data.clone(),
        seed: "demo".into(),
        // A Monday in winter, early: free times of the week lie ahead.
        clock: Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).single(),
        public_address: None,
    })?;
    let office = mock.office()?;
    let at = mock.served().prisoner()?.establishment;
    open_one_laptop(&office, &at)?;
    let mut phones = phones(&office, &at, options.phones)?;
    // One thread for all of them leaves the machine to the server.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| PhoneError::Broken(format!("no runtime: {error}")))?;
    let first = phones.first_mut().map(SwarmPhone::slots);
    let first = first.ok_or_else(|| PhoneError::Broken("nobody takes part".into()))?;
    let targets = targets(runtime.block_on(first)?, options.slots.into())?;

    // Everybody is connected, and has nothing yet.
    let before = runtime.block_on(bookings(&mut phones))?;
    if before.iter().any(|bookings| !bookings.is_empty()) {
        return Err(PhoneError::Broken(
            "somebody has a booking at the start".into(),
        ));
    }

    let own = || mock::cpu_seconds(process::id());
    let (started, cpu, own_cpu) = (Instant::now(), mock.cpu_seconds(), own());
    let (booked, half) = watch::channel(0usize);
    let wanted = targets.len().min(phones.len());
    let going: Vec<_> = phones
        .iter_mut()
        .enumerate()
        .map(|(number, phone)| {
            let own = options.apart.then(|| targets[number % targets.len()].id);
            phone.go(&targets, own, booked.clone())
        })
        .collect();
    drop(booked);
    let (answers, kills) = thread::scope(|scope| {
        let killing = scope.spawn(|| match options.steady {
            true => Ok(0),
            false => kill_at_half(&office, &mut mock, half, wanted),
        });
        let answers = runtime.block_on(try_join_all(going));
        (answers, killing.join())
    });
    let seconds = started.elapsed().as_secs_f64();
    let own_cpu = own().zip(own_cpu);
    let kills = kills.map_err(|_| PhoneError::Broken("who kills has panicked".into()))??;
    let answers = answers?;
    let cpu = mock.cpu_seconds().zip(cpu).filter(|_| kills == 0);

    runtime.block_on(ask_again(&mut phones, &answers))?;
    let bookings = runtime.block_on(bookings(&mut phones))?;
    mock.kill()?;
    let mut report = Report::new(&targets, &answers, &bookings, kills, seconds)?;
    report.server_cpu_seconds = cpu.map(|(after, before)| after - before);
    report.phones_cpu_seconds = own_cpu.map(|(after, before)| after - before);
    verify_audit(&program, &data)?;
    Ok(report)
}

/// One call at a time, in short calls one after the other, from tomorrow on, without being asked.
fn open_one_laptop(office: &Office, at: &EstablishmentId) -> Result<(), PhoneError> {
    office.change_settings(at, |settings| {
        settings.call_seconds = CALL_SECONDS;
        settings.turn_round_seconds = 0;
        settings.capacity = 1;
        settings.lead_days = 0;
        settings.automatic = true;
    })
}

fn phones(
    office: &Office,
    at: &EstablishmentId,
    count: u32,
) -> Result<Vec<SwarmPhone>, PhoneError> {
    let families = office.add_families(at, count)?;
    let numbered = families.iter().zip(0..);
    numbered
        .map(|(family, number)| SwarmPhone::new(office.wire(), family, number))
        .collect()
}

/// What each has.
async fn bookings(phones: &mut [SwarmPhone]) -> Result<Vec<Vec<Booking>>, PhoneError> {
    try_join_all(phones.iter_mut().map(SwarmPhone::bookings)).await
}

/// Who has booked and sends it again is told the same, also by a server that was killed meanwhile.
async fn ask_again(phones: &mut [SwarmPhone], answers: &[Answer]) -> Result<(), PhoneError> {
    for (phone, answer) in phones.iter_mut().zip(answers) {
        if let Answer::Booked(booking) = answer
            && phone.book_again().await? != **booking
        {
            let why = "a booking that is sent again is answered another way";
            return Err(PhoneError::Broken(why.into()));
        }
    }
    Ok(())
}

/// The first of the slots that are offered.
fn targets(mut offered: Vec<Slot>, count: usize) -> Result<Vec<Slot>, PhoneError> {
    if offered.len() < count {
        let offered = offered.len();
        return Err(PhoneError::Broken(format!(
            "the establishment offers only {offered} slots"
        )));
    }
    offered.truncate(count);
    Ok(offered)
}

fn kill_at_half(
    office: &Office,
    mock: &mut Mock,
    mut booked: watch::Receiver<usize>,
    all: usize,
) -> Result<usize, PhoneError> {
    let wait = booked.wait_for(|booked| *booked >= all.div_ceil(2));
    if office.wire().block_on(wait).is_err() {
        // All have ended before: their answers say why.
        return Ok(0);
    }
    mock.kill()?;
    mock.start_again()?;
    Ok(1)
}

/// The chain of the audit log is whole, although the server died on the way.
fn verify_audit(program: &Path, data: &Path) -> Result<(), PhoneError> {
    let output = Command::new(program)
        .args(["audit", "verify", "--data"])
        .arg(data)
        .output()
        .map_err(|error| PhoneError::file(program, error))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(PhoneError::Broken(
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )),
    }
}
