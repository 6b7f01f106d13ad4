//! How far the faces of a picture are from the portraits of those who may be there.
//!
//! A portrait is of one person: while somebody is seen who is like it, who is less like it is not them, however alike the two
//! are. Only who looks like that somebody as well may be them once more, in a mirror.

use super::{Seen, WatchSettings, person::Person, tracker::Found};
use crate::Template;

/// What a face has in common with the portraits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Resemblance {
    /// How far it is from the nearest portrait that can be theirs, where that can be told; infinitely, where none can.
    pub(super) distance: Option<f32>,
    /// They are like one that cannot be theirs.
    pub(super) of_another: bool,
}

/// What each face has in common with portraits of which the people who are seen have one each. `nearest`: [`nearest_of_all`].
pub(super) fn of_one_each(
    people: &[Person],
    found: &Found,
    seen: &[Seen],
    nearest: &[Option<f32>],
    portraits: &[&Template],
    settings: &WatchSettings,
) -> Vec<Resemblance> {
    let there = people.iter().zip(&found.of_people);
    let alive = there.filter(|(person, _)| person.is_alive_and_approved());
    let owners = alive.filter_map(|(_, face)| seen[(*face)?].template.as_ref());
    let owners: Vec<&Template> = owners.collect();
    let faces = seen.iter().map(|it| it.template.as_ref()).zip(nearest);
    let resemblance = |(face, nearest): (Option<&Template>, &Option<f32>)| {
        let of = face.zip(*nearest);
        of.map(|(face, nearest)| resemblance(face, nearest, portraits, &owners, settings))
    };
    faces
        .map(|it| resemblance(it).unwrap_or_default())
        .collect()
}

/// How far each face is from the nearest portrait, whosever it is.
pub(super) fn nearest_of_all(seen: &[Seen], portraits: &[&Template]) -> Vec<Option<f32>> {
    let faces = seen.iter().map(|it| it.template.as_ref());
    faces
        .map(|face| nearest(face?, portraits.iter().copied()))
        .collect()
}

/// How far a template is from the nearest of others.
pub(super) fn nearest<'a>(
    template: &Template,
    others: impl Iterator<Item = &'a Template>,
) -> Option<f32> {
    others.map(|it| it.distance(template)).reduce(f32::min)
}

/// `all`: how far the face is from the nearest portrait of all.
fn resemblance(
    face: &Template,
    all: f32,
    portraits: &[&Template],
    owners: &[&Template],
    settings: &WatchSettings,
) -> Resemblance {
    let same = settings.thresholds.same;
    let others = owners
        .iter()
        .filter(|it| it.distance(face) > settings.mirrored);
    let others: Vec<&&Template> = others.collect();
    let can_be_theirs = |portrait: &&Template| {
        let distance = portrait.distance(face);
        let mut owners = others.iter().map(|it| it.distance(portrait));
        !owners.any(|owner| owner <= same && owner < distance)
    };
    let left = nearest(face, portraits.iter().copied().filter(can_be_theirs));
    Resemblance {
        distance: Some(left.unwrap_or(f32::INFINITY)),
        of_another: left != Some(all) && all < settings.thresholds.different,
    }
}
