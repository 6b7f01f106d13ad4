//! The iOS app: its Swift package built and tested on Linux with the real core and the real server. Views are checked
//! against a stand-in for SwiftUI; what needs a Mac is said in `ios/README.md`.

mod design;
#[cfg(test)]
mod papers;
mod rules;
mod toolchain;

use crate::{
    Error, demo,
    package::{self, Language},
};
use std::{
    path::{Path, PathBuf},
    thread,
};
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
    // Beside the tests, which mostly wait for servers and calls.
    let folder = shell.current_dir();
    let checked = thread::spawn(move || {
        let shell = Shell::new()?;
        shell.change_dir(folder);
        let package = built(&shell)?;
        package.check_as_on_a_phone()?;
        package.prove(&shell)
    });
    let tested = package.swift("test --skip-build");
    let checked = checked
        .join()
        .unwrap_or_else(|_| Err(Error::Failed("what checks the app has failed".into())));
    tested.and(checked)
}

/// Makes what the app is built from, below `ios/Generated`: the core in Swift, and the design's drawings and colours.
pub fn sources(shell: &Shell) -> Result<(), Error> {
    generate(shell, &demo::target_folder(shell)?)?;
    design::generate(shell)
}

/// Proves that what is added to the core does not build until the app has a branch for it.
pub fn prove(shell: &Shell) -> Result<(), Error> {
    let package = prepare(shell)?;
    package.swift("build")?;
    package.check_as_on_a_phone()?;
    package.prove(shell)
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
        let (built, swiftc) = (self.built(), self.swiftc());
        let script = format!(
            "mkdir -p {built}/phone
             check() {{
                 {swiftc} -swift-version 6 -warnings-as-errors -I {built}/debug/Modules -emit-sil -o {built}/phone/$1.sil -emit-module \
                     -emit-module-path {built}/phone/$1.swiftmodule -module-name $1 $3 $(find $2 -name '*.swift')
             }}
             check FamilyKit Sources/FamilyKit
             check FamilyPhone Sources/FamilyPhone & platform=$!
             check FamilyUI Sources/FamilyUI
             wait $platform
             check Kinline App -DDEBUG
             check Kinline App"
        );
        self.toolchain.run(&script, &[])
    }

    /// Adds a case to each enum that the app draws, carries out or keeps, and sees every one refused: types alone are looked
    /// at, beside what was built.
    fn prove(&self, shell: &Shell) -> Result<(), Error> {
        let mut changed = shell.read_file("ios/Generated/FamilyBindings/FamilyBindings.swift")?;
        for name in rules::ADDITIONS {
            changed = rules::with_addition(&changed, name)?;
        }
        let proof = self.target.join("ios/proof");
        shell.write_file(proof.join("FamilyBindings.swift"), changed)?;
        let (built, proof, swiftc) = (self.built(), proof.display(), self.swiftc());
        let said = self.toolchain.said(&format!(
            "{swiftc} -swift-version 5 -emit-module -emit-module-path {proof}/FamilyBindings.swiftmodule \
                 -module-name FamilyBindings {proof}/FamilyBindings.swift
             for part in FamilyKit FamilyUI FamilyPhone; do
                 {swiftc} -swift-version 6 -typecheck -I {proof} -I {built}/debug/Modules -module-name $part \
                     $(find Sources/$part -name '*.swift') || true
             done"
        ))?;
        let missed = rules::not_missed(&said);
        if missed.is_empty() {
            println!(
                "What is added to the core does not build: {} enums.",
                rules::ADDITIONS.len()
            );
            Ok(())
        } else {
            Err(Error::Failed(format!(
                "what is added to {} builds without a branch, or something else is wrong: {said}",
                missed.join(", ")
            )))
        }
    }

    fn built(&self) -> String {
        self.target.join("ios").display().to_string()
    }

    /// The compiler, with what a phone has; who calls it says where the bindings are.
    fn swiftc(&self) -> String {
        let built = self.built();
        format!(
            "swiftc -parse-as-library -wmo -module-cache-path {built}/phone/cache -module-alias SwiftUI=SwiftUIStandIn \
                 -I {built}/phone -I StandIns/Apple -I Generated/FamilyBindingsFFI"
        )
    }

    fn environment(&self) -> [(&'static str, String); 1] {
        let programs = self.target.join("debug");
        [("KINLINE_PROGRAMS", programs.display().to_string())]
    }
}

/// Builds the core and what the tests start, makes the Swift of it, and finds a Swift toolchain.
fn prepare(shell: &Shell) -> Result<Package<'_>, Error> {
    let package = built(shell)?;
    demo::build(shell)?;
    sources(shell)?;
    Ok(package)
}

/// What is built, and a Swift toolchain for it.
fn built(shell: &Shell) -> Result<Package<'_>, Error> {
    let target = demo::target_folder(shell)?;
    let workspace =
        std::fs::canonicalize(shell.current_dir()).map_err(|it| Error::Setup(it.to_string()))?;
    let toolchain = Toolchain::find(shell, &[&workspace, &target], &workspace.join("ios"))?;
    Ok(Package { toolchain, target })
}

/// Makes the Swift sources from the built library. What did not change is not written: it would all be built again.
fn generate(shell: &Shell, target: &Path) -> Result<(), Error> {
    let made = target.join("ios-generated");
    package::generate(shell, Language::Swift, &made)?;
    for (from, to) in package::SWIFT_FILES {
        let text = shell.read_file(made.join(from))?;
        let to = Path::new("ios/Generated").join(to);
        if !shell.read_file(&to).is_ok_and(|there| there == text) {
            shell.write_file(&to, text)?;
        }
    }
    Ok(())
}
