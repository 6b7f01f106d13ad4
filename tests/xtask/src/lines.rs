//! `cargo xtask lines`: how thin the apps are over the core.

use crate::Error;
use std::path::Path;
use xshell::Shell;

/// Sources of one kind.
pub struct Sources {
    pub name: &'static str,
    pub folder: &'static str,
    pub ending: &'static str,
}

/// The core: what every phone shares.
pub const CORE: Sources = Sources {
    name: "Rust, the core",
    folder: "core",
    ending: "rs",
};
/// The Android app.
pub const KOTLIN: Sources = Sources {
    name: "Kotlin, the Android app",
    folder: "android/app/src/main/kotlin",
    ending: "kt",
};
/// The iOS app.
const SWIFT: Sources = Sources {
    name: "Swift, the iOS app",
    folder: "ios/Sources",
    ending: "swift",
};

impl Sources {
    /// Every line, comments too.
    pub fn count(&self, shell: &Shell) -> Result<usize, Error> {
        let files = sources(shell, Path::new(self.folder), self.ending)?;
        Ok(files.iter().map(|(_, text)| text.lines().count()).sum())
    }
}

/// Prints a table for the README.
pub fn run(shell: &Shell) -> Result<(), Error> {
    let core = CORE.count(shell)?;
    println!("| lines | | of the core |\n|---|---|---|");
    for sources in [CORE, KOTLIN, SWIFT] {
        let lines = sources.count(shell)?;
        let share = lines * 100 / core.max(1);
        println!("| {} | {lines} | {share}% |", sources.name);
    }
    Ok(())
}

/// Every file below a folder that ends so: its name and text.
pub fn sources(shell: &Shell, folder: &Path, ending: &str) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    for path in shell.read_dir(folder)? {
        if path.is_dir() {
            found.extend(sources(shell, &path, ending)?);
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push((path.display().to_string(), shell.read_file(&path)?));
        }
    }
    Ok(found)
}
