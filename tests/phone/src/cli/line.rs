//! `kinline-phone line`: measuring.

use crate::{
    PhoneError,
    line::{self, LineOptions},
    senses::Senses,
    wire::Wire,
};
use clap::Args;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

#[derive(Debug, Args)]
pub(super) struct LineArguments {
    /// The media or watch address of a call, https://…
    #[arg(long)]
    media: String,
    /// The bearer token.
    #[arg(long, allow_hyphen_values = true)]
    token: String,
    /// How long, seconds; an interrupt (Ctrl-C) ends it earlier.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Sends nothing.
    #[arg(long)]
    receive_only: bool,
    /// Sends a loop that was encoded before and decodes nothing: the transport alone.
    #[arg(long)]
    no_codec: bool,
}

pub(super) fn run(
    arguments: &LineArguments,
    certificate: Option<&PathBuf>,
    senses: Senses,
) -> Result<String, PhoneError> {
    let pem = certificate.map(|path| super::read(path)).transpose()?;
    let wire = Wire::new(&arguments.media, &pem.unwrap_or_default())?;
    let options = LineOptions {
        length: Duration::from_secs(arguments.seconds),
        receive_only: arguments.receive_only,
        no_codec: arguments.no_codec,
        senses,
    };
    let stop = Arc::new(AtomicBool::new(false));
    let interrupted = stop.clone();
    wire.spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            interrupted.store(true, Relaxed);
        }
    });
    let (token, address) = (&arguments.token, &arguments.media);
    let result = line::run(&wire, token, address, options, &stop, || {
        super::say(r#"{"sending":true}"#);
    })?;
    serde_json::to_string(&result).map_err(|error| PhoneError::Broken(error.to_string()))
}
