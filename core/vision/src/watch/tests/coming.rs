//! Who comes in, and pictures on the wall that only seem to: told by what was to be seen there before.

use super::*;
use crate::Picture;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Of a call at its smallest, pixels.
const SIZE: (usize, usize) = (320, 180);

/// A wall with a paper of its own, and who and what is before it, the last in front. Faces stand still.
struct Room {
    wall: usize,
    faces: Vec<Look>,
    /// 1 by day.
    light: f32,
}

impl Room {
    fn with(faces: &[Look]) -> Self {
        Self {
            wall: 100,
            faces: faces.to_vec(),
            light: 1.0,
        }
    }

    fn picture(&self) -> Picture {
        let is_in = |face: &&Look, x: usize, y: usize| {
            let b = face.seen().face.bounds;
            let inside = |at: usize, from: f32, length: f32| {
                (from..from + length).contains(&(at as f32 + 0.5))
            };
            inside(x, b.x, b.width) && inside(y, b.y, b.height)
        };
        let pixel = |at: usize| {
            let (x, y) = (at % SIZE.0, at / SIZE.0);
            let face = self.faces.iter().rev().find(|it| is_in(it, x, y));
            let of = face.map_or(self.wall, |it| it.who);
            [(self.light * blotch(of, x / 8, y / 8)) as u8; 3]
        };
        let rgb = (0..SIZE.0 * SIZE.1).flat_map(pixel).collect();
        Picture::from_rgb(SIZE.0 as u32, SIZE.1 as u32, rgb).unwrap()
    }
}

/// Any brightness, always the same.
fn blotch(of: usize, column: usize, row: usize) -> f32 {
    let mut hasher = DefaultHasher::new();
    (of, column, row).hash(&mut hasher);
    (hasher.finish() % 256) as f32
}

impl World {
    /// As [`World::follow`], of pictures in which only some of the faces are found.
    fn watch(
        &mut self,
        seconds: f32,
        room: &Room,
        found: impl Fn(f32) -> Vec<Look>,
    ) -> Vec<Change> {
        let (began, mut changes) = (self.at, Vec::new());
        let picture = room.picture();
        loop {
            let next = self.watch.next_look();
            let since = (self.at + next - began).as_secs_f32();
            if since > seconds {
                return changes;
            }
            self.at += next;
            let seen: Vec<Seen> = found(since).iter().map(|it| it.seen()).collect();
            changes.extend(self.watch.look_at(self.at, &picture, &seen, &self.expected));
        }
    }

    /// Somebody approved, found wherever the room has them.
    fn with_family(room: &Room, family: Look) -> Self {
        let mut world = Self::new(expected(&[family.who], 0));
        world.watch(4.0, room, |_| vec![family]);
        world
    }
}

const FAMILY: usize = 1;
const OTHER: usize = 2;

/// Whether somebody of whom only pictures hang there is said to be one too many, or it is said that they hang there.
fn hangs(changes: &[Change]) -> bool {
    let still = |it: &Change| {
        matches!(
            it,
            Change::Person {
                standing: Standing::StillPicture,
                ..
            }
        )
    };
    changes.iter().any(still) && !pauses(changes)
}

#[test]
fn who_comes_in_and_keeps_quite_still_is_unknown_within_two_seconds() {
    let (family, other) = (Look::of(FAMILY, 20.0), Look::of(OTHER, 220.0));
    let both = |_: f32| vec![family, other];
    let mut world = World::with_family(&Room::with(&[family]), family);
    assert!(pauses(&world.watch(
        2.0,
        &Room::with(&[family, other]),
        both
    )));
    // Without pictures they may have hung there all the time.
    let mut world = World::new(expected(&[FAMILY], 0));
    world.follow(4.0, |_| vec![family]);
    assert!(hangs(&world.follow(12.0, both)));
}

#[test]
fn a_picture_that_is_found_late_hung_there_before_in_any_light() {
    let (family, other) = (Look::of(FAMILY, 20.0), Look::of(OTHER, 220.0));
    let mut room = Room::with(&[family, other]);
    let mut world = World::with_family(&room, family);
    room.light = 0.4;
    assert!(hangs(&world.watch(12.0, &room, |_| vec![family, other])));
}

#[test]
fn a_picture_that_somebody_passed_before_it_was_found_did_not_come() {
    let (family, other) = (Look::of(FAMILY, 20.0), Look::of(OTHER, 220.0));
    let room = Room::with(&[family, other]);
    let mut world = World::with_family(&room, family);
    let passes = Room::with(&[family, other, Look::of(3, 200.0).nearer()]);
    world.watch(1.0, &passes, |_| vec![family]);
    assert!(hangs(&world.watch(12.0, &room, |_| vec![family, other])));
}

#[test]
fn what_hangs_on_another_wall_to_which_the_camera_was_turned_did_not_come() {
    let (family, other) = (Look::of(FAMILY, 20.0), Look::of(OTHER, 220.0));
    let mut world = World::with_family(&Room::with(&[family]), family);
    let mut elsewhere = Room::with(&[family, other]);
    elsewhere.wall = 200;
    assert!(hangs(
        &world.watch(12.0, &elsewhere, |_| vec![family, other])
    ));
}

#[test]
fn a_picture_that_somebody_sat_before_all_the_time_did_not_come() {
    let before = Look::of(FAMILY, 190.0).nearer();
    let (aside, other) = (Look::of(FAMILY, 60.0).nearer(), Look::of(OTHER, 220.0));
    let sits = Room::with(&[other, before]);
    let mut world = World::with_family(&sits, before);
    world.watch(12.0, &sits, |_| vec![before]);
    let leans = Room::with(&[other, aside]);
    assert!(hangs(&world.watch(12.0, &leans, |_| vec![aside, other])));
}
