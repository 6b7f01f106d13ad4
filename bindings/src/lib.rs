//! The core as Kotlin, Swift and Python see it: a facade with no rule of its own.
//!
//! Types of the core are described to uniffi as *remote* types: the compiler holds each description
//! to the type that it describes, so a variant added to the core fails here until it is added too.

mod actions;
#[cfg(target_os = "android")]
mod android;
mod app;
mod log;
mod media;
mod platform;
mod screens;
mod values;

uniffi::setup_scaffolding!();

pub use app::{App, AppError, Config, ServerLink, Trust, read_server_link};
pub use log::{LogLevel, LogLine, LogSink, start_logging, stop_logging};
pub use media::{CallMedia, EncoderTarget, VideoUnit};
pub use platform::{PlatformError, ScreenObserver, SecureStore, platform_words, start_failure};
