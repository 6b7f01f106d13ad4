//! Camera, microphone, eyes and ears of one end of a call: threads in real time, as a platform has
//! them, attached to a [`CallMedia`].

use crate::{
    PhoneError,
    camera::Camera,
    codec::{Decoder, Encoder},
    pattern::{self, Mark},
    picture::Picture,
    voice::{Ear, PIECE, Voice},
};
use kinline_media::{CallMedia, VideoUnit};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// The media of the call that goes on now, if one does. Asked before every piece, because a call
/// that lost its line goes on with another.
pub type Line = Arc<dyn Fn() -> Option<CallMedia> + Send + Sync>;

/// A line that is given its media later: camera, microphone and screen are open before it is there.
pub fn line_to_come() -> (impl FnOnce(CallMedia), Line) {
    let place = Arc::new(OnceLock::new());
    let line = place.clone();
    (
        move |media| _ = place.set(media),
        Arc::new(move || line.get().cloned()),
    )
}

/// What an end of a call shows, says and keeps.
pub struct Senses {
    /// What the camera sees; nothing is sent without one.
    pub camera: Option<Camera>,
    /// What the microphone hears; nothing is sent without one.
    pub voice: Option<Voice>,
    /// At most so many pictures a second.
    pub frames_per_second: u32,
    /// Keeps the first picture of each stream and every hundredth after it, as PNG files.
    pub save_frames: Option<PathBuf>,
    /// Keeps all that the loudspeaker plays, as a WAV file.
    pub save_sound: Option<PathBuf>,
}

impl Senses {
    /// The drawn picture and voice of a sender (0 to 15).
    #[must_use]
    pub fn drawn(sender: u8) -> Self {
        Self {
            camera: Some(Camera::pattern(sender)),
            voice: Some(Voice::drawn(sender)),
            ..Self::none()
        }
    }

    /// Eyes and ears only.
    #[must_use]
    pub fn none() -> Self {
        Self {
            camera: None,
            voice: None,
            frames_per_second: 20,
            save_frames: None,
            save_sound: None,
        }
    }
}

/// Runs the threads; dropping it ends them.
pub struct SensesLoop {
    stop: Arc<AtomicBool>,
    perceived: Arc<Perceived>,
    threads: Vec<JoinHandle<()>>,
}

impl SensesLoop {
    /// Starts showing, speaking, watching and listening.
    pub fn start(line: Line, senses: Senses) -> Result<Self, PhoneError> {
        let stop = Arc::new(AtomicBool::new(false));
        let perceived = Arc::new(Perceived::new(Ear::new(senses.save_sound.as_deref())?));
        let mut threads = Vec::new();
        let mut spawn = |name: &str, work: Box<dyn FnOnce(&Shared) + Send>| {
            let shared = Shared {
                line: line.clone(),
                stop: stop.clone(),
                perceived: perceived.clone(),
            };
            std::thread::Builder::new()
                .name(name.into())
                .spawn(move || work(&shared))
                .map(|thread| threads.push(thread))
                .map_err(|error| PhoneError::Broken(format!("no thread: {error}")))
        };
        let (camera, frames_per_second) = (senses.camera, senses.frames_per_second);
        let (voice, save) = (senses.voice, senses.save_frames);
        if let Some(camera) = camera {
            let work = move |shared: &Shared| show(shared, camera, frames_per_second);
            spawn("camera", Box::new(work))?;
        }
        spawn("screen", Box::new(move |s| watch(s, save)))?;
        spawn("sound", Box::new(move |s| talk(s, voice)))?;
        Ok(Self {
            stop,
            perceived,
            threads,
        })
    }

    /// What came through so far.
    #[must_use]
    pub fn perceived(&self) -> &Perceived {
        &self.perceived
    }
}

impl Drop for SensesLoop {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// What came through.
pub struct Perceived {
    sent: AtomicU64,
    first: OnceLock<Instant>,
    seen: Mutex<Seen>,
    changed: Condvar,
    ear: Mutex<Ear>,
    problem: Mutex<Option<String>>,
}

/// What was seen.
#[derive(Default, Clone)]
pub struct Seen {
    /// Pictures decoded, by the media line (`a=mid`) that they came by.
    pub frames: BTreeMap<String, u64>,
    /// Frame numbers of drawn pictures that were whole, by sender.
    pub marks: BTreeMap<u8, BTreeSet<u16>>,
    /// The last picture, by media line.
    pub last: BTreeMap<String, Picture>,
    /// Access units that gave no picture.
    pub undecodable: u64,
}

impl Seen {
    /// Pictures decoded on all lines.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.frames.values().sum()
    }

    /// Whole drawn pictures of a sender.
    #[must_use]
    pub fn of(&self, sender: u8) -> usize {
        self.marks.get(&sender).map_or(0, BTreeSet::len)
    }
}

impl Perceived {
    /// What was seen so far.
    #[must_use]
    pub fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    /// Pictures that the camera has given, encoded or not: the next drawn one has this number.
    #[must_use]
    pub fn shown(&self) -> u64 {
        self.sent.load(Relaxed)
    }

    /// When the first picture was decoded.
    #[must_use]
    pub fn first_picture(&self) -> Option<Instant> {
        self.first.get().copied()
    }

    /// Waits until what was seen is enough.
    pub fn wait_until(
        &self,
        what: &str,
        limit: Duration,
        enough: impl Fn(&Seen) -> bool,
    ) -> Result<Seen, PhoneError> {
        let (seen, timeout) = self
            .changed
            .wait_timeout_while(lock(&self.seen), limit, |seen| !enough(seen))
            .unwrap_or_else(PoisonError::into_inner);
        match timeout.timed_out() {
            false => Ok(seen.clone()),
            true => Err(PhoneError::NotCome(format!(
                "{what}; frames {:?}, undecodable {}, {:?}",
                seen.frames,
                seen.undecodable,
                lock(&self.problem)
            ))),
        }
    }

    /// Waits until what is heard is enough. Sound is looked at ten times a second.
    pub fn listen_until(
        &self,
        what: &str,
        limit: Duration,
        enough: impl Fn(&Ear) -> bool,
    ) -> Result<Ear, PhoneError> {
        let end = Instant::now() + limit;
        loop {
            let ear = lock(&self.ear).snapshot();
            if enough(&ear) {
                return Ok(ear);
            }
            if Instant::now() > end {
                let level = ear.level();
                return Err(PhoneError::NotCome(format!("{what}; level {level:.4}")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub(crate) fn new(ear: Ear) -> Self {
        Self {
            sent: AtomicU64::new(0),
            first: OnceLock::new(),
            seen: Mutex::default(),
            changed: Condvar::new(),
            ear: Mutex::new(ear),
            problem: Mutex::default(),
        }
    }

    /// A picture was decoded; gives how many came by this line.
    pub(crate) fn saw(&self, mid: &str, picture: Picture) -> u64 {
        self.first.get_or_init(Instant::now);
        let mark = pattern::read(&picture).filter(|_| pattern::is_whole(&picture));
        let mut seen = lock(&self.seen);
        let count = seen.frames.entry(mid.into()).or_default();
        *count += 1;
        let count = *count;
        if let Some(Mark { sender, frame }) = mark {
            seen.marks.entry(sender).or_default().insert(frame);
        }
        seen.last.insert(mid.into(), picture);
        drop(seen);
        self.changed.notify_all();
        count
    }

    /// The camera gave a picture; gives its number.
    pub(crate) fn showed(&self) -> u64 {
        self.sent.fetch_add(1, Relaxed)
    }

    /// The loudspeaker plays.
    pub(crate) fn heard(&self, pcm: &[i16]) -> Result<(), PhoneError> {
        lock(&self.ear).hear(pcm)
    }

    fn note(&self, problem: &PhoneError) {
        tracing::warn!(%problem, "media");
        *lock(&self.problem) = Some(problem.to_string());
    }
}

struct Shared {
    line: Line,
    stop: Arc<AtomicBool>,
    perceived: Arc<Perceived>,
}

impl Shared {
    fn goes_on(&self) -> bool {
        !self.stop.load(Relaxed)
    }
}

/// When the next piece of a steady stream is due.
pub(crate) struct Pace {
    due: Instant,
}

impl Pace {
    pub(crate) fn new() -> Self {
        Self {
            due: Instant::now(),
        }
    }

    /// As if the last piece had come that long ago.
    fn after(time: Duration) -> Self {
        let now = Instant::now();
        Self {
            due: now.checked_sub(time).unwrap_or(now),
        }
    }

    /// Waits for it. Who was held up goes on from now instead of hurrying after.
    pub(crate) fn next(&mut self, distance: Duration) {
        let now = Instant::now();
        self.due = (self.due + distance).max(now.checked_sub(distance * 5).unwrap_or(now));
        std::thread::sleep(self.due.saturating_duration_since(now));
    }
}

fn show(shared: &Shared, mut camera: Camera, most: u32) {
    // A camera's beat does not wait for anybody.
    let phase = Duration::from_secs(1).mul_f64(rand::random::<f64>() / f64::from(most));
    let (start, mut pace) = (Instant::now(), Pace::after(phase));
    let mut encoder: Option<Encoder> = None;
    let mut lost = false;
    while shared.goes_on() {
        let asked = (shared.line)().map(|media| media.encoder().frames_per_second);
        pace.next(Duration::from_secs(1) / asked.unwrap_or(most).clamp(1, most));
        let Some(media) = (shared.line)() else {
            encoder = None;
            continue;
        };
        let mut target = media.encoder();
        target.frames_per_second = target.frames_per_second.clamp(1, most);
        let index = shared.perceived.showed();
        if target.bits_per_second == 0 {
            encoder = None;
            continue;
        }
        let picture = camera.picture(index, target.width as usize, target.height as usize);
        let key = media.take_keyframe_request() || lost;
        match encoded(&mut encoder, &picture, target, key) {
            Ok(Some(unit)) => {
                lost = false;
                let taken_us = start.elapsed().as_micros() as i64;
                media.push_video(&unit.data, taken_us, unit.key);
            }
            // A keyframe that was skipped is still owed.
            Ok(None) => lost = key,
            Err(problem) => shared.perceived.note(&problem),
        }
    }
}

fn encoded(
    encoder: &mut Option<Encoder>,
    picture: &Picture,
    target: kinline_media::EncoderTarget,
    key: bool,
) -> Result<Option<crate::codec::AccessUnit>, PhoneError> {
    let encoder = match encoder {
        Some(encoder) => encoder,
        None => encoder.insert(Encoder::new(target)?),
    };
    encoder.encode(picture, target, key)
}

fn watch(shared: &Shared, save: Option<PathBuf>) {
    let mut decoders: BTreeMap<String, Decoder> = BTreeMap::new();
    while shared.goes_on() {
        let Some(media) = (shared.line)() else {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        let Some(unit) = media.next_video(Duration::from_millis(50)) else {
            continue;
        };
        match decoded(&mut decoders, &unit) {
            Ok(Some(picture)) => keep(shared, &unit.video_mid, picture, save.as_deref()),
            Ok(None) => lock(&shared.perceived.seen).undecodable += 1,
            Err(problem) => {
                lock(&shared.perceived.seen).undecodable += 1;
                shared.perceived.note(&problem);
            }
        }
    }
}

fn decoded(
    decoders: &mut BTreeMap<String, Decoder>,
    unit: &VideoUnit,
) -> Result<Option<Picture>, PhoneError> {
    if !decoders.contains_key(&unit.video_mid) {
        decoders.insert(unit.video_mid.clone(), Decoder::new()?);
    }
    match decoders.get_mut(&unit.video_mid) {
        Some(decoder) => decoder.decode(&unit.data),
        None => Ok(None),
    }
}

fn keep(shared: &Shared, mid: &str, picture: Picture, save: Option<&std::path::Path>) {
    let file = save.map(|dir| (dir, picture.clone()));
    let count = shared.perceived.saw(mid, picture);
    if let Some((dir, picture)) = file.filter(|_| count % 100 == 1) {
        let path = dir.join(format!("line-{mid}-frame-{count:05}.png"));
        let saved = std::fs::create_dir_all(dir).map_err(|error| PhoneError::file(dir, error));
        if let Err(problem) = saved.and_then(|()| picture.save_png(&path)) {
            shared.perceived.note(&problem);
        }
    }
}

fn talk(shared: &Shared, mut voice: Option<Voice>) {
    let mut pace = Pace::new();
    let mut pcm = [0; PIECE];
    while shared.goes_on() {
        pace.next(Duration::from_millis(20));
        let Some(media) = (shared.line)() else {
            continue;
        };
        if let Some(voice) = &mut voice {
            voice.speak(&mut pcm);
            media.push_audio(&pcm);
        }
        media.pull_audio(&mut pcm);
        if let Err(problem) = shared.perceived.heard(&pcm) {
            shared.perceived.note(&problem);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
