//! Looks into a recording as a player does: fragments, samples, and the pictures themselves.

use crate::{
    PhoneError,
    codec::Decoder,
    pattern::{self, Mark},
};
use mp4_atom::{Atom, Avcc, Codec, Decode, Header, Moof, Moov, Trak, Trun};
use std::{path::Path, process::Command};

/// What is in a recording.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Recorded {
    /// Fragments (`moof`).
    pub fragments: usize,
    /// Pictures.
    pub video_samples: usize,
    /// Pieces of sound.
    pub audio_samples: usize,
    /// Pictures that a decoder decodes.
    pub decoded: usize,
    /// Of these, whole drawn ones, by sender.
    pub of_sender: std::collections::BTreeMap<u8, usize>,
    /// Length by the last fragment's clock, seconds.
    pub seconds: f64,
}

/// Reads a fragmented MP4 and decodes every picture in it.
pub fn inspect(bytes: &[u8]) -> Result<Recorded, PhoneError> {
    let mut recorded = Recorded::default();
    let mut tracks = Tracks::default();
    let mut decoder = Decoder::new()?;
    let mut rest = bytes;
    while !rest.is_empty() {
        let start = bytes.len() - rest.len();
        let mut body = rest;
        let header = Header::decode(&mut body).map_err(unreadable)?;
        let size = header.size.unwrap_or(body.len());
        // A recorder that was killed leaves its last box unfinished: what came before is whole.
        let Some((content, after)) = body.split_at_checked(size) else {
            break;
        };
        match header.kind {
            Moov::KIND => {
                let moov = Moov::decode_body(&mut &content[..]).map_err(unreadable)?;
                tracks = Tracks::of(&moov);
            }
            Moof::KIND => {
                let moof = Moof::decode_body(&mut &content[..]).map_err(unreadable)?;
                recorded.fragments += 1;
                fragment(&mut recorded, &tracks, &mut decoder, &moof, &bytes[start..])?;
            }
            _ => {}
        }
        rest = after;
    }
    Ok(recorded)
}

/// What `ffprobe` says of a file; `None` where it is not installed.
pub fn probe(path: &Path) -> Result<Option<String>, PhoneError> {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-count_packets"])
        .args([
            "-show_entries",
            "stream=codec_name,width,height,nb_read_packets:format=duration",
        ])
        .args(["-of", "compact"])
        .arg(path)
        .output();
    let Ok(output) = output else { return Ok(None) };
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || !errors.trim().is_empty() {
        return Err(PhoneError::file(path, errors));
    }
    Ok(Some(
        String::from_utf8_lossy(&output.stdout)
            .trim()
            .replace('\n', "; "),
    ))
}

#[derive(Default)]
struct Tracks {
    video: Option<(u32, Avcc, u32)>,
    audio: Option<(u32, u32)>,
}

impl Tracks {
    fn of(moov: &Moov) -> Self {
        let scale = |trak: &Trak| trak.mdia.mdhd.timescale.max(1);
        let mut tracks = Self::default();
        for trak in &moov.trak {
            let codec = trak.mdia.minf.stbl.stsd.codecs.first();
            let avcc = match codec {
                Some(Codec::Avc1(avc)) => Some(&avc.avcc),
                Some(Codec::Avc3(avc)) => Some(&avc.avcc),
                _ => None,
            };
            match codec {
                Some(Codec::Avc1(_) | Codec::Avc3(_)) => {
                    tracks.video = avcc.map(|it| (trak.tkhd.track_id, it.clone(), scale(trak)));
                }
                Some(Codec::Opus(_)) => tracks.audio = Some((trak.tkhd.track_id, scale(trak))),
                _ => {}
            }
        }
        tracks
    }
}

/// `data`: the file from this `moof` on, which sample offsets count from.
fn fragment(
    recorded: &mut Recorded,
    tracks: &Tracks,
    decoder: &mut Decoder,
    moof: &Moof,
    data: &[u8],
) -> Result<(), PhoneError> {
    for traf in &moof.traf {
        let samples: usize = traf.trun.iter().map(|run| run.samples.len()).sum();
        let default = traf.tfhd.default_sample_duration;
        let time = traf.tfdt.as_ref().map_or(0, |it| it.base_media_decode_time);
        let length: u64 = traf.trun.iter().map(|run| duration(run, default)).sum();
        let seconds = |scale: u32| (time + length) as f64 / f64::from(scale);
        if let Some((id, avcc, scale)) = &tracks.video
            && *id == traf.tfhd.track_id
        {
            recorded.video_samples += samples;
            recorded.seconds = recorded.seconds.max(seconds(*scale));
            for run in &traf.trun {
                decode(
                    recorded,
                    decoder,
                    avcc,
                    run,
                    traf.tfhd.default_sample_size,
                    data,
                )?;
            }
        }
        if let Some((id, scale)) = tracks.audio
            && id == traf.tfhd.track_id
        {
            recorded.audio_samples += samples;
            recorded.seconds = recorded.seconds.max(seconds(scale));
        }
    }
    Ok(())
}

fn duration(run: &Trun, default: Option<u32>) -> u64 {
    let each = run
        .samples
        .iter()
        .map(|sample| sample.duration.or(default).unwrap_or(0));
    each.map(u64::from).sum()
}

fn decode(
    recorded: &mut Recorded,
    decoder: &mut Decoder,
    avcc: &Avcc,
    run: &Trun,
    default_size: Option<u32>,
    data: &[u8],
) -> Result<(), PhoneError> {
    let mut at = run.data_offset.unwrap_or(0) as usize;
    for sample in run.samples.iter() {
        let size = sample.size.or(default_size).unwrap_or(0) as usize;
        let bytes = data
            .get(at..at + size)
            .ok_or_else(|| PhoneError::Broken("a sample lies outside the recording".into()))?;
        at += size;
        if let Ok(Some(picture)) = decoder.decode(&annex_b(avcc, bytes)) {
            recorded.decoded += 1;
            if let Some(Mark { sender, .. }) = pattern::read(&picture)
                && pattern::is_whole(&picture)
            {
                *recorded.of_sender.entry(sender).or_default() += 1;
            }
        }
    }
    Ok(())
}

/// Length-prefixed NAL units to start codes, with the parameter sets before each keyframe.
fn annex_b(avcc: &Avcc, sample: &[u8]) -> Vec<u8> {
    let (mut units, mut rest) = (Vec::new(), sample);
    while let Some((length, after)) = rest.split_at_checked(usize::from(avcc.length_size)) {
        let length = length.iter().fold(0, |n, &byte| n << 8 | usize::from(byte));
        let Some((unit, after)) = after.split_at_checked(length) else {
            break;
        };
        units.push(unit);
        rest = after;
    }
    let key = units
        .iter()
        .any(|unit| unit.first().is_some_and(|byte| byte & 31 == 5));
    let parameters = avcc
        .sequence_parameter_sets
        .iter()
        .chain(&avcc.picture_parameter_sets);
    let parameters = parameters.filter(|_| key).map(Vec::as_slice);
    parameters
        .chain(units)
        .flat_map(|unit| [&[0, 0, 0, 1], unit].concat())
        .collect()
}

fn unreadable(error: mp4_atom::Error) -> PhoneError {
    PhoneError::Broken(format!("the recording cannot be read: {error}"))
}
