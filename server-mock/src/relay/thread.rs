//! The media thread: all sessions, no locks. Commands come by a channel; a datagram to our own
//! socket wakes the thread, so that signalling never waits for a timer.

use super::{
    Answer, EchoReport, Event, Fragment, NewSession, RelayError, SessionStats, Tap, TcpInput,
    session::{Line, Session},
};
use bytes::Bytes;
use kinline_protocol::{CallId, MediaSessionId};
use rustix::net::{RecvFlags, recvfrom};
use std::{
    collections::{HashMap, HashSet},
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    sync::{Arc, Weak, mpsc},
    time::{Duration, Instant},
};
use str0m::{
    Input, Output, Reason,
    bwe::BweKind,
    net::{Protocol, Receive, Transmit},
};
use tokio::sync::{mpsc as events, oneshot, watch};

/// A connected client always says something within this time: ICE checks every 2.5 s (RFC 7675
/// asks for 5 s on average), RTCP, mostly sound.
const SILENT: Duration = Duration::from_secs(6);
/// It may come back by itself, or by an ICE restart, until then; `str0m` never ends a session.
const PRUNED: Duration = Duration::from_secs(30);
/// How often silence is looked for and limits are repeated.
const SWEEP: Duration = Duration::from_millis(500);
/// Reports, and searches for lost packets, wait so much longer for their client's next packet, and
/// go by the way: to wake for them alone costs as much as to pass a packet on.
const PATIENCE: Duration = Duration::from_millis(10);
/// The largest datagram that is read.
const DATAGRAM: usize = 2000;
/// How many datagrams that are there already are taken in before anything is sent: what came
/// together goes out together, and each session is driven once for all of it.
const TOGETHER: usize = 64;

type Reply<T> = oneshot::Sender<Result<T, RelayError>>;

pub(super) enum Command {
    Open(NewSession, Reply<Answer>),
    Offer(MediaSessionId, String, Reply<Answer>),
    Fragment(MediaSessionId, Fragment, bool, Reply<Option<Answer>>),
    Close(MediaSessionId),
    Flow(CallId, bool),
    Keyframe(MediaSessionId),
    Stats(Reply<Vec<SessionStats>>),
    EchoReport(MediaSessionId, Reply<EchoReport>),
    Tcp(TcpInput),
}

/// The host candidates of every session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses {
    pub udp: SocketAddr,
    pub tcp: SocketAddr,
}

/// The way to the thread, which ends when the last is dropped.
#[derive(Clone)]
pub(super) struct Link {
    inner: Arc<Inner>,
    ended: watch::Receiver<()>,
}

struct Inner {
    commands: mpsc::Sender<Command>,
    socket: UdpSocket,
    own: SocketAddr,
    _alive: watch::Sender<()>,
}

/// For those who serve the relay, and must not keep it running.
#[derive(Clone)]
pub(super) struct WeakLink {
    inner: Weak<Inner>,
    ended: watch::Receiver<()>,
}

impl Link {
    pub fn new(commands: mpsc::Sender<Command>, socket: UdpSocket) -> io::Result<Self> {
        let mut own = socket.local_addr()?;
        match own.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => own.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => own.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let (alive, ended) = watch::channel(());
        let inner = Arc::new(Inner {
            commands,
            socket,
            own,
            _alive: alive,
        });
        Ok(Self { inner, ended })
    }

    pub fn send(&self, command: Command) {
        self.inner.send(command);
    }

    pub fn downgrade(&self) -> WeakLink {
        WeakLink {
            inner: Arc::downgrade(&self.inner),
            ended: self.ended.clone(),
        }
    }
}

impl WeakLink {
    pub fn send(&self, command: Command) {
        if let Some(inner) = self.inner.upgrade() {
            inner.send(command);
        }
    }

    pub async fn closed(&self) {
        let _ = self.ended.clone().changed().await;
    }
}

impl Inner {
    fn send(&self, command: Command) {
        let _ = self.commands.send(command);
        let _ = self.socket.send_to(&[], self.own);
    }
}

impl Drop for Inner {
    /// The channel closes right after; the wake-up may find it open, and then a timer does it.
    fn drop(&mut self) {
        let _ = self.socket.send_to(&[], self.own);
    }
}

/// Everything on the thread.
pub(super) struct Media {
    pub sessions: Vec<Session>,
    /// Calls that flow between their participants.
    pub flows: HashSet<CallId>,
    pub events: events::UnboundedSender<Event>,
    pub tap: Box<dyn FnMut(Tap) + Send>,
    socket: UdpSocket,
    addresses: Addresses,
    /// Whose datagrams come from where.
    sources: HashMap<(Protocol, SocketAddr), MediaSessionId>,
    connections: HashMap<SocketAddr, events::Sender<Bytes>>,
    swept: Instant,
}

pub(super) fn spawn(
    socket: UdpSocket,
    addresses: Addresses,
    commands: mpsc::Receiver<Command>,
    events: events::UnboundedSender<Event>,
    tap: Box<dyn FnMut(Tap) + Send>,
) -> io::Result<()> {
    str0m::crypto::from_feature_flags().install_process_default();
    let media = Media::new(socket, addresses, events, tap);
    let thread = std::thread::Builder::new().name("relay".into());
    thread.spawn(move || media.run(&commands))?;
    Ok(())
}

impl Media {
    fn new(
        socket: UdpSocket,
        addresses: Addresses,
        events: events::UnboundedSender<Event>,
        tap: Box<dyn FnMut(Tap) + Send>,
    ) -> Self {
        Self {
            sessions: Vec::new(),
            flows: HashSet::new(),
            events,
            tap,
            socket,
            addresses,
            sources: HashMap::new(),
            connections: HashMap::new(),
            swept: Instant::now(),
        }
    }

    fn run(mut self, commands: &mpsc::Receiver<Command>) {
        let mut buffer = [0; DATAGRAM];
        loop {
            loop {
                match commands.try_recv() {
                    Ok(command) => self.command(command, Instant::now()),
                    Err(mpsc::TryRecvError::Empty) => break,
                    Err(mpsc::TryRecvError::Disconnected) => return,
                }
            }
            let now = Instant::now();
            self.drive(now);
            if now.saturating_duration_since(self.swept) >= SWEEP {
                self.sweep(now);
            }
            let due = self.sessions.iter().map(|s| s.deadline).min();
            let wait = due.map_or(SWEEP, |d| d.saturating_duration_since(Instant::now()));
            let wait = wait.clamp(Duration::from_micros(500), SWEEP);
            let _ = self.socket.set_read_timeout(Some(wait));
            let mut next = self.socket.recv_from(&mut buffer).ok();
            let mut taken = 0;
            while let Some((length, source)) = next {
                self.datagram(Protocol::Udp, &buffer[..length], source);
                taken += 1;
                next = match taken < TOGETHER {
                    true => waiting(&self.socket, &mut buffer),
                    false => None,
                };
            }
        }
    }

    fn datagram(&mut self, proto: Protocol, data: &[u8], source: SocketAddr) {
        let Ok(contents) = data.try_into() else {
            return; // also our own wake-ups, which are empty
        };
        let now = Instant::now();
        let destination = match proto {
            Protocol::Tcp => self.addresses.tcp,
            _ => self.addresses.udp,
        };
        let input = Input::Receive(
            now,
            Receive {
                proto,
                source,
                destination,
                contents,
            },
        );
        let key = (proto, source);
        let known = self.sources.get(&key).copied();
        let place = known.and_then(|id| self.sessions.iter().position(|s| s.id == id));
        let accepts = |n: &usize| self.sessions[*n].rtc.accepts(&input);
        let Some(n) = place
            .filter(accepts)
            .or_else(|| (0..self.sessions.len()).find(accepts))
        else {
            return;
        };
        let session = &mut self.sessions[n];
        if known != Some(session.id) {
            self.sources.insert(key, session.id);
        }
        let poor = session.poor.as_mut();
        if poor.is_some_and(|poor| !poor.up.passes(data, now)) {
            return;
        }
        if session.rtc.handle_input(input).is_err() {
            session.rtc.disconnect();
        }
        session.heard = now;
        if session.line == Line::Lost {
            session.line = Line::Connected;
            let _ = self.events.send(Event::Connected(session.id));
            session.ask_keyframe(now);
        }
        self.poll(n, now);
    }

    /// Takes all that a session puts out, until it only waits.
    fn poll(&mut self, n: usize, now: Instant) {
        self.sessions[n].deadline = loop {
            match self.sessions[n].rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    break due(now, at, self.sessions[n].rtc.last_timeout_reason());
                }
                Ok(Output::Transmit(datagram)) => self.transmit(n, datagram, now),
                Ok(Output::Event(event)) => self.event(n, event, now),
                Err(e) => {
                    tracing::debug!("media session ends: {e}");
                    self.sessions[n].rtc.disconnect();
                    break now + SWEEP;
                }
            }
        };
    }

    /// Runs every session that has something due until none has.
    fn drive(&mut self, now: Instant) {
        while let Some(n) = self.sessions.iter().position(|s| s.deadline <= now) {
            let _ = self.sessions[n].rtc.handle_input(Input::Timeout(now));
            self.poll(n, now);
        }
        while let Some(n) = self.sessions.iter().position(|s| !s.rtc.is_alive()) {
            self.remove(n, now);
        }
    }

    fn transmit(&mut self, n: usize, datagram: Transmit, now: Instant) {
        let poor = self.sessions[n].poor.as_mut();
        if poor.is_some_and(|poor| !poor.down.passes(&datagram.contents, now)) {
            return;
        }
        if datagram.proto == Protocol::Udp {
            let _ = self
                .socket
                .send_to(&datagram.contents, datagram.destination);
        } else if let Some(connection) = self.connections.get(&datagram.destination) {
            let frame = Bytes::from(Vec::from(datagram.contents));
            let _ = connection.try_send(frame);
        }
    }

    fn event(&mut self, n: usize, event: str0m::Event, now: Instant) {
        use str0m::Event as Rtc;
        match event {
            Rtc::Connected => {
                self.sessions[n].line = Line::Connected;
                let _ = self.events.send(Event::Connected(self.sessions[n].id));
                self.keyframe_wanted(n, now);
            }
            Rtc::RtpPacket(packet) => self.received(n, packet, now),
            Rtc::ChannelData(message) => self.sessions[n].echo_data(&message, now),
            Rtc::KeyframeRequest(_) => self.keyframe_wanted(n, now),
            Rtc::EgressBitrateEstimate(BweKind::Twcc { estimate, .. }) => {
                self.sessions[n].estimate = estimate.as_f64();
                self.limit_senders(self.sessions[n].call, now);
            }
            _ => {}
        }
    }

    /// Notices who has fallen silent, and repeats limits.
    fn sweep(&mut self, now: Instant) {
        self.swept = now;
        for session in &mut self.sessions {
            let silence = now.saturating_duration_since(session.heard);
            if session.line == Line::Connected && silence > SILENT {
                session.line = Line::Lost;
                let _ = self.events.send(Event::Lost(session.id, silence));
            }
        }
        let pruned = |s: &Session| now.saturating_duration_since(s.heard) > PRUNED;
        while let Some(n) = self.sessions.iter().position(pruned) {
            self.remove(n, now);
        }
        let calls: HashSet<_> = self.sessions.iter().map(|s| s.call).collect();
        self.flows.retain(|call| calls.contains(call));
        for call in calls {
            self.limit_senders(call, now);
        }
    }

    fn remove(&mut self, n: usize, now: Instant) {
        let gone = self.sessions.remove(n);
        let _ = self.events.send(Event::Gone(gone.id));
        if gone.publisher().is_some() {
            (self.tap)(Tap::Ended(gone.id));
        }
        let connections = &mut self.connections;
        self.sources.retain(|(_, address), id| {
            let stays = *id != gone.id;
            if !stays {
                connections.remove(address);
            }
            stays
        });
        self.assign_slots(gone.call, now);
    }

    fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Open(new, reply) => {
                let call = new.call;
                let opened = Session::open(new, self.addresses, now);
                let answer = opened.map(|(session, answer)| {
                    self.sessions.push(session);
                    answer
                });
                let _ = reply.send(answer);
                self.assign_slots(call, now);
            }
            Command::Offer(id, offer, reply) => {
                let session = self.find(id);
                let _ = reply.send(session.and_then(|s| s.offer(offer, now)));
            }
            Command::Fragment(id, fragment, may_restart, reply) => {
                let session = self.find(id);
                let answer = session.and_then(|s| s.fragment(&fragment, may_restart, now));
                let _ = reply.send(answer);
            }
            Command::Close(id) => {
                if let Ok(session) = self.find(id) {
                    // Says so to the client (DTLS close_notify) before it is removed.
                    let _ = session.rtc.close();
                    session.deadline = now;
                }
            }
            Command::Flow(call, flows) => self.set_flow(call, flows, now),
            Command::Keyframe(id) => {
                if let Ok(session) = self.find(id) {
                    session.ask_keyframe(now);
                }
            }
            Command::Stats(reply) => {
                let stats = self.sessions.iter().map(Session::stats).collect();
                let _ = reply.send(Ok(stats));
            }
            Command::EchoReport(id, reply) => {
                let report = self.find(id).map(|session| session.echo_report());
                let _ = reply.send(report.and_then(|r| r.ok_or(RelayError::Gone)));
            }
            Command::Tcp(TcpInput::Opened(from, queue)) => {
                self.connections.insert(from, queue);
            }
            Command::Tcp(TcpInput::Received(from, data)) => {
                self.datagram(Protocol::Tcp, &data, from);
            }
            Command::Tcp(TcpInput::Closed(from)) => {
                self.connections.remove(&from);
                self.sources.remove(&(Protocol::Tcp, from));
            }
        }
    }

    fn find(&mut self, id: MediaSessionId) -> Result<&mut Session, RelayError> {
        let session = self.sessions.iter_mut().find(|s| s.id == id);
        session.ok_or(RelayError::Gone)
    }
}

/// When to drive a session that wants it `at` a time.
fn due(now: Instant, at: Instant, reason: Reason) -> Instant {
    match reason {
        Reason::Nack | Reason::Twcc | Reason::Feedback if at > now => at + PATIENCE,
        // At least a little later, or a session with nothing to do would hold the loop.
        _ => at.max(now + Duration::from_micros(100)),
    }
}

/// A datagram that is there already.
fn waiting(socket: &UdpSocket, buffer: &mut [u8]) -> Option<(usize, SocketAddr)> {
    let (length, _, source) = recvfrom(socket, buffer, RecvFlags::DONTWAIT).ok()?;
    Some((length, source?.try_into().ok()?))
}

#[cfg(test)]
#[path = "thread_tests.rs"]
mod tests;
