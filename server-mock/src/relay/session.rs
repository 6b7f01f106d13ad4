//! One WebRTC connection: what it sends us, what it is shown, how its line fares.

use super::{
    Answer, NewSession, RelayError, Role, SdpError, SessionStats,
    echo::{self, Echo},
    keyframe,
    limit::Floor,
    poor::Poor,
    rewrite::Rewrite,
    sdp::{self, Fragment, Kind},
    slots::Publisher,
    thread::Addresses,
};
use kinline_protocol::{CallId, MediaSessionId, ParticipantId, call::StreamSlot};
use std::time::{Duration, Instant};
use str0m::{
    Candidate, Rtc,
    bwe::Bitrate,
    change::SdpOffer,
    media::{KeyframeRequestKind, Mid, Pt},
    net::TcpType,
    rtp::{Extension, ExtensionMap, ExtensionValues, RtpPacket, RtpWrite},
};

/// What is assumed of a viewer's line before the first estimate, and what it is probed for, for
/// each picture that it is shown.
const ASSUMED: Bitrate = Bitrate::kbps(1500);
const DESIRED: Bitrate = Bitrate::kbps(2500);
/// A sender whose last packet of picture is so old sends none.
const PICTURE_AGE: Duration = Duration::from_secs(2);
/// A limit is repeated when it has changed by so much, or is so old.
const LIMIT_STEP: f64 = 0.05;
const LIMIT_AGE: Duration = Duration::from_secs(1);

/// Where a session's line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Connecting,
    Connected,
    Lost,
}

/// A pair of m-lines on which the client receives.
#[derive(Debug, Default)]
pub(super) struct Slot {
    audio: Option<Mid>,
    video: Option<Mid>,
    lines: [Rewrite; 2],
}

pub(super) struct Session {
    pub rtc: Rtc,
    pub id: MediaSessionId,
    pub call: CallId,
    pub role: Role,
    pub line: Line,
    /// When something last came from it.
    pub heard: Instant,
    /// When it wants to be driven again.
    pub deadline: Instant,
    /// Who is shown in each of `slots`.
    pub shown: Vec<Option<ParticipantId>>,
    /// What its line can take, bit/s.
    pub estimate: f64,
    pub flowing: [bool; 2],
    slots: Vec<Slot>,
    publishes: [Option<Mid>; 2],
    offer: String,
    ice_session: u32,
    keyframes: keyframe::Requests,
    /// When the last packet of this sender's picture came.
    pictured: Option<Instant>,
    /// How low its picture is asked to go.
    pub floor: Floor,
    /// Of an echo session.
    pub echo: Option<Echo>,
    /// What a fault does to its line.
    pub poor: Option<Poor>,
    limit: Option<(f64, Instant)>,
    received: [u64; 2],
    sent: [u64; 2],
}

impl Session {
    /// Negotiates a new session.
    pub fn open(
        new: NewSession,
        addresses: Addresses,
        now: Instant,
    ) -> Result<(Self, Answer), RelayError> {
        let lines = sdp::lines(&new.offer)?;
        let mut rtc = rtc(new.role, lines.iter().any(|line| line.receives), now);
        rtc.bwe().set_bitrate(Bitrate::ZERO, DESIRED);
        for candidate in candidates(addresses) {
            rtc.add_local_candidate(candidate);
        }
        let answer = accept(&mut rtc, &new.offer)?;
        let (mut publishes, mut slots) = ([None; 2], Vec::<Slot>::new());
        let mut receiving = [0; 2];
        for line in &lines {
            let (mid, kind) = (Mid::from(line.mid.as_str()), line.kind as usize);
            if line.sends && !matches!(new.role, Role::Watcher(_)) {
                publishes[kind].get_or_insert(mid);
            }
            if line.receives {
                let n = receiving[kind];
                receiving[kind] += 1;
                slots.resize_with(slots.len().max(n + 1), Slot::default);
                match line.kind {
                    Kind::Audio => slots[n].audio = Some(mid),
                    Kind::Video => slots[n].video = Some(mid),
                }
            }
        }
        let echo = new.role == Role::Echo;
        let shown = |n: usize| (echo && n == 0).then(|| echo::itself(new.id));
        let session = Self {
            rtc,
            id: new.id,
            call: new.call,
            role: new.role,
            line: Line::Connecting,
            heard: now,
            deadline: now,
            shown: (0..slots.len()).map(shown).collect(),
            estimate: ASSUMED.as_f64(),
            flowing: [false; 2],
            slots,
            publishes,
            offer: new.offer,
            ice_session: 1,
            keyframes: keyframe::Requests::default(),
            pictured: None,
            floor: Floor::default(),
            echo: echo.then(Echo::default),
            poor: new.poor_line.map(|line| Poor::new(line, now)),
            limit: None,
            received: [0; 2],
            sent: [0; 2],
        };
        let answer = session.answer(&answer);
        Ok((session, answer))
    }

    /// Answers a further offer: an ICE restart if its credentials are new.
    pub fn offer(&mut self, offer: String, now: Instant) -> Result<Answer, RelayError> {
        if sdp::lines(&offer)? != sdp::lines(&self.offer)? {
            return Err(SdpError::LinesChanged.into());
        }
        let answer = accept(&mut self.rtc, &offer)?;
        if sdp::ufrag(&offer) != sdp::ufrag(&self.offer) {
            self.ice_session += 1;
        }
        (self.offer, self.deadline) = (offer, now);
        Ok(self.answer(&answer))
    }

    /// Takes a fragment of this ICE session; where one `may_restart`, other credentials begin the next,
    /// which is answered. Of candidates nothing is made: an ICE-lite agent answers checks from
    /// wherever they come, and makes none (RFC 8445, 2.5).
    pub fn fragment(
        &mut self,
        fragment: &Fragment,
        may_restart: bool,
        now: Instant,
    ) -> Result<Option<Answer>, RelayError> {
        let current = sdp::ufrag(&self.offer);
        let other = fragment.credentials.as_ref();
        let Some((ufrag, password)) = other.filter(|(ufrag, _)| current != Some(ufrag)) else {
            return Ok(None);
        };
        if !may_restart {
            return Err(RelayError::OtherIceSession);
        }
        let offer = sdp::restarted(&self.offer, ufrag, password);
        let mut answer = self.offer(offer, now)?;
        answer.sdp = sdp::fragment_of(&answer.sdp);
        Ok(Some(answer))
    }

    fn answer(&self, sdp: &str) -> Answer {
        let slot = |mid: &str| {
            let mid = Some(Mid::from(mid));
            let of = |s: &Slot| s.audio == mid || s.video == mid;
            self.slots.iter().position(of)
        };
        Answer {
            sdp: sdp::named(sdp, slot),
            ice_session: self.ice_session,
        }
    }

    /// Who sends here, if anybody does.
    pub fn publisher(&self) -> Option<Publisher> {
        match self.role {
            Role::Participant(participant, side) if self.publishes != [None; 2] => {
                Some(Publisher { participant, side })
            }
            _ => None,
        }
    }

    pub fn is_watcher(&self) -> bool {
        matches!(self.role, Role::Watcher(_))
    }

    /// Which kind a received packet is of; `None` if it belongs to no line that we take.
    pub fn kind_of(&mut self, packet: &RtpPacket) -> Option<Kind> {
        let mid = self.rtc.direct_api().stream_rx(&packet.header.ssrc)?.mid();
        let kind = match self.publishes {
            [Some(audio), _] if audio == mid => Kind::Audio,
            [_, Some(video)] if video == mid => Kind::Video,
            _ => return None,
        };
        self.received[kind as usize] += 1;
        Some(kind)
    }

    /// Shows other people. Says whether anything changed.
    pub fn show(&mut self, shown: Vec<Option<ParticipantId>>) -> bool {
        let changed = self.shown != shown;
        for (slot, (old, new)) in self.slots.iter_mut().zip(self.shown.iter().zip(&shown)) {
            if old != new {
                slot.lines.iter_mut().for_each(Rewrite::interrupt);
            }
        }
        self.shown = shown;
        if changed {
            let pictures = self.pictures().max(1) as u64;
            let desired = Bitrate::bps(DESIRED.as_u64() * pictures);
            self.rtc.bwe().set_bitrate(Bitrate::ZERO, desired);
        }
        changed
    }

    /// What follows a pause is a new beginning for every stream.
    pub fn interrupt(&mut self) {
        let lines = self.slots.iter_mut().flat_map(|s| &mut s.lines);
        lines.for_each(Rewrite::interrupt);
    }

    /// How many pictures it is shown.
    pub fn pictures(&self) -> usize {
        let shown = self.slots.iter().zip(&self.shown);
        shown
            .filter(|(s, p)| s.video.is_some() && p.is_some())
            .count()
    }

    pub fn streams(&self) -> Vec<StreamSlot> {
        let slots = self.slots.iter().zip(&self.shown);
        slots
            .map(|(slot, shown)| StreamSlot {
                audio: slot.audio.map(|m| m.to_string()),
                video: slot.video.map(|m| m.to_string()),
                participant: *shown,
            })
            .collect()
    }

    /// Sends on a packet of somebody who is shown here. `true`: it waits for a keyframe.
    pub fn forward(
        &mut self,
        from: (MediaSessionId, ParticipantId),
        kind: Kind,
        packet: &RtpPacket,
        now: Instant,
    ) -> bool {
        let shown = self.shown.iter().position(|p| *p == Some(from.1));
        let Some(slot) = shown.and_then(|n| self.slots.get_mut(n)) else {
            return false;
        };
        let mid = match kind {
            Kind::Audio => slot.audio,
            Kind::Video => slot.video,
        };
        let Some(mid) = mid else { return false };
        let line = &mut slot.lines[kind as usize];
        let source = (from.0.0, *packet.header.ssrc);
        let (sequence, time) = (*packet.seq_no, packet.header.timestamp);
        if !line.is_fed_by(source) {
            // A picture is entered where it can be decoded, so that nobody sees debris.
            if kind == Kind::Video && !keyframe::starts(&packet.payload) {
                return true;
            }
            line.begin(source, sequence, time, kind.clock(), now);
        }
        if let Some((sequence, time)) = line.map(sequence, time, now) {
            self.write(mid, kind, sequence, time, packet);
            self.deadline = now;
        }
        false
    }

    fn write(&mut self, mid: Mid, kind: Kind, sequence: u64, time: u32, packet: &RtpPacket) {
        let Some(pt) = self.payload_type(kind) else {
            return;
        };
        // Only what means something end to end: the rest belongs to one leg.
        let extensions = ExtensionValues {
            audio_level: packet.header.ext_vals.audio_level,
            voice_activity: packet.header.ext_vals.voice_activity,
            video_orientation: packet.header.ext_vals.video_orientation,
            ..Default::default()
        };
        let payload = packet.payload.clone();
        let mut api = self.rtc.direct_api();
        if let Some(stream) = api.stream_tx_by_mid(mid, None) {
            stream.write_rtp(
                RtpWrite::new(pt, sequence.into(), time, packet.timestamp, payload)
                    .marker(packet.header.marker)
                    .ext_vals(extensions)
                    .nackable(kind == Kind::Video),
            );
            self.sent[kind as usize] += 1;
        }
    }

    /// Each leg has its own numbers.
    fn payload_type(&self, kind: Kind) -> Option<Pt> {
        let of =
            |p: &str0m::format::PayloadParams| p.spec().codec.is_video() == (kind == Kind::Video);
        self.rtc.codec_config().find(of).map(|p| p.pt())
    }

    /// Looks at a packet of this sender's.
    pub fn note(&mut self, kind: Kind, packet: &RtpPacket, now: Instant) {
        if kind == Kind::Video {
            if keyframe::starts(&packet.payload) {
                self.keyframes.answer();
            }
            self.pictured = Some(now);
        }
    }

    /// Whether a picture comes from this sender at present.
    pub fn sends_picture(&self, now: Instant) -> bool {
        self.pictured
            .is_some_and(|at| now.saturating_duration_since(at) < PICTURE_AGE)
    }

    pub fn ask_keyframe(&mut self, now: Instant) {
        let mid = self.publishes[Kind::Video as usize];
        let Some(mid) = mid.filter(|_| self.keyframes.are_due(now)) else {
            return;
        };
        if let Some(stream) = self.rtc.direct_api().stream_rx_by_mid(mid, None) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
            self.keyframes.ask(now);
            self.deadline = now;
        }
    }

    /// Tells a sender what its viewers' lines can take, bit/s (REMB).
    pub fn limit(&mut self, rate: f64, now: Instant) {
        let due = self.limit.is_none_or(|(told, at)| {
            (rate - told).abs() > told * LIMIT_STEP || now.saturating_duration_since(at) > LIMIT_AGE
        });
        let Some(mid) = self.publishes[Kind::Video as usize].filter(|_| due) else {
            return;
        };
        if let Some(stream) = self.rtc.direct_api().stream_rx_by_mid(mid, None) {
            stream.request_remb(Bitrate::bps(rate as u64));
            (self.limit, self.deadline) = (Some((rate, now)), now);
        }
    }

    /// Packets received and sent, by kind.
    pub fn counted(&self) -> ([u64; 2], [u64; 2]) {
        (self.received, self.sent)
    }

    pub fn stats(&self) -> SessionStats {
        SessionStats {
            session: self.id,
            call: self.call,
            received: self.received,
            sent: self.sent,
            estimate: self.estimate as u64,
            limit: self.limit.map_or(0, |(rate, _)| rate as u64),
        }
    }
}

/// One codec of each kind: no choice, so every leg agrees with every other. ICE-lite: with full ICE
/// `str0m` would refuse the client's first DTLS flight until its own check is answered.
///
/// Of a watcher's line nothing is estimated, since nobody sends less for a watcher: that spares the
/// pacing, and the client its reports on every packet, which is most of what a watcher costs. Nor is
/// the line of who `receives` nothing.
fn rtc(role: Role, receives: bool, now: Instant) -> Rtc {
    let mut config = Rtc::builder()
        .set_ice_lite(true)
        .set_rtp_mode(true)
        .clear_codecs()
        .enable_opus(true, false);
    config = match role {
        Role::Watcher(_) => config.set_extension_map(watched()),
        _ if receives => config.enable_bwe(Some(ASSUMED)),
        _ => config,
    };
    config
        .codec_config()
        .add_h264(108.into(), Some(109.into()), true, 0x42e01f);
    config.build(now)
}

/// The header extensions of a watcher's line: which line it is, and those of [`Session::write`].
fn watched() -> ExtensionMap {
    let mut map = ExtensionMap::empty();
    map.set(1, Extension::AudioLevel);
    map.set(4, Extension::RtpMid);
    map.set(13, Extension::VideoOrientation);
    map
}

const ICE_LITE: &str = "a=ice-lite\r\n";

fn candidates(addresses: Addresses) -> impl Iterator<Item = Candidate> {
    let tcp = Candidate::builder().tcp().host(addresses.tcp);
    [
        Candidate::builder().udp().host(addresses.udp).build(),
        tcp.tcptype(TcpType::Passive).build(),
    ]
    .into_iter()
    .filter_map(Result::ok)
}

fn accept(rtc: &mut Rtc, offer: &str) -> Result<String, RelayError> {
    let refused = |e: String| SdpError::Refused(e);
    let offer = SdpOffer::from_sdp_string(offer).map_err(|e| refused(e.to_string()))?;
    let answer = rtc.sdp_api().accept_offer(offer);
    let answer = answer.map_err(|e| refused(e.to_string()))?.to_sdp_string();
    // Not said: told of it, Chromium nominates a pair only with its second check, 50 ms later.
    Ok(answer.replace(ICE_LITE, ""))
}
