//! A WebRTC client for tests: another `str0m`, with real H.264, on UDP or ICE-TCP.

pub use super::camera::WIDTH_OF_SCENE;

use super::camera::Camera;
use image::RgbImage;
use std::{
    collections::{BTreeSet, HashMap},
    io::{Read, Write},
    net::{SocketAddr, TcpStream, UdpSocket},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};
use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::{SdpAnswer, SdpPendingOffer},
    media::{Direction, Frequency, KeyframeRequestKind, MediaKind, MediaTime, Mid},
    net::{Protocol, Receive, TcpType},
    rtp::VideoOrientation,
};

/// Payload types of a picture, and of what is sent of it again (RFC 4588).
const PICTURE: u8 = 96;
const REPAIR: u8 = 97;
/// Every so manieth packet of a picture is lost on a line that loses some.
const LOST: usize = 10;
/// What is said of each sound and of each picture (RFC 6464; 3GPP TS 26.114, 7.4.5).
pub const LOUDNESS: i8 = -42;
pub const TURNED: VideoOrientation = VideoOrientation::Deg90;
/// 20 ms of silence in Opus.
const SILENCE: [u8; 3] = [0xf8, 0xff, 0xfe];
const FRAME: Duration = Duration::from_millis(33);
const SOUND: Duration = Duration::from_millis(20);

/// What came in on an m-line.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub frames: usize,
    pub first_is_key: bool,
    pub loudness: Option<i8>,
    pub turned: Option<VideoOrientation>,
}

/// What a line loses of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Of what comes in, but not what comes again.
    Incoming,
    /// Of what goes out, but not what goes out again.
    Outgoing,
    /// Of what goes out, for good.
    ForGood,
}

#[derive(Default)]
pub(super) struct Shared {
    received: Mutex<HashMap<String, Received>>,
    connected: AtomicBool,
    closed: AtomicBool,
    /// Nothing goes out or comes in.
    cut: AtomicBool,
    loss: Mutex<Option<Loss>>,
    /// RTP times of the pictures of which something was lost.
    torn: Mutex<BTreeSet<u32>>,
    /// And of those that came, whole and after the one before.
    whole: Mutex<BTreeSet<u32>>,
    /// What the camera is pointed at, if it is not the drawn bar.
    pub scene: Mutex<Option<Arc<RgbImage>>>,
    /// The camera shows nothing.
    covered: AtomicBool,
    /// How often a key picture was asked for.
    asked: AtomicUsize,
}

enum Command {
    Answer(String),
    Restart(mpsc::Sender<String>),
    AskKeyframe(String),
    HangUp,
    Stop,
}

/// One connection. Stops when dropped.
pub struct Line {
    commands: mpsc::Sender<Command>,
    shared: Arc<Shared>,
}

/// What it sends, and over what.
#[derive(Clone, Copy)]
pub struct Options {
    pub sends: bool,
    pub slots: usize,
    pub tcp: bool,
}

pub const CALLER: Options = Options {
    sends: true,
    slots: 4,
    tcp: false,
};

impl Line {
    /// Starts, and gives the offer.
    pub fn open(options: Options) -> (Self, String) {
        let (commands, received) = mpsc::channel();
        let (offered, offer) = mpsc::channel();
        let shared = Arc::new(Shared::default());
        let line = Self {
            commands,
            shared: shared.clone(),
        };
        std::thread::spawn(move || Client::new(options, shared).run(&received, &offered));
        (line, offer.recv().unwrap())
    }

    pub fn answer(&self, sdp: &str) {
        self.commands.send(Command::Answer(sdp.to_owned())).unwrap();
    }

    /// An offer for an ICE restart.
    pub fn restart(&self) -> String {
        let (offered, offer) = mpsc::channel();
        self.commands.send(Command::Restart(offered)).unwrap();
        offer.recv().unwrap()
    }

    pub fn is_connected(&self) -> bool {
        self.shared.connected.load(Ordering::SeqCst)
    }

    pub fn is_closed(&self) -> bool {
        self.shared.closed.load(Ordering::SeqCst)
    }

    pub fn cut(&self, cut: bool) {
        self.shared.cut.store(cut, Ordering::SeqCst);
    }

    pub fn lose(&self, loss: Loss) {
        *self.shared.loss.lock().unwrap() = Some(loss);
    }

    /// Whether a picture of which this line lost something came to another, or to itself, whole.
    pub fn is_mended_at(&self, viewer: &Self) -> bool {
        let torn = self.shared.torn.lock().unwrap().clone();
        !torn.is_disjoint(&viewer.shared.whole.lock().unwrap())
    }

    /// Points the camera at something else, of even size.
    pub fn show(&self, scene: RgbImage) {
        *self.shared.scene.lock().unwrap() = Some(Arc::new(scene));
    }

    /// Sends a voice alone from now on.
    pub fn cover(&self) {
        self.shared.covered.store(true, Ordering::SeqCst);
    }

    /// Asks for a key picture, as a decoder does that cannot go on.
    pub fn ask_keyframe(&self, mid: &str) {
        let ask = Command::AskKeyframe(mid.to_owned());
        self.commands.send(ask).unwrap();
    }

    /// Closes the connection, and says so to the other end.
    pub fn hang_up(&self) {
        self.commands.send(Command::HangUp).unwrap();
    }

    /// How often its camera was asked for a key picture.
    pub fn asked(&self) -> usize {
        self.shared.asked.load(Ordering::SeqCst)
    }

    /// Counts anew what comes in.
    pub fn forget(&self) {
        self.all().clear();
    }

    pub fn received(&self, mid: &str) -> Received {
        self.all().get(mid).cloned().unwrap_or_default()
    }

    /// Whether somebody's voice came with this, and somebody's picture with that.
    pub fn is_told(&self, loudness: i8, turned: VideoOrientation) -> bool {
        let all = self.all();
        let heard = all.values().any(|r| r.loudness == Some(loudness));
        heard && all.values().any(|r| r.turned == Some(turned))
    }

    /// Pictures and sounds on all lines.
    pub fn frames(&self) -> usize {
        self.all().values().map(|r| r.frames).sum()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Received>> {
        self.shared.received.lock().unwrap()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::Stop);
    }
}

struct Client {
    options: Options,
    shared: Arc<Shared>,
    rtc: Rtc,
    udp: UdpSocket,
    tcp: Option<(TcpStream, SocketAddr, Vec<u8>)>,
    pending: Option<SdpPendingOffer>,
    mids: Vec<(MediaKind, Mid)>,
    camera: Camera,
    /// Packets of pictures on a line that loses some.
    packets: usize,
}

impl Client {
    fn new(options: Options, shared: Arc<Shared>) -> Self {
        str0m::crypto::from_feature_flags().install_process_default();
        let mut config = Rtc::builder().clear_codecs().enable_opus(true, false);
        config
            .codec_config()
            .add_h264(PICTURE.into(), Some(REPAIR.into()), true, 0x42e01f);
        let mut rtc = config.build(Instant::now());
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        if !options.tcp {
            let candidate = Candidate::host(udp.local_addr().unwrap(), "udp").unwrap();
            rtc.add_local_candidate(candidate);
        }
        Self {
            options,
            camera: Camera::new(shared.clone()),
            shared,
            rtc,
            udp,
            tcp: None,
            pending: None,
            mids: Vec::new(),
            packets: 0,
        }
    }

    fn offer(&mut self) -> String {
        let mut api = self.rtc.sdp_api();
        for n in 0..self.options.slots.max(1) {
            let direction = match (self.options.sends && n == 0, self.options.slots > 0) {
                (true, true) => Direction::SendRecv,
                (true, false) => Direction::SendOnly,
                (false, _) => Direction::RecvOnly,
            };
            for kind in [MediaKind::Audio, MediaKind::Video] {
                let mid = api.add_media(kind, direction, None, None, None);
                self.mids.push((kind, mid));
            }
        }
        let (offer, pending) = api.apply().unwrap();
        self.pending = Some(pending);
        offer.to_sdp_string()
    }

    fn run(mut self, commands: &mpsc::Receiver<Command>, offered: &mpsc::Sender<String>) {
        offered.send(self.offer()).unwrap();
        let start = Instant::now();
        let (mut frames, mut sounds) = (0u32, 0u32);
        loop {
            while let Ok(command) = commands.try_recv() {
                match command {
                    Command::Answer(sdp) => self.answered(&sdp),
                    Command::Restart(offered) => {
                        let mut api = self.rtc.sdp_api();
                        api.ice_restart(true);
                        let (offer, pending) = api.apply().unwrap();
                        self.pending = Some(pending);
                        offered.send(offer.to_sdp_string()).unwrap();
                    }
                    Command::AskKeyframe(mid) => {
                        if let Some(mut writer) = self.rtc.writer(Mid::from(mid.as_str())) {
                            writer
                                .request_keyframe(None, KeyframeRequestKind::Pli)
                                .unwrap();
                        }
                    }
                    Command::HangUp => self.rtc.close().unwrap(),
                    Command::Stop => return,
                }
            }
            let connected = self.shared.connected.load(Ordering::SeqCst);
            let now = Instant::now();
            if self.options.sends && connected {
                // As a camera does, it leaves out what a busy machine had no time for.
                let due = ticks(now - start, FRAME);
                let covered = self.shared.covered.load(Ordering::SeqCst);
                if frames < due && !covered {
                    frames = due;
                    let picture = self.camera.picture(frames);
                    self.send(
                        MediaKind::Video,
                        FRAME * frames,
                        Frequency::NINETY_KHZ,
                        &picture,
                    );
                }
                while start + SOUND * sounds <= now {
                    sounds += 1;
                    self.send(
                        MediaKind::Audio,
                        SOUND * sounds,
                        Frequency::FORTY_EIGHT_KHZ,
                        &SILENCE,
                    );
                }
            } else {
                frames = ticks(now - start, FRAME);
                sounds = ticks(now - start, SOUND);
            }
            self.poll();
            self.receive();
            let _ = self.rtc.handle_input(Input::Timeout(Instant::now()));
        }
    }

    fn send(&mut self, kind: MediaKind, at: Duration, rate: Frequency, data: &[u8]) {
        let mid = self.mids.iter().find(|m| m.0 == kind).unwrap().1;
        let Some(writer) = self.rtc.writer(mid) else {
            return;
        };
        let pt = writer.payload_params().next().unwrap().pt();
        let time = MediaTime::from(at).rebase(rate);
        let writer = match kind {
            MediaKind::Audio => writer.audio_level(LOUDNESS, true),
            MediaKind::Video => writer.video_orientation(TURNED),
        };
        let _ = writer.write(pt, Instant::now(), time, data.to_vec());
        self.poll();
    }

    fn answered(&mut self, sdp: &str) {
        if self.options.tcp && self.tcp.is_none() {
            let line = sdp.lines().find(|l| l.contains("tcptype passive")).unwrap();
            let words: Vec<_> = line.split_whitespace().collect();
            let to: SocketAddr = format!("{}:{}", words[4], words[5]).parse().unwrap();
            let stream = TcpStream::connect(to).unwrap();
            stream.set_nodelay(true).unwrap();
            let timeout = Some(Duration::from_millis(5));
            stream.set_read_timeout(timeout).unwrap();
            let own = stream.local_addr().unwrap();
            let candidate = Candidate::builder().tcp().host(own);
            let candidate = candidate.tcptype(TcpType::Active).build().unwrap();
            self.rtc.add_local_candidate(candidate);
            self.tcp = Some((stream, to, Vec::new()));
        }
        let answer = SdpAnswer::from_sdp_string(sdp).unwrap();
        let pending = self.pending.take().unwrap();
        self.rtc.sdp_api().accept_answer(pending, answer).unwrap();
    }

    fn poll(&mut self) {
        while let Ok(output) = self.rtc.poll_output() {
            match output {
                Output::Timeout(_) => return,
                Output::Transmit(_) if self.shared.cut.load(Ordering::SeqCst) => {}
                Output::Transmit(t)
                    if self.loses(&t.contents, &[Loss::Outgoing, Loss::ForGood]) => {}
                Output::Transmit(t) if t.proto == Protocol::Udp => {
                    let _ = self.udp.send_to(&t.contents, t.destination);
                }
                Output::Transmit(t) => {
                    if let Some((stream, ..)) = &mut self.tcp {
                        let frame = [&(t.contents.len() as u16).to_be_bytes(), &t.contents[..]];
                        let _ = stream.write_all(&frame.concat());
                    }
                }
                Output::Event(event) => self.event(event),
            }
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Connected => self.shared.connected.store(true, Ordering::SeqCst),
            Event::Closed => self.shared.closed.store(true, Ordering::SeqCst),
            Event::KeyframeRequest(_) => {
                self.shared.asked.fetch_add(1, Ordering::SeqCst);
                self.camera.key = true;
            }
            Event::MediaData(data) => {
                let mut all = self.shared.received.lock().unwrap();
                let received = all.entry(data.mid.to_string()).or_default();
                if received.frames == 0 {
                    // Annex B: the first unit is the parameter set of a key picture.
                    let unit = data.data.iter().position(|b| *b == 1).unwrap_or(0) + 1;
                    received.first_is_key = data.data.get(unit).is_some_and(|u| u & 0x1f == 7);
                }
                received.frames += 1;
                received.loudness = data.ext_vals.audio_level.or(received.loudness);
                received.turned = data.ext_vals.video_orientation.or(received.turned);
                if data.contiguous && data.params.spec().codec.is_video() {
                    let time = data.time.numer() as u32;
                    self.shared.whole.lock().unwrap().insert(time);
                }
            }
            _ => {}
        }
    }

    /// Whether a datagram is lost on a line that has one of these losses.
    fn loses(&mut self, datagram: &[u8], losses: &[Loss]) -> bool {
        let loss = *self.shared.loss.lock().unwrap();
        let (Some(loss), [0x80..=0xbf, kind, _, _, time @ ..]) = (loss, datagram) else {
            return false;
        };
        match (kind & 0x7f, time.first_chunk()) {
            _ if !losses.contains(&loss) => false,
            (REPAIR, _) => loss == Loss::ForGood,
            (PICTURE, Some(time)) => {
                self.packets += 1;
                let lost = self.packets.is_multiple_of(LOST);
                if lost {
                    let time = u32::from_be_bytes(*time);
                    self.shared.torn.lock().unwrap().insert(time);
                }
                lost
            }
            _ => false,
        }
    }

    fn receive(&mut self) {
        let mut buffer = [0; 65_536];
        let cut = self.shared.cut.load(Ordering::SeqCst);
        if let Some((stream, from, rest)) = &mut self.tcp {
            if let Ok(read) = stream.read(&mut buffer) {
                rest.extend_from_slice(&buffer[..read]);
            }
            let own = stream.local_addr().unwrap();
            while rest.len() >= 2
                && rest.len() >= 2 + usize::from(u16::from_be_bytes([rest[0], rest[1]]))
            {
                let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
                let frame: Vec<_> = rest.drain(..2 + length).skip(2).collect();
                let receive = Receive::new(Protocol::Tcp, *from, own, &frame);
                if let (Ok(receive), false) = (receive, cut) {
                    let _ = self
                        .rtc
                        .handle_input(Input::Receive(Instant::now(), receive));
                }
            }
            return;
        }
        let timeout = Some(Duration::from_millis(5));
        self.udp.set_read_timeout(timeout).unwrap();
        let own = self.udp.local_addr().unwrap();
        // One wait, then all that has come: else a busy machine falls ever further behind.
        while let Ok((length, from)) = self.udp.recv_from(&mut buffer) {
            let receive = Receive::new(Protocol::Udp, from, own, &buffer[..length]);
            let lost = cut || self.loses(&buffer[..length], &[Loss::Incoming]);
            if let (Ok(receive), false) = (receive, lost) {
                let _ = self
                    .rtc
                    .handle_input(Input::Receive(Instant::now(), receive));
                self.poll();
            }
            self.udp.set_nonblocking(true).unwrap();
        }
        self.udp.set_nonblocking(false).unwrap();
    }
}

/// How many periods fit into a time.
fn ticks(time: Duration, period: Duration) -> u32 {
    (time.as_millis() / period.as_millis()) as u32
}
