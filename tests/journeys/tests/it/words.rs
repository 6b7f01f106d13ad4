//! Which message a screen says, by the files that its words come from.

use kinline_core::Screen;
use kinline_phone::{Phone, tell};
use kinline_protocol::Language;
use std::path::Path;

/// Waits until the phone says a message of the locales, in its language.
pub fn wait_says(phone: &Phone, language: Language, message: &str) -> Screen {
    let screen = phone.wait_until(message, |screen| says(screen, language, message));
    let screen = screen.unwrap();
    assert_eq!(screen.language, language);
    screen
}

/// Whether a screen says a message: all of its literal words, in their order.
pub fn says(screen: &Screen, language: Language, message: &str) -> bool {
    let shown = tell::whole(screen);
    let mut rest = shown.as_str();
    literals(&text(language, message))
        .iter()
        .all(|literal| match rest.split_once(literal) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

/// A message of a locale, as its file has it.
fn text(language: Language, message: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/locales");
    for file in std::fs::read_dir(folder.join(language.code())).unwrap() {
        let content = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let start = format!("{message} =");
        let mut lines = content.lines().skip_while(|line| !line.starts_with(&start));
        if let Some(first) = lines.next() {
            let further = lines.take_while(|line| line.starts_with("    "));
            let first = first[start.len()..].trim().to_owned();
            return further.fold(first, |text, line| format!("{text} {}", line.trim()));
        }
    }
    panic!("no message {message} in {language:?}");
}

/// What stands between the placeables; too short pieces tell nothing.
fn literals(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut depth = 0;
    let mut piece = String::new();
    for c in text.chars() {
        match c {
            '{' => {
                depth += 1;
                pieces.push(std::mem::take(&mut piece));
            }
            '}' => depth -= 1,
            _ if depth == 0 => piece.push(c),
            _ => {}
        }
    }
    pieces.push(piece);
    let long = |piece: &String| piece.trim().chars().count() >= 4;
    let pieces: Vec<String> = pieces
        .iter()
        .map(|it| it.trim().to_owned())
        .filter(long)
        .collect();
    assert!(!pieces.is_empty(), "nothing to look for in {text}");
    pieces
}
