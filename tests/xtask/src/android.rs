//! The Android app: bindings, tests under Robolectric, style. By Maven: there is no Android SDK here.

use crate::{Error, demo, setup};
use std::path::Path;
use xshell::{Shell, cmd};

/// Everything of the app: built, tested with the real core and the real server, photographed.
pub fn test(shell: &Shell) -> Result<(), Error> {
    setup::ensure(shell, setup::ANDROID)?;
    let target = demo::target_folder(shell)?;
    demo::build(shell)?;
    build_bindings(shell)?;
    maven(shell, &target, &["test"])
}

/// The library, and the generator of the same version: Maven runs it.
fn build_bindings(shell: &Shell) -> Result<(), Error> {
    cmd!(
        shell,
        "cargo build --quiet --package kinline-ffi --features bindgen --lib --bin uniffi-bindgen"
    )
    .run()?;
    Ok(())
}

/// Runs Maven without the network if everything was fetched before, else with it, saying so.
fn maven(shell: &Shell, target: &Path, goals: &[&str]) -> Result<(), Error> {
    let _folder = shell.push_dir("android");
    // Maven would take a gigabyte more than it needs.
    let _memory = shell.push_env("MAVEN_OPTS", "-Xmx1500m -XX:+UseSerialGC");
    let stamp = target.join("android/.fetched");
    let wanted = poms(shell)?;
    let fetched = shell.read_file(&stamp).is_ok_and(|there| there == wanted);
    let offline: &[&str] = if fetched { &["--offline"] } else { &[] };
    if !fetched {
        println!(
            "Maven fetches the Kotlin compiler, androidx and Robolectric into ~/.m2 (600 MB, the first time)."
        );
    }
    cmd!(
        shell,
        "mvn --quiet {offline...} -Dcargo.target={target} {goals...}"
    )
    .run()?;
    shell.write_file(&stamp, wanted)?;
    Ok(())
}

/// What Maven may have to fetch for.
fn poms(shell: &Shell) -> Result<String, Error> {
    let files = [
        "pom.xml",
        "bindings/pom.xml",
        "app/pom.xml",
        "maven/androidx/pom.xml",
        "maven/androidx-test/pom.xml",
    ];
    let texts: Result<Vec<_>, _> = files.iter().map(|file| shell.read_file(file)).collect();
    Ok(texts?.concat())
}
