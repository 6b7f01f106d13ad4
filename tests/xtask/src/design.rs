//! `design/tokens.json` is the one place of colours: what draws with CSS has no other. (Each app's test compares its own.)

use crate::masvs::workspace;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Behind moving pictures, on paper, and where contrast is asked for.
const BLACK_AND_WHITE: [&str; 2] = ["#000000", "#ffffff"];

/// `#fff` as `#ffffff`, without how much shines through.
fn whole(colour: &str) -> String {
    let digits = colour[1..].to_lowercase();
    match digits.len() {
        3 | 4 => digits[..3].chars().flat_map(|it| [it, it]).collect(),
        _ => digits.chars().take(6).collect(),
    }
}

/// Every colour that a style sheet names by its digits.
fn colours(css: &str) -> impl Iterator<Item = String> {
    css.split('#').skip(1).filter_map(|rest| {
        let end = rest.find(|it: char| !it.is_ascii_hexdigit());
        let digits = &rest[..end.unwrap_or(rest.len())];
        let follows = rest[digits.len()..].chars().next();
        let is_name = follows.is_some_and(|it| it.is_alphanumeric() || it == '-' || it == '_');
        (matches!(digits.len(), 3 | 4 | 6 | 8) && !is_name)
            .then(|| format!("#{}", whole(&format!("#{digits}"))))
    })
}

fn sheets() -> Vec<PathBuf> {
    let pages = fs::read_dir(workspace().join("server-mock/pages/assets")).expect("the pages");
    let mut sheets: Vec<_> = pages
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|it| it == "css"))
        .collect();
    assert!(sheets.len() > 3, "the pages' sheets");
    sheets.push(workspace().join("core/src/html.css"));
    sheets
}

#[test]
fn style_sheets_have_no_colour_but_the_designs() {
    let tokens = fs::read_to_string(workspace().join("design/tokens.json")).expect("the tokens");
    let tokens: serde_json::Value = serde_json::from_str(&tokens).expect("JSON");
    let known: BTreeSet<_> = ["light", "dark"]
        .iter()
        .flat_map(|theme| tokens[theme].as_object().expect("a theme").values())
        .filter_map(|it| it.as_str().map(str::to_owned))
        .chain(BLACK_AND_WHITE.map(str::to_owned))
        .collect();
    for sheet in sheets() {
        let css = fs::read_to_string(&sheet).expect("readable");
        let other: Vec<_> = colours(&css).filter(|it| !known.contains(it)).collect();
        assert!(other.is_empty(), "{}: {other:?}", sheet.display());
    }
}

#[test]
fn colours_are_told_from_names() {
    let css =
        "#add { color: #fff; background: #10181cf2 } #add-more { border: 1px solid #C89200; }";
    let found: Vec<_> = colours(css).collect();
    assert_eq!(found, ["#aadddd", "#ffffff", "#10181c", "#c89200"]);
}
