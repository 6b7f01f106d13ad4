use crate::{chance, photo};
use kinline_specimens::{Class, Document, Holder, Shot, stray_page};
use kinline_vision::{Picture, document::read_mrz};

/// Of so many specimens of a class, how many were read exactly. None may be valid and wrong.
fn exact(class: Class, seeds: std::ops::Range<u64>) -> usize {
    let reads = |seed: &u64| {
        let mut chance = chance(*seed);
        let holder = Holder::draw(&mut chance);
        let document = Document::WITH_ZONE[*seed as usize % Document::WITH_ZONE.len()];
        let picture = photo(document, &holder, &Shot::draw(class, &mut chance), *seed);
        let printed = holder.zone(document.format().unwrap());
        let read = read_mrz(&picture);
        let right = read.as_ref().is_some_and(|mrz| mrz.lines == printed);
        assert!(
            right || !read.is_some_and(|mrz| mrz.valid),
            "valid and wrong: {class:?} {seed}"
        );
        right
    };
    seeds.filter(reads).count()
}

fn invented(seeds: std::ops::Range<u64>) -> Vec<u64> {
    let invents = |seed: &u64| {
        let mut chance = chance(*seed);
        let shot = Shot::draw(Class::ALL[*seed as usize % 3], &mut chance);
        let page = stray_page(shot.per_mm(), &mut chance).unwrap();
        let picture = Picture::decode(&shot.photograph(&page, *seed).unwrap().jpeg).unwrap();
        read_mrz(&picture).is_some()
    };
    seeds.filter(invents).collect()
}

#[test]
fn clean_and_lightly_damaged_zones_are_read() {
    let read = exact(Class::Clean, 100..125) + exact(Class::Light, 200..225);
    assert!(read * 10 >= 50 * 9, "{read} of 50");
}

#[test]
fn most_hard_ones_are_read() {
    let read = exact(Class::Hard, 300..340);
    assert!(read * 10 >= 40 * 6, "{read} of 40");
}

#[test]
fn nothing_is_invented_on_pages_without_a_zone() {
    assert_eq!(invented(400..436), []);
}

#[test]
#[ignore = "minutes: cargo xtask test --slow"]
fn thousands_of_zones_are_never_valid_and_wrong() {
    let hard = exact(Class::Hard, 10_000..13_000);
    assert!(hard * 10 >= 3_000 * 6, "{hard} of 3000");
    let light = exact(Class::Light, 20_000..21_000);
    assert!(light * 10 >= 1_000 * 9, "{light} of 1000");
    assert_eq!(invented(30_000..31_000), []);
}
