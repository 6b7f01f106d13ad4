//! Which face of a picture is whose: by where it is, and by what it looks like.

use super::{
    Seen, WatchSettings,
    person::{Person, distance_of_centres},
};
use crate::Bounds;

/// How far a face may be from where it was to be the same by its place alone, parts of its width: somebody who leans
/// over within half a second.
const NEAR: f32 = 0.8;

/// How much of the smaller of two faces must lie in the larger for both to be one head: the detector sees a face and its
/// middle as two, with little over their union in common. Heads of two people cover each other by a half at most.
const SAME_HEAD: f32 = 0.7;
/// The same for a face and the place of somebody who may be there, whom it perhaps is, covered.
const SAME_PLACE: f32 = 0.6;
/// A head is so many parts of its face's size wider on each side, with the hair: so far it hides what is behind.
const HAIR: f32 = 0.12;
/// The same for the shoulders.
const SHOULDERS: f32 = 0.5;

/// Which face is whose.
pub(super) struct Found {
    /// The face of each person, by its index.
    pub(super) of_people: Vec<Option<usize>>,
    /// The faces of nobody who was there.
    pub(super) new: Vec<usize>,
}

/// Gives faces to people, the best fitting first. `nearest`: how far each face is from the nearest portrait.
pub(super) fn associate(
    people: &[Person],
    seen: &[Seen],
    nearest: &[Option<f32>],
    settings: &WatchSettings,
) -> Found {
    let stranger =
        |face: usize| nearest[face].is_some_and(|it| it >= settings.thresholds.different);
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (who, person) in people.iter().enumerate() {
        for (face, seen) in seen.iter().enumerate() {
            let fit = fit(person, seen, stranger(face), settings);
            pairs.extend(fit.map(|fit| (fit, who, face)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut of_people = vec![None; people.len()];
    let mut taken: Vec<bool> = (0..seen.len())
        .map(|face| is_seen_twice(seen, face))
        .collect();
    pairs.retain(|(_, _, face)| !taken[*face]);
    for (_, who, face) in pairs {
        if of_people[who].is_none() && !taken[face] {
            of_people[who] = Some(face);
            taken[face] = true;
        }
    }
    let new = (0..seen.len()).filter(|face| !taken[*face]).collect();
    Found { of_people, new }
}

/// Whether another face, of which the detector is surer, is the same head.
fn is_seen_twice(seen: &[Seen], face: usize) -> bool {
    let here = &seen[face].face;
    let surer = seen.iter().enumerate().filter(|(other, it)| {
        let there = it.face.score;
        there > here.score || (there == here.score && *other < face)
    });
    let mut heads = surer.map(|(_, it)| shared(&it.face.bounds, &here.bounds));
    heads.any(|shared| shared >= SAME_HEAD)
}

/// Whether a face is where somebody who may be there was seen, who is missed now.
pub(super) fn may_cover(people: &[Person], seen: &Seen, settings: &WatchSettings) -> bool {
    let mut missed = people.iter().filter(|it| it.may_be_behind_a_hand());
    missed.any(|it| shared(&it.place(settings), &seen.face.bounds) >= SAME_PLACE)
}

/// Who may be half hidden: where they are seen now is, in part, the place of somebody else's head. Who is behind it is farther
/// away, so their face is no larger.
pub(super) fn hidden(
    people: &[Person],
    found: &Found,
    seen: &[Seen],
    settings: &WatchSettings,
) -> Vec<bool> {
    let is_hidden = |(who, face): (usize, &Option<usize>)| {
        let mut others = people.iter().enumerate().filter(|(other, _)| *other != who);
        face.is_some_and(|face| {
            let here = &seen[face].face.bounds;
            others.any(|(_, it)| {
                it.may_hide_others(settings)
                    && here.width <= it.bounds().width
                    && intersection(&it.bounds().grown(HAIR), here) > 0.0
            })
        })
    };
    found.of_people.iter().enumerate().map(is_hidden).collect()
}

/// Whether somebody may have been in front of a place a moment ago, with their head, their shoulders or what is below.
pub(super) fn was_hidden(people: &[Person], place: &Bounds) -> bool {
    let mut bodies = people.iter().flat_map(Person::trail).map(|head| Bounds {
        height: f32::MAX,
        ..head.grown(SHOULDERS)
    });
    bodies.any(|body| intersection(&body, place) > 0.0)
}

/// How well a face fits a person; `None` if it cannot be theirs.
fn fit(person: &Person, seen: &Seen, stranger: bool, settings: &WatchSettings) -> Option<f32> {
    let template = seen.template.as_ref();
    let distance = template.and_then(|template| person.distance(template));
    let (here, there) = (&seen.face.bounds, person.bounds());
    let near = distance_of_centres(here, there) <= NEAR * here.width.max(there.width);
    let looks = match distance {
        // Somebody else sits where the person sat.
        Some(distance) if distance >= settings.thresholds.different => return None,
        Some(distance) if distance <= settings.thresholds.same => true,
        _ => false,
    };
    // What hangs on a wall stays where it hangs. Somebody approved who moves on still looks like the portrait: who does not, but
    // like what was seen of them last, is somebody else (one intruder of 44, 0.60 from the portrait, was never told).
    let looks = looks && !person.is_gone() && !(stranger && person.is_approved());
    let middle = (settings.thresholds.same + settings.thresholds.different) / 2.0;
    (near || looks).then(|| overlap(here, there) + middle - distance.unwrap_or(middle))
}

/// Intersection over union.
fn overlap(a: &Bounds, b: &Bounds) -> f32 {
    let both = intersection(a, b);
    part(both, a.area() + b.area() - both)
}

/// Intersection over the smaller one.
fn shared(a: &Bounds, b: &Bounds) -> f32 {
    part(intersection(a, b), a.area().min(b.area()))
}

fn part(of: f32, all: f32) -> f32 {
    if all > 0.0 { of / all } else { 0.0 }
}

/// Square pixels.
fn intersection(a: &Bounds, b: &Bounds) -> f32 {
    let side = |a: f32, a_length: f32, b: f32, b_length: f32| {
        ((a + a_length).min(b + b_length) - a.max(b)).max(0.0)
    };
    side(a.x, a.width, b.x, b.width) * side(a.y, a.height, b.y, b.height)
}
