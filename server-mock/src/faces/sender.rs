//! One sender's pictures: packets in, now and then a decoded picture out.

use super::{Load, NewSender};
use crate::{
    recorder::{
        h264::{AccessUnit, Depacketizer},
        reorder::{Ordered, Reorder},
        sps,
    },
    relay::TapPacket,
};
use kinline_vision::{Picture, Plane};
use openh264::{
    OpenH264API,
    decoder::{DecodedYUV, Decoder, DecoderConfig, Flush},
    formats::YUVSource,
};
use std::time::{Duration, Instant};

/// Least time between two wishes for a key picture.
const WISH: Duration = Duration::from_secs(1);
/// Larger pictures are no call's, and are not decoded: Full HD, upright or not.
const LARGEST: u32 = 1920 * 1088;
/// What is looked at is at most so wide or high.
const LONGEST: u32 = 960;
/// A start code of Annex B.
const START: [u8; 4] = [0, 0, 0, 1];

pub(super) struct Sender {
    pub new: NewSender,
    /// When the next picture is to be looked at.
    pub due: Instant,
    /// When a packet of a picture last came.
    pub heard: Option<Instant>,
    /// Pictures looked at.
    pub looks: u64,
    /// CPU that all of it took.
    pub cpu: Duration,
    /// Pictures decoded, and when the last was; as long as there is none, when the first came.
    decoded: u64,
    last: Option<Instant>,
    began: Option<Instant>,
    held: Reorder<TapPacket>,
    depacketizer: Depacketizer,
    decoder: Option<Decoder>,
    /// Pictures are skipped until one that can be decoded.
    waits_for_key: bool,
    wished: Option<Instant>,
}

/// What a packet led to.
#[derive(Default)]
pub(super) struct Progress {
    /// The newest picture that was due.
    pub picture: Option<Picture>,
    /// A key picture should be asked for.
    pub wishes: bool,
}

impl Sender {
    pub fn new(new: NewSender, now: Instant) -> Self {
        Self {
            new,
            due: now,
            heard: None,
            looks: 0,
            cpu: Duration::ZERO,
            decoded: 0,
            last: None,
            began: None,
            held: Reorder::new(),
            depacketizer: Depacketizer::default(),
            decoder: None,
            waits_for_key: true,
            wished: None,
        }
    }

    /// Takes a packet as it came. `sparse`: there is time to decode only what is looked at.
    pub fn packet(&mut self, packet: TapPacket, sparse: bool) -> Progress {
        let now = packet.arrived;
        self.heard = Some(now);
        self.began.get_or_insert(now);
        self.last.get_or_insert(now);
        self.held.push(packet.sequence, now, packet);
        let mut progress = Progress::default();
        while let Some(ordered) = self.held.pop(now) {
            self.ordered(ordered, sparse, &mut progress);
        }
        progress
    }

    /// Lets everything go until the next key picture: there is no time for it.
    pub fn skip(&mut self) {
        (self.decoder, self.waits_for_key) = (None, true);
    }

    /// Whether pictures come and none could be decoded for so long.
    pub fn is_blind(&self, now: Instant, long: Duration) -> bool {
        let since = |at: Instant| now.saturating_duration_since(at);
        self.last.is_some_and(|at| since(at) > long)
    }

    /// What it costs, since its first picture.
    pub fn load(&self, now: Instant) -> Load {
        let since = self.began.map(|at| now.saturating_duration_since(at));
        let seconds = since.unwrap_or_default().as_secs_f64().max(0.1);
        Load {
            decoded: self.decoded as f64 / seconds,
            looked: self.looks,
            looks: self.looks as f64 / seconds,
            cpu_ms: self.cpu.as_secs_f64() * 1000.0 / seconds,
            blind: false,
        }
    }

    fn ordered(&mut self, ordered: Ordered<TapPacket>, sparse: bool, progress: &mut Progress) {
        let Ordered { packet, after_gap } = ordered;
        if packet.payload.is_empty() {
            return; // a probe of the line
        }
        let (time, marker, now) = (packet.time, packet.marker, packet.arrived);
        let found = self
            .depacketizer
            .push(time, marker, after_gap, &packet.payload);
        // As long as a picture is only beginning to come it may be the keyframe.
        let told = found.lost || !found.finished.is_empty();
        for unit in found.finished {
            if let Some(picture) = self.unit(&unit, sparse, now) {
                progress.picture = Some(picture);
            }
        }
        self.waits_for_key |= found.lost;
        let wanted = told && self.waits_for_key && (!sparse || now >= self.due);
        if wanted
            && self
                .wished
                .is_none_or(|at| now.saturating_duration_since(at) >= WISH)
        {
            (self.wished, progress.wishes) = (Some(now), true);
        }
    }

    fn unit(&mut self, unit: &AccessUnit, sparse: bool, now: Instant) -> Option<Picture> {
        let due = now >= self.due;
        if sparse && !(due && unit.is_key()) {
            self.skip();
            return None;
        }
        if unit.is_key() {
            self.waits_for_key = !unit.sps().is_some_and(is_a_calls);
        }
        if self.waits_for_key {
            return None;
        }
        let bytes = unit.units.iter().fold(Vec::new(), |mut bytes, unit| {
            bytes.extend_from_slice(&START);
            bytes.extend_from_slice(unit);
            bytes
        });
        let decoded = self.decoder().and_then(|it| it.decode(&bytes));
        let picture = match decoded {
            Ok(picture) => picture.map(|yuv| due.then(|| rgb(&yuv)).flatten()),
            Err(error) => {
                tracing::debug!(%error, "a picture cannot be decoded");
                self.skip();
                return None;
            }
        };
        if picture.is_some() {
            self.decoded += 1;
            self.last = Some(now);
        }
        picture.flatten()
    }

    fn decoder(&mut self) -> Result<&mut Decoder, openh264::Error> {
        if self.decoder.is_none() {
            // Without pictures that are shown later than they are decoded there is nothing to flush.
            let config = DecoderConfig::new().flush_after_decode(Flush::NoFlush);
            let api = OpenH264API::from_source();
            self.decoder = Some(Decoder::with_api_config(api, config)?);
        }
        match &mut self.decoder {
            Some(decoder) => Ok(decoder),
            None => unreachable!("it was just made"),
        }
    }
}

/// Whether pictures of this sequence are of a size that calls have.
fn is_a_calls(sequence: &[u8]) -> bool {
    let size = sps::size(sequence);
    size.is_some_and(|(width, height)| u32::from(width) * u32::from(height) <= LARGEST)
}

fn rgb(yuv: &DecodedYUV<'_>) -> Option<Picture> {
    let (width, height) = yuv.dimensions();
    let (y, u, v) = yuv.strides();
    let plane = |bytes, stride| Plane { bytes, stride };
    let picture = Picture::from_i420(
        u32::try_from(width).ok()?,
        u32::try_from(height).ok()?,
        plane(yuv.y(), y),
        plane(yuv.u(), u),
        plane(yuv.v(), v),
    );
    picture.ok().map(|it| it.scaled_to_fit(LONGEST))
}

#[cfg(test)]
#[path = "sender_tests.rs"]
mod tests;
