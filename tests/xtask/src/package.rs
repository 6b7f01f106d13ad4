//! `cargo xtask package`: the core for other languages, below `target/packages`. Generated each time, never committed.

use crate::{Error, demo, setup};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

#[derive(clap::Args)]
pub struct Arguments {
    /// Only for this language (several times for several).
    #[arg(long, value_name = "LANGUAGE")]
    only: Vec<Language>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Sources for an app with JNA; the phone's libraries are Gradle's to build.
    Kotlin,
    /// A Swift package with this machine's library in it; on a Mac `ios/scripts/build-xcframework.sh` adds those for phones.
    Swift,
    /// A module with this machine's library beside it: put the folder on `PYTHONPATH`.
    Python,
}

impl Language {
    const ALL: [Self; 3] = [Self::Kotlin, Self::Swift, Self::Python];

    fn name(self) -> &'static str {
        match self {
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
            Self::Python => "python",
        }
    }
}

/// Makes the packages and says where they are.
pub fn run(shell: &Shell, arguments: &Arguments) -> Result<(), Error> {
    setup::ensure(shell, setup::BUILD)?;
    let target = demo::target_folder(shell)?;
    let wanted = |it: &Language| arguments.only.is_empty() || arguments.only.contains(it);
    for language in Language::ALL.into_iter().filter(wanted) {
        let folder = target.join("packages").join(language.name());
        generate(shell, language, &folder)?;
        match language {
            Language::Kotlin => {}
            Language::Swift => {
                let library = library(shell, &target)?;
                swift_package(shell, &folder, &library)?;
            }
            Language::Python => shell.copy_file(library(shell, &target)?, &folder)?,
        }
        println!("{}", folder.display());
    }
    Ok(())
}

/// The library for whoever uses it.
fn library(shell: &Shell, target: &Path) -> Result<PathBuf, Error> {
    cmd!(
        shell,
        "cargo build --quiet --release --package kinline-ffi --lib"
    )
    .run()?;
    Ok(target.join("release").join(LIBRARY))
}

/// Makes a package of the generated Swift.
fn swift_package(shell: &Shell, folder: &Path, library: &Path) -> Result<(), Error> {
    shell.write_file(folder.join("Package.swift"), SWIFT_PACKAGE)?;
    let sources = folder.join("Sources");
    for (from, to) in SWIFT_FILES {
        let (from, to) = (folder.join(from), sources.join(to));
        shell.write_file(&to, shell.read_file(&from)?)?;
        shell.remove_path(&from)?;
    }
    let libraries = folder.join("lib");
    shell.create_dir(&libraries)?;
    Ok(shell.copy_file(library, libraries)?)
}

const SWIFT_PACKAGE: &str = include_str!("package/Package.swift");

/// What the generator makes for Swift, and where a package has it.
pub const SWIFT_FILES: [(&str, &str); 3] = [
    (
        "FamilyBindings.swift",
        "FamilyBindings/FamilyBindings.swift",
    ),
    (
        "FamilyBindingsFFI.h",
        "FamilyBindingsFFI/FamilyBindingsFFI.h",
    ),
    (
        "FamilyBindingsFFI.modulemap",
        "FamilyBindingsFFI/module.modulemap",
    ),
];

/// The library on this machine.
pub const LIBRARY: &str = if cfg!(target_os = "macos") {
    "libkinline_ffi.dylib"
} else {
    "libkinline_ffi.so"
};

/// Generates a language's sources into an empty folder, from a library built for debugging: a stripped one does not say
/// what is in it. Its path is given back.
pub fn generate(shell: &Shell, language: Language, folder: &Path) -> Result<PathBuf, Error> {
    cmd!(shell, "cargo build --quiet --package kinline-ffi --lib").run()?;
    let library = demo::target_folder(shell)?.join("debug").join(LIBRARY);
    shell.remove_path(folder)?;
    let name = language.name();
    cmd!(
        shell,
        "cargo run --quiet --package kinline-ffi --features bindgen --bin uniffi-bindgen --
         generate --language {name} --no-format --out-dir {folder} {library}"
    )
    .run()?;
    Ok(library)
}
