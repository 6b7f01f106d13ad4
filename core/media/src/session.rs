//! What a connection and its media share: the transport's words in, the platform's pictures and sounds out.

use crate::audio::{incoming::AudioReceiver, outgoing::AudioSender};
use crate::rate::Uplink;
use crate::transport::{Feedback, Kind, Packet, Sink, Transport};
use crate::video::{incoming::VideoReceiver, outgoing::VideoSender};
use crate::{Candidate, ConnectionState, MediaError};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

/// Access units that wait to be sent: more means that the network cannot follow.
const VIDEO_QUEUE: usize = 8;
/// Sound packets that wait to be sent: a second.
const AUDIO_QUEUE: usize = 50;
const TICK: Duration = Duration::from_millis(50);
/// The longest that a keyframe is held to be on its way: what was asked for before it arrived is answered.
const KEYFRAME_WAY: Duration = Duration::from_millis(250);
/// The way there and back, as long as it was not measured.
const ROUND_TRIP: Duration = Duration::from_millis(20);
/// How much of the camera is kept for the moment of connecting: little enough that it is still true then.
const HEAD_START: Duration = Duration::from_millis(100);
const RATE_WINDOW: Duration = Duration::from_secs(1);

/// What passes from platform threads and the transport to the task that sends.
pub(crate) struct Outbox {
    audio: mpsc::Receiver<Packet>,
    video: mpsc::Receiver<Vec<Packet>>,
    keyframes: mpsc::UnboundedReceiver<usize>,
}

/// One call's media.
pub(crate) struct Session {
    pub(crate) state: watch::Sender<ConnectionState>,
    pub(crate) video_in: VideoReceiver,
    pub(crate) audio_in: AudioReceiver,
    pub(crate) counts: Counts,
    audio_out: Mutex<AudioSender>,
    video_out: Mutex<VideoOut>,
    uplink: Mutex<Uplink>,
    traffic: Mutex<Traffic>,
    muted_audio: AtomicBool,
    muted_video: AtomicBool,
    audio_queue: mpsc::Sender<Packet>,
    video_queue: mpsc::Sender<Vec<Packet>>,
    keyframe_queue: mpsc::UnboundedSender<usize>,
    candidate_queue: mpsc::UnboundedSender<Candidate>,
}

/// Counts of what passes.
#[derive(Default)]
pub(crate) struct Counts {
    pub frames_out: AtomicU64,
    pub frames_out_dropped: AtomicU64,
    pub audio_out: AtomicU64,
    pub nacks_out: AtomicU64,
    pub nacks_in: AtomicU64,
    pub repairs_in: AtomicU64,
    pub keyframe_requests_out: AtomicU64,
    pub keyframe_requests_in: AtomicU64,
}

struct VideoOut {
    sender: VideoSender,
    /// What comes before a keyframe is of no use to anyone.
    needs_key: bool,
    keyframe_wanted: bool,
    /// When the last keyframe is there, and requests that crossed it have come.
    keyframe_there: Option<Instant>,
    /// The pictures from the last keyframe on, while the line is being made: they are sent as soon as it
    /// is there, so that nobody waits for the camera's next picture.
    ahead: Vec<Ahead>,
}

/// A picture that waits for the line.
struct Ahead {
    access_unit: Vec<u8>,
    pts_us: i64,
    at: Instant,
}

impl VideoOut {
    fn keep_ahead(&mut self, access_unit: &[u8], pts_us: i64, key: bool) {
        if key {
            self.ahead.clear();
        } else if self.ahead.is_empty() || self.ahead.len() == VIDEO_QUEUE {
            // Without its keyframe, or with pictures missing, none of it is of use.
            self.ahead.clear();
            return;
        }
        self.ahead.push(Ahead {
            access_unit: access_unit.to_vec(),
            pts_us,
            at: Instant::now(),
        });
    }
}

/// Times and rates for the statistics.
#[derive(Default)]
pub(crate) struct Traffic {
    pub accepted: Option<Instant>,
    pub first_out: Option<Instant>,
    pub round_trip: Option<Duration>,
    sent: Rate,
    received: Rate,
}

impl Traffic {
    pub(crate) fn sent_rate(&mut self, now: Instant) -> u64 {
        self.sent.bits_per_second(now)
    }

    pub(crate) fn received_rate(&mut self, now: Instant) -> u64 {
        self.received.bits_per_second(now)
    }
}

/// Bytes of the last second, in tenths.
#[derive(Default)]
struct Rate {
    tenths: VecDeque<(Instant, usize)>,
}

impl Rate {
    fn add(&mut self, bytes: usize, now: Instant) {
        match self.tenths.back_mut() {
            Some((at, sum)) if now.saturating_duration_since(*at) < RATE_WINDOW / 10 => {
                *sum += bytes
            }
            _ => self.tenths.push_back((now, bytes)),
        }
        self.forget(now);
    }

    fn forget(&mut self, now: Instant) {
        while self
            .tenths
            .front()
            .is_some_and(|(at, _)| now.saturating_duration_since(*at) > RATE_WINDOW)
        {
            self.tenths.pop_front();
        }
    }

    fn bits_per_second(&mut self, now: Instant) -> u64 {
        self.forget(now);
        self.tenths.iter().map(|(_, bytes)| *bytes as u64 * 8).sum()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    pub(crate) fn new(
        slots: usize,
    ) -> Result<(Arc<Self>, Outbox, mpsc::UnboundedReceiver<Candidate>), MediaError> {
        let (audio_queue, audio) = mpsc::channel(AUDIO_QUEUE);
        let (video_queue, video) = mpsc::channel(VIDEO_QUEUE);
        let (keyframe_queue, keyframes) = mpsc::unbounded_channel();
        let (candidate_queue, candidates) = mpsc::unbounded_channel();
        let session = Self {
            state: watch::Sender::new(ConnectionState::Connecting),
            video_in: VideoReceiver::new(slots),
            audio_in: AudioReceiver::new(slots)?,
            counts: Counts::default(),
            audio_out: Mutex::new(AudioSender::new()?),
            video_out: Mutex::new(VideoOut {
                sender: VideoSender::new(),
                needs_key: true,
                keyframe_wanted: true,
                keyframe_there: None,
                ahead: Vec::new(),
            }),
            uplink: Mutex::new(Uplink::new()),
            traffic: Mutex::default(),
            muted_audio: AtomicBool::new(false),
            muted_video: AtomicBool::new(false),
            audio_queue,
            video_queue,
            keyframe_queue,
            candidate_queue,
        };
        Ok((
            Arc::new(session),
            Outbox {
                audio,
                video,
                keyframes,
            },
            candidates,
        ))
    }

    pub(crate) fn uplink(&self) -> MutexGuard<'_, Uplink> {
        lock(&self.uplink)
    }

    pub(crate) fn traffic(&self) -> MutexGuard<'_, Traffic> {
        lock(&self.traffic)
    }

    pub(crate) fn accepted(&self) {
        self.traffic().accepted.get_or_insert(Instant::now());
    }

    pub(crate) fn set_muted(&self, audio: bool, video: bool) {
        self.muted_audio.store(audio, Relaxed);
        self.muted_video.store(video, Relaxed);
        if video {
            lock(&self.video_out).ahead.clear();
        }
    }

    fn connected(&self) -> bool {
        *self.state.borrow() == ConnectionState::Connected
    }

    fn connecting(&self) -> bool {
        *self.state.borrow() == ConnectionState::Connecting
    }

    pub(crate) fn push_audio(&self, pcm: &[i16]) {
        if !self.connected() {
            return;
        }
        let packets =
            lock(&self.audio_out).push(pcm, self.muted_audio.load(Relaxed), Instant::now());
        for packet in packets {
            if self.audio_queue.try_send(packet).is_ok() {
                self.counts.audio_out.fetch_add(1, Relaxed);
            }
        }
    }

    pub(crate) fn push_video(&self, access_unit: &[u8], pts_us: i64, key: bool) {
        let mut out = lock(&self.video_out);
        let muted = self.muted_video.load(Relaxed);
        if self.connecting() && !muted {
            out.keep_ahead(access_unit, pts_us, key);
            return;
        }
        out.ahead.clear();
        let useful = self.connected() && !muted && (key || !out.needs_key);
        if !(useful && self.send_video(&mut out, access_unit, pts_us, key)) {
            self.counts.frames_out_dropped.fetch_add(1, Relaxed);
            (out.needs_key, out.keyframe_wanted) = (true, true);
        }
    }

    /// `false`: the network cannot follow.
    fn send_video(&self, out: &mut VideoOut, access_unit: &[u8], pts_us: i64, key: bool) -> bool {
        let Ok(place) = self.video_queue.try_reserve() else {
            return false;
        };
        let packets = out.sender.packets(access_unit, pts_us);
        if packets.is_empty() {
            return true;
        }
        let now = Instant::now();
        out.needs_key = false;
        if key {
            out.keyframe_there = Some(now + self.way(access_unit.len()));
        }
        place.send(packets);
        self.counts.frames_out.fetch_add(1, Relaxed);
        self.traffic().first_out.get_or_insert(now);
        true
    }

    /// How long `bytes` of a picture and an answer to them are on their way.
    fn way(&self, bytes: usize) -> Duration {
        let rate = self.uplink().target().bits_per_second.max(1);
        let sending = Duration::from_secs_f64(bytes as f64 * 8.0 / f64::from(rate));
        let round_trip = self.traffic().round_trip.unwrap_or(ROUND_TRIP);
        (sending + round_trip).min(KEYFRAME_WAY)
    }

    /// The line is there, or there again.
    fn begin_video(&self) {
        let mut out = lock(&self.video_out);
        (out.needs_key, out.keyframe_wanted) = (true, true);
        let ahead = std::mem::take(&mut out.ahead);
        let fresh = ahead
            .last()
            .is_some_and(|last| last.at.elapsed() <= HEAD_START);
        // Who switched the camera off meanwhile sends nothing of before either.
        if !fresh || self.muted_video.load(Relaxed) {
            return;
        }
        for (index, picture) in ahead.iter().enumerate() {
            let key = index == 0;
            if !self.send_video(&mut out, &picture.access_unit, picture.pts_us, key) {
                out.needs_key = true;
                return;
            }
        }
        // Who came a moment later missed that one, and may ask at once.
        (out.keyframe_wanted, out.keyframe_there) = (false, None);
    }

    pub(crate) fn take_keyframe_request(&self) -> bool {
        let mut out = lock(&self.video_out);
        if self.connecting() {
            return out
                .ahead
                .first()
                .is_none_or(|key| key.at.elapsed() >= HEAD_START);
        }
        let coming = out.keyframe_there.is_some_and(|at| Instant::now() < at) && !out.needs_key;
        if coming || !self.connected() {
            return false;
        }
        std::mem::take(&mut out.keyframe_wanted)
    }

    /// Somebody else is in `slot` from now on.
    pub(crate) fn reset(&self, slot: usize) {
        self.video_in.reset(slot);
        self.audio_in.reset(slot);
        self.ask_keyframe(slot);
    }

    fn ask_keyframe(&self, slot: usize) {
        self.counts.keyframe_requests_out.fetch_add(1, Relaxed);
        let _ = self.keyframe_queue.send(slot);
    }

    fn tick(&self, now: Instant) {
        for slot in self.video_in.tick(now) {
            self.ask_keyframe(slot);
        }
        let loss = {
            let mut uplink = self.uplink();
            uplink.tick(now);
            uplink.loss()
        };
        lock(&self.audio_out).expect_loss(loss);
    }
}

impl Sink for Session {
    fn state(&self, state: ConnectionState) {
        let changed = self.state.send_if_modified(|now| {
            let changed = *now != state && *now != ConnectionState::Closed;
            if changed {
                *now = state;
            }
            changed
        });
        if changed && state == ConnectionState::Connected {
            self.begin_video();
        }
        if changed && state == ConnectionState::Closed {
            self.video_in.close();
        }
    }

    fn candidate(&self, candidate: Candidate) {
        let _ = self.candidate_queue.send(candidate);
    }

    fn packet(&self, slot: usize, kind: Kind, packet: Packet, now: Instant) {
        // 12 bytes of RTP header: the extensions are not ours to know here.
        self.traffic().received.add(packet.payload.len() + 12, now);
        match kind {
            Kind::Audio => self.audio_in.push(slot, packet, now),
            Kind::Video => {
                if self.video_in.push(slot, packet, now) {
                    self.ask_keyframe(slot);
                }
            }
        }
    }

    fn feedback(&self, feedback: Feedback, now: Instant) {
        match feedback {
            Feedback::KeyframeWanted => {
                self.counts.keyframe_requests_in.fetch_add(1, Relaxed);
                lock(&self.video_out).keyframe_wanted = true;
            }
            Feedback::AtMost(bits_per_second) => self.uplink().at_most(bits_per_second, now),
            Feedback::Delivery(fates) => self.uplink().delivered(&fates, now),
            Feedback::Loss(share) => self.uplink().lost(share, now),
            Feedback::RoundTrip(time) => self.traffic().round_trip = Some(time),
            Feedback::NackReceived => {
                self.counts.nacks_in.fetch_add(1, Relaxed);
            }
            Feedback::NackSent(packets) => {
                self.counts.nacks_out.fetch_add(packets, Relaxed);
            }
            Feedback::Repaired => {
                self.counts.repairs_in.fetch_add(1, Relaxed);
            }
            Feedback::Sent(bytes) => {
                self.uplink().sent();
                self.traffic().sent.add(bytes, now);
            }
        }
    }
}

/// Sends what is in the outbox, sound first, until the transport is closed; keeps time for the session.
pub(crate) async fn run(session: Arc<Session>, transport: Arc<dyn Transport>, mut outbox: Outbox) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            biased;
            Some(packet) = outbox.audio.recv() => transport.send(Kind::Audio, packet).await,
            Some(slot) = outbox.keyframes.recv() => transport.ask_keyframe(slot).await,
            Some(packets) = outbox.video.recv() => {
                send_video(transport.as_ref(), packets, &mut outbox.audio).await
            }
            now = ticks.tick() => {
                session.tick(now.into_std());
                Ok(())
            }
        };
        if sent.is_err() {
            session.state(ConnectionState::Closed);
            return;
        }
    }
}

/// Sends a picture, letting any sound that is ready go between its packets.
async fn send_video(
    transport: &dyn Transport,
    packets: Vec<Packet>,
    audio: &mut mpsc::Receiver<Packet>,
) -> Result<(), MediaError> {
    for packet in packets {
        while let Ok(sound) = audio.try_recv() {
            transport.send(Kind::Audio, sound).await?;
        }
        transport.send(Kind::Video, packet).await?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
