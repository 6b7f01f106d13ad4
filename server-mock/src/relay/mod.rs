//! The media relay: takes in everybody's picture and sound and forwards them, untranscoded.
//!
//! One thread has all sessions, one UDP socket and one ICE-TCP listener (RFC 6544, passive). The
//! relay is ICE-lite and knows nothing of bookings: the call feature opens and closes sessions and
//! says whether a call flows. While it does not, nothing is forwarded between participants; staff
//! and the recorder go on receiving.

mod echo;
mod forward;
mod keyframe;
mod limit;
mod poor;
mod rewrite;
pub(crate) mod rounds;
mod sdp;
mod session;
mod slots;
mod tcp;
mod thread;

pub use echo::EchoReport;
pub(crate) use keyframe::starts as is_entry;
pub use sdp::{Fragment, Kind, SdpError};

use crate::{app::AppState, auth::Developer, extract::Json, faces, problem};
use axum::extract::State;
use bytes::Bytes;
use kinline_protocol::{
    CallId, ErrorCode, List, MediaSessionId, ParticipantId,
    call::{Side, StreamSlot},
    console::PoorLine,
};
use std::{
    net::{IpAddr, SocketAddr, UdpSocket},
    sync::{Arc, mpsc},
    time::{Duration, Instant, SystemTime},
};
use thread::Command;
use tokio::sync::{mpsc as events, oneshot};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sessions))
}

/// How every media session fares.
#[utoipa::path(
    get,
    path = "/v1/console/media",
    tag = "console",
    security(("developer" = [])),
    responses((status = 200, body = List<SeenSession>))
)]
async fn sessions(
    _developer: Developer,
    State(app): State<AppState>,
) -> problem::Answer<Json<List<SeenSession>>> {
    let stats = app
        .calls
        .media()
        .await
        .map_err(|_| ErrorCode::Unavailable)?;
    let seen = stats.into_iter().map(|stats| SeenSession {
        faces: app.calls.face_load(stats.session),
        stats,
    });
    Ok(Json(seen.collect::<Vec<_>>().into()))
}

/// How a session fares, and what looking at its pictures costs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
struct SeenSession {
    #[serde(flatten)]
    stats: SessionStats,
    /// None where nobody looks at them.
    faces: Option<faces::Load>,
}

/// Where the relay can be reached.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: IpAddr,
    /// The host address in its candidates.
    pub public: IpAddr,
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// The offer cannot be answered: the client must make another.
    #[error(transparent)]
    Sdp(#[from] SdpError),
    /// A fragment that is not of the ICE session that there is: it came too late.
    #[error("the fragment is of another ICE session")]
    OtherIceSession,
    /// There is no such session, or no longer: the client must open a new one.
    #[error("the media session is gone")]
    Gone,
    /// The sockets or the thread could not be had, or the thread has ended.
    #[error("the relay is not running: {0}")]
    Down(String),
}

/// Whose session it is, and what it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sends, and is shown the others while the call flows.
    Participant(ParticipantId, Side),
    /// Sends nothing, and is shown everybody, or one only.
    Watcher(Option<ParticipantId>),
    /// Gets back what it sends; in no call with anybody.
    Echo,
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: MediaSessionId,
    /// In which call.
    pub call: CallId,
    /// Whose.
    pub role: Role,
    /// The client's SDP offer.
    pub offer: String,
    /// What a fault does to its line.
    pub poor_line: Option<PoorLine>,
}

/// The relay's side of a negotiation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// An SDP answer; after an ICE restart by fragment, a fragment.
    pub sdp: String,
    /// Counts the ICE sessions of a media session, from 1.
    pub ice_session: u32,
}

/// What happened to a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Media can flow: for the first time, or again after [`Event::Lost`].
    Connected(MediaSessionId),
    /// Nothing was heard of it for so long. It may come back.
    Lost(MediaSessionId, Duration),
    /// It is over, without anybody having asked for it.
    Gone(MediaSessionId),
    /// Its first packet of a kind arrived.
    Flowing(MediaSessionId, Kind),
    /// What its slots carry has changed.
    Slots(MediaSessionId, Vec<StreamSlot>),
}

/// What the recorder hears of participants. Called on the media thread: must not wait.
#[derive(Debug, Clone)]
pub enum Tap {
    /// A received packet.
    Packet(TapPacket),
    /// No more will come of this session.
    Ended(MediaSessionId),
}

/// An RTP packet as received.
#[derive(Debug, Clone)]
pub struct TapPacket {
    /// Of which session.
    pub session: MediaSessionId,
    /// Picture or sound.
    pub kind: Kind,
    /// Extended sequence number.
    pub sequence: u64,
    /// RTP time.
    pub time: u32,
    /// RTP marker.
    pub marker: bool,
    /// Without header.
    pub payload: Arc<[u8]>,
    /// When it arrived.
    pub arrived: Instant,
    /// The sender's newest report: RTP time, and the sender's clock then.
    pub report: Option<(u32, SystemTime)>,
}

/// How a session fares.
#[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct SessionStats {
    /// The session.
    pub session: MediaSessionId,
    /// Its call.
    pub call: CallId,
    /// Packets received, by kind: audio, video.
    pub received: [u64; 2],
    /// Packets sent, by kind: audio, video.
    pub sent: [u64; 2],
    /// What its line is thought to carry towards it, bit/s.
    pub estimate: u64,
    /// What it was last told to send at most, bit/s.
    pub limit: u64,
}

/// The events of a relay.
pub type Events = events::UnboundedReceiver<Event>;

/// A running relay. Cheap to clone; it stops when the last is dropped.
#[derive(Clone)]
pub struct Relay {
    link: thread::Link,
}

impl Relay {
    /// Binds the sockets and starts the thread. Needs a tokio runtime for ICE-TCP.
    pub fn start(
        settings: &Settings,
        tap: impl FnMut(Tap) + Send + 'static,
    ) -> Result<(Self, Events), RelayError> {
        let down = |e: std::io::Error| RelayError::Down(e.to_string());
        let public = reachable(settings.public).map_err(down)?;
        // An answer must come from the address that was asked: of several the system takes one that it likes.
        let listen = match settings.listen.is_unspecified() && UdpSocket::bind((public, 0)).is_ok()
        {
            true => public,
            false => settings.listen,
        };
        let udp = UdpSocket::bind((listen, 0)).map_err(down)?;
        let udp_port = udp.local_addr().map_err(down)?.port();
        // The same number for both where it is free: one line in a firewall.
        let tcp = std::net::TcpListener::bind((listen, udp_port))
            .or_else(|_| std::net::TcpListener::bind((listen, 0)))
            .map_err(down)?;
        let addresses = thread::Addresses {
            udp: SocketAddr::new(public, udp_port),
            tcp: SocketAddr::new(public, tcp.local_addr().map_err(down)?.port()),
        };
        let (sender, events) = events::unbounded_channel();
        let (commands, received) = mpsc::channel();
        let link = thread::Link::new(commands, udp.try_clone().map_err(down)?).map_err(down)?;
        tcp::listen(tcp, link.downgrade()).map_err(down)?;
        thread::spawn(udp, addresses, received, sender, Box::new(tap)).map_err(down)?;
        Ok((Self { link }, events))
    }

    /// Opens a session and answers its offer.
    pub async fn open(&self, new: NewSession) -> Result<Answer, RelayError> {
        self.ask(|reply| Command::Open(new, reply)).await
    }

    /// Answers a further offer of a session: an ICE restart.
    pub async fn offer(
        &self,
        session: MediaSessionId,
        offer: String,
    ) -> Result<Answer, RelayError> {
        self.ask(|reply| Command::Offer(session, offer, reply))
            .await
    }

    /// Takes a trickled fragment; answers if it has the credentials of another ICE session, and
    /// `may_restart` ICE.
    pub async fn fragment(
        &self,
        session: MediaSessionId,
        fragment: Fragment,
        may_restart: bool,
    ) -> Result<Option<Answer>, RelayError> {
        self.ask(|reply| Command::Fragment(session, fragment, may_restart, reply))
            .await
    }

    /// Ends a session.
    pub fn close(&self, session: MediaSessionId) {
        self.link.send(Command::Close(session));
    }

    /// Lets a call flow between its participants, or stops it at once.
    pub fn set_flow(&self, call: CallId, flows: bool) {
        self.link.send(Command::Flow(call, flows));
    }

    /// Asks a sender for a picture that can be decoded on its own.
    pub fn request_keyframe(&self, session: MediaSessionId) {
        self.link.send(Command::Keyframe(session));
    }

    /// How each session fares.
    pub async fn stats(&self) -> Result<Vec<SessionStats>, RelayError> {
        self.ask(Command::Stats).await
    }

    /// What was seen of an echo session until now.
    pub async fn echo_report(&self, session: MediaSessionId) -> Result<EchoReport, RelayError> {
        self.ask(|reply| Command::EchoReport(session, reply)).await
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<T, RelayError>>) -> Command,
    ) -> Result<T, RelayError> {
        let (reply, answer) = oneshot::channel();
        self.link.send(command(reply));
        answer
            .await
            .unwrap_or_else(|_| Err(RelayError::Down("its thread has ended".into())))
    }
}

/// An address that a candidate can have: that of the way out, if the given one is `0.0.0.0`.
fn reachable(public: IpAddr) -> std::io::Result<IpAddr> {
    if !public.is_unspecified() {
        return Ok(public);
    }
    // Connecting a UDP socket sends nothing; it only chooses a route. 192.0.2.0/24 is RFC 5737's.
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    match socket.connect("192.0.2.1:9") {
        Ok(()) => Ok(socket.local_addr()?.ip()),
        Err(_) => Ok(IpAddr::from([127, 0, 0, 1])),
    }
}

/// A datagram that came over ICE-TCP, and where it came from.
#[derive(Debug)]
enum TcpInput {
    Opened(SocketAddr, events::Sender<Bytes>),
    Received(SocketAddr, Bytes),
    Closed(SocketAddr),
}

/// How many audio and video lines an offer has, if it can be read.
pub(crate) fn offered(offer: &str) -> Result<usize, SdpError> {
    Ok(sdp::lines(offer)?.len())
}
