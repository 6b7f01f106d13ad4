//! Machine-readable zones read from the same photos by ours and by PassportEye.

use crate::{Error, setup};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// The peer, as pip names it.
const PASSPORT_EYE: &str = "PassportEye==2.2.2";
/// Photos of each class.
const PHOTOS: &str = "20";

/// Draws specimens, lets both read them, and prints both.
pub fn run(shell: &Shell, target: &Path) -> Result<(), Error> {
    let python = passport_eye(shell)?;
    cmd!(
        shell,
        "cargo build --quiet --release --package kinline-specimens --bin specimens"
    )
    .run()?;
    let (program, photos) = (target.join("release/specimens"), target.join("specimens"));
    cmd!(shell, "{program} {photos} {PHOTOS}").quiet().run()?;
    cmd!(
        shell,
        "{python} -W ignore tests/specimens/bench/compare.py {photos}"
    )
    .quiet()
    .run()?;
    Ok(())
}

/// A Python that has it, made where it is missing, saying so first.
fn passport_eye(shell: &Shell) -> Result<PathBuf, Error> {
    let folder = setup::cache_folder()?.join("passporteye");
    let python = folder.join("bin/python");
    let there = || {
        cmd!(shell, "{python} -c 'import passporteye'")
            .quiet()
            .ignore_stderr()
    };
    if !shell.path_exists(&python) || there().run().is_err() {
        let has_venv = cmd!(shell, "python3 -c 'import ensurepip'")
            .quiet()
            .ignore_stderr();
        if has_venv.run().is_err() {
            setup::install(shell, &[&setup::VENV])?;
        }
        println!(
            "Missing, to be installed with pip: {PASSPORT_EYE}, which ours is measured against."
        );
        cmd!(shell, "python3 -m venv --clear {folder}").run()?;
        cmd!(
            shell,
            "{python} -m pip install --quiet --disable-pip-version-check {PASSPORT_EYE}"
        )
        .run()?;
    }
    Ok(python)
}
