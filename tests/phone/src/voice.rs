//! Sound: a voice that speaks (a WAV file, or something like a voice), and an ear that tells how loud
//! it is and whose voice it hears.

use crate::PhoneError;
use std::{
    collections::VecDeque,
    f32::consts::TAU,
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Samples a second: what calls carry.
pub const RATE: usize = 48_000;
/// Samples of 20 ms.
pub const PIECE: usize = RATE / 50;
/// How much an ear remembers.
const REMEMBERED: usize = RATE * 2;
/// Voices are compared at 2 kHz: the lowest partials, which every codec keeps.
const COARSE: usize = 24;

/// Speaks the same few seconds again and again.
#[derive(Clone)]
pub struct Voice {
    samples: Arc<[i16]>,
    next: usize,
}

impl Voice {
    /// Something like a voice: partials that swell and fall like syllables, at a pitch of the
    /// sender's own (0 to 15). A plain tone would not do: Opus treats it unlike speech.
    #[must_use]
    pub fn drawn(sender: u8) -> Self {
        let pitch = 110.0 * 1.13_f32.powi(i32::from(sender));
        let samples = (0..RATE * 3).map(|n| {
            let t = n as f32 / RATE as f32;
            let glide = pitch * t + 0.6 * (TAU * 0.7 * t).sin();
            let tone: f32 = [1.0, 0.5, 0.35, 0.2]
                .iter()
                .zip(1u8..)
                .map(|(strength, partial)| strength * (TAU * glide * f32::from(partial)).sin())
                .sum();
            let syllable = (TAU * (1.7 + 0.11 * f32::from(sender)) * t).sin().abs();
            let breath = ((n as u32)
                .wrapping_mul(1_664_525)
                .wrapping_add(1_013_904_223)
                >> 24) as f32;
            (tone * syllable * 6000.0 + breath - 128.0) as i16
        });
        Self {
            samples: samples.collect(),
            next: 0,
        }
    }

    /// Speech from a WAV file: integer samples, any rate, any number of channels (the first is taken).
    pub fn open(path: &Path) -> Result<Self, PhoneError> {
        let refused = |error: String| PhoneError::file(path, error);
        let mut reader =
            hound::WavReader::open(path).map_err(|error| refused(error.to_string()))?;
        let spec = reader.spec();
        if spec.sample_format != hound::SampleFormat::Int || spec.sample_rate == 0 {
            return Err(refused(
                "only WAV files with integer samples are read".into(),
            ));
        }
        let shift = i32::from(spec.bits_per_sample) - 16;
        let samples: Result<Vec<i32>, _> = reader
            .samples::<i32>()
            .step_by(usize::from(spec.channels.max(1)))
            .collect();
        let samples = samples.map_err(|error| refused(error.to_string()))?;
        let sixteen = |sample: i32| {
            (if shift > 0 {
                sample >> shift
            } else {
                sample << -shift
            }) as i16
        };
        let samples: Vec<i16> = samples.into_iter().map(sixteen).collect();
        if samples.is_empty() {
            return Err(refused("there is no sound in it".into()));
        }
        let samples = resampled(&samples, spec.sample_rate as usize).into();
        Ok(Self { samples, next: 0 })
    }

    /// Fills `pcm` with what comes next: 48 kHz mono.
    pub fn speak(&mut self, pcm: &mut [i16]) {
        for sample in pcm {
            *sample = self.samples[self.next];
            self.next = (self.next + 1) % self.samples.len();
        }
    }
}

/// Listens: level, whose voice, and a WAV file of all of it if wanted.
pub struct Ear {
    recent: VecDeque<i16>,
    file: Option<(PathBuf, hound::WavWriter<BufWriter<File>>)>,
}

impl Ear {
    /// An ear; `file` keeps all that it hears.
    pub fn new(file: Option<&Path>) -> Result<Self, PhoneError> {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: RATE as u32,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let create = |path: &Path| match hound::WavWriter::create(path, spec) {
            Ok(writer) => Ok((path.to_path_buf(), writer)),
            Err(error) => Err(PhoneError::file(path, error)),
        };
        Ok(Self {
            recent: VecDeque::with_capacity(REMEMBERED + PIECE),
            file: file.map(create).transpose()?,
        })
    }

    /// Hears more: 48 kHz mono.
    pub fn hear(&mut self, pcm: &[i16]) -> Result<(), PhoneError> {
        self.recent.extend(pcm);
        let forgotten = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..forgotten);
        if let Some((path, writer)) = &mut self.file {
            for &sample in pcm {
                writer
                    .write_sample(sample)
                    .map_err(|error| PhoneError::file(path.clone(), error))?;
            }
        }
        Ok(())
    }

    /// How loud the last 400 ms were: root mean square, 0 (silence) to 1.
    #[must_use]
    pub fn level(&self) -> f32 {
        let count = self.recent.len().min(RATE * 2 / 5);
        if count == 0 {
            return 0.0;
        }
        let last = self.recent.iter().rev().take(count);
        let sum: f32 = last.map(|&s| (f32::from(s) / 32_768.0).powi(2)).sum();
        (sum / count as f32).sqrt()
    }

    /// How much what it heard is like a voice, at best in the last two seconds: 0 to 1. Above 0.6 it
    /// is that voice; another one stays below 0.4.
    #[must_use]
    pub fn likeness(&self, voice: &Voice) -> f32 {
        let heard: Vec<i16> = self.recent.iter().copied().collect();
        let (heard, said) = (coarse(&heard), coarse(&voice.samples));
        // A voice goes round and round: what is heard may span its end and its beginning.
        let window = RATE / COARSE * 2 / 5;
        let said: Vec<f32> = said
            .iter()
            .cycle()
            .take(said.len() + window)
            .copied()
            .collect();
        let best = heard.chunks_exact(window).map(|heard| {
            let alike = |said: &[f32]| correlation(heard, said);
            said.windows(window).map(alike).fold(0.0, f32::max)
        });
        best.fold(0.0, f32::max)
    }

    /// A copy to measure without holding up the one that listens; it writes no file.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        Self {
            recent: self.recent.clone(),
            file: None,
        }
    }
}

/// Linear interpolation: enough for speech that a codec takes apart anyway.
fn resampled(samples: &[i16], rate: usize) -> Vec<i16> {
    if rate == RATE {
        return samples.to_vec();
    }
    let at = |index: usize| f32::from(samples[index.min(samples.len() - 1)]);
    (0..samples.len() * RATE / rate)
        .map(|n| {
            let place = n as f64 * rate as f64 / RATE as f64;
            let (index, part) = (place as usize, place.fract() as f32);
            (at(index) * (1.0 - part) + at(index + 1) * part) as i16
        })
        .collect()
}

/// Means of 24 samples: 2 kHz.
fn coarse(samples: &[i16]) -> Vec<f32> {
    samples
        .chunks_exact(COARSE)
        .map(|piece| piece.iter().map(|&s| f32::from(s)).sum::<f32>() / COARSE as f32)
        .collect()
}

/// Normalised; silence is like nothing.
fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let dot: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    let energy = |x: &[f32]| x.iter().map(|x| x * x).sum::<f32>();
    let least = 1e4 * a.len() as f32;
    let (a, b) = (energy(a), energy(b));
    if a < least || b < least {
        return 0.0;
    }
    (dot / (a * b).sqrt()).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(voice: &mut Voice, pieces: usize, change: impl Fn(i16) -> i16) -> Ear {
        let mut ear = Ear::new(None).unwrap();
        let mut pcm = [0; PIECE];
        for _ in 0..pieces {
            voice.speak(&mut pcm);
            ear.hear(&pcm.map(&change)).unwrap();
        }
        ear
    }

    #[test]
    fn an_ear_tells_one_voice_from_another() {
        let mut voice = Voice::drawn(1);
        let ear = heard(&mut voice, 117, |sample| sample / 3 + 40);
        assert!(ear.level() > 0.01);
        assert!(ear.likeness(&Voice::drawn(1)) > 0.9);
        for other in [0, 2, 5] {
            let likeness = ear.likeness(&Voice::drawn(other));
            assert!(likeness < 0.5, "{other}: {likeness}");
        }
    }

    #[test]
    fn silence_is_neither_loud_nor_like_anybody() {
        let ear = heard(&mut Voice::drawn(0), 100, |_| 0);
        assert_eq!(ear.level(), 0.0);
        assert_eq!(ear.likeness(&Voice::drawn(0)), 0.0);
    }

    #[test]
    fn a_wav_file_is_written_and_spoken_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heard.wav");
        let mut ear = Ear::new(Some(&path)).unwrap();
        let mut pcm = [0; PIECE];
        let mut voice = Voice::drawn(4);
        for _ in 0..150 {
            voice.speak(&mut pcm);
            ear.hear(&pcm).unwrap();
        }
        drop(ear);
        let again = heard(&mut Voice::open(&path).unwrap(), 100, |sample| sample);
        assert!(again.likeness(&Voice::drawn(4)) > 0.9);
    }

    #[test]
    fn another_rate_is_brought_to_ours() {
        let low: Vec<i16> = (0..800).map(|n| (n % 40) as i16 * 100).collect();
        assert_eq!(resampled(&low, 16_000).len(), 2400);
    }
}
