//! The call: waiting room, live, watched, paused, resumed, warned, over, recorded.

use super::{Story, faces::Room};
use crate::{
    PhoneError,
    camera::{Camera, Stage},
    flow::{Direction, LIMIT, prove_still},
    laptop::{Laptop, Watcher},
    phone::models,
    recording,
    senses::Senses,
    tell,
};
use chrono::TimeDelta;
use kinline_core::ScreenName;
use kinline_protocol::call::{CallPhase, CallState, EndReason, ServerMessage, Side, StaffPause};
use std::{
    cell::Cell,
    path::{Path, PathBuf},
    time::Duration,
};

/// The drawn pictures and voices of the two ends.
const PHONE: u8 = 1;
const LAPTOP: u8 = 4;
/// How long the story's pause lasts.
const PAUSE: Duration = Duration::from_secs(2);

impl Story {
    pub(super) fn call(&mut self) -> Result<(), PhoneError> {
        let at = self.establishment().clone();
        let Self {
            teller,
            phone,
            office,
            summary,
            ..
        } = self;
        let (booking, starts_at) = self
            .booking
            .ok_or_else(|| PhoneError::Broken("nothing is booked".into()))?;
        teller.chapter("6. The call")?;
        office.set_clock(starts_at - TimeDelta::minutes(10))?;
        teller.say("The server's clock is moved to ten minutes before the call")?;
        let stage = Stage::default();
        phone.open_senses(Senses {
            camera: Some(Camera::stage(&stage, PHONE)),
            ..Senses::drawn(PHONE)
        })?;
        phone.send(kinline_core::Action::Refresh);
        phone.open_booking(Some(booking))?;
        let screen = phone.join()?;
        if !phone.path().contains(&ScreenName::DeviceCheck) {
            return Err(PhoneError::Broken("there was no device check".into()));
        }
        teller.say("Camera, microphone and loudspeaker are checked")?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let (token, due) = laptop_call(office, &at, booking)?;
        let call = due.call;
        let laptop = Laptop::join(office.wire(), &token, call, Senses::drawn(LAPTOP))?;
        teller.say("The laptop in the establishment joins")?;
        office.set_clock(starts_at)?;
        let screen = phone.wait_live()?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let (here, there) = (phone.perceived()?, laptop.perceived());
        let both = [
            Direction {
                from: there,
                sender: LAPTOP,
                to: here,
            },
            Direction {
                from: here,
                sender: PHONE,
                to: there,
            },
        ];
        for (direction, end) in both.iter().zip(["phone", "laptop"]) {
            let flowed = direction.wait_flowing(20)?;
            teller.say(format!(
                "The {end} sees the other's picture ({} new ones) and hears a voice (level {:.3}, likeness {:.2})",
                flowed.pictures, flowed.level, flowed.likeness
            ))?;
        }
        summary.first_frame_ms = phone
            .call_media()
            .and_then(|media| media.stats().first_frame_in_ms);

        teller.chapter("7. Staff watch, pause and resume")?;
        let watcher = Watcher::join(office.wire(), office.staff(&at)?, call)?;
        for sender in [PHONE, LAPTOP] {
            let what = format!("sender {sender} on the staff page");
            watcher
                .perceived()
                .wait_until(&what, LIMIT, |seen| seen.of(sender) > 5)?;
        }
        teller.say("Staff see and hear both sides")?;
        let stand =
            |state: Option<CallState>| state.map(|state| (state.left_ms, state.returned_ms));
        let before = Cell::new(None);
        prove_still(
            &both,
            PAUSE,
            || {
                office.pause(&at, call, StaffPause::RoomCheck)?;
                let screen = phone.wait_covered()?;
                teller.say("Staff pause the call for a check in the room")?;
                teller.reads(phone, &tell::sentences(&screen))?;
                before.set(stand(office.call_state(&at, call)?));
                Ok(())
            },
            || {
                let (before, after) = (before.get(), stand(office.call_state(&at, call)?));
                if after
                    .zip(before)
                    .is_none_or(|(after, before)| after.0 != before.0)
                {
                    let text = format!("time ran while paused: {before:?}, {after:?}");
                    return Err(PhoneError::Broken(text));
                }
                office.resume(&at, call)
            },
        )
        .map_err(|error| {
            let (phone, laptop) = (
                phone.call_media().map(|media| media.stats()),
                laptop.stats(),
            );
            PhoneError::Broken(format!("{error}\nphone: {phone:?}\nlaptop: {laptop:?}"))
        })?;
        teller.say(
            "While it was paused no picture and no sound came through, and the time stood still",
        )?;
        phone.wait_live()?;
        teller.shows(phone)?;
        teller.say("Staff let it go on: picture and sound are back both ways")?;
        summary.pauses += 1;

        if let Some(models) = models() {
            teller.chapter("8. Who is in the picture")?;
            let room = Room {
                teller: &mut *teller,
                phone,
                office,
                laptop: &laptop,
                at: &at,
                call,
                stage: &stage,
            };
            summary.stranger_ms = Some(room.stranger(&models)?);
            summary.pauses += 1;
        }

        teller.chapter("9. The end")?;
        let left = laptop
            .events()
            .wait_for_message("the warning", LIMIT * 60, |message| match message {
                ServerMessage::Warning { left_ms } => Some(*left_ms),
                _ => None,
            })?;
        let screen =
            phone.wait_until("the warning", |screen| !tell::problems(screen).is_empty())?;
        teller.say(format!("{:.0} s before the end", left as f64 / 1000.0))?;
        teller.reads(phone, &tell::problems(&screen))?;
        let length = Duration::from_millis(left);
        let ended = laptop
            .events()
            .wait_for("the end", LIMIT + length, |state| {
                matches!(state.phase, CallPhase::Ended { .. })
            })?;
        if ended.phase
            != (CallPhase::Ended {
                reason: EndReason::TimeUp,
            })
        {
            return Err(PhoneError::Broken(format!(
                "the call ended otherwise: {:?}",
                ended.phase
            )));
        }
        let screen = phone.wait_for(ScreenName::CallEnded)?;
        teller.reads(phone, &tell::sentences(&screen))?;
        summary.returned_ms = ended.returned_ms;
        summary.talked_ms = ended.length_ms - ended.left_ms;
        summary.to_phone = here.seen().of(LAPTOP);
        summary.to_laptop = there.seen().of(PHONE);
        let staff = watcher.perceived().seen();
        summary.to_staff = staff.of(PHONE) + staff.of(LAPTOP);
        drop((laptop, watcher));
        Ok(())
    }

    /// The history and the recordings.
    pub(super) fn ended(&mut self, server_data: &Path) -> Result<(), PhoneError> {
        let at = self.establishment().clone();
        let Self {
            teller,
            phone,
            office,
            summary,
            ..
        } = self;
        let (booking, _) = self
            .booking
            .ok_or_else(|| PhoneError::Broken("nothing is booked".into()))?;
        phone.go(kinline_core::Place::Bookings)?;
        let screen = phone.open_booking(Some(booking))?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let (_, state) = laptop_call(office, &at, booking)?;
        for recording in office.recordings(&at, state.call)? {
            let content = recording::inspect(&office.recording(&at, recording.id)?)?;
            let (side, sender) = match recording.side {
                Side::Family => ("family's", PHONE),
                Side::Prison => ("prison's", LAPTOP),
            };
            let own = content.of_sender.get(&sender).copied().unwrap_or(0);
            if own < 20 || content.audio_samples == 0 {
                let text = format!("the recording of the {side} side is not theirs: {content:?}");
                return Err(PhoneError::Broken(text));
            }
            teller.say(format!(
                "The recording of the {side} side: {:.1} s, {} fragments, {} pictures ({} decoded, {own} of them whole and theirs), {} pieces of sound",
                content.seconds, content.fragments, content.video_samples, content.decoded, content.audio_samples
            ))?;
        }
        for path in files(&server_data.join("recordings")) {
            let told =
                recording::probe(&path)?.unwrap_or_else(|| "ffprobe is not installed".into());
            summary.recordings.push((path, told));
        }
        match summary.recordings.len() {
            0 | 1 => Err(PhoneError::Broken(
                "the call was not recorded on both sides".into(),
            )),
            _ => Ok(()),
        }
    }
}

fn laptop_call(
    office: &crate::office::Office,
    at: &kinline_protocol::EstablishmentId,
    booking: kinline_protocol::BookingId,
) -> Result<(String, CallState), PhoneError> {
    let calls = office.laptop_calls(at)?.into_iter();
    calls
        .map(|(token, call)| (token, call.state))
        .find(|(_, state)| state.booking == booking)
        .ok_or_else(|| PhoneError::Broken("no laptop has this call".into()))
}

/// Every `.mp4` below a folder, by name.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path if path.extension().is_some_and(|it| it == "mp4") => vec![path],
            _ => Vec::new(),
        })
        .collect();
    found.sort();
    found
}
