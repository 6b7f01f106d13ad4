//! A WebRTC client for tests: another `str0m`, with real H.264, on UDP or ICE-TCP.

use image::{RgbImage, imageops};
use openh264::{
    OpenH264API,
    encoder::{BitRate, Encoder, EncoderConfig},
    formats::{RgbSliceU8, YUVBuffer},
};
use std::{
    collections::HashMap,
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
};

/// A scene's, of which the camera shows [`PAN`] pixels less.
pub const WIDTH_OF_SCENE: u32 = 672;
const PAN: u32 = 32;
const WIDTH: usize = 320;
const HEIGHT: usize = 240;
/// 20 ms of silence in Opus.
const SILENCE: [u8; 3] = [0xf8, 0xff, 0xfe];
const FRAME: Duration = Duration::from_millis(33);
const SOUND: Duration = Duration::from_millis(20);

/// What came in on an m-line.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub frames: usize,
    pub first_is_key: bool,
}

#[derive(Default)]
struct Shared {
    received: Mutex<HashMap<String, Received>>,
    connected: AtomicBool,
    closed: AtomicBool,
    /// Nothing goes out or comes in.
    cut: AtomicBool,
    /// What the camera is pointed at, if it is not the drawn bar.
    scene: Mutex<Option<Arc<RgbImage>>>,
    /// The camera shows nothing.
    covered: AtomicBool,
    /// How often a key picture was asked for.
    asked: AtomicUsize,
}

enum Command {
    Answer(String),
    Restart(mpsc::Sender<String>),
    AskKeyframe(String),
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
}

impl Client {
    fn new(options: Options, shared: Arc<Shared>) -> Self {
        str0m::crypto::from_feature_flags().install_process_default();
        let mut config = Rtc::builder().clear_codecs().enable_opus(true, false);
        config
            .codec_config()
            .add_h264(96.into(), Some(97.into()), true, 0x42e01f);
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
            }
            _ => {}
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
            if let (Ok(receive), false) = (receive, cut) {
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

/// A bar that wanders over a grey ground, or a scene that it pans over.
struct Camera {
    encoder: Encoder,
    key: bool,
    shared: Arc<Shared>,
}

impl Camera {
    fn new(shared: Arc<Shared>) -> Self {
        // What a phone sends, not the library's 120 kbit/s: faces would be smears.
        let sharp = EncoderConfig::new().bitrate(BitRate::from_bps(1_500_000));
        Self {
            encoder: Encoder::with_api_config(OpenH264API::from_source(), sharp).unwrap(),
            key: true,
            shared,
        }
    }

    fn picture(&mut self, number: u32) -> Vec<u8> {
        if std::mem::take(&mut self.key) {
            self.encoder.force_intra_frame();
        }
        let scene = self.shared.scene.lock().unwrap().clone();
        if let Some(scene) = scene {
            let (width, height) = (scene.width() - PAN, scene.height() - PAN * 9 / 16);
            let at = (number % (2 * PAN)).min(2 * PAN - number % (2 * PAN));
            let part = imageops::crop_imm(&*scene, at, 0, width, height).to_image();
            let pixels = RgbSliceU8::new(&part, (width as usize, height as usize));
            let picture = YUVBuffer::from_rgb8_source(pixels);
            return self.encoder.encode(&picture).unwrap().to_vec();
        }
        let bar = number as usize * 3 % WIDTH;
        let pixels: Vec<u8> = (0..WIDTH * HEIGHT)
            .flat_map(|n| match (n % WIDTH).abs_diff(bar) < 16 {
                true => [220, 40, 40],
                false => [90, 90, 90],
            })
            .collect();
        let picture = RgbSliceU8::new(&pixels, (WIDTH, HEIGHT));
        let picture = YUVBuffer::from_rgb_source(picture);
        self.encoder.encode(&picture).unwrap().to_vec()
    }
}
