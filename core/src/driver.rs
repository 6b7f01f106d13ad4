//! Runs effects: the only place where pure code meets the world.

use crate::{clock::Clock, update::Input};
use std::sync::mpsc;

/// What the parts that do I/O work with. A clone is the same tools.
#[derive(Clone)]
pub struct Tools {
    /// Where tasks run.
    pub runtime: tokio::runtime::Handle,
    /// Tells what came of something.
    pub inputs: mpsc::Sender<Input>,
    /// The server's time.
    pub clock: Clock,
}
