//! Somebody who is followed from look to look, and what speaks for and against them.
//!
//! The sum of what templates say is Wald's sequential test (1945) with a memory that fades: it ends as soon as it is sure
//! enough, and what is neither for nor against changes nothing.

use super::{
    Change, PersonTrack, Seen, Standing, WatchSettings,
    resemblance::{self, Resemblance},
};
use crate::{Bounds, Face, Point, Template};
use std::{collections::VecDeque, time::Duration};

/// How many of somebody's last templates are kept.
const RECENT: usize = 4;
/// Looks in which somebody must have been seen, or missed, to be there, or gone.
const LOOKS: u32 = 2;

/// So many times farther than usual must move what hung still for a while, and what somebody else hides a part of: the half
/// of a face that is left seems to be elsewhere, by up to 0.33 of its width.
const HANGS: f32 = 6.0;
/// Pixels. Of the films' living faces 0.6 of 100 move by less from look to look, of their pictures on a wall 51.
const COPIED: f32 = 0.1;

/// When a look was.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moment {
    /// By the clock.
    pub at: Duration,
    /// By the time that was watched: of what is long between two looks only [`WatchSettings::attention`] counts.
    pub watched: Duration,
}

impl Moment {
    /// The next look's.
    pub(super) fn then(self, at: Duration, settings: &WatchSettings) -> Self {
        let since = at.saturating_sub(self.at);
        Self {
            at,
            watched: self.watched + since.min(settings.attention),
        }
    }
}

/// Somebody who is followed.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: PersonTrack,
    bounds: Bounds,
    first: Moment,
    last: Moment,
    looks: u32,
    missed: u32,
    /// How long they have not been seen.
    unseen: Duration,
    /// Not seen for so long that they are not there any more.
    gone: bool,
    /// What the templates say in sum: above 0 approved.
    sum: f32,
    /// Approved or Unknown once the sum was far enough, and until it is far enough the other way.
    judged: Standing,
    allowed: bool,
    covered: Covered,
    /// Where they were known last while they stayed there: on the way out nobody has a place.
    seat: Bounds,
    recent: VecDeque<Template>,
    /// When the last of them was made, as [`Moment::watched`].
    told_at: Option<Duration>,
    /// Where they were lately, the latest first.
    trail: VecDeque<(Duration, Bounds)>,
    motion: Motion,
    told: Standing,
}

/// Until when, and where, what speaks against somebody may be a hand before the face of somebody approved.
#[derive(Debug, Clone, Copy)]
struct Covered {
    until: Duration,
    at: Bounds,
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
    /// Where it would hang: where it was first seen well, or since then as a mere copy.
    anchor: Place,
    /// Where it was in the last look that told.
    last: Option<Place>,
    /// Looks in a row in which it was elsewhere than at the anchor.
    away: u32,
    moved: bool,
    /// It was a still picture for so long that it must go farther to be anything else.
    hangs: bool,
}

impl Person {
    /// Somebody who is seen for the first time.
    pub(super) fn new(id: PersonTrack, now: Moment, seen: &Seen) -> Self {
        Self {
            id,
            bounds: seen.face.bounds,
            first: now,
            last: now,
            looks: 1,
            missed: 0,
            unseen: Duration::ZERO,
            gone: false,
            sum: 0.0,
            judged: Standing::Unsure,
            allowed: false,
            covered: Covered {
                until: now.at,
                at: seen.face.bounds,
            },
            seat: seen.face.bounds,
            recent: VecDeque::new(),
            told_at: None,
            trail: VecDeque::from([(now.at, seen.face.bounds)]),
            motion: Motion {
                anchor: Place::of(&seen.face),
                last: None,
                away: 0,
                moved: false,
                hangs: false,
            },
            told: Standing::Unsure,
        }
    }

    /// They are seen again; perhaps half `hidden` by somebody else.
    pub(super) fn seen(
        &mut self,
        now: Moment,
        seen: &Seen,
        resembles: Resemblance,
        hidden: bool,
        settings: &WatchSettings,
    ) {
        self.bounds = seen.face.bounds;
        self.last = now;
        self.looks = self.looks.saturating_add(1);
        (self.missed, self.unseen, self.gone) = (0, Duration::ZERO, false);
        self.trail.push_front((now.at, self.bounds));
        let long_ago =
            |it: &(Duration, Bounds)| now.at.saturating_sub(it.0) > settings.stays_for * 2;
        while self.trail.back().is_some_and(long_ago) {
            self.trail.pop_back();
        }
        match &seen.template {
            // What was seen of them before may have been a half of the face.
            Some(_) if self.recent.is_empty() => self.motion.anchor = Place::of(&seen.face),
            // Another face that passes in front of a picture on the wall does not move it.
            Some(template) if self.looks_like(template, settings) => {
                self.motion.look(seen, hidden, settings);
            }
            _ => {}
        }
        self.compare(seen, resembles, settings);
    }

    /// They come to be seen where somebody approved was a moment before, and may be that person with a hand before the face.
    pub(super) fn covers(&mut self, settings: &WatchSettings) {
        self.covered = Covered {
            until: self.last.at + settings.covered_for,
            at: self.bounds,
        };
    }

    /// They are where nobody was, so they are no picture on the wall.
    pub(super) fn came(&mut self) {
        self.motion.moved = true;
    }

    /// They are not seen in this look.
    pub(super) fn missed(&mut self, now: Moment, settings: &WatchSettings) {
        self.missed = self.missed.saturating_add(1);
        self.unseen = now.at.saturating_sub(self.last.at);
        self.gone = self.missed >= LOOKS && self.unseen >= settings.gone_after;
    }

    /// Takes in what the template of this look says, if there is one.
    pub(super) fn compare(
        &mut self,
        seen: &Seen,
        resembles: Resemblance,
        settings: &WatchSettings,
    ) {
        let Some(template) = &seen.template else {
            return;
        };
        // Two pictures of nearly the same moment say little more than one.
        let since = self.told_at.map(|at| self.last.watched.saturating_sub(at));
        let since = since.unwrap_or(settings.every).as_secs_f32() / settings.every.as_secs_f32();
        let weight = since.min(1.0);
        self.told_at = Some(self.last.watched);
        if let Some(distance) = resembles.distance {
            let approved = self.judged == Standing::Approved;
            let mut evidence = settings.evidence(distance);
            // Who was approved and still looks like a moment ago did not become somebody else by turning to the window.
            if approved && !resembles.of_another && self.looks_like(template, settings) {
                evidence = evidence.max(0.0);
            }
            if approved && evidence >= 0.0 {
                self.covers(settings);
                if self.stays(settings) {
                    self.seat = self.bounds;
                }
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
    /// while is still there, and who was approved may be behind a hand.
    pub(super) fn is_forgotten(&self, settings: &WatchSettings) -> bool {
        let approved = self.is_approved();
        let was_a_hand = self.covered.until > self.first.at;
        let may_hang = !self.motion.moved && self.looks >= LOOKS && !approved && !was_a_hand;
        let may_be_covered = approved && self.unseen < settings.place_kept;
        self.gone && !may_hang && !may_be_covered
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
    pub(super) fn judgement(&self, now: Moment, settings: &WatchSettings) -> Standing {
        let still = now.watched.saturating_sub(self.first.watched) >= settings.still_after;
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

    /// Where a hand would be before their face: of who is approved, where they were known last, for somebody who passes by may
    /// have been taken for them since. Wider the longer they are not seen: who turns away leans over.
    pub(super) fn place(&self, settings: &WatchSettings) -> Bounds {
        let place = match self.is_approved() {
            true => self.seat,
            false => self.bounds,
        };
        place.grown(settings.place_grows * self.unseen.as_secs_f32())
    }

    /// Where they were seen last.
    pub(super) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Where they were lately, the latest first.
    pub(super) fn trail(&self) -> impl Iterator<Item = &Bounds> {
        self.trail.iter().map(|(_, bounds)| bounds)
    }

    /// How far a template is from their last ones.
    pub(super) fn distance(&self, template: &Template) -> Option<f32> {
        resemblance::nearest(template, self.recent.iter())
    }

    /// Their last templates.
    pub(super) fn templates(&self) -> Vec<Template> {
        self.recent.iter().cloned().collect()
    }

    /// Nobody becomes unknown while they are not seen or may be covered, who walks past, or who never moved.
    fn may_become_unknown(&self, settings: &WatchSettings) -> bool {
        self.missed == 0
            && self.sum <= -settings.unknown_at
            && !self.may_be_covered()
            && self.motion.moved
            && self.stays(settings)
    }

    /// A hand before the face is where the face was: who moves away from there shows whose face it is.
    fn may_be_covered(&self) -> bool {
        let away = distance_of_centres(&self.covered.at, &self.bounds);
        self.last.at < self.covered.until && away <= self.bounds.width
    }

    /// Whether they have been where they are for a while.
    fn stays(&self, settings: &WatchSettings) -> bool {
        let long_enough = self.last.at.saturating_sub(self.first.at) >= settings.stays_for;
        long_enough && !self.walks(settings)
    }

    /// Whether they were elsewhere a moment ago.
    fn walks(&self, settings: &WatchSettings) -> bool {
        let is_late = |at: Duration| self.last.at.saturating_sub(at) <= settings.stays_for;
        let mut lately = self.trail.iter().filter(|it| is_late(it.0));
        lately.any(|it| distance_of_centres(&it.1, &self.bounds) > self.bounds.width)
    }

    /// Whether more looks than usual would settle who they are.
    pub(super) fn is_in_doubt(&self, settings: &WatchSettings) -> bool {
        self.told == Standing::Unsure
            && self.missed <= LOOKS
            && self.bounds.width >= settings.smallest_face
            && self.last.at.saturating_sub(self.first.at) < settings.doubt_lasts
    }

    /// Whether what they look like says that they may be there.
    pub(super) fn is_approved(&self) -> bool {
        self.judged == Standing::Approved
    }

    /// Whether they are on their way in, and nothing is known of them yet.
    pub(super) fn comes(&self, settings: &WatchSettings) -> bool {
        self.judged == Standing::Unsure && self.walks(settings)
    }

    /// Whether they are not seen in this look.
    pub(super) fn is_missed(&self) -> bool {
        self.missed > 0
    }

    /// Whether they may be there, with or without a portrait, and are not seen in this look: also who just came back and is not
    /// approved yet. Without the children, 34 minutes of films of photos 1 to 3 had one false pause more.
    pub(super) fn may_be_behind_a_hand(&self) -> bool {
        let expected = self.told == Standing::WithoutPortrait;
        self.is_missed() && (self.is_approved() || expected || self.sum > 0.0)
    }

    /// Whether they are one of the approved, and no picture of one.
    pub(super) fn is_alive_and_approved(&self) -> bool {
        self.motion.moved && self.is_approved()
    }

    /// Whether somebody else may be half behind them: also while they are turned away.
    pub(super) fn may_hide_others(&self, settings: &WatchSettings) -> bool {
        self.is_alive_and_approved() && self.unseen < settings.covered_for
    }

    fn looks_like(&self, template: &Template, settings: &WatchSettings) -> bool {
        let distance = self.distance(template);
        distance.is_some_and(|it| it <= settings.thresholds.same)
    }
}

impl Motion {
    fn look(&mut self, seen: &Seen, hidden: bool, settings: &WatchSettings) {
        let here = Place::of(&seen.face);
        let last = self.last.replace(here);
        // What was in the way of a picture on the wall is gone, and there it hangs.
        if !self.moved && last.is_some_and(|last| here.is_copied(&last)) {
            (self.anchor, self.away) = (here, 0);
            return;
        }
        let way = self.anchor.distance(&here);
        let width = seen.face.bounds.width;
        let least = match self.hangs || hidden {
            true => settings.movement * width * HANGS,
            false => settings.least_way(width),
        };
        self.away = match way >= least {
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
        let [boxes, landmarks] = self.ways(other);
        boxes.min(landmarks)
    }

    /// Whether the codec only copied what was there in that look. Who is alive moves by more, however still.
    fn is_copied(&self, other: &Self) -> bool {
        self.ways(other).iter().all(|way| *way < COPIED)
    }

    fn ways(&self, other: &Self) -> [f32; 2] {
        let way = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y);
        [
            way(self.box_middle, other.box_middle),
            way(self.landmarks_middle, other.landmarks_middle),
        ]
    }
}

pub(super) fn distance_of_centres(a: &Bounds, b: &Bounds) -> f32 {
    let centre = |it: &Bounds| (it.x + it.width / 2.0, it.y + it.height / 2.0);
    let (a, b) = (centre(a), centre(b));
    (a.0 - b.0).hypot(a.1 - b.1)
}
