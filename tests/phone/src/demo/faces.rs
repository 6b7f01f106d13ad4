//! Who is in the picture: somebody whom nobody approved sits down beside the visitor, and goes.

use super::Teller;
use crate::{
    Phone, PhoneError,
    camera::Stage,
    flow::LIMIT,
    laptop::Laptop,
    office::Office,
    people::{Face, scene},
    tell,
};
use kinline_core::View;
use kinline_protocol::{
    CallId, EstablishmentId,
    call::{CallPhase, CallState, PauseReason, Side},
    faces::Seen,
};
use std::path::Path;

/// A live call, and what goes on before the phone's camera.
pub(super) struct Room<'a> {
    pub teller: &'a mut Teller,
    pub phone: &'a Phone,
    pub office: &'a Office,
    pub laptop: &'a Laptop,
    pub at: &'a EstablishmentId,
    pub call: CallId,
    pub stage: &'a Stage,
}

impl Room<'_> {
    /// A stranger comes and goes. Gives how long that paused the call, milliseconds.
    pub fn stranger(self, models: &Path) -> Result<u64, PhoneError> {
        let shows = |faces: &[Face]| -> Result<(), PhoneError> {
            self.stage.show(Some(scene(models, faces)?));
            Ok(())
        };
        let Self { teller, phone, .. } = self;
        shows(&[Face::Visitor, Face::Stranger])?;
        teller.say(
            "The camera now shows the visitor, and beside them somebody who is on no booking",
        )?;
        let side = Side::Family;
        let is_face = |reason: &PauseReason| *reason == PauseReason::Face { side };
        let paused = |state: &CallState| match &state.phase {
            CallPhase::Paused { reasons } => reasons.iter().any(is_face),
            _ => false,
        };
        let events = self.laptop.events();
        // Looks are far apart where a machine has little time.
        events.wait_until("a pause for the stranger", LIMIT * 3, paused)?;
        let screen = phone.wait_until("why it stands still", |screen| {
            matches!(&screen.view, View::Call(call) if call.cover.as_ref().is_some_and(|it| it.text.contains("not on the booking")))
        })?;
        teller.say("The server, which looks for itself, pauses the call")?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let sighting = |what: &str| {
            let seen = self.office.faces(self.at, self.call)?.sightings;
            let one = seen.into_iter().find(|one| one.seen == Seen::Unknown);
            one.ok_or_else(|| PhoneError::Broken(format!("staff do not read of {what}")))
        };
        let seen = sighting("the stranger")?;
        let picture = self.office.face_picture(self.at, self.call, seen.id)?;
        let size = image::load_from_memory(&picture)
            .map_err(|error| PhoneError::Broken(format!("the stranger's picture: {error}")))?;
        teller.say(format!(
            "Staff see who it is: a picture of {} x {} with a frame around the face, and could allow them",
            size.width(),
            size.height()
        ))?;
        shows(&[Face::Visitor])?;
        teller.say("The stranger goes; the visitor, whose portrait was approved, stays")?;
        let live = |state: &CallState| state.phase == CallPhase::Live;
        events.wait_until("the call to go on", LIMIT * 3, live)?;
        phone.wait_live()?;
        teller.shows(phone)?;
        let gone = sighting("what became of it")?;
        if gone.gone_at.is_none() {
            return Err(PhoneError::Broken("the stranger is not gone".into()));
        }
        teller.say("The call has gone on by itself, with the time that it stood still")?;
        self.stage.show(None);
        Ok(gone.paused_ms)
    }
}
