//! The Android app: tests under Robolectric, style, a signed package. By Maven: it needs no Android SDK.

mod manifest;
mod package;
mod rules;

use crate::{Error, demo, models, setup};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// Everything of the app: built, tested with the real core and the real server, photographed, packed.
pub fn test(shell: &Shell) -> Result<(), Error> {
    rules::check(shell)?;
    let target = demo::target_folder(shell)?;
    with_core(shell, &target, &["test"])?;
    let built = target.join("android");
    style(shell, &built.join("programs"))?;
    package::check(shell, &built)
}

/// Lives through every screen that a family can meet, photographs each in every look, and checks what it sees. Takes minutes.
pub fn tour(shell: &Shell) -> Result<(), Error> {
    let target = demo::target_folder(shell)?;
    shell.remove_path(target.join("gallery/android/tour"))?;
    let only = ["-Dtest=TourTest", "-Dsurefire.failIfNoSpecifiedTests=false"];
    with_core(shell, &target, &[only[0], only[1], "test"])
}

/// Runs Maven with the core, the server and the nets that the tests work with.
fn with_core(shell: &Shell, target: &Path, arguments: &[&str]) -> Result<(), Error> {
    setup::ensure(shell, setup::ANDROID)?;
    demo::build(shell)?;
    library(shell)?;
    let _models = shell.push_env("KINLINE_MODELS", models::ensure(shell)?);
    maven(shell, target, arguments)
}

/// The core for other languages, with what writes their sources.
fn library(shell: &Shell) -> Result<(), Error> {
    cmd!(
        shell,
        "cargo build --quiet --package kinline-ffi --features bindgen --lib --bin uniffi-bindgen"
    )
    .run()?;
    Ok(())
}

/// Proves that something added to the core's screens does not build until the app draws it: adds a part,
/// an action's place and a style to the generated Kotlin, and sees every one refused. Takes a minute or two.
pub fn prove(shell: &Shell) -> Result<(), Error> {
    let target = demo::target_folder(shell)?;
    test_build(shell, &target)?;
    let generated = target.join("android/bindings/generated/app/kinline/ffi/kinline_ffi.kt");
    let before = shell.read_file(&generated)?;
    let changed = rules::with_additions(&before)?;
    shell.write_file(&generated, changed)?;
    // The generator would undo it: the module's classes are made from what stands there now.
    let said = refused(shell, &target);
    shell.write_file(&generated, before)?;
    let said = said?;
    let missed: Vec<_> = ["Added", "ADDED"]
        .into_iter()
        .filter(|name| {
            !said.lines().any(|line| {
                line.contains("must be exhaustive") && line.contains(&format!("'{name}'"))
            })
        })
        .collect();
    if missed.is_empty() {
        println!("As it must be: what the app does not draw, does not build.");
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "{missed:?} was added to the core's screens, and the app does not miss it:\n{said}"
        )))
    }
}

/// What the compiler says of the app over the generated Kotlin as it stands.
fn refused(shell: &Shell, target: &Path) -> Result<String, Error> {
    let _folder = shell.push_dir("android");
    let output = cmd!(
        shell,
        "mvn --quiet --offline -Dexec.skip=true -Dcargo.target={target} process-classes"
    )
    .quiet()
    .ignore_status()
    .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn test_build(shell: &Shell, target: &Path) -> Result<(), Error> {
    setup::ensure(shell, setup::ANDROID)?;
    library(shell)?;
    maven(shell, target, &["process-classes"])
}

/// The core in Kotlin, compiled for this machine's JVM: what a class path needs.
pub fn bindings(shell: &Shell, target: &Path) -> Result<Vec<PathBuf>, Error> {
    test_build(shell, target)?;
    let catalogue = shell.read_file("android/gradle/libs.versions.toml")?;
    let home = std::env::var_os("HOME").ok_or_else(|| Error::Setup("HOME is not set".into()))?;
    let repository = Path::new(&home).join(".m2/repository");
    let jar = |group: &str, name: &str, version: &str| {
        let version = rules::version(&catalogue, version);
        repository.join(format!("{group}/{name}/{version}/{name}-{version}.jar"))
    };
    Ok(vec![
        target.join("android/bindings/classes"),
        jar("org/jetbrains/kotlin", "kotlin-stdlib", "kotlin"),
        jar("net/java/dev/jna", "jna", "jna"),
    ])
}

/// Runs Maven without the network if everything was fetched before, else with it, saying so.
fn maven(shell: &Shell, target: &Path, arguments: &[&str]) -> Result<(), Error> {
    let _folder = shell.push_dir("android");
    // Maven would take a gigabyte more than it needs.
    let _memory = shell.push_env("MAVEN_OPTS", "-Xmx1500m -XX:+UseSerialGC");
    let stamp = target.join("android/.fetched");
    let wanted = poms(shell)?;
    let fetched = shell.read_file(&stamp).is_ok_and(|there| there == wanted);
    let offline: &[&str] = if fetched { &["--offline"] } else { &[] };
    if !fetched {
        println!(
            "Maven fetches the Kotlin compiler, androidx and Robolectric into ~/.m2 (800 MB, the first time)."
        );
    }
    cmd!(
        shell,
        "mvn --quiet {offline...} -Dcargo.target={target} {arguments...}"
    )
    .run()?;
    shell.write_file(&stamp, wanted)?;
    Ok(())
}

/// What Maven may have to fetch for.
fn poms(shell: &Shell) -> Result<String, Error> {
    let texts: Result<Vec<_>, _> = rules::POMS
        .iter()
        .map(|file| shell.read_file(file))
        .collect();
    Ok(texts?.concat())
}

/// ktlint and detekt have nothing to say.
fn style(shell: &Shell, programs: &Path) -> Result<(), Error> {
    let _folder = shell.push_dir("android");
    let (ktlint, detekt) = (
        programs.join("ktlint-cli-all.jar"),
        programs.join("detekt-cli-all.jar"),
    );
    cmd!(
        shell,
        "java -Xmx512m -jar {ktlint} --relative --log-level=error **/*.kt **/*.kts !**/build/**"
    )
    .quiet()
    .run()?;
    cmd!(
        shell,
        "java -Xmx512m -jar {detekt} --build-upon-default-config --config detekt.yml --input app/src"
    )
    .quiet()
    .run()?;
    Ok(())
}
