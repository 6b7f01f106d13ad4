//! Makes a story's film, sends it through H.264 as a call does, and has it watched.

use crate::{
    BrokenFilm,
    actors::Actor,
    stage::{Stage, seen},
    story::{Role, Story},
};
use kinline_media::EncoderTarget;
use kinline_phone::{
    codec::{Decoder, Encoder},
    picture,
};
use kinline_vision::{
    FaceModels, Picture,
    watch::{Change, Expected, Seen, Standing, Verdict, Watch, WatchSettings, see},
};
use std::time::Duration;

/// Pictures a second that are made: enough for a codec to lose detail as in a call.
const FRAMES_PER_SECOND: u32 = 8;
/// Each fourth is looked at: two a second.
const LOOK_EVERY: u32 = 4;

/// What was seen of a film.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Times at which the call would have paused.
    pub paused: Vec<f32>,
    /// Times at which it would have gone on.
    pub resumed: Vec<f32>,
    /// Times at which somebody was told as a still picture.
    pub still: Vec<f32>,
    /// Looks.
    pub looks: usize,
    /// In how many of them all were approved.
    pub approved: usize,
}

/// One look at a film.
#[derive(Debug, Clone)]
pub struct Look {
    /// Seconds.
    pub time: f32,
    /// What was seen.
    pub seen: Vec<Seen>,
}

/// The pictures that are looked at, through the codec: each with its time.
pub fn pictures(
    story: &Story,
    cast: &[Actor],
    mut each: impl FnMut(f32, Picture) -> Result<(), BrokenFilm>,
) -> Result<(), BrokenFilm> {
    let stage = Stage::new(story, cast);
    let target = EncoderTarget {
        bits_per_second: story.bits_per_second,
        width: story.width as u32,
        height: story.height as u32,
        frames_per_second: FRAMES_PER_SECOND,
    };
    let (mut encoder, mut decoder) = (Encoder::new(target)?, Decoder::new()?);
    let mut last = None;
    let frames = (story.seconds * FRAMES_PER_SECOND as f32) as u32;
    for frame in 0..frames {
        let time = frame as f32 / FRAMES_PER_SECOND as f32;
        let made = picture::Picture::from_rgb(&stage.picture(time).to_image());
        if let Some(unit) = encoder.encode(&made, target, false)?
            && let Some(decoded) = decoder.decode(&unit.data)?
        {
            last = Some(decoded);
        }
        if frame % LOOK_EVERY == 0
            && let Some(last) = &last
        {
            let (width, height) = (last.width() as u32, last.height() as u32);
            let rgb = last.to_rgb().into_raw();
            let picture = Picture::from_rgb(width, height, rgb);
            each(
                time,
                picture.map_err(|error| BrokenFilm::Codec(error.to_string()))?,
            )?;
        }
    }
    Ok(())
}

/// What is seen in each look of a film: the slow part, apart from judging it.
pub fn looks(
    story: &Story,
    cast: &[Actor],
    models: &FaceModels,
    settings: &WatchSettings,
) -> Result<Vec<Look>, BrokenFilm> {
    let mut looks = Vec::new();
    pictures(story, cast, |time, picture| {
        let seen = see(models, &picture, settings);
        looks.push(Look { time, seen });
        Ok(())
    })?;
    Ok(looks)
}

/// Whether the intruder's face is seen well enough for a template in three of the first four looks.
pub fn is_clear(story: &Story, looks: &[Look], since: f32) -> bool {
    let Some(intruder) = story.players.iter().find(|it| it.role == Role::Intruder) else {
        return false;
    };
    let first = looks.iter().filter(|look| look.time >= since).take(4);
    let clear = first.filter(|look| {
        let pose = seen(intruder.pose(look.time), story.camera.view(look.time));
        let (x, y) = (pose.x * story.width as f32, pose.y * story.height as f32);
        let reach = pose.size * story.height as f32 / 2.0;
        look.seen.iter().any(|it| {
            let bounds = it.face.bounds;
            let (across, down) = (
                bounds.x + bounds.width / 2.0 - x,
                bounds.y + bounds.height / 2.0 - y,
            );
            it.template.is_some() && across.hypot(down) < reach
        })
    });
    clear.count() >= 3
}

/// Watches looks as a server would.
pub fn watch(story: &Story, cast: &[Actor], looks: &[Look], settings: WatchSettings) -> Watched {
    let approved = story.players.iter().filter(|it| it.role == Role::Approved);
    let expected = Expected {
        portraits: approved.map(|it| cast[it.actor].portrait.clone()).collect(),
        without_portrait: story.children,
    };
    let mut watch = Watch::new(settings);
    let mut watched = Watched::default();
    let mut before = Verdict::Nobody;
    for Look { time, seen } in looks {
        let changes = watch.look(Duration::from_secs_f32(*time), seen, &expected);
        let still = |change: &&Change| {
            matches!(
                change,
                Change::Person {
                    standing: Standing::StillPicture,
                    ..
                }
            )
        };
        let told = changes.iter().filter(still).map(|_| *time);
        watched.still.extend(told);
        let verdict = watch.verdict();
        match (before == Verdict::Unknown, verdict == Verdict::Unknown) {
            (false, true) => watched.paused.push(*time),
            (true, false) => watched.resumed.push(*time),
            _ => {}
        }
        watched.looks += 1;
        watched.approved += usize::from(verdict == Verdict::Approved);
        before = verdict;
    }
    watched
}
