//! The other end of a call: a peer on `str0m`, ICE-lite as the relay is, with a line that can lose and stop.

use std::net::{SocketAddr, UdpSocket};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use str0m::bwe::Bitrate;
use str0m::change::SdpOffer;
use str0m::media::{Frequency, KeyframeRequestKind, MediaKind, MediaTime, Mid};
use str0m::net::{Protocol, Receive};
use str0m::{Candidate, Event, Input, Output, Rtc};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What the far end is told to do.
pub enum Order {
    Answer(String, Sender<String>),
    /// Send a picture or a sound on the line of this mid, at this time in ticks of its clock.
    Write {
        mid: &'static str,
        ticks: u64,
        data: Vec<u8>,
    },
    AskKeyframe(&'static str),
    AtMost(&'static str, u64),
    /// Lose this share of all packets, in both directions; 1 cuts the line.
    Lose(f64),
}

/// What the far end meets.
#[derive(Debug, PartialEq)]
pub enum Met {
    Connected,
    KeyframeAsked(String),
    /// A picture or a sound, whole.
    Media {
        mid: String,
        kind: MediaKind,
        contiguous: bool,
        data: Vec<u8>,
    },
}

/// The far end. Dropping it stops it.
pub struct Far {
    orders: Sender<Order>,
    pub met: UnboundedReceiver<Met>,
}

impl Far {
    pub fn start() -> Self {
        let (orders, receiver) = channel();
        let (sender, met) = unbounded_channel();
        std::thread::spawn(move || End::new(receiver, sender).run());
        Self { orders, met }
    }

    pub fn order(&self, order: Order) {
        self.orders.send(order).unwrap();
    }

    pub fn answer(&self, offer: &str) -> String {
        let (reply, answer) = channel();
        self.order(Order::Answer(offer.to_owned(), reply));
        answer.recv_timeout(Duration::from_secs(30)).unwrap()
    }

    /// The sender of orders, for a thread that plays a camera or a microphone.
    pub fn orders(&self) -> Sender<Order> {
        self.orders.clone()
    }

    /// Waits for what `wanted` accepts.
    pub async fn meets<T>(&mut self, mut wanted: impl FnMut(Met) -> Option<T>) -> T {
        let search = async {
            loop {
                if let Some(found) = wanted(self.met.recv().await.unwrap()) {
                    return found;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), search)
            .await
            .unwrap()
    }
}

struct End {
    rtc: Rtc,
    socket: UdpSocket,
    address: SocketAddr,
    orders: Receiver<Order>,
    met: UnboundedSender<Met>,
    loss: f64,
    due: f64,
    kinds: Vec<(Mid, MediaKind)>,
}

impl End {
    fn new(orders: Receiver<Order>, met: UnboundedSender<Met>) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        let mut config = Rtc::builder()
            .set_ice_lite(true)
            .clear_codecs()
            .enable_opus(true, false);
        config
            .codec_config()
            .add_h264(108.into(), Some(109.into()), true, 0x42e01f);
        let mut rtc = config.build(Instant::now());
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap());
        Self {
            rtc,
            socket,
            address,
            orders,
            met,
            loss: 0.0,
            due: 0.0,
            kinds: Vec::new(),
        }
    }

    fn run(mut self) {
        let mut buffer = vec![0; 2000];
        loop {
            loop {
                match self.orders.try_recv() {
                    Ok(order) => self.obey(order),
                    Err(std::sync::mpsc::TryRecvError::Empty) => break,
                    Err(std::sync::mpsc::TryRecvError::Disconnected) => return,
                }
            }
            let next = self.drain();
            let wait = next.saturating_duration_since(Instant::now());
            let wait = wait.clamp(Duration::from_millis(1), Duration::from_millis(2));
            self.socket.set_read_timeout(Some(wait)).unwrap();
            if let Ok((size, source)) = self.socket.recv_from(&mut buffer)
                && !self.lost()
                && let Ok(contents) = buffer[..size].try_into()
            {
                let (proto, destination) = (Protocol::Udp, self.address);
                let receive = Receive {
                    proto,
                    source,
                    destination,
                    contents,
                };
                self.rtc
                    .handle_input(Input::Receive(Instant::now(), receive))
                    .unwrap();
            }
            self.rtc
                .handle_input(Input::Timeout(Instant::now()))
                .unwrap();
        }
    }

    /// Whether the next packet is lost: the share holds over any few packets, so that no run is
    /// luckier than another; which ones, jumps about, so that it falls on sound and picture alike.
    fn lost(&mut self) -> bool {
        self.due += self.loss * rand::random_range(0.5..1.5);
        let lost = self.loss >= 1.0 || self.due >= 1.0;
        self.due = (self.due - f64::from(u8::from(lost))).max(0.0);
        lost
    }

    fn drain(&mut self) -> Instant {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(at) => return at,
                Output::Transmit(packet) => {
                    if !self.lost() {
                        let _ = self.socket.send_to(&packet.contents, packet.destination);
                    }
                }
                Output::Event(event) => self.event(event),
            }
        }
    }

    fn event(&mut self, event: Event) {
        let met = match event {
            Event::Connected => Met::Connected,
            Event::MediaAdded(media) => {
                self.kinds.push((media.mid, media.kind));
                return;
            }
            Event::KeyframeRequest(request) => Met::KeyframeAsked(request.mid.to_string()),
            Event::MediaData(data) => Met::Media {
                mid: data.mid.to_string(),
                kind: self.kind(data.mid),
                contiguous: data.contiguous,
                data: data.data.to_vec(),
            },
            _ => return,
        };
        let _ = self.met.send(met);
    }

    fn kind(&self, mid: Mid) -> MediaKind {
        self.kinds.iter().find(|(m, _)| *m == mid).unwrap().1
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Answer(offer, reply) => {
                let offer = SdpOffer::from_sdp_string(&offer).unwrap();
                let answer = self.rtc.sdp_api().accept_offer(offer).unwrap();
                reply.send(answer.to_sdp_string()).unwrap();
            }
            Order::Write { mid, ticks, data } => {
                let mid = mid.into();
                let frequency = match self.kind(mid) {
                    MediaKind::Audio => Frequency::FORTY_EIGHT_KHZ,
                    MediaKind::Video => Frequency::NINETY_KHZ,
                };
                if let Some(writer) = self.rtc.writer(mid) {
                    let pt = writer.payload_params().next().unwrap().pt();
                    writer
                        .write(pt, Instant::now(), MediaTime::new(ticks, frequency), data)
                        .unwrap();
                }
            }
            Order::AskKeyframe(mid) => {
                let mut writer = self.rtc.writer(mid.into()).unwrap();
                writer
                    .request_keyframe(None, KeyframeRequestKind::Pli)
                    .unwrap();
            }
            Order::AtMost(mid, bits) => {
                let mut api = self.rtc.direct_api();
                let stream = api.stream_rx_by_mid(mid.into(), None).unwrap();
                stream.request_remb(Bitrate::bps(bits));
            }
            Order::Lose(share) => self.loss = share,
        }
    }
}
