//! The iOS app: its Swift package built and tested on Linux with the real core and the real server. Views are checked
//! against a stand-in for SwiftUI; what needs a Mac is said in `ios/README.md`.

mod design;
mod rules;
mod toolchain;

use crate::{
    Error, demo,
    package::{self, Language},
};
use std::path::{Path, PathBuf};
use toolchain::Toolchain;
use xshell::Shell;

/// Everything of the app that can be seen here.
pub fn test(shell: &Shell) -> Result<(), Error> {
    rules::check(shell)?;
    let package = prepare(shell)?;
    package.toolchain.run(
        "swift format lint --strict --recursive --parallel App Package.swift Sources StandIns Tests",
        &[],
    )?;
    package.swift("build --build-tests")?;
    package.check_as_on_a_phone()?;
    package.swift("test --skip-build")
}

/// Makes what the app is built from, below `ios/Generated`: the core in Swift, and the design's drawings and colours.
pub fn sources(shell: &Shell) -> Result<(), Error> {
    generate(shell, &demo::target_folder(shell)?)?;
    design::generate(shell)
}

/// Proves that what is added to the core does not build until the app has a branch for it: adds a case to each enum that
/// the app draws or carries out, one after the other, and sees every one refused. Takes some minutes.
pub fn prove(shell: &Shell) -> Result<(), Error> {
    let package = prepare(shell)?;
    let generated = Path::new("ios/Generated/FamilyBindings/FamilyBindings.swift");
    let before = shell.read_file(generated)?;
    let mut missed = Vec::new();
    for name in rules::ADDITIONS {
        shell.write_file(generated, rules::with_addition(&before, name)?)?;
        let said = package.toolchain.said(&package.line("build"))?;
        let refused = said
            .lines()
            .filter(|line| line.contains("error:") && line.contains("must be exhaustive"))
            .filter(|line| line.contains("/Sources/Family"))
            .count();
        println!("{name}: {refused} places refuse to build.");
        if refused == 0 {
            missed.push(format!("{name}:\n{said}"));
        }
    }
    shell.write_file(generated, before)?;
    if missed.is_empty() {
        println!("As it must be: what the app does not draw, does not build.");
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "the app does not miss {}",
            missed.join("\n")
        )))
    }
}

/// The Swift package, ready to be built.
struct Package<'a> {
    toolchain: Toolchain<'a>,
    target: PathBuf,
}

impl Package<'_> {
    /// Runs a command of the Swift package manager.
    fn swift(&self, command: &str) -> Result<(), Error> {
        self.toolchain.run(&self.line(command), &self.environment())
    }

    fn line(&self, command: &str) -> String {
        let (built, library) = (self.target.join("ios"), self.target.join("debug"));
        let (built, library) = (built.display(), library.display());
        format!(
            "swift {command} --scratch-path {built} --disable-sandbox -Xlinker -L{library} -Xlinker -lkinline_ffi -Xlinker --allow-shlib-undefined -Xlinker -rpath={library}"
        )
    }

    /// The whole app once more, as a phone's compiler would see it: with stand-ins for Apple's frameworks that are
    /// declarations alone. Nothing of it can run. What finds errors of concurrency comes after the types: `-emit-sil`.
    fn check_as_on_a_phone(&self) -> Result<(), Error> {
        let built = self.target.join("ios");
        let built = built.display();
        let script = format!(
            "mkdir -p {built}/phone
             check() {{
                 swiftc -swift-version 6 -warnings-as-errors -parse-as-library -wmo -module-cache-path {built}/phone/cache \
                     -module-alias SwiftUI=SwiftUIStandIn -I {built}/phone -I StandIns/Apple -I {built}/debug/Modules \
                     -I Generated/FamilyBindingsFFI -emit-sil -o /dev/null \
                     -emit-module -emit-module-path {built}/phone/$1.swiftmodule -module-name $1 $(find $2 -name '*.swift')
             }}
             check FamilyKit Sources/FamilyKit
             check FamilyPhone Sources/FamilyPhone & platform=$!
             check FamilyUI Sources/FamilyUI
             wait $platform
             check Kinline App"
        );
        self.toolchain.run(&script, &[])
    }

    fn environment(&self) -> [(&'static str, String); 1] {
        let programs = self.target.join("debug");
        [("KINLINE_PROGRAMS", programs.display().to_string())]
    }
}

/// Builds the core and what the tests start, makes the Swift of it, and finds a Swift toolchain.
fn prepare(shell: &Shell) -> Result<Package<'_>, Error> {
    let target = demo::target_folder(shell)?;
    let workspace =
        std::fs::canonicalize(shell.current_dir()).map_err(|it| Error::Setup(it.to_string()))?;
    let toolchain = Toolchain::find(shell, &[&workspace, &target], &workspace.join("ios"))?;
    demo::build(shell)?;
    sources(shell)?;
    Ok(Package { toolchain, target })
}

/// Makes the Swift sources from the built library. What did not change is not written: it would all be built again.
fn generate(shell: &Shell, target: &Path) -> Result<(), Error> {
    let made = target.join("ios-generated");
    package::generate(shell, Language::Swift, &made)?;
    for (from, to) in [
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
    ] {
        let text = shell.read_file(made.join(from))?;
        let to = Path::new("ios/Generated").join(to);
        if !shell.read_file(&to).is_ok_and(|there| there == text) {
            shell.write_file(&to, text)?;
        }
    }
    Ok(())
}
