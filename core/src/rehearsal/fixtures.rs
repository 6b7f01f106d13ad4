//! Looks as the phone would have them, made by hand.

use super::{Event, Look};
use crate::update::{self, Input, State};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_vision::{Bounds, Face, Point, Template, watch::Seen};

/// A face in a picture of 640 x 360.
#[derive(Clone, Copy)]
pub struct Somebody {
    /// People are 0.85 from each other; see `template`.
    pub who: usize,
    pub x: f32,
    pub width: f32,
    pub yaw: f32,
    pub sharpness: f32,
}

pub const ANN: Somebody = Somebody {
    who: 1,
    x: 200.0,
    width: 110.0,
    yaw: 0.0,
    sharpness: 2.0,
};
pub const STRANGER: Somebody = Somebody {
    who: 2,
    x: 420.0,
    ..ANN
};

pub fn template(who: usize) -> Template {
    let mut numbers = [0.0_f32; 128];
    numbers[who] = 0.6;
    let bytes: Vec<u8> = numbers.into_iter().flat_map(f32::to_le_bytes).collect();
    Template::from_bytes(&bytes).unwrap()
}

impl Somebody {
    fn seen(self, sway: f32) -> Seen {
        let bounds = Bounds {
            x: self.x + sway,
            y: 100.0,
            width: self.width,
            height: self.width * 1.2,
        };
        let point = |index: usize| Point {
            x: bounds.x + (index % 17) as f32 / 17.0 * bounds.width,
            y: bounds.y + (index / 17) as f32 / 4.0 * bounds.height,
        };
        Seen {
            face: Face {
                bounds,
                score: 0.9,
                landmarks: std::array::from_fn(point),
                yaw: self.yaw,
                sharpness: self.sharpness,
            },
            template: Some(template(self.who)),
        }
    }
}

pub fn look(people: &[Somebody], sway: f32) -> Look {
    Look {
        width: 640,
        height: 360,
        brightness: 0.5,
        face_brightness: (!people.is_empty()).then_some(0.5),
        faces: Some(people.iter().map(|it| it.seen(sway)).collect()),
    }
}

pub fn sees(state: &mut State, look: Look, now: DateTime<Utc>) {
    update::update(state, Input::Rehearsal(Event::Looked(look)), now);
}

/// The same for so many looks, two a second; everybody moves a little, as people do.
pub fn watches(state: &mut State, people: &[Somebody], looks: usize, from: DateTime<Utc>) {
    for index in 0..looks {
        let sway = (index % 4) as f32 * 10.0;
        let now = from + TimeDelta::milliseconds(500 * index as i64);
        sees(state, look(people, sway), now);
    }
}
