//! `kinline-mock` as a child process, so that it can be killed as a machine kills it.

use crate::{
    PhoneError,
    office::{Office, Served},
    wire::Wire,
};
use chrono::{DateTime, Utc};
use std::{
    io::{BufRead, BufReader},
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// How to start it.
#[derive(Debug, Clone)]
pub struct MockOptions {
    /// The program.
    pub program: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// `demo`, `call-now` or `empty`.
    pub seed: String,
    /// What its clock says at the start; it goes on from there. `None`: where the data folder's was.
    pub clock: Option<DateTime<Utc>>,
    /// The address by which phones on the same network reach this machine; only this machine reaches it if absent.
    pub public_address: Option<IpAddr>,
}

/// A running mock; dropping it kills it.
pub struct Mock {
    options: MockOptions,
    child: Child,
    served: Served,
}

impl Mock {
    /// Starts it on a free port and waits until it answers.
    pub fn start(options: MockOptions) -> Result<Self, PhoneError> {
        let listen = match options.public_address {
            Some(IpAddr::V4(_)) => IpAddr::from([0; 4]),
            Some(IpAddr::V6(_)) => IpAddr::from([0; 16]),
            None => IpAddr::from([127, 0, 0, 1]),
        };
        Self::start_on(options, SocketAddr::new(listen, 0))
    }

    /// What it says of itself.
    #[must_use]
    pub fn served(&self) -> &Served {
        &self.served
    }

    /// The certificate to trust, PEM.
    pub fn certificate(&self) -> Result<String, PhoneError> {
        let path = &self.served.certificate;
        std::fs::read_to_string(path).map_err(|error| PhoneError::file(path, error))
    }

    /// Everybody who works there.
    pub fn office(&self) -> Result<Office, PhoneError> {
        let wire = Wire::new(&self.served.base, &self.certificate()?)?;
        Ok(Office::new(wire, self.served.people.clone()))
    }

    /// Kills it, as `kill -9` does: nothing is finished, nobody is told.
    pub fn kill(&mut self) -> Result<(), PhoneError> {
        self.child
            .kill()
            .and_then(|()| self.child.wait())
            .map_err(unstartable)?;
        Ok(())
    }

    /// Starts it again after [`kill`](Self::kill), at the same address and over the same data.
    pub fn start_again(&mut self) -> Result<(), PhoneError> {
        let base = url::Url::parse(&self.served.base)
            .map_err(|error| PhoneError::Broken(error.to_string()))?;
        let address = base.socket_addrs(|| None).map_err(unstartable)?;
        let address = address.first().copied();
        let address = address.ok_or_else(|| PhoneError::Broken("no address".into()))?;
        let options = MockOptions {
            clock: None,
            ..self.options.clone()
        };
        *self = Self::start_on(options, address)?;
        Ok(())
    }

    /// CPU that it has used, all its threads, where the system tells it (Linux).
    pub fn cpu_seconds(&self) -> Option<f64> {
        cpu_seconds(self.pid())
    }

    /// Leaves it running when this is dropped.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    fn start_on(options: MockOptions, listen: SocketAddr) -> Result<Self, PhoneError> {
        std::fs::create_dir_all(&options.data)
            .map_err(|error| PhoneError::file(&options.data, error))?;
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(options.data.join("mock.log"))
            .map_err(|error| PhoneError::file(&options.data, error))?;
        let mut command = Command::new(&options.program);
        command
            .args(["serve", "--json", "--seed", &options.seed])
            .args(["--listen", &listen.to_string()])
            .arg("--data")
            .arg(&options.data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        if let Some(address) = options.public_address {
            command.args(["--public-address", &address.to_string()]);
        }
        if let Some(clock) = options.clock {
            command.args(["--clock", &clock.to_rfc3339()]);
        }
        let mut child = command
            .spawn()
            .map_err(|error| PhoneError::file(&options.program, error))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            // An answer that is no JSON line ends up in the error below.
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        match serde_json::from_str(&line) {
            Ok(served) => Ok(Self {
                options,
                child,
                served,
            }),
            Err(error) => {
                let _ = child.kill().and_then(|()| child.wait());
                let said = tail(&options.data.join("mock.log"));
                Err(PhoneError::Broken(format!(
                    "the mock did not start ({error}): {line}{said}"
                )))
            }
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

fn unstartable(error: std::io::Error) -> PhoneError {
    PhoneError::Broken(format!("the mock: {error}"))
}

fn tail(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(10).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

/// CPU that a process has used, all its threads, where the system tells it (Linux).
pub(crate) fn cpu_seconds(process: u32) -> Option<f64> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let used = tasks.filter_map(|task| {
        let of = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        of.split(' ').next()?.parse::<f64>().ok()
    });
    Some(used.sum::<f64>() / 1e9)
}

pub(crate) fn program(given: Option<&Path>) -> Result<PathBuf, PhoneError> {
    if let Some(path) = given {
        return Ok(path.to_path_buf());
    }
    let own = std::env::current_exe().map_err(|error| PhoneError::file("kinline-phone", error))?;
    let beside = own.with_file_name("kinline-mock");
    match beside.is_file() {
        true => Ok(beside),
        false => Err(PhoneError::file(
            beside,
            "not built: cargo build -p kinline-mock",
        )),
    }
}
