//! Before the call: registering, identity, policy, people, booking.

use super::{Story, write_file};
use crate::{PhoneError, people::Face, phone::models, steps, tell};
use kinline_core::{Action, ScreenName};
use kinline_protocol::{
    account::{Me, Role},
    console::{FaultEffect, NewFault},
    identity::{IdentityDecision, IdentityRejection, PhotoKind},
    people::ContactDecision,
    routes,
};
use std::os::unix::fs::PermissionsExt;

impl Story {
    /// The establishment sets how long its calls are, and that bookings are confirmed at once.
    pub(super) fn settings(&mut self, seconds: u32) -> Result<(), PhoneError> {
        let at = self.establishment().clone();
        self.office.change_settings(&at, |settings| {
            settings.call_seconds = seconds;
            settings.automatic = true;
        })?;
        self.teller.say(format!(
            "Staff at {at} set the length of a call to {seconds} s"
        ))
    }

    pub(super) fn register(&mut self) -> Result<(), PhoneError> {
        let Self {
            teller,
            phone,
            person,
            office,
            ..
        } = self;
        teller.chapter("1. Registering")?;
        phone.wait_for(ScreenName::Welcome)?;
        teller.shows(phone)?;
        teller.say(format!("{} types an e-mail address", person.given_names))?;
        phone.register(&person.email)?;
        teller.shows(phone)?;
        let code = office.code(&person.email)?;
        teller.say(format!("A mail comes with the code {code}"))?;
        phone.confirm(&code)?;
        teller.shows(phone)?;
        let keys = private_files(&self.phone_data.join("keys"))?;
        teller.say(format!(
            "The key store holds {keys} secrets that only their owner can read"
        ))
    }

    pub(super) fn identity(&mut self) -> Result<(), PhoneError> {
        let Self {
            teller,
            phone,
            person,
            office,
            ..
        } = self;
        teller.chapter("2. Proving who one is")?;
        phone.enter_identity(person)?;
        teller.shows(phone)?;
        let document = person.passport().blurred_photo()?;
        let half = document.len() as u64 / 2;
        let screen = phone.give_photo(PhotoKind::DocumentFront, document)?;
        if screen.name == ScreenName::PhotoCheck {
            teller.say("The photo of the passport comes out blurred; the phone says so at once")?;
            teller.reads(phone, &tell::problems(&screen))?;
            phone.send(Action::KeepPhoto(PhotoKind::DocumentFront));
            phone.wait_for(ScreenName::IdentityPhotos)?;
            teller.say("It is used as it is all the same: a machine refuses nobody")?;
        } else {
            teller.say("The photo of the passport comes out blurred; nobody notices")?;
        }
        let portrait = match models() {
            Some(models) => Face::Visitor.portrait(&models)?,
            None => person.photo(PhotoKind::Portrait)?,
        };
        phone.take_photo(PhotoKind::Portrait, portrait)?;
        teller.shows(phone)?;
        office.add_fault(&NewFault {
            method: Some("PATCH".into()),
            path: routes::UPLOADS.into(),
            effect: FaultEffect::CutRequest { bytes: half },
            times: Some(1),
        })?;
        let screen = phone.send_identity()?;
        let done: Vec<u64> = phone.progress().iter().map(|(done, _)| *done).collect();
        let after = done.iter().skip_while(|done| **done < half);
        if office.faults()? > 0 || after.min().is_none_or(|least| *least < half) {
            let text = format!("the upload that was cut at {half} did not go on: {done:?}");
            return Err(PhoneError::Broken(text));
        }
        teller.say(format!(
            "The line was cut after {half} bytes of the first photo; it went on from there"
        ))?;
        teller.reads(phone, &tell::sentences(&screen))?;

        teller.chapter("3. A reviewer looks at it")?;
        let case = office.newest_case()?;
        let rejection = IdentityDecision::Reject {
            reason: IdentityRejection::PhotoBlurred,
            photo: Some(PhotoKind::DocumentFront),
            note: None,
        };
        office.review(case, &rejection)?;
        teller.say("The reviewer cannot read the passport and says so")?;
        phone.send(Action::Refresh);
        phone.wait_for_problem()?;
        let screen = phone.screen();
        teller.reads(phone, &tell::problems(&screen))?;
        phone.tap_primary()?;
        let photo = person.photo(PhotoKind::DocumentFront)?;
        phone.take_photo(PhotoKind::DocumentFront, photo)?;
        teller.shows(phone)?;
        teller.say("A sharp photo this time")?;
        let screen = phone.send_identity()?;
        teller.reads(phone, &tell::sentences(&screen))?;
        office.review(office.newest_case()?, &IdentityDecision::Approve)?;
        teller.say("The reviewer approves")?;
        phone.send(Action::Refresh);
        let screen = phone.wait_until("an approved identity", tell::all_is_well)?;
        teller.reads(phone, &tell::sentences(&screen))
    }

    pub(super) fn people(&mut self) -> Result<(), PhoneError> {
        let at = self.establishment().clone();
        let Self {
            teller,
            phone,
            office,
            prisoner,
            ..
        } = self;
        teller.chapter("4. The rules, and the people")?;
        phone.agree_to_policy()?;
        teller.shows(phone)?;
        teller.say("The acceptable use policy is read and agreed to")?;
        let screen = phone.add_contact(prisoner)?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let requests = office.contacts(&at)?;
        let request = requests
            .last()
            .ok_or_else(|| PhoneError::Broken("no contact request".into()))?;
        office.decide_contact(&at, request.contact.id, &ContactDecision::Approve)?;
        teller.say(format!("Staff at {at} approve the contact"))?;
        if let Some(models) = models() {
            office.set_portrait(prisoner, Face::Prisoner.portrait(&models)?)?;
            teller
                .say("They keep a portrait of the person, to compare the laptop's picture with")?;
        }
        phone.send(Action::Refresh);
        let books = |action: &Action| matches!(action, Action::BookWith(_));
        let screen = phone.wait_until("an approved contact", |screen| {
            tell::tappable(screen)
                .iter()
                .any(|(_, action)| books(action))
        })?;
        teller.reads(phone, &tell::sentences(&screen))?;
        for visitor in office.people(Role::Family).take(2) {
            let me: Me = office.wire().get(&visitor.token, routes::ME)?;
            let born = visitor.born()?;
            teller.say(format!("{} comes along", visitor.name.as_str()))?;
            phone.add_companion(&me.visitor_number.0, born)?;
            teller.shows(phone)?;
        }
        Ok(())
    }

    pub(super) fn book(&mut self) -> Result<(), PhoneError> {
        let Self { teller, phone, .. } = self;
        teller.chapter("5. Booking")?;
        let screen = phone.see_slots()?;
        let slots = steps::slots(&screen);
        let free = format!("{} free times; the first: {}", slots.len(), slots[0].1);
        teller.reads(phone, &[free])?;
        let screen = phone.hold(slots[0].0)?;
        teller.reads(phone, &tell::sentences(&screen))?;
        phone.bring_everybody()?;
        let screen = phone.request_booking()?;
        teller.reads(phone, &tell::sentences(&screen))?;
        let id = steps::booking(&screen)
            .ok_or_else(|| PhoneError::Broken("no booking on the screen".into()))?;
        phone.tap_on("calendar button", |action| {
            matches!(action, Action::ShareCalendar(_))
        })?;
        let file = phone.wait_for_file()?;
        let path = self.phone_data.join(&file.name);
        write_file(&path, &file.bytes)?;
        let (reference, starts_at) = calendar(&file.bytes)?;
        teller.say(format!(
            "A calendar file is offered: {} ({})",
            file.name, file.media_type
        ))?;
        let reminders = phone.wait_for_reminders(|reminders| !reminders.is_empty())?;
        for reminder in &reminders {
            teller.say(format!(
                "Reminder for {}: {}",
                reminder.at.format("%a %d %b %Y %H:%M UTC"),
                reminder.title
            ))?;
        }
        self.summary.reference = reference;
        self.booking = Some((id, starts_at));
        Ok(())
    }
}

/// Counts the files in a folder, all of which must be their owner's alone.
fn private_files(dir: &std::path::Path) -> Result<usize, PhoneError> {
    let entries = std::fs::read_dir(dir).map_err(|error| PhoneError::file(dir, error))?;
    let mut count = 0;
    for entry in entries {
        let meta = entry.and_then(|entry| entry.metadata());
        let meta = meta.map_err(|error| PhoneError::file(dir, error))?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(PhoneError::file(dir, "others can read it"));
        }
        count += 1;
    }
    match count {
        0 => Err(PhoneError::file(dir, "no key was kept")),
        count => Ok(count),
    }
}

/// The reference and the start in a calendar file (RFC 5545; times in UTC).
pub(super) fn calendar(
    bytes: &[u8],
) -> Result<(String, chrono::DateTime<chrono::Utc>), PhoneError> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let start = value("DTSTART").and_then(|start| {
        let start = chrono::NaiveDateTime::parse_from_str(&start, "%Y%m%dT%H%M%SZ").ok()?;
        Some(start.and_utc())
    });
    let reference = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .find(|word| word.len() == 9 && word.as_bytes()[4] == b'-')
        .map(ToOwned::to_owned);
    reference
        .zip(start)
        .ok_or_else(|| PhoneError::Broken(format!("an unusable calendar file: {text}")))
}
