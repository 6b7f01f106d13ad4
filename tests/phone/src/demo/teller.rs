//! Tells a story line by line, as it happens.

use crate::{PhoneError, tell};
use kinline_core::Screen;
use std::{io::Write, time::Instant};

/// Writes each line as soon as it is known.
pub struct Teller {
    out: Box<dyn Write>,
    start: Instant,
}

impl Teller {
    /// A teller.
    pub fn new(out: Box<dyn Write>) -> Self {
        Self {
            out,
            start: Instant::now(),
        }
    }

    /// Begins a chapter.
    pub fn chapter(&mut self, title: &str) -> Result<(), PhoneError> {
        self.write(&format!("\n{title}\n"))
    }

    /// Something that happened.
    pub fn say(&mut self, text: impl AsRef<str>) -> Result<(), PhoneError> {
        let seconds = self.start.elapsed().as_secs_f32();
        self.write(&format!("{seconds:6.1}s  {}\n", text.as_ref()))
    }

    /// What the phone shows now.
    pub fn shows(&mut self, screen: &Screen) -> Result<(), PhoneError> {
        let heading = tell::heading(screen);
        self.say(format!("The phone shows {heading}"))
    }

    /// What the phone shows now, and what it says there.
    pub fn reads(&mut self, screen: &Screen, text: &str) -> Result<(), PhoneError> {
        self.shows(screen)?;
        self.write(&format!("           {text}\n"))
    }

    /// Words as they are.
    pub fn write(&mut self, text: &str) -> Result<(), PhoneError> {
        let written = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
        written.map_err(|error| PhoneError::Broken(format!("cannot tell: {error}")))
    }
}
