//! One sender's media session on its way to its files.

use super::{
    Event, FileChange, NewRecording, What,
    h264::{AccessUnit, Depacketizer},
    mp4::{Mp4, Parameters, Sample},
    reorder::{Ordered, Reorder},
    timeline::Timeline,
};
use crate::relay::{Kind, TapPacket};
use kinline_protocol::RecordingId;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

/// A file begins with what there is so long after the first packet: a session may have only one
/// kind, and the other comes within a moment if it comes.
const GATHERING_US: i64 = 1_000_000;
/// Sound without a picture waits longer: a first key picture may have to be asked for twice.
const SOUND_ALONE_US: i64 = 5_000_000;
/// Least time between two wishes for a key picture.
const WISH: Duration = Duration::from_secs(1);
/// Units that say nothing in a file: access unit delimiter, filler (H.264, table 7-1).
const NOT_KEPT: [u8; 2] = [9, 12];

pub(super) struct Take {
    new: NewRecording,
    data: PathBuf,
    events: UnboundedSender<Event>,
    /// When the first packet came.
    origin: Option<Instant>,
    held: [Reorder<TapPacket>; 2],
    lines: [Timeline; 2],
    depacketizer: Depacketizer,
    /// Pictures are skipped until one that can be decoded.
    waits_for_key: bool,
    wished: Option<Instant>,
    parameters: Option<Parameters>,
    gathered: Vec<(Kind, Sample)>,
    file: Option<Open>,
    failed: bool,
}

/// A file in work. Positions in it are from `base_us` on.
struct Open {
    id: RecordingId,
    path: PathBuf,
    mp4: Mp4,
    base_us: i64,
    has_video: bool,
}

/// A file that is complete but for its hash.
pub(super) struct Written {
    pub id: RecordingId,
    pub path: PathBuf,
    pub duration: Duration,
}

impl Take {
    pub fn new(new: NewRecording, data: &Path, events: UnboundedSender<Event>) -> Self {
        Self {
            new,
            data: data.to_owned(),
            events,
            origin: None,
            held: [Reorder::new(), Reorder::new()],
            lines: [Kind::Audio, Kind::Video].map(|k| Timeline::new(k.clock())),
            depacketizer: Depacketizer::default(),
            waits_for_key: true,
            wished: None,
            parameters: None,
            gathered: Vec::new(),
            file: None,
            failed: false,
        }
    }

    /// Takes a packet as it came. Returns a file that ended with it.
    pub fn packet(&mut self, packet: TapPacket) -> Option<Written> {
        let (kind, now) = (packet.kind as usize, packet.arrived);
        self.origin.get_or_insert(now);
        self.held[kind].push(packet.sequence, now, packet);
        let mut written = None;
        for kind in 0..2 {
            while let Some(ordered) = self.held[kind].pop(now) {
                written = self.ordered(ordered).or(written);
            }
        }
        written
    }

    /// Nothing more will come.
    pub fn finish(mut self) -> Option<Written> {
        for kind in 0..2 {
            while let Some(ordered) = self.held[kind].drain() {
                self.ordered(ordered);
            }
        }
        if self.file.is_none() && !self.gathered.is_empty() {
            self.begin();
        }
        self.close()
    }

    fn ordered(&mut self, Ordered { packet, after_gap }: Ordered<TapPacket>) -> Option<Written> {
        let origin = *self.origin.get_or_insert(packet.arrived);
        let since = packet.arrived.saturating_duration_since(origin);
        let arrived_us = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        let kind = packet.kind;
        let at_us = self.lines[kind as usize].position(packet.time, arrived_us);
        if let Some((time, clock)) = packet.report {
            self.lines[kind as usize].report(time, clock);
        }
        match kind {
            Kind::Audio => {
                let [sound, picture] = &mut self.lines;
                sound.line_up(picture);
                let data = packet.payload.to_vec();
                let key = true;
                // Empty payloads are probes of the line.
                (!data.is_empty()).then(|| self.sample(kind, Sample { at_us, data, key }))?
            }
            Kind::Video => {
                let TapPacket {
                    time,
                    marker,
                    payload,
                    ..
                } = &packet;
                if payload.is_empty() {
                    return None;
                }
                let progress = self.depacketizer.push(*time, *marker, after_gap, payload);
                let mut written = None;
                for unit in progress.finished {
                    let at_us = self.lines[kind as usize].position(unit.time, arrived_us);
                    written = self.picture(at_us, unit).or(written);
                }
                self.waits_for_key |= progress.lost;
                if self.waits_for_key {
                    self.wish(packet.arrived);
                }
                written
            }
        }
    }

    fn wish(&mut self, now: Instant) {
        if self
            .wished
            .is_none_or(|at| now.saturating_duration_since(at) >= WISH)
        {
            self.wished = Some(now);
            let _ = self.events.send(Event::KeyframeNeeded(self.new.session));
        }
    }

    fn picture(&mut self, at_us: i64, unit: AccessUnit) -> Option<Written> {
        if let (Some(sps), Some(pps)) = (unit.sps(), unit.pps()) {
            self.parameters = Some(Parameters {
                sps: sps.to_vec(),
                pps: pps.to_vec(),
            });
        }
        let key = unit.is_key() && self.parameters.is_some();
        self.waits_for_key &= !key;
        if self.waits_for_key {
            return None;
        }
        let kept = unit
            .units
            .iter()
            .filter(|u| !NOT_KEPT.contains(&(u[0] & 0x1f)));
        let data = kept.fold(Vec::new(), |mut data, unit| {
            data.extend_from_slice(&(unit.len() as u32).to_be_bytes());
            data.extend_from_slice(unit);
            data
        });
        self.sample(Kind::Video, Sample { at_us, data, key })
    }

    fn sample(&mut self, kind: Kind, sample: Sample) -> Option<Written> {
        let mut written = None;
        if kind == Kind::Video && self.file.as_ref().is_some_and(|f| !f.has_video) {
            // The first picture after sound alone: a file's tracks cannot be changed.
            written = self.close();
        }
        if self.file.is_some() {
            self.write(kind, sample);
            return written;
        }
        let at_us = sample.at_us;
        self.gathered.push((kind, sample));
        let has = |kind| self.gathered.iter().any(|(k, _)| *k == kind);
        let since = self.gathered.iter().map(|(_, s)| s.at_us).min();
        let waited = at_us - since.unwrap_or(at_us);
        let enough = match (has(Kind::Video), has(Kind::Audio)) {
            (true, true) => true,
            (true, false) => waited >= GATHERING_US,
            (false, _) => waited >= SOUND_ALONE_US,
        };
        if enough {
            self.begin();
        }
        written
    }

    fn begin(&mut self) {
        if self.failed {
            return self.gathered.clear();
        }
        if let Err(error) = self.try_begin() {
            tracing::error!(%error, "a recording cannot be written");
            self.failed = true;
        }
    }

    fn try_begin(&mut self) -> io::Result<()> {
        let gathered = std::mem::take(&mut self.gathered);
        let has = |kind| gathered.iter().any(|(k, _)| *k == kind);
        let has_video = has(Kind::Video);
        let folder = Path::new("recordings").join(&self.new.folder);
        crate::server::make_private_folder(&self.data.join(&folder))?;
        let name = free_name(&self.data, &folder, &self.new.name);
        let parameters = self.parameters.as_ref().filter(|_| has_video);
        let mp4 = Mp4::create(&self.data.join(&name), parameters, has(Kind::Audio))?;
        let base_us = gathered.iter().map(|(_, s)| s.at_us).min().unwrap_or(0);
        let id = RecordingId(Uuid::new_v4());
        self.file = Some(Open {
            id,
            path: self.data.join(&name),
            mp4,
            base_us,
            has_video,
        });
        self.change(
            id,
            What::Began {
                new: self.new.clone(),
                file: name.to_string_lossy().into_owned(),
                began_ms: self.machine_ms(base_us),
            },
        );
        for (kind, sample) in gathered {
            self.write(kind, sample);
        }
        Ok(())
    }

    /// A position by the machine's clock, milliseconds since 1970.
    fn machine_ms(&self, at_us: i64) -> i64 {
        let ago = self.origin.map_or(Duration::ZERO, |o| o.elapsed());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let ms = |d: Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
        ms(now.unwrap_or_default()) - ms(ago) + at_us / 1000
    }

    fn write(&mut self, kind: Kind, mut sample: Sample) {
        let Some(file) = &mut self.file else { return };
        sample.at_us -= file.base_us;
        match file.mp4.push(kind, sample) {
            Ok(false) => {}
            Ok(true) => {
                let (id, bytes, duration) = (file.id, file.mp4.bytes(), file.mp4.duration());
                self.change(id, What::Grew { bytes, duration });
            }
            Err(error) => {
                // What is written stays readable; the store closes it at the next start.
                tracing::error!(%error, "a recording cannot be written");
                (self.file, self.failed) = (None, true);
            }
        }
    }

    fn change(&self, recording: RecordingId, what: What) {
        let _ = self
            .events
            .send(Event::File(FileChange { recording, what }));
    }

    fn close(&mut self) -> Option<Written> {
        let Open { id, path, mp4, .. } = self.file.take()?;
        match mp4.finish() {
            Ok(duration) => Some(Written { id, path, duration }),
            Err(error) => {
                tracing::error!(%error, "a recording cannot be finished");
                None
            }
        }
    }
}

/// The first number under which there is no file yet.
fn free_name(data: &Path, folder: &Path, name: &str) -> PathBuf {
    let mut number = 1;
    loop {
        let path = folder.join(format!("{name}-{number}.mp4"));
        if !fs::exists(data.join(&path)).unwrap_or(false) {
            return path;
        }
        number += 1;
    }
}
