//! The design's dependency arrows, and the size of files.

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Who may depend on whom: `protocol <- core <- bindings`, `protocol <- server-mock`, tests see all.
/// `vision` computes alone and serves both ends. The server never uses the core or its media: each is the other's independent check.
const ARROWS: [(&str, &[&str]); 12] = [
    ("kinline-protocol", &[]),
    ("kinline-media", &["kinline-protocol"]),
    ("kinline-vision", &[]),
    (
        "kinline-core",
        &["kinline-protocol", "kinline-media", "kinline-vision"],
    ),
    (
        "kinline-ffi",
        &["kinline-core", "kinline-protocol", "kinline-media"],
    ),
    ("kinline-mock", &["kinline-protocol", "kinline-vision"]),
    (
        "kinline-phone",
        &[
            "kinline-core",
            "kinline-protocol",
            "kinline-media",
            "kinline-specimens",
            "kinline-vision",
        ],
    ),
    (
        "kinline-journeys",
        &[
            "kinline-core",
            "kinline-mock",
            "kinline-phone",
            "kinline-protocol",
            "kinline-media",
            "kinline-specimens",
            "kinline-vision",
        ],
    ),
    ("kinline-foreign", &["kinline-mock", "kinline-vision"]),
    ("kinline-specimens", &["kinline-vision"]),
    (
        "kinline-watching",
        &["kinline-phone", "kinline-media", "kinline-vision"],
    ),
    ("xtask", &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .unwrap();
    metadata.packages
}

#[test]
fn dependencies_point_one_way() {
    let packages = packages();
    let names: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names, known,
        "a new part needs its arrows here and in ARCHITECTURE.md"
    );
    for package in &packages {
        let (_, may) = ARROWS
            .iter()
            .find(|(name, _)| *name == package.name.as_str())
            .unwrap();
        for dependency in &package.dependencies {
            // Tests of a part may use any other, but nothing may hide among what is built.
            let built = dependency.kind != DependencyKind::Development;
            let own = names.contains(dependency.name.as_str());
            assert!(
                !own || !built || may.contains(&dependency.name.as_str()),
                "{} must not depend on {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn each_end_of_a_call_has_its_own_webrtc() {
    let packages = packages();
    let uses = |name: &str, library: &str| {
        let package = packages
            .iter()
            .find(|package| package.name.as_str() == name)
            .unwrap();
        let mut built = package
            .dependencies
            .iter()
            .filter(|it| it.kind == DependencyKind::Normal);
        built.any(|dependency| dependency.name == library)
    };
    assert!(uses("kinline-media", "webrtc") && !uses("kinline-media", "str0m"));
    assert!(uses("kinline-mock", "str0m") && !uses("kinline-mock", "webrtc"));
}

#[test]
fn files_stay_under_500_lines() {
    let long: Vec<String> = sources(&root())
        .into_iter()
        .filter_map(|path| {
            let lines = std::fs::read_to_string(&path).ok()?.lines().count();
            (lines >= 500).then(|| format!("{}: {lines}", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "too long: {long:#?}");
}

/// Everything written by hand, as git knows it or would.
fn sources(root: &Path) -> Vec<PathBuf> {
    let listed = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .unwrap();
    let written = [
        "rs", "js", "mjs", "ts", "css", "html", "sql", "ftl", "py", "md", "toml", "sh",
    ];
    let files: Vec<PathBuf> = String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .map(|line| root.join(line))
        .filter(|path| {
            path.extension()
                .is_some_and(|it| written.iter().any(|ext| it == *ext))
        })
        .collect();
    assert!(files.len() > 50, "git lists {} files", files.len());
    files
}
