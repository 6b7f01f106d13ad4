//! What the project needs of a Debian machine, and how it gets it.

use crate::Error;
use std::{env, path::PathBuf};
use xshell::{Shell, cmd};

/// A command (or a file, by its path) that must be there, and the Debian package that brings it.
#[derive(Clone, Copy)]
pub struct Tool {
    command: &'static str,
    package: &'static str,
    purpose: &'static str,
}

pub const fn tool(command: &'static str, package: &'static str, purpose: &'static str) -> Tool {
    Tool {
        command,
        package,
        purpose,
    }
}

/// For building, and for the invented documents that the test phone shows.
pub const BUILD: &[Tool] = &[
    tool("c++", "g++", "compiles the test phone's H.264 codec"),
    tool("cmake", "cmake", "builds Opus"),
    tool("nasm", "nasm", "makes the test phone's H.264 codec fast"),
    tool(
        "/usr/share/fonts/opentype/ocr-b/OCRB.otf",
        "fonts-ocr-b",
        "draws the machine-readable zones of specimens",
    ),
    tool(
        "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
        "fonts-dejavu-core",
        "draws the other print of specimens",
    ),
];

/// For testing.
pub const TEST: &[Tool] = &[
    tool(
        "chromium",
        "chromium",
        "the browser at the other end of the call",
    ),
    tool("node", "nodejs", "drives the browser"),
    tool("npm", "npm", "installs the browser tests' libraries"),
    tool("ffprobe", "ffmpeg", "looks at recordings"),
    tool("espeak-ng", "espeak-ng", "speaks into calls"),
    tool("python3", "python3", "the third client of the bindings"),
];

/// For the Android app.
pub const ANDROID: &[Tool] = &[
    tool(
        "javac",
        "default-jdk-headless",
        "compiles and tests the Android app",
    ),
    tool("mvn", "maven", "builds the Android app"),
    tool("aapt2", "aapt", "compiles the Android app's resources"),
    tool("zip", "zip", "packs the Android app"),
    tool("zipalign", "zipalign", "aligns what is packed"),
    tool("apksigner", "apksigner", "signs the Android app"),
];

/// For measuring.
pub const MEASURE: &[Tool] = &[
    tool("janus", "janus", "the relay that ours is measured against"),
    tool(
        "tesseract",
        "tesseract-ocr",
        "reads for the reader of zones that ours is measured against",
    ),
];

/// For what pip installs: a part of Python that Debian ships apart.
pub const VENV: Tool = tool("", "python3-venv", "a place for Python's packages");

/// Installs what is missing with apt, saying so first.
pub fn ensure(shell: &Shell, tools: &[Tool]) -> Result<(), Error> {
    let missing: Vec<_> = tools
        .iter()
        .filter(|tool| !is_there(shell, tool.command))
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => install(shell, &missing),
    }
}

/// Installs with apt, saying so first.
pub fn install(shell: &Shell, missing: &[&Tool]) -> Result<(), Error> {
    println!("Missing, to be installed with apt:");
    for tool in missing {
        println!("  {:<12} {}", tool.package, tool.purpose);
    }
    let packages: Vec<_> = missing.iter().map(|tool| tool.package).collect();
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if !is_there(shell, "apt-get") || !(as_root(shell)? || is_there(shell, "sudo")) {
        return Err(Error::Setup(format!(
            "This needs Debian's packages. As root: {by_hand}"
        )));
    }
    let apt = as_root_do(shell, "apt-get")?;
    let (first, rest) = (&apt[0], &apt[1..]);
    let shell_env = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(shell, "{first} {rest...} update --quiet").run()?;
    cmd!(
        shell,
        "{first} {rest...} install --yes --quiet --no-install-recommends {packages...}"
    )
    .run()?;
    drop(shell_env);
    Ok(())
}

/// Whether this is root.
pub fn as_root(shell: &Shell) -> Result<bool, Error> {
    Ok(cmd!(shell, "id -u").quiet().read()? == "0")
}

/// The words that run a command as root.
pub fn as_root_do(shell: &Shell, command: &str) -> Result<Vec<String>, Error> {
    let sudo = (!as_root(shell)?).then(|| "sudo".to_owned());
    Ok(sudo.into_iter().chain([command.to_owned()]).collect())
}

/// Where what is fetched is kept: outside the checkout.
pub fn cache_folder() -> Result<PathBuf, Error> {
    let cache = env::var_os("XDG_CACHE_HOME").filter(|it| !it.is_empty());
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    cache
        .map(PathBuf::from)
        .or_else(home)
        .map(|cache| cache.join("kinline"))
        .ok_or_else(|| Error::Setup("HOME is not set".into()))
}

/// Whether a command can be run, or a file is there.
pub fn is_there(shell: &Shell, command: &str) -> bool {
    cmd!(
        shell,
        "sh -c 'command -v \"$0\" || test -e \"$0\"' {command}"
    )
    .quiet()
    .ignore_stderr()
    .read()
    .is_ok()
}
