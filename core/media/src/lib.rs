//! One end of a call: WebRTC to the establishment's relay, Opus, jitter buffer, H.264 framing.
//!
//! [`Connection`] is the line: an SDP offer, its answer, ICE restarts, closing. [`CallMedia`] is what
//! goes through it, for the platform's camera, microphone, decoder and loudspeaker threads.
//!
//! ```no_run
//! # async fn post(offer: &str) -> String { String::new() }
//! # async fn call() -> Result<(), kinline_media::MediaError> {
//! use kinline_media::{Connection, Settings};
//! let (connection, offer) = Connection::open(Settings::default()).await?;
//! let answer = post(&offer).await; // POST …/media
//! connection.accept(&answer).await?;
//! let media = connection.media(); // clone it into the platform's threads
//! media.push_audio(&[0; 960]);
//! # Ok(()) }
//! ```
//!
//! Video is H.264 constrained baseline, encoded and decoded by the platform: whole access units in
//! Annex B pass through here. Sound is 48 kHz mono PCM: Opus is inside. Nothing that is said or shown is logged.

mod audio;
mod call_media;
mod connection;
mod error;
mod rate;
mod session;
mod stats;
mod transport;
mod video;

pub use call_media::{CallMedia, EncoderTarget, VideoUnit};
pub use connection::{Candidate, Connection, ConnectionState, Settings};
pub use error::MediaError;
pub use stats::MediaStats;
