//! The line to the relay: offer, answer, ICE restart, closing.

use crate::session::{Session, run};
use crate::transport::{Sink, Transport, webrtc::WebRtc};
use crate::{CallMedia, MediaError};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::AbortHandle;

/// The most others that an offer has lines for.
const MOST_SLOTS: usize = 8;

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
pub struct Connection {
    session: Arc<Session>,
    transport: Arc<dyn Transport>,
    candidates: Mutex<mpsc::UnboundedReceiver<Candidate>>,
    sending: AbortHandle,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("state", &*self.session.state.borrow())
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Makes the connection and its SDP offer, with the host candidates in it.
    ///
    /// # Errors
    /// [`MediaError::NoNetwork`] without an interface, [`MediaError::Unsupported`] when a part cannot be made.
    pub async fn open(settings: Settings) -> Result<(Self, String), MediaError> {
        if !(1..=MOST_SLOTS).contains(&settings.receive_slots) {
            return Err(MediaError::Unsupported(format!(
                "{} receive slots",
                settings.receive_slots
            )));
        }
        let (session, outbox, candidates) = Session::new(settings.receive_slots)?;
        let sink: Arc<dyn Sink> = session.clone();
        let transport: Arc<dyn Transport> = Arc::new(WebRtc::open(&settings, sink).await?);
        let sending = tokio::spawn(run(session.clone(), transport.clone(), outbox)).abort_handle();
        let connection = Self {
            session,
            transport,
            candidates: Mutex::new(candidates),
            sending,
        };
        let offer = connection.transport.offer(false).await?;
        Ok((connection, offer))
    }

    /// Takes the relay's SDP answer to the latest offer, of [`open`](Self::open) or
    /// [`restart_ice`](Self::restart_ice).
    ///
    /// # Errors
    /// [`MediaError::BadAnswer`], [`MediaError::Closed`].
    pub async fn accept(&self, answer_sdp: &str) -> Result<(), MediaError> {
        self.open_still()?;
        self.transport.answer(answer_sdp).await?;
        self.session.accepted();
        Ok(())
    }

    /// A full SDP offer with new ICE credentials, for when the network changed. The call goes on with the same
    /// tracks once its answer is [accepted](Self::accept). May be repeated if no answer came.
    ///
    /// # Errors
    /// [`MediaError::NoNetwork`], [`MediaError::Closed`].
    pub async fn restart_ice(&self) -> Result<String, MediaError> {
        self.open_still()?;
        self.transport.offer(true).await
    }

    /// The next candidate that was found after the latest offer was handed out; `None` when the connection is closed.
    /// There is none unless gathering was slow.
    pub async fn next_candidate(&self) -> Option<Candidate> {
        let mut state = self.state();
        let mut candidates = self.candidates.lock().await;
        tokio::select! {
            candidate = candidates.recv() => candidate,
            _ = state.wait_for(|s| *s == ConnectionState::Closed) => None,
        }
    }

    /// How the line is, and every change.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<ConnectionState> {
        self.session.state.subscribe()
    }

    /// The media of this connection: a cheap clone.
    #[must_use]
    pub fn media(&self) -> CallMedia {
        CallMedia::new(self.session.clone())
    }

    /// Closes the line, within 100 ms or so. The relay learns of it by signalling (`DELETE`), not from here.
    pub async fn close(&self) {
        self.sending.abort();
        self.session.state(ConnectionState::Closed);
        self.transport.close().await;
    }

    fn open_still(&self) -> Result<(), MediaError> {
        match *self.session.state.borrow() {
            ConnectionState::Closed => Err(MediaError::Closed),
            _ => Ok(()),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.sending.abort();
        self.session.state(ConnectionState::Closed);
    }
}
