//! A made world of people and looks: what must hold whatever happens in it.

mod alike;
mod coming;
mod hidden;
mod invariants;
mod seldom;
mod stories;

use super::{Change, Expected, Seen, Standing, Verdict, Watch, WatchSettings};
use crate::{Bounds, Face, Point, Template};
use std::time::Duration;

/// How often a call is looked at.
const STEP: Duration = Duration::from_millis(500);

/// A face as a look would find it.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Whose: people are 0.85 from each other.
    who: usize,
    /// How far the template is from the person's portrait.
    off: f32,
    /// Where, pixels.
    x: f32,
    /// Of the face, pixels.
    width: f32,
    /// Whether it is seen well enough for a template.
    clear: bool,
}

impl Look {
    fn of(who: usize, x: f32) -> Self {
        Self {
            who,
            off: 0.2,
            x,
            width: 80.0,
            clear: true,
        }
    }

    fn dim(self) -> Self {
        Self {
            clear: false,
            ..self
        }
    }

    fn nearer(self) -> Self {
        Self {
            width: 100.0,
            ..self
        }
    }

    fn seen(self) -> Seen {
        let bounds = Bounds {
            x: self.x,
            y: 60.0,
            width: self.width,
            height: 90.0,
        };
        let point = |index: usize| Point {
            x: bounds.x + (index % 17) as f32 * 5.0,
            y: bounds.y + index as f32,
        };
        Seen {
            face: Face {
                bounds,
                score: 0.9,
                landmarks: std::array::from_fn(point),
                yaw: 0.0,
                sharpness: 2.0,
            },
            template: self.clear.then(|| template(self.who, self.off)),
        }
    }
}

/// Of a person, so far from their portrait.
fn template(who: usize, off: f32) -> Template {
    let mut numbers = Box::new([0.0; 128]);
    numbers[who] = 0.6;
    numbers[127] = off;
    Template::new(numbers)
}

fn expected(people: &[usize], without_portrait: usize) -> Expected {
    Expected {
        portraits: people.iter().map(|who| template(*who, 0.0)).collect(),
        without_portrait,
    }
}

/// Whether the call pauses.
fn pauses(changes: &[Change]) -> bool {
    changes.contains(&Change::Verdict(Verdict::Unknown))
}

/// A watch, and its clock.
struct World {
    watch: Watch,
    expected: Expected,
    at: Duration,
}

impl World {
    fn new(expected: Expected) -> Self {
        Self {
            watch: Watch::new(WatchSettings::default()),
            expected,
            at: Duration::from_secs(1_000),
        }
    }

    fn look(&mut self, faces: &[Look]) -> Vec<Change> {
        self.look_after(STEP, faces)
    }

    fn look_after(&mut self, step: Duration, faces: &[Look]) -> Vec<Change> {
        let seen: Vec<Seen> = faces.iter().map(|it| it.seen()).collect();
        self.at += step;
        self.watch.look(self.at, &seen, &self.expected)
    }

    /// What is there, by the seconds since now, looked at when watching wants to.
    fn follow(&mut self, seconds: f32, faces: impl Fn(f32) -> Vec<Look>) -> Vec<Change> {
        let (began, mut changes) = (self.at, Vec::new());
        loop {
            let next = self.watch.next_look();
            let since = (self.at + next - began).as_secs_f32();
            if since > seconds {
                return changes;
            }
            changes.extend(self.look_after(next, &faces(since)));
        }
    }

    /// A person who sways a little, for so many looks.
    fn sit(&mut self, who: usize, x: f32, looks: usize) -> Vec<Change> {
        let sway = |index: usize| Look::of(who, x + (index % 4) as f32 * 6.0);
        (0..looks)
            .flat_map(|index| self.look(&[sway(index)]))
            .collect()
    }

    /// Nobody, for longer than it takes to be gone.
    fn leave(&mut self) -> Vec<Change> {
        (0..8).flat_map(|_| self.look(&[])).collect()
    }
}
