//! Tells a story line by line, as it happens.

use crate::{Phone, PhoneError, tell};
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

    /// What the phone shows now, and every screen on the way to it.
    pub fn shows(&mut self, phone: &Phone) -> Result<(), PhoneError> {
        let mut screens = phone.passed();
        if screens.is_empty() {
            screens.push(tell::heading(&phone.screen()));
        }
        screens
            .iter()
            .try_for_each(|heading| self.say(format!("The phone shows {heading}")))
    }

    /// What the phone shows now, and what it says there.
    pub fn reads(&mut self, phone: &Phone, says: &[String]) -> Result<(), PhoneError> {
        self.shows(phone)?;
        let mut lines = says.iter().flat_map(|text| text.lines());
        lines.try_for_each(|line| self.write(&format!("           {line}\n")))
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
