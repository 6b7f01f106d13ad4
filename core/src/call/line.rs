//! The call's line: the only part of this feature that does I/O. Runs [`Command`]s, tells
//! [`super::Event`]s.

use super::Command;
use crate::driver::Tools;
use kinline_media::CallMedia;

/// Owns the WebSocket and the media connection of the call, if there is one.
pub struct Line {
    _tools: Tools,
}

impl Line {
    /// No call yet. Runs on `tools.runtime`, tells inputs through `tools.inputs`.
    pub fn new(tools: Tools) -> Self {
        Self { _tools: tools }
    }

    /// Does something; returns at once.
    pub fn run(&mut self, command: Command) {
        match command {}
    }

    /// The media of the call that is on.
    pub fn media(&self) -> Option<CallMedia> {
        None
    }
}
