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

/// Somebody who is followed.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: PersonTrack,
    bounds: Bounds,
    first_at: Duration,
    last_at: Duration,
    looks: u32,
    missed: u32,
    /// What the templates say in sum: above 0 approved.
    sum: f32,
    /// Approved or Unknown once the sum was far enough, and until it is far enough the other way.
    judged: Standing,
    allowed: bool,
    /// Until then what speaks against them may be a hand before an approved face.
    covered_until: Duration,
    recent: VecDeque<Template>,
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
            sum: 0.0,
            judged: Standing::Unsure,
            allowed: false,
            covered_until: at,
            recent: VecDeque::new(),
            motion: Motion {
                anchor: Place::of(&seen.face),
                away: 0,
                moved: false,
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
        self.missed = 0;
        self.motion.look(seen, settings);
        self.compare(seen, portraits, settings);
    }

    /// They were first seen where an approved person was a moment before, and may be that person with a hand before the face.
    pub(super) fn covers(&mut self, settings: &WatchSettings) {
        self.covered_until = self.first_at + settings.covered_for;
    }

    /// They are not seen in this look.
    pub(super) fn missed(&mut self) {
        self.missed = self.missed.saturating_add(1);
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
            self.sum = (self.sum * settings.memory + evidence).clamp(-most, most);
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

    /// Whether they have not been seen for so long that they are not there any more.
    pub(super) fn is_gone(&self, at: Duration, settings: &WatchSettings) -> bool {
        self.missed >= LOOKS && at.saturating_sub(self.last_at) >= settings.gone_after
    }

    /// Whether they were seen more than once, and are no picture on the wall: what is seen in one look may be no face.
    pub(super) fn is_there(&self) -> bool {
        let picture = self.told == Standing::StillPicture && self.judged != Standing::Approved;
        self.looks >= LOOKS && !picture
    }

    /// What the looks so far say of them.
    pub(super) fn judgement(&self, at: Duration, settings: &WatchSettings) -> Standing {
        let still = at.saturating_sub(self.first_at) >= settings.still_after;
        match self.judged {
            _ if self.allowed => Standing::Approved,
            _ if !self.motion.moved && still => Standing::StillPicture,
            Standing::Unknown if !self.is_unknown() && !self.may_become_unknown() => {
                Standing::Unsure
            }
            judged => judged,
        }
    }

    /// From now on they are taken for this.
    pub(super) fn take_for(&mut self, standing: Standing) -> Option<Change> {
        let other = self.told != standing;
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

    /// Nobody becomes unknown while they are not seen, while they may be covered, or if they never moved.
    fn may_become_unknown(&self) -> bool {
        self.missed == 0 && self.last_at >= self.covered_until && self.motion.moved
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
        self.away = match shift >= settings.movement {
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

fn nearest<'a>(template: &Template, others: impl Iterator<Item = &'a Template>) -> Option<f32> {
    others.map(|it| it.distance(template)).reduce(f32::min)
}
