//! What watching makes of many films.

use crate::{
    BrokenFilm,
    actors::{Actor, Company},
    film::{self, Watched},
    story::Story,
};
use kinline_vision::{FaceModels, watch::WatchSettings};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// Seconds.
const MINUTE: f32 = 60.0;
/// A look that is told at the moment when the intruder is in may have seen them a moment before.
const SLACK: f32 = 0.5;

/// Eyes so far apart, pixels, are as many as a camera that is to identify a stranger must give them: 250 a metre (EN 62676-4:2015,
/// 'identify'), with 63 mm from pupil to pupil (the mean of adults: Dodgson 2004).
const IDENTIFIABLE: f32 = 0.063 * 250.0;

/// A film to be measured.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// Which.
    pub seed: u64,
    /// How long family life lasts; none: for a while, then somebody comes in.
    pub seconds: Option<f32>,
}

/// Which film it is, and what it is like.
#[derive(Debug, Clone, Copy)]
pub struct Film {
    /// Of its story.
    pub seed: u64,
    /// Pixels.
    pub size: (usize, usize),
    /// Of its H.264.
    pub bits_per_second: u32,
}

/// What became of somebody who comes in and stays.
#[derive(Debug, Clone, Copy)]
pub struct Intruder {
    /// Where.
    pub film: Film,
    /// How far the eyes are apart, pixels.
    pub eyes: f32,
    /// Whether they face the camera at all, see [`Actor::faces_the_camera`].
    pub faces_the_camera: bool,
    /// Seconds from when they are wholly in the picture until the call pauses; infinite if it never does.
    pub delay: f32,
}

impl Intruder {
    /// Whether a person who watches the film could tell who it is: told by the film alone, whatever ours makes of it.
    pub fn is_clear(&self) -> bool {
        self.faces_the_camera && self.eyes >= IDENTIFIABLE
    }
}

/// What many films gave.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Films.
    pub films: usize,
    /// Their length without intruders.
    pub quiet_seconds: f32,
    /// Pauses while nobody was there who should not be: each with its film and the second.
    pub false_pauses: Vec<(Film, f32)>,
    /// Every intruder.
    pub intruders: Vec<Intruder>,
    /// Pictures on the wall that were told.
    pub still: usize,
    /// Looks at family life, and in how many seconds.
    pub looks: usize,
    /// Seconds.
    pub looked_seconds: f32,
    /// How many of them said that all are approved.
    pub approved: usize,
}

/// Films of a part of the cast: so many minutes of family life, and so many intrusions.
pub fn jobs(first_seed: u64, minutes: u64, intrusions: u64) -> Vec<Job> {
    let job = |seconds| move |seed| Job { seed, seconds };
    let quiet = (first_seed..first_seed + minutes).map(job(Some(MINUTE)));
    let intrusions = (first_seed..first_seed + intrusions).map(job(None));
    quiet.chain(intrusions).collect()
}

/// Makes and watches films on so many threads.
pub fn score(
    jobs: &[Job],
    company: &Company,
    cast: &[Actor],
    models: &FaceModels,
    threads: usize,
) -> Result<Score, BrokenFilm> {
    let (next, scores) = (AtomicUsize::new(0), Mutex::new(Ok(Score::default())));
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let scored = one(*job, company, cast, models);
            let mut scores = scores.lock().unwrap_or_else(PoisonError::into_inner);
            match (scored, scores.as_mut()) {
                (Ok(scored), Ok(all)) => all.add(scored),
                (Err(error), Ok(_)) => *scores = Err(error),
                (_, Err(_)) => return,
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    scores.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn one(
    job: Job,
    company: &Company,
    cast: &[Actor],
    models: &FaceModels,
) -> Result<Score, BrokenFilm> {
    let story = match job.seconds {
        None => Story::intrusion(job.seed, company),
        Some(seconds) => Story::quiet(job.seed, company, seconds),
    };
    let watched = film::watch(&story, cast, models, WatchSettings::default())?;
    Ok(Score::of(&story, &watched, cast))
}

impl Score {
    fn of(story: &Story, watched: &Watched, cast: &[Actor]) -> Self {
        let quiet = story.intruder().map_or(story.seconds, |it| it.1);
        let is_false = |time: &&f32| **time < quiet - SLACK;
        let film = Film {
            seed: story.seed,
            size: (story.width, story.height),
            bits_per_second: story.bits_per_second,
        };
        let false_pauses = watched.paused.iter().filter(is_false);
        let mut score = Self {
            films: 1,
            quiet_seconds: quiet,
            false_pauses: false_pauses.map(|time| (film, *time)).collect(),
            still: watched.still.len(),
            ..Self::default()
        };
        match story.intruder() {
            None => {
                (score.looks, score.approved) = (watched.looks.len(), watched.approved);
                score.looked_seconds = story.seconds;
            }
            Some((intruder, since)) => {
                let found = watched.paused.iter().find(|time| **time >= since - SLACK);
                score.intruders.push(Intruder {
                    film,
                    eyes: cast[intruder.actor].eyes * intruder.size * story.height as f32,
                    faces_the_camera: cast[intruder.actor].faces_the_camera,
                    delay: found.map_or(f32::INFINITY, |time| (time - since).max(0.0)),
                });
            }
        }
        score
    }

    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.films += other.films;
        self.quiet_seconds += other.quiet_seconds;
        self.false_pauses.extend(other.false_pauses);
        self.intruders.extend(other.intruders);
        self.still += other.still;
        self.looks += other.looks;
        self.looked_seconds += other.looked_seconds;
        self.approved += other.approved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intruder(eyes: f32, faces_the_camera: bool) -> Intruder {
        Intruder {
            film: Film {
                seed: 0,
                size: (640, 360),
                bits_per_second: 600_000,
            },
            eyes,
            faces_the_camera,
            delay: 1.0,
        }
    }

    /// EN 62676-4 by hand: 63 mm at 250 pixels a metre are 15.75 pixels.
    #[test]
    fn who_has_as_many_pixels_as_a_camera_must_give_is_large_enough() {
        assert!(intruder(15.8, true).is_clear());
        assert!(!intruder(15.7, true).is_clear());
        assert!(!intruder(40.0, false).is_clear(), "averted");
    }
}
