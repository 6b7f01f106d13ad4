//! `docs/masvs.md` has every control of OWASP MASVS 2.1, and every test that it names is there.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// The controls of each group.
const CONTROLS: [(&str, usize); 8] = [
    ("STORAGE", 2),
    ("CRYPTO", 2),
    ("AUTH", 3),
    ("NETWORK", 2),
    ("PLATFORM", 3),
    ("CODE", 4),
    ("RESILIENCE", 4),
    ("PRIVACY", 4),
];

/// The workspace. Asked for while it runs: checkouts may share a target folder.
pub fn workspace() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo says it")).join("../..")
}

fn table() -> Vec<String> {
    let text = fs::read_to_string(workspace().join("docs/masvs.md")).expect("the table");
    text.lines()
        .filter(|line| line.starts_with("| **"))
        .map(str::to_owned)
        .collect()
}

/// Name and file of each link in a cell.
fn links(cell: &str) -> Vec<(&str, &str)> {
    cell.split('[')
        .skip(1)
        .filter_map(|part| part.split_once("]("))
        .filter_map(|(name, rest)| Some((name, rest.split_once(')')?.0)))
        .collect()
}

/// Whether a source declares a test of this name, in whichever language.
fn declares(source: &str, name: &str) -> bool {
    let shapes = [
        format!("fn {name}("),
        format!("func {name}("),
        format!("fun `{name}`("),
        format!("def {name}("),
    ];
    shapes.iter().any(|shape| source.contains(shape))
}

#[test]
fn every_control_has_its_row() {
    let expected: BTreeSet<_> = CONTROLS
        .into_iter()
        .flat_map(|(group, count)| (1..=count).map(move |at| format!("{group}-{at}")))
        .collect();
    let rows = table();
    let found: BTreeSet<_> = rows
        .iter()
        .filter_map(|row| row.split("**").nth(1).map(str::to_owned))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(rows.len(), expected.len(), "each once");
}

#[test]
fn every_test_that_is_named_is_there() {
    for row in table() {
        let shown = row.split(" | ").nth(3).expect("four columns");
        let named = links(shown);
        assert!(!named.is_empty(), "nothing shows it: {row}");
        for (name, file) in named {
            let path = workspace().join("docs").join(file);
            let source = fs::read_to_string(&path);
            let source = source.unwrap_or_else(|_| panic!("{file} is not there"));
            assert!(declares(&source, name), "{file} has no {name}");
        }
    }
}

#[test]
fn no_part_of_the_apps_shows_a_page_of_the_web() {
    let mut folders: Vec<_> = ["android/app/src/main", "ios/Sources", "ios/App"]
        .map(|it| workspace().join(it))
        .into();
    let mut files = vec![
        workspace().join("ios/Package.swift"),
        workspace().join("android/gradle/libs.versions.toml"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of an app") {
            let path = entry.expect("readable").path();
            let kind = path.extension().and_then(|it| it.to_str());
            match kind {
                _ if path.is_dir() => folders.push(path),
                Some("swift" | "kt" | "xml") => files.push(path),
                _ => {}
            }
        }
    }
    assert!(files.len() > 50, "the apps were looked at");
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        for view in ["WebView", "WebKit", "SFSafari", "CustomTabs", "webkit"] {
            assert!(!text.contains(view), "{view} in {}", file.display());
        }
        // Nothing but Apple's frameworks.
        assert!(!text.contains(".package(url:"), "{}", file.display());
    }
}
