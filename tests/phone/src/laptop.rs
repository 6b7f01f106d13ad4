//! The laptop in the call room, and staff who watch: the other ends of a call, made of software.

use crate::{
    PhoneError,
    call_events::CallEvents,
    media_session::MediaSession,
    senses::{Perceived, Senses, SensesLoop, line_to_come},
    wire::Wire,
};
use kinline_protocol::{CallId, routes};

/// A laptop in a call.
pub struct Laptop {
    events: CallEvents,
    // Before the session: its threads must end before the line does.
    senses: SensesLoop,
    session: MediaSession,
}

impl Laptop {
    /// Enters the waiting room of a call and sends picture and sound as soon as the call is live.
    pub fn join(
        wire: &Wire,
        token: &str,
        call: CallId,
        senses: Senses,
    ) -> Result<Self, PhoneError> {
        let events = CallEvents::listen(wire, token, call)?;
        let (begin, line) = line_to_come();
        let senses = SensesLoop::start(line, senses)?;
        let session = MediaSession::publish(wire, token, &routes::call_media(call), begin)?;
        Ok(Self {
            events,
            senses,
            session,
        })
    }

    /// What the server says of the call.
    #[must_use]
    pub fn events(&self) -> &CallEvents {
        &self.events
    }

    /// What came through.
    #[must_use]
    pub fn perceived(&self) -> &Perceived {
        self.senses.perceived()
    }

    /// How its line is.
    #[must_use]
    pub fn stats(&self) -> kinline_media::MediaStats {
        self.session.media().stats()
    }

    /// Leaves on purpose.
    pub fn leave(self) -> Result<(), PhoneError> {
        self.events.leave();
        drop(self.senses);
        self.session.close()
    }
}

/// Staff who watch a call: sees and hears everybody, sends nothing.
pub struct Watcher {
    senses: SensesLoop,
    session: MediaSession,
}

impl Watcher {
    /// Starts watching.
    pub fn join(wire: &Wire, token: &str, call: CallId) -> Result<Self, PhoneError> {
        let (begin, line) = line_to_come();
        let senses = SensesLoop::start(line, Senses::none())?;
        let address = format!("/v1/calls/{call}/watch");
        let session = MediaSession::watch(wire, token, &address, begin)?;
        Ok(Self { senses, session })
    }

    /// What came through.
    #[must_use]
    pub fn perceived(&self) -> &Perceived {
        self.senses.perceived()
    }

    /// Stops watching.
    pub fn leave(self) -> Result<(), PhoneError> {
        drop(self.senses);
        self.session.close()
    }
}
