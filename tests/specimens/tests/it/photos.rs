use crate::{chance, photo};
use kinline_specimens::{Class, Document, Holder, Shot, stray_page};
use kinline_vision::{
    Picture,
    document::{DocumentLook, PhotoProblem},
};

fn shot() -> Shot {
    let mut shot = Shot::draw(Class::Clean, &mut chance(1));
    (shot.capitals, shot.margin, shot.exposure) = (24.0, 0.06, 0.95);
    shot
}

fn passport(shot: &Shot) -> Picture {
    photo(Document::Passport, &Holder::draw(&mut chance(2)), shot, 3)
}

fn problems(picture: &Picture) -> Vec<PhotoProblem> {
    DocumentLook::at(picture).problems
}

/// Draws a picture pixel by pixel: what is at x, y.
fn redrawn(size: (u32, u32), colour: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
    let pixels = (0..size.1).flat_map(|y| (0..size.0).map(move |x| (x, y)));
    Picture::from_rgb(
        size.0,
        size.1,
        pixels.flat_map(|(x, y)| colour(x, y)).collect(),
    )
    .unwrap()
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * picture.width() + x) * 3) as usize;
    [0, 1, 2].map(|channel| picture.rgb()[at + channel])
}

fn quarter(picture: &Picture) -> Picture {
    let (width, height) = (picture.width(), picture.height());
    redrawn((height, width), |x, y| pixel(picture, y, height - 1 - x))
}

#[test]
fn good_photos_have_no_problems() {
    for class in [Class::Clean, Class::Light] {
        for (seed, document) in (50..).zip([
            Document::Passport,
            Document::CardFront,
            Document::CardBack,
            Document::Visa,
        ]) {
            let mut chance = chance(seed);
            let holder = Holder::draw(&mut chance);
            let picture = photo(document, &holder, &Shot::draw(class, &mut chance), seed);
            assert_eq!(problems(&picture), [], "{class:?} {document:?}");
        }
    }
}

#[test]
fn a_page_of_print_has_no_problems() {
    let mut chance = chance(7);
    for seed in 0..4 {
        let page = stray_page(shot().per_mm(), &mut chance).unwrap();
        // At 1.09 a part of the paper is as white as can be, as evenly as the rest: no lamp's mirror image.
        for exposure in [0.95, 1.09] {
            let shot = Shot { exposure, ..shot() };
            let jpeg = shot.photograph(&page, seed).unwrap().jpeg;
            let problems = problems(&Picture::decode(&jpeg).unwrap());
            assert_eq!(problems, [], "{seed}, {exposure}");
        }
    }
}

#[test]
fn blur_and_dark_are_told() {
    let blurred = Shot {
        blur: 7.0,
        ..shot()
    };
    assert_eq!(problems(&passport(&blurred)), [PhotoProblem::Blurred]);
    let dark = Shot {
        exposure: 0.2,
        ..shot()
    };
    assert_eq!(problems(&passport(&dark)), [PhotoProblem::Dark]);
}

#[test]
fn a_mirrored_lamp_is_told() {
    let picture = passport(&shot());
    let (width, height) = (picture.width(), picture.height());
    let lamp = |x: u32, y: u32| {
        let far =
            (f64::from(x) - f64::from(width) * 0.6).hypot(f64::from(y) - f64::from(height) * 0.4);
        let light = 400.0 * (-(far / (f64::from(width) * 0.07)).powi(2)).exp();
        pixel(&picture, x, y).map(|value| (f64::from(value) + light).min(255.0) as u8)
    };
    assert_eq!(
        problems(&redrawn((width, height), lamp)),
        [PhotoProblem::Glare]
    );
}

#[test]
fn a_cut_edge_is_told() {
    let picture = passport(&shot());
    let (width, height) = (picture.width(), picture.height());
    let cut = redrawn((width * 3 / 4, height), |x, y| pixel(&picture, x, y));
    assert_eq!(problems(&cut), [PhotoProblem::CutOff]);
}

#[test]
fn a_page_that_fills_the_picture_is_not_cut() {
    let picture = passport(&shot());
    let (left, top) = (picture.width() / 8, picture.height() / 8);
    let inner = (picture.width() - 2 * left, picture.height() - 2 * top);
    let filled = redrawn(inner, |x, y| pixel(&picture, left + x, top + y));
    assert_eq!(problems(&filled), []);
}

#[test]
fn a_small_document_is_told() {
    let picture = passport(&shot()).scaled_to_fit(400);
    let (width, height) = (picture.width(), picture.height());
    let table = pixel(&picture, 2, 2);
    let wide = redrawn((width * 3, height * 3), |x, y| {
        let inside = (width..2 * width).contains(&x) && (height..2 * height).contains(&y);
        if inside {
            pixel(&picture, x - width, y - height)
        } else {
            table
        }
    });
    assert!(problems(&wide).contains(&PhotoProblem::TooSmall));
}

#[test]
fn turned_ones_are_told_whichever_way() {
    let mut picture = passport(&shot());
    for turn in 1..4 {
        picture = quarter(&picture);
        assert_eq!(problems(&picture), [PhotoProblem::Turned], "{turn}");
    }
}
