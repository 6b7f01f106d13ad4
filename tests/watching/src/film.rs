//! Makes a story's film, sends it through H.264 as a call does, and has it watched.

use crate::{
    BrokenFilm,
    actors::Actor,
    stage::Stage,
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

/// Pictures a second that are made: enough for a codec to lose detail as in a call, and for each look to come when it is due.
const FRAMES_PER_SECOND: u32 = 10;

/// What was seen of a film.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Times at which the call would have paused.
    pub paused: Vec<f32>,
    /// Times at which it would have gone on.
    pub resumed: Vec<f32>,
    /// Times at which somebody was told as a still picture.
    pub still: Vec<f32>,
    /// Every look.
    pub looks: Vec<Look>,
    /// After how many of them all were approved.
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

/// Every picture of a film as a decoder gives it, with its time.
pub fn pictures(
    story: &Story,
    cast: &[Actor],
    mut each: impl FnMut(f32, &picture::Picture) -> Result<(), BrokenFilm>,
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
        if let Some(last) = &last {
            each(time, last)?;
        }
    }
    Ok(())
}

/// As vision sees a decoded picture.
pub fn rgb(decoded: &picture::Picture) -> Result<Picture, BrokenFilm> {
    let (width, height) = (decoded.width() as u32, decoded.height() as u32);
    Picture::from_rgb(width, height, decoded.to_rgb().into_raw())
        .map_err(|error| BrokenFilm::Codec(error.to_string()))
}

/// Makes a film and watches it as a server with time enough would.
pub fn watch(
    story: &Story,
    cast: &[Actor],
    models: &FaceModels,
    settings: WatchSettings,
) -> Result<Watched, BrokenFilm> {
    let mut viewer = Viewer::new(story, cast, settings);
    pictures(story, cast, |time, picture| {
        if viewer.is_due(time) {
            let picture = rgb(picture)?;
            let seen = see(models, &picture, &settings);
            viewer.look(&picture, Look { time, seen });
        }
        Ok(())
    })?;
    Ok(viewer.watched)
}

/// Looks at a film when watching wants to.
pub struct Viewer {
    watch: Watch,
    expected: Expected,
    due: f32,
    /// What came of it so far.
    pub watched: Watched,
}

impl Viewer {
    /// Expects whom the story says.
    pub fn new(story: &Story, cast: &[Actor], settings: WatchSettings) -> Self {
        let approved = story.players.iter().filter(|it| it.role == Role::Approved);
        Self {
            watch: Watch::new(settings),
            expected: Expected {
                portraits: approved.map(|it| cast[it.actor].portrait.clone()).collect(),
                without_portrait: story.children,
            },
            due: 0.0,
            watched: Watched::default(),
        }
    }

    /// Whether it is time for a look.
    pub fn is_due(&self, time: f32) -> bool {
        time + 1e-3 >= self.due
    }

    /// Takes in a look at a picture.
    pub fn look(&mut self, picture: &Picture, look: Look) -> Vec<Change> {
        let (watched, time) = (&mut self.watched, look.time);
        let before = self.watch.verdict();
        let at = Duration::from_secs_f32(time);
        let changes = self.watch.look_at(at, picture, &look.seen, &self.expected);
        self.due = time + self.watch.next_look().as_secs_f32();
        let is_still = |change: &&Change| {
            matches!(
                change,
                Change::Person {
                    standing: Standing::StillPicture,
                    ..
                }
            )
        };
        let told = changes.iter().filter(is_still).map(|_| time);
        watched.still.extend(told);
        let verdict = self.watch.verdict();
        match (before == Verdict::Unknown, verdict == Verdict::Unknown) {
            (false, true) => watched.paused.push(time),
            (true, false) => watched.resumed.push(time),
            _ => {}
        }
        watched.looks.push(look);
        watched.approved += usize::from(verdict == Verdict::Approved);
        changes
    }
}
