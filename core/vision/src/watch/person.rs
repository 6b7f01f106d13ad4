//! Somebody who is followed from look to look, and what speaks for and against them.
//!
//! The sum of what templates say is Wald's sequential test (1945) with a memory that fades: it ends as soon as it is sure
//! enough, and what is neither for nor against changes nothing.

use super::{Change, PersonTrack, Seen, Standing, WatchSettings};
use crate::{Bounds, Face, Point, Template};
use std::{collections::VecDeque, time::Duration};

/// How many of somebody's last templates are kept.
const RECENT: usize = 4;
/// Looks in which somebody must have been seen, or missed, to be there, or gone.
const LOOKS: u32 = 2;

/// So many times farther than usual must move what hung still for a while.
const HANGS: f32 = 4.0;

/// Somebody who is followed.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: PersonTrack,
    bounds: Bounds,
    first_at: Duration,
    last_at: Duration,
    looks: u32,
    missed: u32,
    /// Not seen for so long that they are not there any more.
    gone: bool,
    /// What the templates say in sum: above 0 approved.
    sum: f32,
    /// Approved or Unknown once the sum was far enough, and until it is far enough the other way.
    judged: Standing,
    allowed: bool,
    /// Until then what speaks against them may be a hand before an approved face.
    covered_until: Duration,
    recent: VecDeque<Template>,
    /// When the last of them was made.
    told_at: Option<Duration>,
    /// Where they were lately, the latest first.
    trail: VecDeque<(Duration, Bounds)>,
    motion: Motion,
    told: Standing,
}

/// Where a face is, told in two ways that do not depend on each other.
#[derive(Debug, Clone, Copy)]
struct Place {
    box_middle: Point,
    landmarks_middle: Point,
}

/// Whether a face ever moved.
#[derive(Debug, Clone)]
struct Motion {
    anchor: Place,
    /// Looks in a row in which it was elsewhere than at first.
    away: u32,
    moved: bool,
    /// It was a still picture for so long that it must go farther to be anything else.
    hangs: bool,
}

impl Person {
    /// Somebody who is seen for the first time.
    pub(super) fn new(id: PersonTrack, at: Duration, seen: &Seen) -> Self {
        Self {
            id,
            bounds: seen.face.bounds,
            first_at: at,
            last_at: at,
            looks: 1,
            missed: 0,
            gone: false,
            sum: 0.0,
            judged: Standing::Unsure,
            allowed: false,
            covered_until: at,
            recent: VecDeque::new(),
            told_at: None,
            trail: VecDeque::from([(at, seen.face.bounds)]),
            motion: Motion {
                anchor: Place::of(&seen.face),
                away: 0,
                moved: false,
                hangs: false,
            },
            told: Standing::Unsure,
        }
    }

    /// They are seen again.
    pub(super) fn seen<'a>(
        &mut self,
        at: Duration,
        seen: &Seen,
        portraits: impl Iterator<Item = &'a Template>,
        settings: &WatchSettings,
    ) {
        self.bounds = seen.face.bounds;
        self.last_at = at;
        self.looks = self.looks.saturating_add(1);
        (self.missed, self.gone) = (0, false);
        self.trail.push_front((at, self.bounds));
        let long_ago = |it: &(Duration, Bounds)| at.saturating_sub(it.0) > settings.stays_for * 2;
        while self.trail.back().is_some_and(long_ago) {
            self.trail.pop_back();
        }
        // Another face that passes in front of a picture on the wall does not move it.
        let template = seen.template.as_ref();
        if template.is_some_and(|it| self.looks_like(it, settings)) {
            self.motion.look(seen, settings);
        }
        self.compare(seen, portraits, settings);
    }

    /// They were first seen where an approved person was a moment before, and may be that person with a hand before the face.
    pub(super) fn covers(&mut self, settings: &WatchSettings) {
        self.covered_until = self.first_at + settings.covered_for;
    }

    /// They are not seen in this look.
    pub(super) fn missed(&mut self, at: Duration, settings: &WatchSettings) {
        self.missed = self.missed.saturating_add(1);
        self.gone = self.missed >= LOOKS && at.saturating_sub(self.last_at) >= settings.gone_after;
    }

    /// Takes in what the template of this look says, if there is one.
    pub(super) fn compare<'a>(
        &mut self,
        seen: &Seen,
        portraits: impl Iterator<Item = &'a Template>,
        settings: &WatchSettings,
    ) {
        let Some(template) = &seen.template else {
            return;
        };
        // Two pictures of nearly the same moment say little more than one.
        let since = self.told_at.map(|at| self.last_at.saturating_sub(at));
        let since = since.unwrap_or(settings.every).as_secs_f32() / settings.every.as_secs_f32();
        let weight = since.min(1.0);
        self.told_at = Some(self.last_at);
        if let Some(distance) = nearest(template, portraits) {
            let approved = self.judged == Standing::Approved;
            let mut evidence = settings.evidence(distance);
            // Who was approved and still looks like a moment ago did not become somebody else by turning to the window.
            if approved && self.looks_like(template, settings) {
                evidence = evidence.max(0.0);
            }
            if approved && evidence >= 0.0 {
                self.covered_until = self.last_at + settings.covered_for;
            }
            let most = settings.approved_at.max(settings.unknown_at);
            self.sum = self.sum * settings.memory.powf(since) + evidence * weight;
            self.sum = self.sum.clamp(-most, most);
        }
        if self.sum >= settings.approved_at {
            self.judged = Standing::Approved;
        } else if self.sum <= -settings.unknown_at {
            self.judged = Standing::Unknown;
        }
        self.recent.truncate(RECENT - 1);
        self.recent.push_front(template.clone());
    }

    /// Staff say that they may be there.
    pub(super) fn allow(&mut self) {
        self.allowed = true;
        self.told = Standing::Approved;
    }

    /// Whether they are not there any more and need not be known again. A picture on the wall that somebody hid for a
    /// while is still there.
    pub(super) fn is_forgotten(&self) -> bool {
        let may_hang =
            !self.motion.moved && self.looks >= LOOKS && self.judged != Standing::Approved;
        self.gone && !may_hang
    }

    /// Whether they are not there any more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Whether they were seen more than once, and are no picture on the wall: what is seen in one look may be no face.
    pub(super) fn is_there(&self) -> bool {
        let picture = self.told == Standing::StillPicture && self.judged != Standing::Approved;
        self.looks >= LOOKS && !self.gone && !picture
    }

    /// What the looks so far say of them.
    pub(super) fn judgement(&self, at: Duration, settings: &WatchSettings) -> Standing {
        let still = at.saturating_sub(self.first_at) >= settings.still_after;
        match self.judged {
            _ if self.gone => self.told,
            _ if self.allowed => Standing::Approved,
            _ if !self.motion.moved && still => Standing::StillPicture,
            Standing::Unknown if !self.is_unknown() && !self.may_become_unknown(settings) => {
                Standing::Unsure
            }
            judged => judged,
        }
    }

    /// From now on they are taken for this.
    pub(super) fn take_for(&mut self, standing: Standing) -> Option<Change> {
        let other = self.told != standing;
        self.motion.hangs |= standing == Standing::StillPicture;
        self.told = standing;
        other.then_some(Change::Person {
            person: self.id,
            standing,
            bounds: self.bounds,
        })
    }

    /// Whether nothing speaks against their being there.
    pub(super) fn may_be_there(&self) -> bool {
        match self.told {
            Standing::Approved | Standing::WithoutPortrait => true,
            Standing::StillPicture => self.judged == Standing::Approved,
            Standing::Unsure | Standing::Unknown => false,
        }
    }

    /// What they are taken for.
    pub(super) fn standing(&self) -> Standing {
        self.told
    }

    /// Whether they are one too many.
    pub(super) fn is_unknown(&self) -> bool {
        self.told == Standing::Unknown
    }

    /// Where they were seen last.
    pub(super) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// How far a template is from their last ones.
    pub(super) fn distance(&self, template: &Template) -> Option<f32> {
        nearest(template, self.recent.iter())
    }

    /// Their last templates.
    pub(super) fn templates(&self) -> Vec<Template> {
        self.recent.iter().cloned().collect()
    }

    /// Nobody becomes unknown while they are not seen or may be covered, who walks past, or who never moved.
    fn may_become_unknown(&self, settings: &WatchSettings) -> bool {
        self.missed == 0
            && self.sum <= -settings.unknown_at
            && self.last_at >= self.covered_until
            && self.motion.moved
            && self.stays(settings)
    }

    /// Whether they have been where they are for a while.
    fn stays(&self, settings: &WatchSettings) -> bool {
        let since = |at: Duration| self.last_at.saturating_sub(at);
        let lately = self
            .trail
            .iter()
            .filter(|it| since(it.0) <= settings.stays_for);
        let apart = |it: &(Duration, Bounds)| distance_of_centres(&it.1, &self.bounds);
        since(self.first_at) >= settings.stays_for
            && lately.map(apart).all(|apart| apart <= self.bounds.width)
    }

    /// Whether more looks than usual would settle who they are.
    pub(super) fn is_in_doubt(&self, settings: &WatchSettings) -> bool {
        self.told == Standing::Unsure
            && self.missed <= LOOKS
            && self.bounds.width >= settings.smallest_face
            && self.last_at.saturating_sub(self.first_at) < settings.doubt_lasts
    }

    /// Whether they are taken for approved and are not seen in this look.
    pub(super) fn is_approved_and_missed(&self) -> bool {
        self.missed > 0 && self.judged == Standing::Approved
    }

    fn looks_like(&self, template: &Template, settings: &WatchSettings) -> bool {
        let distance = self.distance(template);
        distance.is_some_and(|it| it <= settings.thresholds.same)
    }
}

impl Motion {
    fn look(&mut self, seen: &Seen, settings: &WatchSettings) {
        let shift = self.anchor.distance(&Place::of(&seen.face)) / seen.face.bounds.width.max(1.0);
        let least = match self.hangs {
            true => settings.movement * HANGS,
            false => settings.movement,
        };
        self.away = match shift >= least {
            true => self.away.saturating_add(1),
            false => 0,
        };
        self.moved |= self.away >= LOOKS;
    }
}

impl Place {
    fn of(face: &Face) -> Self {
        let Bounds {
            x,
            y,
            width,
            height,
        } = face.bounds;
        let middle = |of: fn(&Point) -> f32| face.landmarks.iter().map(of).sum::<f32>() / 68.0;
        Self {
            box_middle: Point {
                x: x + width / 2.0,
                y: y + height / 2.0,
            },
            landmarks_middle: Point {
                x: middle(|it| it.x),
                y: middle(|it| it.y),
            },
        }
    }

    /// The shorter of the two ways: a codec's noise moves them differently.
    fn distance(&self, other: &Self) -> f32 {
        let way = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y);
        let boxes = way(self.box_middle, other.box_middle);
        boxes.min(way(self.landmarks_middle, other.landmarks_middle))
    }
}

pub(super) fn distance_of_centres(a: &Bounds, b: &Bounds) -> f32 {
    let centre = |it: &Bounds| (it.x + it.width / 2.0, it.y + it.height / 2.0);
    let (a, b) = (centre(a), centre(b));
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn nearest<'a>(template: &Template, others: impl Iterator<Item = &'a Template>) -> Option<f32> {
    others.map(|it| it.distance(template)).reduce(f32::min)
}
