//! What watching makes of many films.

use crate::{
    BrokenFilm,
    actors::Actor,
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

/// A film to be measured.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// Which.
    pub seed: u64,
    /// How long family life lasts; none: for a while, then somebody comes in.
    pub seconds: Option<f32>,
}

/// What many films gave.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Films.
    pub films: usize,
    /// Their length without intruders.
    pub quiet_seconds: f32,
    /// Pauses while nobody was there who should not be.
    pub false_pauses: usize,
    /// Seconds from when an intruder is wholly in the picture until the call pauses; infinite if it never does.
    pub delays: Vec<f32>,
    /// The same of those whose face the nets see well enough in three of the first four looks.
    pub clear_delays: Vec<f32>,
    /// Pictures on the wall that were told.
    pub still: usize,
    /// Looks at family life.
    pub looks: usize,
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
    actors: &[usize],
    cast: &[Actor],
    models: &FaceModels,
    threads: usize,
) -> Result<Score, BrokenFilm> {
    let (next, scores) = (AtomicUsize::new(0), Mutex::new(Ok(Score::default())));
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let scored = one(*job, actors, cast, models);
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
    actors: &[usize],
    cast: &[Actor],
    models: &FaceModels,
) -> Result<Score, BrokenFilm> {
    let story = match job.seconds {
        None => Story::intrusion(job.seed, actors),
        Some(seconds) => Story::quiet(job.seed, actors, seconds),
    };
    let settings = WatchSettings::default();
    let looks = film::looks(&story, cast, models, &settings)?;
    let watched = film::watch(&story, cast, &looks, settings);
    Ok(Score::of(&story, &looks, &watched))
}

impl Score {
    fn of(story: &Story, looks: &[film::Look], watched: &Watched) -> Self {
        let intruder_in = story.intruder_in();
        let quiet = intruder_in.unwrap_or(story.seconds);
        let is_false = |time: &&f32| **time < quiet - SLACK;
        let mut score = Self {
            films: 1,
            quiet_seconds: quiet,
            false_pauses: watched.paused.iter().filter(is_false).count(),
            still: watched.still.len(),
            ..Self::default()
        };
        match intruder_in {
            None => (score.looks, score.approved) = (watched.looks, watched.approved),
            Some(since) => {
                let found = watched.paused.iter().find(|time| **time >= since - SLACK);
                let delay = found.map_or(f32::INFINITY, |time| (time - since).max(0.0));
                score.delays.push(delay);
                if film::is_clear(story, looks, since) {
                    score.clear_delays.push(delay);
                }
            }
        }
        score
    }

    fn add(&mut self, other: Self) {
        self.films += other.films;
        self.quiet_seconds += other.quiet_seconds;
        self.false_pauses += other.false_pauses;
        self.delays.extend(other.delays);
        self.clear_delays.extend(other.clear_delays);
        self.still += other.still;
        self.looks += other.looks;
        self.approved += other.approved;
    }
}
