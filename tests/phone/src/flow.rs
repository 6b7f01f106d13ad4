//! Whether pictures and sound flow between two ends, and that nothing does while a call stands still.

use crate::{PhoneError, senses::Perceived, voice::Voice};
use std::time::Duration;

/// How long anything may take to come through before it counts as broken.
pub const LIMIT: Duration = Duration::from_secs(60);
/// Above this, something is to be heard (root mean square of full scale).
pub const AUDIBLE: f32 = 0.005;

/// One direction of a call: who shows the drawn picture of a sender, and who sees it.
#[derive(Clone, Copy)]
pub struct Direction<'a> {
    /// Who shows and speaks.
    pub from: &'a Perceived,
    /// Which drawn picture and voice they use.
    pub sender: u8,
    /// Who sees and hears.
    pub to: &'a Perceived,
}

/// What came through.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Flowed {
    /// Whole pictures of the sender.
    pub pictures: usize,
    /// Loudness, 0 to 1.
    pub level: f32,
    /// How much what is heard is like the sender's voice, 0 to 1.
    pub likeness: f32,
}

impl Direction<'_> {
    /// Waits until at least so many whole pictures of the sender have come through that were shown
    /// after now, and the sender's voice is heard.
    pub fn wait_flowing(&self, pictures: usize) -> Result<Flowed, PhoneError> {
        let (sender, now) = (self.sender, self.from.shown());
        let newer = |seen: &crate::senses::Seen| {
            let marks = seen.marks.get(&sender).into_iter().flatten();
            marks.filter(|&&frame| u64::from(frame) >= now).count()
        };
        let what = format!("{pictures} pictures of sender {sender}");
        let seen = self
            .to
            .wait_until(&what, LIMIT, |seen| newer(seen) >= pictures)?;
        let ear = self
            .to
            .listen_until("a voice", LIMIT, |ear| ear.level() > AUDIBLE)?;
        Ok(Flowed {
            pictures: newer(&seen),
            level: ear.level(),
            likeness: ear.likeness(&Voice::drawn(sender)),
        })
    }

    /// How many whole pictures that were shown in a span of numbers came through.
    #[must_use]
    pub fn leaked(&self, span: std::ops::Range<u64>) -> usize {
        let seen = self.to.seen();
        let marks = seen.marks.get(&self.sender).into_iter().flatten();
        marks
            .filter(|&&frame| span.contains(&u64::from(frame)))
            .count()
    }
}

/// Stops a call, lets it stand still for a while, and lets it go on. Fails if a single picture that
/// was shown in between comes through in any of the directions, or if anything is heard meanwhile.
pub fn prove_still(
    directions: &[Direction<'_>],
    still: Duration,
    stop: impl FnOnce() -> Result<(), PhoneError>,
    go_on: impl FnOnce() -> Result<(), PhoneError>,
) -> Result<(), PhoneError> {
    stop()?;
    let from: Vec<u64> = directions.iter().map(|it| it.from.shown()).collect();
    for direction in directions {
        direction
            .to
            .listen_until("silence", LIMIT, |ear| ear.level() < AUDIBLE)?;
    }
    std::thread::sleep(still);
    for direction in directions {
        let level = direction
            .to
            .listen_until("an ear", LIMIT, |_| true)?
            .level();
        if level >= AUDIBLE {
            return Err(PhoneError::Broken(format!(
                "sound while paused: level {level}"
            )));
        }
    }
    let to: Vec<u64> = directions.iter().map(|it| it.from.shown()).collect();
    go_on()?;
    for direction in directions {
        direction.wait_flowing(3)?;
    }
    for ((direction, from), to) in directions.iter().zip(from).zip(to) {
        // The last few may have been on their way into the line when it was opened.
        let shown = to.saturating_sub(from + 3);
        let leaked = direction.leaked(from..from + shown);
        if leaked > 0 || shown == 0 {
            let text = format!("{leaked} of {shown} pictures shown while paused came through");
            return Err(PhoneError::Broken(text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pattern::{self, Mark},
        voice::{Ear, PIECE},
    };
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    /// One direction of a call through a relay that forwards while `open`, lived for a moment.
    fn still(relay_stops: bool) -> Result<(), PhoneError> {
        let nobody = || Perceived::new(Ear::new(None).unwrap());
        let (from, to) = (nobody(), nobody());
        let (open, over) = (AtomicBool::new(true), AtomicBool::new(false));
        let direction = Direction {
            from: &from,
            sender: 3,
            to: &to,
        };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let (mut voice, mut pcm) = (Voice::drawn(3), [0; PIECE]);
                while !over.load(Relaxed) {
                    let frame = from.showed() as u16;
                    voice.speak(&mut pcm);
                    if !open.load(Relaxed) {
                        pcm.fill(0);
                    }
                    to.heard(&pcm).unwrap();
                    if open.load(Relaxed) || !relay_stops {
                        to.saw("1", pattern::draw(Mark { sender: 3, frame }, 320, 180));
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
            let proof = prove_still(
                &[direction],
                Duration::from_millis(200),
                || {
                    direction.wait_flowing(2)?;
                    open.store(false, Relaxed);
                    Ok(())
                },
                || {
                    open.store(true, Relaxed);
                    Ok(())
                },
            );
            over.store(true, Relaxed);
            proof
        })
    }

    #[test]
    fn a_call_that_stands_still_is_proved_and_a_leak_is_found() {
        still(true).unwrap();
        let leak = still(false).unwrap_err().to_string();
        assert!(leak.contains("shown while paused came through"), "{leak}");
    }
}
