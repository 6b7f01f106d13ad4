//! One participant's pictures, over all their connections: who is in them.

use super::{Event, NewSender, Person};
use kinline_protocol::call::Side;
use kinline_vision::{
    Bounds, Picture,
    watch::{Change, Expected, PersonTrack, Seen, Standing, Verdict, Watch, WatchSettings},
};
use std::time::Duration;

/// The longer side of the pictures that staff get, pixels.
const LONGEST: u32 = 480;
/// How good they are, of 100.
const QUALITY: u8 = 80;
/// The frame around a face: a yellow that skin and walls have not, and its width in pixels.
const FRAME: [u8; 3] = [255, 214, 0];
const FRAME_WIDTH: u32 = 3;

pub(super) struct Watched {
    of: NewSender,
    watch: Watch,
    stranger: bool,
}

impl Watched {
    pub fn new(of: NewSender, settings: WatchSettings) -> Self {
        Self {
            of,
            watch: Watch::new(settings),
            stranger: false,
        }
    }

    pub fn side(&self) -> Side {
        self.of.side
    }

    /// How many are taken for children without a portrait.
    pub fn children(&self) -> usize {
        let standings = self.watch.standings();
        standings
            .filter(|it| *it == Standing::WithoutPortrait)
            .count()
    }

    /// How long after the last look the next one should be.
    pub fn next_look(&self) -> Duration {
        self.watch.next_look()
    }

    /// Takes in a picture's faces; without a picture nobody is shown.
    pub fn look(
        &mut self,
        at: Duration,
        picture: Option<&Picture>,
        seen: &[Seen],
        expected: &Expected,
    ) -> Vec<Event> {
        let changes = match picture {
            Some(picture) => self.watch.look_at(at, picture, seen, expected),
            None => self.watch.look(at, seen, expected),
        };
        let people = changes.iter().filter_map(|change| match change {
            Change::Person {
                person,
                standing,
                bounds,
            } => Some(self.person(*person, *standing, *bounds, picture)),
            Change::Verdict(_) => None,
        });
        let mut events: Vec<_> = people.collect();
        events.extend(self.verdict());
        events
    }

    /// Staff allow this person.
    pub fn allow(&mut self, track: PersonTrack) -> Option<Event> {
        self.watch.allow(track);
        self.verdict()
    }

    /// Whether there is a stranger, if that has changed.
    fn verdict(&mut self) -> Option<Event> {
        let there = self.watch.verdict() == Verdict::Unknown;
        let changed = std::mem::replace(&mut self.stranger, there) != there;
        changed.then_some(Event::Stranger {
            call: self.of.call,
            participant: self.of.participant,
            there,
        })
    }

    fn person(
        &self,
        track: PersonTrack,
        standing: Standing,
        bounds: Bounds,
        picture: Option<&Picture>,
    ) -> Event {
        let told = !matches!(standing, Standing::Unsure | Standing::Approved);
        Event::Person(Box::new(Person {
            call: self.of.call,
            participant: self.of.participant,
            track,
            standing,
            templates: match told {
                true => self.watch.templates(track),
                false => Vec::new(),
            },
            picture: match (told, picture) {
                (true, Some(picture)) => framed(picture, bounds),
                _ => Vec::new(),
            },
        }))
    }
}

/// The picture, small, with a frame around a face, as a JPEG.
fn framed(picture: &Picture, bounds: Bounds) -> Vec<u8> {
    let small = picture.scaled_to_fit(LONGEST);
    let (width, height) = (small.width(), small.height());
    let scale = width as f32 / picture.width() as f32;
    let place = |at: f32, most: u32| (at * scale).round().clamp(0.0, most as f32 - 1.0) as u32;
    let (left, right) = (
        place(bounds.x, width),
        place(bounds.x + bounds.width, width),
    );
    let (top, bottom) = (
        place(bounds.y, height),
        place(bounds.y + bounds.height, height),
    );
    let mut rgb = small.rgb().to_vec();
    for y in top..=bottom {
        for x in left..=right {
            let edge = (x - left).min(right - x).min(y - top).min(bottom - y);
            if edge < FRAME_WIDTH {
                let at = ((y * width + x) * 3) as usize;
                rgb[at..at + 3].copy_from_slice(&FRAME);
            }
        }
    }
    let framed = Picture::from_rgb(width, height, rgb);
    framed.unwrap_or(small).to_jpeg(QUALITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_around_the_face_and_inside_the_picture() {
        let grey = Picture::from_rgb(960, 540, vec![90; 960 * 540 * 3]).unwrap();
        let bounds = Bounds {
            x: 200.0,
            y: 100.0,
            width: 2_000.0,
            height: 100.0,
        };
        let small = Picture::decode(&framed(&grey, bounds)).unwrap();
        assert_eq!((small.width(), small.height()), (480, 270));
        let is_yellow = |x: u32, y: u32| {
            let at = ((y * small.width() + x) * 3) as usize;
            small.rgb()[at] > 180 && small.rgb()[at + 2] < 90
        };
        assert!(is_yellow(101, 75) && is_yellow(478, 75) && is_yellow(300, 51));
        assert!(!is_yellow(300, 75) && !is_yellow(50, 75));
    }
}
