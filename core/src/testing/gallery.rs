//! The screens of all journeys, kept as HTML pages for `cargo xtask gallery`.

use super::words;
use crate::{Screen, View, html};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Keeps a screen in both languages (English first) in the folder that `KINLINE_GALLERY` names, if it names one:
/// `FEATURE/SCREEN-HASH.LANGUAGE.html`. The same screen with other days and numbers is kept once.
pub fn keep(screens: &[Screen; 2]) {
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
    let [english, _] = screens;
    let name = format!("{:?}-{:08x}", english.name, shape(english));
    for screen in screens {
        let file = folder.join(format!("{name}.{}.html", screen.language.code()));
        fs::write(file, html::page(screen, None)).unwrap();
    }
}

/// What a person would call the same screen has the same.
fn shape(screen: &Screen) -> u32 {
    let parts = Screen {
        view: View::Parts,
        ..screen.clone()
    };
    let mut hasher = DefaultHasher::new();
    for text in words(&parts) {
        text.replace(|c: char| c.is_ascii_digit(), "")
            .hash(&mut hasher);
    }
    hasher.finish() as u32
}
