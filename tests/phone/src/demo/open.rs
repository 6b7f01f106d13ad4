//! `--open`: the phone waits in a second call, for a person who joins with a browser.

use super::{Story, before::calendar};
use crate::{PhoneError, senses::Senses, steps};
use kinline_core::Action;
use kinline_protocol::account::Role;

/// Long enough to look around: the usual half hour.
const LENGTH: u32 = 30 * 60;
/// The drawn picture and voice of the phone that waits.
const PHONE: u8 = 2;

impl Story {
    /// Books a second call, and has the phone wait in it.
    pub(super) fn wait_in_a_call(&mut self) -> Result<(), PhoneError> {
        let at = self.establishment().clone();
        self.office.change_settings(&at, |settings| {
            settings.call_seconds = LENGTH;
            settings.calls_a_month += 1;
        })?;
        let phone = &mut self.phone;
        let slot = steps::slots(&phone.see_slots()?)[0].0;
        phone.hold(slot)?;
        let booking = steps::booking(&phone.request_booking()?);
        phone.tap_on("calendar button", |action| {
            matches!(action, Action::ShareCalendar(_))
        })?;
        let (_, starts_at) = calendar(&phone.wait_for_file()?.bytes)?;
        self.office.set_clock(starts_at)?;
        phone.open_senses(Senses::drawn(PHONE))?;
        phone.send(Action::Refresh);
        phone.open_booking(booking)?;
        phone.join()?;
        self.teller.say(format!(
            "{} waits in another call at {at}: sign in at the laptop page and go in to it; staff can watch",
            self.person.given_names
        ))
    }

    /// Tells where a person can join with a browser, and waits to be interrupted.
    pub(super) fn stay_open(&mut self) -> Result<(), PhoneError> {
        self.teller
            .chapter("The server stays open. Interrupt (Ctrl-C) ends it.")?;
        let served = self.mock.served().clone();
        self.teller.write(&format!(
            "  certificate  {}\n",
            served.certificate.display()
        ))?;
        for (name, address) in &served.pages {
            self.teller.write(&format!("  {name:<12} {address}\n"))?;
        }
        for person in served
            .people
            .iter()
            .filter(|person| person.role != Role::Family)
        {
            let code = person.code.as_deref().unwrap_or("-");
            let place = person
                .establishment
                .as_ref()
                .map(|id| id.0.as_str())
                .unwrap_or("-");
            let name = person.name.as_str();
            let role = format!("{:?}", person.role).to_lowercase();
            self.teller.write(&format!(
                "  {role:<12} {name}, {place}: sign-in code {code}\n"
            ))?;
        }
        self.office.wire().block_on(async {
            // An interrupt that cannot be waited for ends the story as well.
            let _ = tokio::signal::ctrl_c().await;
        });
        Ok(())
    }
}
