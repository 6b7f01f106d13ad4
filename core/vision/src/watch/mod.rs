//! Watching a call: from the faces of single pictures to a verdict on who is there.
//!
//! ```text
//!  picture ── see ──▶ faces, some with a template ── look ──▶ people over time ──▶ verdict
//! ```
//! A person is followed from picture to picture by where the face is and by what it looks like. Each template says a
//! little for or against them (`person`); only several looks together make a judgement, so that no single picture
//! does. What cannot be told is no reason for anything: a turned, covered, blurred, small or cut off face says nothing.
//!
//! ```no_run
//! # fn pictures() -> Vec<(std::time::Duration, kinline_vision::Picture)> { Vec::new() }
//! # fn example(models: &kinline_vision::FaceModels, portraits: Vec<kinline_vision::Template>) {
//! use kinline_vision::watch::{Change, Expected, Verdict, Watch, WatchSettings, see};
//! let settings = WatchSettings::default();
//! let expected = Expected { portraits, without_portrait: 1 };
//! let mut watch = Watch::new(settings);
//! for (at, picture) in pictures() {
//!     for change in watch.look(at, &see(models, &picture, &settings), &expected) {
//!         if change == Change::Verdict(Verdict::Unknown) { /* the call pauses */ }
//!     }
//! }
//! # }
//! ```

mod person;
mod resemblance;
mod scene;
mod settings;
#[cfg(test)]
mod tests;
mod tracker;

pub use settings::WatchSettings;

use crate::{Bounds, Face, FaceModels, Picture, Template};
use person::{Moment, Person};
use scene::Scenes;
use std::time::Duration;

/// How many faces that may hang on a wall are remembered though they are not seen.
const REMEMBERED: usize = 8;

/// Watches one sender's pictures.
#[derive(Debug, Clone)]
pub struct Watch {
    settings: WatchSettings,
    people: Vec<Person>,
    scenes: Scenes,
    /// What those look like whom staff allowed.
    allowed: Vec<Template>,
    next: u32,
    /// The last look's.
    now: Moment,
    verdict: Verdict,
}

/// A face of one picture.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Where it is and how well it is seen.
    pub face: Face,
    /// What it looks like, where it is seen well enough to tell.
    pub template: Option<Template>,
}

/// Who may be seen.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// One or more of each approved person. With none at all, nobody can be compared and nobody is unknown.
    pub portraits: Vec<Template>,
    /// How many more may be there of whom there is no portrait: children.
    pub without_portrait: usize,
}

/// Who is in the picture, over several looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Approved people only.
    Approved,
    /// Somebody who is not approved.
    Unknown,
    /// Nobody.
    Nobody,
    /// Somebody of whom it cannot be told yet.
    Unsure,
}

/// Names a person that was followed; another watch knows nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonTrack(u32);

impl PersonTrack {
    /// Counts the people whom a watch has followed, from 0.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// What a person is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It cannot be told yet.
    Unsure,
    /// One of the portraits, or allowed.
    Approved,
    /// None of the portraits, and more than are expected without one.
    Unknown,
    /// None of the portraits, and one of those who are expected without one.
    WithoutPortrait,
    /// A face that has never moved: a poster, a photograph in a frame. Nobody pauses for it; staff are told.
    StillPicture,
}

/// What a look changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// The verdict is another now.
    Verdict(Verdict),
    /// A person is taken for something else now. Comes before the change of verdict that it makes.
    Person {
        /// Who; see [`Watch::allow`].
        person: PersonTrack,
        /// What they are taken for.
        standing: Standing,
        /// Where they are in the picture of this look, or were last.
        bounds: Bounds,
    },
}

/// The faces of a picture, largest first, each with its template where it is seen well enough.
pub fn see(models: &FaceModels, picture: &Picture, settings: &WatchSettings) -> Vec<Seen> {
    let template = |face: &Face| {
        let tells = settings.tells(face, picture.width(), picture.height());
        let template = tells.then(|| models.aligned_template(picture, face));
        template.filter(|it| it.length() >= settings.least_length)
    };
    let faces = models.faces_above(picture, settings.least_score);
    let faces = faces.into_iter();
    faces
        .map(|face| Seen {
            template: template(&face),
            face,
        })
        .collect()
}

impl Watch {
    /// Nobody was seen yet.
    pub fn new(settings: WatchSettings) -> Self {
        Self {
            settings,
            people: Vec::new(),
            scenes: Scenes::default(),
            allowed: Vec::new(),
            next: 0,
            now: Moment::default(),
            verdict: Verdict::Nobody,
        }
    }

    /// Takes in one picture's faces. `at`: when it was taken, by any steady clock that starts anywhere; never earlier than
    /// the look before. Time passes only here: also look, with no faces, while a sender shows no picture.
    pub fn look(&mut self, at: Duration, seen: &[Seen], expected: &Expected) -> Vec<Change> {
        self.take(at, seen, &vec![false; seen.len()], expected)
    }

    /// The same, with the picture that the faces are in: who comes in is told from what hangs on a wall at once.
    pub fn look_at(
        &mut self,
        at: Duration,
        picture: &Picture,
        seen: &[Seen],
        expected: &Expected,
    ) -> Vec<Change> {
        let came = self.scenes.take(at, picture, seen);
        self.take(at, seen, &came, expected)
    }

    fn take(
        &mut self,
        at: Duration,
        seen: &[Seen],
        came: &[bool],
        expected: &Expected,
    ) -> Vec<Change> {
        let now = self.now.then(at, &self.settings);
        self.now = now;
        let portraits: Vec<&Template> = expected.portraits.iter().chain(&self.allowed).collect();
        let nearest = resemblance::nearest_of_all(seen, &portraits);
        let found = tracker::associate(&self.people, seen, &nearest, &self.settings);
        let resembled = resemblance::of_one_each(
            &self.people,
            &found,
            seen,
            &nearest,
            &portraits,
            &self.settings,
        );
        let hidden = tracker::hidden(&self.people, &found, seen, &self.settings);
        let mut come = Vec::new();
        for (who, person) in self.people.iter_mut().enumerate() {
            match found.of_people[who] {
                Some(index) => {
                    let was_missed = person.is_missed();
                    let (seen, resembled) = (&seen[index], resembled[index]);
                    person.seen(now, seen, resembled, hidden[who], &self.settings);
                    let comes = was_missed || person.comes(&self.settings);
                    come.extend(comes.then_some((who, index)));
                }
                None => person.missed(now, &self.settings),
            }
        }
        for (who, index) in come {
            if tracker::may_cover(&self.people, &seen[index], &self.settings) {
                self.people[who].covers(&self.settings);
            }
        }
        let known = self.people.len();
        for index in found.new {
            let bounds = &seen[index].face.bounds;
            let came = came[index] && !tracker::was_hidden(&self.people[..known], bounds);
            let mut person = Person::new(PersonTrack(self.next), now, &seen[index]);
            self.next += 1;
            if came {
                person.came();
            }
            person.compare(&seen[index], resembled[index], &self.settings);
            if tracker::may_cover(&self.people, &seen[index], &self.settings) {
                person.covers(&self.settings);
            }
            self.people.push(person);
        }
        self.people.retain(|it| !it.is_forgotten(&self.settings));
        self.forget_old_pictures();
        self.judge(now, expected.without_portrait)
    }

    /// Staff allow this person for this call: they are approved from now on, also when they come back. Does nothing
    /// for somebody who has been gone for a while.
    pub fn allow(&mut self, person: PersonTrack) {
        self.allowed.extend(self.templates(person));
        if let Some(person) = self.people.iter_mut().find(|it| it.id == person) {
            person.allow();
        }
        if !self.people.iter().any(Person::is_unknown) && self.verdict == Verdict::Unknown {
            self.verdict = self.standing_verdict();
        }
    }

    /// What a person looks like, while they are followed: with these in [`Expected::portraits`], another watch knows them.
    pub fn templates(&self, person: PersonTrack) -> Vec<Template> {
        let mut people = self.people.iter();
        let person = people.find(|it| it.id == person);
        person.map_or_else(Vec::new, Person::templates)
    }

    /// How long after the last look the next one should be: sooner while it is not settled who somebody is.
    pub fn next_look(&self) -> Duration {
        let mut people = self.people.iter();
        match people.any(|it| it.is_in_doubt(&self.settings)) {
            true => self.settings.every_in_doubt,
            false => self.settings.every,
        }
    }

    /// Who is in the picture, as of the last look.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What everybody is taken for who is there, as of the last look.
    pub fn standings(&self) -> impl Iterator<Item = Standing> {
        let there = self.people.iter().filter(|it| it.is_there());
        there.map(Person::standing)
    }

    /// Of what may hang on a wall only so much is remembered.
    fn forget_old_pictures(&mut self) {
        let gone = self.people.iter().filter(|it| it.is_gone()).count();
        let mut old = gone.saturating_sub(REMEMBERED);
        self.people.retain(|it| {
            let forgotten = it.is_gone() && old > 0;
            old -= usize::from(forgotten);
            !forgotten
        });
    }

    /// Says what everybody is taken for, and what follows from it for all.
    fn judge(&mut self, now: Moment, without_portrait: usize) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut left = without_portrait;
        for person in &mut self.people {
            let standing = match person.judgement(now, &self.settings) {
                Standing::Unknown if left > 0 => {
                    left -= 1;
                    Standing::WithoutPortrait
                }
                judged => judged,
            };
            changes.extend(person.take_for(standing));
        }
        let verdict = self.standing_verdict();
        if verdict != self.verdict {
            self.verdict = verdict;
            changes.push(Change::Verdict(verdict));
        }
        changes
    }

    fn standing_verdict(&self) -> Verdict {
        let there = || self.people.iter().filter(|it| it.is_there());
        if there().any(Person::is_unknown) {
            Verdict::Unknown
        } else if there().next().is_none() {
            Verdict::Nobody
        } else if there().all(Person::may_be_there) {
            Verdict::Approved
        } else {
            Verdict::Unsure
        }
    }
}
