//! `cargo xtask bench`: speed and size beside the peers, in one run. Asserts nothing.

use crate::Error;
use xshell::Shell;

#[derive(clap::Args)]
pub struct Arguments {}

pub fn run(_shell: &Shell, _arguments: &Arguments) -> Result<(), Error> {
    Err(Error::Setup(
        "the benchmarks come with the parts that they measure".into(),
    ))
}
