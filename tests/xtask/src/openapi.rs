//! Odd requests to every endpoint of the API document.

use crate::{Error, demo, setup};
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// The tool that makes them, and what it needs: all of `requirements.txt`.
const REQUIREMENTS: &str = "tests/openapi/requirements.txt";

/// Sends them to the mock server, each role's with its token.
pub fn test(shell: &Shell) -> Result<(), Error> {
    let (server, _) = demo::build(shell)?;
    let tool = schemathesis(shell)?;
    let _server = shell.push_env("KINLINE_MOCK", server);
    let _tool = shell.push_env("SCHEMATHESIS", tool);
    cmd!(shell, "python3 tests/openapi/run.py").run()?;
    Ok(())
}

/// The path of its command, installed where it is missing, saying so first.
fn schemathesis(shell: &Shell) -> Result<PathBuf, Error> {
    let wanted = shell.read_file(REQUIREMENTS)?;
    let folder = setup::cache_folder()?.join(wanted.trim());
    let (tool, python) = (folder.join("bin/st"), folder.join("bin/python3"));
    let there = || cmd!(shell, "{tool} --version").quiet().ignore_stdout();
    if shell.path_exists(&tool) && there().run().is_ok() {
        return Ok(tool);
    }
    let has_venv = cmd!(shell, "python3 -c {IMPORT}").quiet().ignore_stderr();
    if has_venv.run().is_err() {
        setup::install(shell, &[&setup::VENV])?;
    }
    println!("Missing, to be installed with pip: schemathesis, which sends odd requests.");
    cmd!(shell, "python3 -m venv --clear {folder}").run()?;
    cmd!(
        shell,
        "{python} -m pip install --quiet --disable-pip-version-check --requirement {REQUIREMENTS}"
    )
    .run()?;
    Ok(tool)
}

const IMPORT: &str = "import ensurepip";
