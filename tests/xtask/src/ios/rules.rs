//! What can be seen without building.

use crate::Error;
use xshell::Shell;

/// Checks all of it.
pub fn check(_shell: &Shell) -> Result<(), Error> {
    Ok(())
}
