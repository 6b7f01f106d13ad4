//! The line to the relay: offer, answer, ICE restart, closing.

use crate::{CallMedia, MediaError};
use std::net::IpAddr;
use tokio::sync::watch;

/// How to open a [`Connection`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The address to call from. `None`: every interface that there is, looked up again at each ICE
    /// restart, so that a call can move from one network to another.
    pub local_address: Option<IpAddr>,
    /// How many others can be seen and heard at once (the laptop and up to three other callers): 1 to 8.
    pub receive_slots: usize,
    /// Offer loopback addresses too: for a relay on the same machine.
    pub include_loopback: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            local_address: None,
            receive_slots: 4,
            include_loopback: false,
        }
    }
}

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectionState {
    /// Not there yet: no answer, or ICE and DTLS are on their way.
    Connecting,
    /// Media can flow.
    Connected,
    /// Nothing comes through. It may come back by itself; an ICE restart helps it.
    Lost,
    /// Over. Open a new connection.
    Closed,
}

/// An ICE candidate found after the offer was made, to be sent by PATCH (RFC 9725, section 4.3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The value of an `a=` line of a trickle ICE fragment: `candidate:…`.
    pub line: String,
    /// The media line that it belongs to.
    pub mid: String,
}

/// One WebRTC connection to the relay. Dropping it closes it.
///
/// Open it and use it on a tokio runtime. Its offer holds all media lines of the call from the start, so nothing
/// is ever renegotiated: mids `0` and `1` are our own sound and picture (and receive slot 0), then a
/// pair of receiving lines for each further slot.
#[derive(Debug)]
pub struct Connection {
    media: CallMedia,
    state: watch::Receiver<ConnectionState>,
}

impl Connection {
    /// Makes the connection and its SDP offer, with the host candidates in it.
    ///
    /// # Errors
    /// [`MediaError::NoNetwork`] without an interface, [`MediaError::Unsupported`] when a part cannot be made.
    pub async fn open(settings: Settings) -> Result<(Self, String), MediaError> {
        let _ = settings;
        Err(MediaError::Unsupported("not built yet".into()))
    }

    /// Takes the relay's SDP answer to the latest offer, of [`open`](Self::open) or
    /// [`restart_ice`](Self::restart_ice).
    ///
    /// # Errors
    /// [`MediaError::BadAnswer`], [`MediaError::Closed`].
    pub async fn accept(&self, answer_sdp: &str) -> Result<(), MediaError> {
        let _ = answer_sdp;
        Err(MediaError::Closed)
    }

    /// A full SDP offer with new ICE credentials, for when the network changed. The call goes on with the same
    /// tracks once its answer is [accepted](Self::accept). May be repeated if no answer came.
    ///
    /// # Errors
    /// [`MediaError::NoNetwork`], [`MediaError::Closed`].
    pub async fn restart_ice(&self) -> Result<String, MediaError> {
        Err(MediaError::Closed)
    }

    /// The next candidate that was found after the latest offer was handed out; `None` when the connection is closed.
    /// There is none unless gathering was slow.
    pub async fn next_candidate(&self) -> Option<Candidate> {
        None
    }

    /// How the line is, and every change.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<ConnectionState> {
        self.state.clone()
    }

    /// The media of this connection: a cheap clone.
    #[must_use]
    pub fn media(&self) -> CallMedia {
        self.media.clone()
    }

    /// Closes the line, within 100 ms. The relay learns of it by signalling (`DELETE`), not from here.
    pub async fn close(&self) {}
}
