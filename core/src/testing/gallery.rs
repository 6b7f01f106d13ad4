//! The screens of all tests, kept as HTML pages for `cargo xtask gallery`.

use super::words;
use crate::{
    Screen, ScreenName, View, html,
    update::{self, State},
};
use chrono::{DateTime, Utc};
use kinline_protocol::Language;
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Keeps what a state shows, in both languages, in the folder that `KINLINE_GALLERY` names, if it names one:
/// `FEATURE/SCREEN-HASH.LANGUAGE.html`. The same screen with other days and numbers is kept once.
pub fn keep(state: &State, now: DateTime<Utc>) {
    let Some(folder) = std::env::var_os("KINLINE_GALLERY") else {
        return;
    };
    // A test's thread is called by its path, such as `booking::tests::a_slot_is_held`.
    let thread = std::thread::current();
    let feature = thread.name().and_then(|test| test.split_once("::"));
    let Some((feature, _)) = feature.filter(|(feature, _)| *feature != "testing") else {
        return;
    };
    let folder = Path::new(&folder).join(feature);
    fs::create_dir_all(&folder).unwrap();
    let [english, welsh] = [Language::English, Language::Welsh].map(|language| {
        let mut state = state.clone();
        state.settings.saved.language = Some(language);
        update::draw(&state, now)
    });
    let name = format!("{:?}-{:08x}", english.name, shape(&english));
    for screen in [english, welsh] {
        let file = folder.join(format!("{name}.{}.html", screen.language.code()));
        fs::write(file, html::page(&screen, None)).unwrap();
    }
}

/// Every screen is in the gallery that the tests have left, in both languages.
#[test]
#[ignore = "looks at what the other tests left: cargo xtask gallery"]
fn no_screen_is_missing() {
    let folder = std::env::var_os("KINLINE_GALLERY").expect("KINLINE_GALLERY");
    let kept: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|feature| fs::read_dir(feature.unwrap().path()).unwrap())
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let is_there = |name: &ScreenName, language: Language| {
        let (start, end) = (format!("{name:?}-"), format!(".{}.html", language.code()));
        kept.iter()
            .any(|file| file.starts_with(&start) && file.ends_with(&end))
    };
    let missing: Vec<_> = ScreenName::ALL
        .iter()
        .flat_map(|name| [(name, Language::English), (name, Language::Welsh)])
        .filter(|(name, language)| !is_there(name, *language))
        .collect();
    assert!(missing.is_empty(), "no test shows {missing:?}");
}

/// What a person would call the same screen has the same. Free times differ from test to test, and are left out.
fn shape(screen: &Screen) -> u32 {
    let mut screen = screen.clone();
    if let View::Slots(_) = screen.view {
        screen.view = View::Parts;
    }
    let mut hasher = DefaultHasher::new();
    for text in words(&screen) {
        text.replace(|c: char| c.is_ascii_digit(), "")
            .hash(&mut hasher);
    }
    hasher.finish() as u32
}
