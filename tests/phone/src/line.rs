//! One plain line to a media address, with nothing of the app around it: for measuring.

use crate::{
    PhoneError,
    camera::Camera,
    codec::{AccessUnit, Encoder},
    media_session::MediaSession,
    senses::{Line, Pace, Senses, SensesLoop, line_to_come},
    voice::PIECE,
    wire::Wire,
};
use kinline_media::{CallMedia, MediaStats};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// What a line does.
pub struct LineOptions {
    /// How long, at most.
    pub length: Duration,
    /// Sends nothing.
    pub receive_only: bool,
    /// Sends a loop that was encoded before, and decodes nothing.
    pub no_codec: bool,
    /// What it shows, says and keeps.
    pub senses: Senses,
}

impl LineOptions {
    fn senses(&mut self) -> Senses {
        let senses = std::mem::replace(&mut self.senses, Senses::none());
        match self.receive_only {
            true => Senses {
                camera: None,
                voice: None,
                ..senses
            },
            false => Senses {
                frames_per_second: 30,
                ..senses
            },
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct LineResult {
    /// From just before the connection was opened to the first picture: decoded, or with
    /// `no_codec` received.
    pub first_frame_ms: Option<f64>,
    /// Pictures received, over all slots.
    pub frames_in: u64,
    /// Pictures sent.
    pub frames_out: u64,
    /// Pictures received that were given up.
    pub frames_in_dropped: u64,
    /// Freezes seen.
    pub freezes: u64,
    /// All freezes together, ms.
    pub freeze_ms: f64,
    /// 20 ms pieces of sound played.
    pub audio_played: u64,
    /// Of these, concealed.
    pub audio_concealed: u64,
    /// Packets that never came.
    pub packets_lost: u64,
    /// Round trip, ms.
    pub round_trip_ms: Option<f64>,
    /// Bit/s sent lately.
    pub bits_per_second_out: u64,
    /// Bit/s received lately.
    pub bits_per_second_in: u64,
}

/// Runs a line until its time is over or `stop` is set. `sending` is told when the first picture
/// has left.
pub fn run(
    wire: &Wire,
    token: &str,
    address: &str,
    mut options: LineOptions,
    stop: &AtomicBool,
    sending: impl FnOnce(),
) -> Result<LineResult, PhoneError> {
    // Camera and screen are open before the clock starts: a phone's are before it joins.
    let (begin, line) = line_to_come();
    let ends = match options.no_codec {
        true => Ends::Plain(Plain::start(&line, encoded_clip()?, options.receive_only)),
        false => Ends::Whole(SensesLoop::start(line, options.senses())?),
    };
    let start = Instant::now();
    let session = match options.receive_only {
        true => MediaSession::watch(wire, token, address, begin)?,
        false => MediaSession::publish(wire, token, address, begin)?,
    };
    let media = session.media();
    let mut sending = Some(sending);
    while start.elapsed() < options.length && !stop.load(Relaxed) {
        if media.stats().frames_out > 0
            && let Some(tell) = sending.take()
        {
            tell();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let first = ends.first_picture();
    let stats = media.stats();
    drop(ends);
    session.close()?;
    Ok(LineResult::of(first.map(|at| at - start), &stats))
}

impl LineResult {
    fn of(first: Option<Duration>, stats: &MediaStats) -> Self {
        Self {
            first_frame_ms: first.map(|time| time.as_secs_f64() * 1000.0),
            frames_in: stats.frames_in,
            frames_out: stats.frames_out,
            frames_in_dropped: stats.frames_in_dropped,
            freezes: stats.freezes,
            freeze_ms: stats.freeze_ms,
            audio_played: stats.audio_played,
            audio_concealed: stats.audio_concealed,
            packets_lost: stats.packets_lost,
            round_trip_ms: stats.round_trip_ms,
            bits_per_second_out: stats.bits_per_second_out,
            bits_per_second_in: stats.bits_per_second_in,
        }
    }
}

enum Ends {
    Whole(SensesLoop),
    Plain(Plain),
}

impl Ends {
    fn first_picture(&self) -> Option<Instant> {
        match self {
            Self::Whole(senses) => senses.perceived().first_picture(),
            Self::Plain(plain) => plain.first(),
        }
    }
}

/// What a thread does with the media, until it is told to end.
type Work = Box<dyn FnOnce(&CallMedia, &AtomicBool) + Send>;

/// Moves access units and silence, without a codec.
struct Plain {
    stop: Arc<AtomicBool>,
    first: Arc<std::sync::OnceLock<Instant>>,
    threads: Vec<JoinHandle<()>>,
}

impl Plain {
    fn start(line: &Line, clip: Vec<AccessUnit>, receive_only: bool) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let first = Arc::new(std::sync::OnceLock::new());
        let mut threads = Vec::new();
        let mut spawn = |work: Work| {
            let (line, ended) = (line.clone(), stop.clone());
            threads.push(std::thread::spawn(move || {
                let mut pace = Pace::new();
                while !ended.load(Relaxed) {
                    if let Some(media) = line() {
                        return work(&media, &ended);
                    }
                    pace.next(Duration::from_millis(5));
                }
            }));
        };
        let seen = first.clone();
        spawn(Box::new(move |media, ended| {
            while !ended.load(Relaxed) {
                if media.next_video(Duration::from_millis(50)).is_some() {
                    seen.get_or_init(Instant::now);
                }
            }
        }));
        if !receive_only {
            spawn(Box::new(move |media, ended| send(media, ended, &clip)));
        }
        Self {
            stop,
            first,
            threads,
        }
    }

    fn first(&self) -> Option<Instant> {
        self.first.get().copied()
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn send(line: &CallMedia, ended: &AtomicBool, clip: &[AccessUnit]) {
    let (start, mut next, mut pcm) = (Instant::now(), 0, [0; PIECE]);
    for tick in 1u32.. {
        if ended.load(Relaxed) {
            return;
        }
        // Sound every 20 ms; a picture with two of three of them: 30 or so a second.
        line.push_audio(&pcm);
        line.pull_audio(&mut pcm);
        pcm.fill(0);
        if tick % 3 != 0 {
            if line.take_keyframe_request() {
                next = 0;
            }
            let unit = &clip[next % clip.len()];
            line.push_video(&unit.data, start.elapsed().as_micros() as i64, unit.key);
            next += 1;
        }
        let due = start + Duration::from_millis(20) * tick;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
}

/// Three seconds of the drawn picture; starts with a keyframe.
fn encoded_clip() -> Result<Vec<AccessUnit>, PhoneError> {
    let target = kinline_media::EncoderTarget {
        bits_per_second: 600_000,
        width: 640,
        height: 360,
        frames_per_second: 30,
    };
    let (mut encoder, mut camera) = (Encoder::new(target)?, Camera::pattern(1));
    let units =
        (0..90).map(|index| encoder.encode(&camera.picture(index, 640, 360), target, false));
    units.filter_map(Result::transpose).collect()
}
