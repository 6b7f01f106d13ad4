//! What the project needs of a Debian machine, and how it gets it.

use crate::Error;
use xshell::{Shell, cmd};

/// A command that must be there, and the Debian package that brings it.
#[derive(Clone, Copy)]
pub struct Tool {
    command: &'static str,
    package: &'static str,
    purpose: &'static str,
}

const fn tool(command: &'static str, package: &'static str, purpose: &'static str) -> Tool {
    Tool {
        command,
        package,
        purpose,
    }
}

/// For building.
pub const BUILD: &[Tool] = &[
    tool("c++", "g++", "compiles the test phone's H.264 codec"),
    tool("cmake", "cmake", "builds Opus"),
    tool("nasm", "nasm", "makes the test phone's H.264 codec fast"),
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
pub const MEASURE: &[Tool] = &[tool(
    "janus",
    "janus",
    "the relay that ours is measured against",
)];

/// Installs what is missing with apt, saying so first.
pub fn ensure(shell: &Shell, tools: &[Tool]) -> Result<(), Error> {
    let missing: Vec<_> = tools
        .iter()
        .filter(|tool| !is_there(shell, tool.command))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing, to be installed with apt:");
    for tool in &missing {
        println!("  {:<12} {}", tool.package, tool.purpose);
    }
    let packages: Vec<_> = missing.iter().map(|tool| tool.package).collect();
    let by_hand = format!("apt-get install {}", packages.join(" "));
    let as_root = cmd!(shell, "id -u").quiet().read()? == "0";
    if !is_there(shell, "apt-get") || !(as_root || is_there(shell, "sudo")) {
        return Err(Error::Setup(format!(
            "This needs Debian's packages. As root: {by_hand}"
        )));
    }
    let (first, rest): (_, &[&str]) = match as_root {
        true => ("apt-get", &[]),
        false => ("sudo", &["apt-get"]),
    };
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

fn is_there(shell: &Shell, command: &str) -> bool {
    cmd!(shell, "sh -c 'command -v \"$0\"' {command}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok()
}
