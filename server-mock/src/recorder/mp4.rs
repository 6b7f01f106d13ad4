//! Fragmented MP4 (ISO/IEC 14496-12, 8.8): whole after every fragment, so that a crash costs what
//! came since the last, a second.

use super::sps;
use crate::relay::Kind;
use mp4_atom::{
    Audio, Avc3, Avcc, Codec, Dinf, Dops, Dref, DrefEntry, Encode, Ftyp, Hdlr, Mdat, Mdhd, Mdia,
    Mehd, Mfhd, Minf, Moof, Moov, Mvex, Mvhd, Opus, Smhd, Stbl, Stco, Stsd, Tfdt, Tfhd, Tkhd, Traf,
    Trak, Trex, Trun, TrunEntry, TrunSamples, Url, Visual, Vmhd,
};
use std::{
    fs::{File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    time::Duration,
};

/// A fragment has so much, microseconds.
const FRAGMENT_US: i64 = 1_000_000;
/// The movie's own ticks a second.
const MOVIE: u32 = 1000;
/// ISO/IEC 14496-12, 8.8.3.1: depends on nothing; depends on others and is no entry point.
const KEY: u32 = 0x0200_0000;
const NOT_KEY: u32 = 0x0101_0000;

/// The parameter sets that a picture stream begins with.
#[derive(Debug, Clone)]
pub(super) struct Parameters {
    pub sps: Vec<u8>,
    pub pps: Vec<u8>,
}

/// A picture, or 20 ms of sound or so.
#[derive(Debug)]
pub(super) struct Sample {
    /// Since the beginning of the file, microseconds.
    pub at_us: i64,
    pub data: Vec<u8>,
    pub key: bool,
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Mp4 {
    file: File,
    header: Moov,
    header_at: u64,
    tracks: Vec<Track>,
    fragments: u32,
    bytes: u64,
}

#[derive(Debug)]
struct Track {
    kind: Kind,
    id: u32,
    /// Ticks and samples not written yet. The newest stays: its duration is not known.
    queue: Vec<(u64, Sample)>,
    /// Where the next sample must not be before.
    next: u64,
    /// Ticks that are written.
    end: u64,
}

impl Mp4 {
    /// Begins a new file with these tracks.
    pub fn create(path: &Path, video: Option<&Parameters>, audio: bool) -> io::Result<Self> {
        let mut tracks = Vec::new();
        let mut header = Moov {
            mvhd: Mvhd {
                timescale: MOVIE,
                next_track_id: 3,
                ..Mvhd::default()
            },
            mvex: Some(Mvex {
                mehd: Some(Mehd::default()),
                trex: Vec::new(),
            }),
            ..Moov::default()
        };
        let video = video.map(video_track).transpose()?;
        for (kind, trak) in [(Kind::Video, video), (Kind::Audio, audio.then(audio_track))] {
            let Some(trak) = trak else { continue };
            let id = trak.tkhd.track_id;
            if let Some(mvex) = &mut header.mvex {
                mvex.trex.push(Trex {
                    track_id: id,
                    default_sample_description_index: 1,
                    ..Trex::default()
                });
            }
            header.trak.push(trak);
            tracks.push(Track {
                kind,
                id,
                queue: Vec::new(),
                next: 0,
                end: 0,
            });
        }
        let mut start = Vec::new();
        let kind = Ftyp {
            major_brand: b"iso6".into(),
            minor_version: 0,
            compatible_brands: vec![b"iso6".into(), b"mp41".into()],
        };
        kind.encode(&mut start).map_err(io::Error::other)?;
        let header_at = start.len() as u64;
        header.encode(&mut start).map_err(io::Error::other)?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(&start)?;
        Ok(Self {
            file,
            header,
            header_at,
            tracks,
            fragments: 0,
            bytes: start.len() as u64,
        })
    }

    /// Adds a sample. `true`: a fragment was written.
    pub fn push(&mut self, kind: Kind, sample: Sample) -> io::Result<bool> {
        let at_us = sample.at_us;
        let Some(track) = self.tracks.iter_mut().find(|t| t.kind == kind) else {
            return Ok(false);
        };
        let ticks = at_us.max(0).unsigned_abs() * u64::from(kind.clock()) / 1_000_000;
        let ticks = ticks.max(track.next);
        track.next = ticks + 1;
        track.queue.push((ticks, sample));
        let oldest = self.tracks.iter().filter_map(|t| t.queue.first());
        let oldest = oldest.map(|(_, s)| s.at_us).min().unwrap_or(at_us);
        if at_us - oldest < FRAGMENT_US {
            return Ok(false);
        }
        self.write_fragment(1)
    }

    /// Writes what is left, and how long it became.
    pub fn finish(mut self) -> io::Result<Duration> {
        self.write_fragment(0)?;
        let length = self.duration().as_millis() as u64;
        self.header.mvhd.duration = length;
        if let Some(mehd) = self.header.mvex.as_mut().and_then(|m| m.mehd.as_mut()) {
            mehd.fragment_duration = length;
        }
        for (trak, track) in self.header.trak.iter_mut().zip(&self.tracks) {
            trak.tkhd.duration = millis(track);
        }
        // All durations have a fixed width: the header stays as long as it was.
        let mut header = Vec::new();
        self.header.encode(&mut header).map_err(io::Error::other)?;
        self.file.seek(SeekFrom::Start(self.header_at))?;
        self.file.write_all(&header)?;
        self.file.sync_all()?;
        Ok(self.duration())
    }

    /// How long what is written is.
    pub fn duration(&self) -> Duration {
        Duration::from_millis(self.tracks.iter().map(millis).max().unwrap_or(0))
    }

    /// How large the file is.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes all but the newest `kept` samples of each track, in one piece.
    fn write_fragment(&mut self, kept: usize) -> io::Result<bool> {
        let mut runs = Vec::new();
        for track in &mut self.tracks {
            let count = track.queue.len().saturating_sub(kept);
            if count > 0 {
                let run: Vec<_> = track.queue.drain(..count).collect();
                let end = match track.queue.first() {
                    Some((next, _)) => *next,
                    None => run[count - 1].0 + u64::from(track.kind.clock()) / 50,
                };
                track.end = end;
                runs.push((track.id, run, end));
            }
        }
        if runs.is_empty() {
            return Ok(false);
        }
        self.fragments += 1;
        let bytes = encode_fragment(self.fragments, runs)?;
        self.file.write_all(&bytes)?;
        self.bytes += bytes.len() as u64;
        Ok(true)
    }
}

type Run = (u32, Vec<(u64, Sample)>, u64);

fn encode_fragment(number: u32, runs: Vec<Run>) -> io::Result<Vec<u8>> {
    let moof = |offsets: &[i32]| {
        let traf = runs.iter().zip(offsets).map(|((id, run, end), offset)| {
            let entry = |n: usize| {
                let (at, sample) = &run[n];
                let next = run.get(n + 1).map_or(*end, |(at, _)| *at);
                TrunEntry {
                    duration: Some(u32::try_from(next.saturating_sub(*at)).unwrap_or(u32::MAX)),
                    size: Some(sample.data.len() as u32),
                    flags: Some(if sample.key { KEY } else { NOT_KEY }),
                    cts: None,
                }
            };
            Traf {
                tfhd: Tfhd {
                    track_id: *id,
                    default_base_is_moof: true,
                    ..Tfhd::default()
                },
                tfdt: Some(Tfdt {
                    base_media_decode_time: run[0].0,
                }),
                trun: vec![Trun {
                    data_offset: Some(*offset),
                    samples: TrunSamples::Explicit((0..run.len()).map(entry).collect()),
                }],
                ..Traf::default()
            }
        });
        let moof = Moof {
            mfhd: Mfhd {
                sequence_number: number,
            },
            traf: traf.collect(),
        };
        let mut bytes = Vec::new();
        moof.encode(&mut bytes)
            .map(|()| bytes)
            .map_err(io::Error::other)
    };
    // Offsets have a fixed width, so the first try tells the length.
    let mut offset = moof(&vec![0; runs.len()])?.len() + 8;
    let mut offsets = Vec::new();
    for (_, run, _) in &runs {
        offsets.push(i32::try_from(offset).map_err(io::Error::other)?);
        offset += run.iter().map(|(_, s)| s.data.len()).sum::<usize>();
    }
    let mut bytes = moof(&offsets)?;
    let samples = runs.into_iter().flat_map(|(_, run, _)| run);
    let data = samples.flat_map(|(_, s)| s.data).collect();
    let data = Mdat { data };
    data.encode(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

fn millis(track: &Track) -> u64 {
    track.end * u64::from(MOVIE) / u64::from(track.kind.clock())
}

fn video_track(parameters: &Parameters) -> io::Result<Trak> {
    let invalid = || io::Error::new(io::ErrorKind::InvalidData, "parameter set of H.264");
    let (width, height) = sps::size(&parameters.sps).ok_or_else(invalid)?;
    let avcc = Avcc::new(&parameters.sps, &parameters.pps).map_err(io::Error::other)?;
    // avc3: the size may change within a call, and the parameter sets with it.
    let codec = Codec::from(Avc3 {
        visual: Visual {
            data_reference_index: 1,
            width,
            height,
            ..Visual::default()
        },
        avcc,
        ..Avc3::default()
    });
    let mut trak = track(1, Kind::Video, codec);
    (trak.tkhd.width, trak.tkhd.height) = (width.into(), height.into());
    Ok(trak)
}

fn audio_track() -> Trak {
    let codec = Codec::from(Opus {
        audio: Audio {
            data_reference_index: 1,
            channel_count: 2,
            sample_size: 16,
            sample_rate: 48000.into(),
        },
        dops: Dops {
            output_channel_count: 2,
            pre_skip: 0,
            input_sample_rate: 48_000,
            output_gain: 0,
            channel_mapping: None,
        },
        btrt: None,
    });
    let mut trak = track(2, Kind::Audio, codec);
    trak.tkhd.volume = 1.into();
    trak
}

fn track(id: u32, kind: Kind, codec: Codec) -> Trak {
    let video = kind == Kind::Video;
    let handler: &[u8; 4] = if video { b"vide" } else { b"soun" };
    Trak {
        tkhd: Tkhd {
            track_id: id,
            enabled: true,
            in_movie: true,
            ..Tkhd::default()
        },
        mdia: Mdia {
            mdhd: Mdhd {
                timescale: kind.clock(),
                language: "und".into(),
                ..Mdhd::default()
            },
            hdlr: Hdlr {
                handler: (*handler).into(),
                name: String::new(),
            },
            minf: Minf {
                vmhd: video.then(Vmhd::default),
                smhd: (!video).then(Smhd::default),
                dinf: Dinf {
                    dref: Dref {
                        entries: vec![DrefEntry::Url(Url::default())],
                    },
                },
                stbl: Stbl {
                    stsd: Stsd {
                        codecs: vec![codec],
                    },
                    stco: Some(Stco::default()),
                    ..Stbl::default()
                },
                ..Minf::default()
            },
        },
        ..Trak::default()
    }
}
