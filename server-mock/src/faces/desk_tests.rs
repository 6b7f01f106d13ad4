//! Real faces, of the photos that come with the face models, and a clock of the test's own.

use super::*;
use image::{RgbImage, imageops};
use std::{env, path::PathBuf};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use uuid::Uuid;

/// Somebody of the photos: in which, and the corner of the 480 x 540 pixels around their face.
type Who = (&'static str, u32, u32);
const ADULT: Who = ("sample1.jpg", 1337, 50);
const CHILD: Who = ("sample6.jpg", 1034, 184);
const OTHER: Who = ("sample3.jpg", 445, 190);

const CALL: u128 = 1;
const ANOTHER_CALL: u128 = 2;
/// From one look to the next.
const STEP: Duration = Duration::from_millis(500);
/// More than enough to settle who somebody is, or that they are gone.
const LONG: usize = 6;

fn models() -> PathBuf {
    let cache = || Some(PathBuf::from(env::var_os("XDG_CACHE_HOME")?));
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".cache"));
    let usual = || Some(cache().or_else(home)?.join("kinline/models"));
    let given = env::var_os("KINLINE_MODELS").map(PathBuf::from);
    given.or_else(usual).unwrap()
}

/// What a phone's camera sees: a wall, and who sits before it, so far from where they sat first.
fn picture(who: Option<Who>, sways: u32) -> Picture {
    let mut wall = RgbImage::from_pixel(640, 360, image::Rgb([150, 150, 140]));
    if let Some((photo, x, y)) = who {
        let photo = image::open(models().join("photos").join(photo)).unwrap();
        let face = photo.crop_imm(x, y, 480, 540).into_rgb8();
        let face = imageops::resize(&face, 240, 270, imageops::FilterType::Triangle);
        imageops::replace(&mut wall, &face, i64::from(150 + sways), 50);
    }
    Picture::from_rgb(640, 360, wall.into_raw()).unwrap()
}

struct World {
    desk: Desk,
    events: UnboundedReceiver<Event>,
    at: Instant,
}

impl World {
    /// A call and another one, each of an adult and so many children without a portrait.
    fn new(children: usize) -> Self {
        let models = super::super::load(&models()).unwrap();
        let portrait = picture(Some(ADULT), 0);
        let face = models.faces(&portrait).remove(0);
        let portrait = models.aligned_template(&portrait, &face);
        let (sender, events) = unbounded_channel();
        let mut desk = Desk::new(models, sender, Arc::default());
        for call in [CALL, ANOTHER_CALL] {
            let booked = Expected {
                portraits: vec![portrait.clone()],
                without_portrait: children,
            };
            desk.take(Input::Expect(
                CallId(Uuid::from_u128(call)),
                Side::Family,
                booked,
            ));
        }
        let at = Instant::now();
        Self { desk, events, at }
    }

    fn phone(&self, call: u128, number: u128) -> Sender {
        let new = NewSender {
            call: CallId(Uuid::from_u128(call)),
            session: MediaSessionId(Uuid::from_u128(number)),
            participant: ParticipantId(Uuid::from_u128(number)),
            side: Side::Family,
        };
        Sender::new(new, self.at)
    }

    /// Shows somebody, or nobody, to a phone for a while. Gives whether there is a stranger, where that has changed.
    fn show(&mut self, phone: &mut Sender, who: Option<Who>) -> Option<bool> {
        // Nobody keeps as still as a picture of them.
        let (first, later) = (picture(who, 0), [picture(who, 12), picture(who, 13)]);
        for picture in [&first].into_iter().chain(later.iter().cycle().take(LONG)) {
            self.at += STEP;
            self.desk.look(phone, picture, self.at);
        }
        let mut told = None;
        while let Ok(event) = self.events.try_recv() {
            if let Event::Stranger { there, .. } = event {
                told = Some(there);
            }
        }
        told
    }
}

#[test]
fn a_child_of_the_booking_is_in_one_phones_picture_and_not_in_anothers_too() {
    let mut world = World::new(1);
    let (mut first, mut second) = (world.phone(CALL, 1), world.phone(CALL, 2));
    let mut elsewhere = world.phone(ANOTHER_CALL, 3);
    assert_eq!(world.show(&mut elsewhere, Some(OTHER)), None, "their child");
    assert_eq!(world.show(&mut first, Some(CHILD)), None, "the child");
    let stranger = world.show(&mut second, Some(OTHER));
    assert_eq!(stranger, Some(true), "there is one child");
    // The child goes away from the first phone.
    assert_eq!(world.show(&mut first, None), None);
    let stranger = world.show(&mut second, Some(OTHER));
    assert_eq!(stranger, Some(false), "one may be there again");
}

#[test]
fn each_child_of_the_booking_may_be_in_another_phones_picture() {
    let mut world = World::new(2);
    let (mut first, mut second) = (world.phone(CALL, 1), world.phone(CALL, 2));
    assert_eq!(world.show(&mut first, Some(CHILD)), None);
    assert_eq!(world.show(&mut second, Some(OTHER)), None);
}
