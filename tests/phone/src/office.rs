//! The people at the establishment's end: reviewer, staff and the developer who runs the mock.

use crate::{PhoneError, steps::Prisoner, wire::Wire};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    BookingId, CallId, ContactId, EstablishmentId, IdentityCaseId, List, PersonName, RecordingId,
    SightingId,
    account::Role,
    booking::BookingDecision,
    call::{CallState, LaptopCall, NewStaffPause, Recording, StaffCall, StaffPause},
    console::{ClockReading, ClockSetting, Event, Fault, Mail, NewFamilies, NewFault, ReadyFamily},
    establishment::Settings,
    faces::CallFaces,
    identity::{IdentityDecision, PhotoKind, ReviewCase},
    office::{Hit, NewPortal, Portal, Preview, Resolution, ResolvedHit},
    people::{ContactDecision, ContactRequest},
};
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

/// What `kinline-mock serve --json` says of itself, as far as it is needed here.
#[derive(Debug, Clone, Deserialize)]
pub struct Served {
    /// Base address.
    pub base: String,
    /// File of the certificate to trust.
    pub certificate: PathBuf,
    /// Addresses of the pages, by name.
    #[serde(default)]
    pub pages: std::collections::BTreeMap<String, String>,
    /// Who is there.
    pub people: Vec<SeededPerson>,
    /// People in prison that a family can ask for.
    #[serde(default)]
    pub prisoners: Vec<Prisoner>,
    /// The call that is open at once, with `--seed call-now`.
    #[serde(default)]
    pub call: Option<SeededCall>,
}

impl Served {
    /// The first person in prison whose establishment has both staff and a laptop here.
    pub fn prisoner(&self) -> Result<Prisoner, PhoneError> {
        let works = |role, at| {
            let mut people = self.people.iter();
            people.any(|it| it.role == role && it.establishment.as_ref() == Some(at))
        };
        let found = self.prisoners.iter().find(|prisoner| {
            let at = &prisoner.establishment;
            works(Role::Staff, at) && works(Role::Laptop, at)
        });
        found
            .cloned()
            .ok_or_else(|| PhoneError::Broken("the seed has no usable prisoner".into()))
    }
}

/// Somebody, or a laptop, that the seed brought.
#[derive(Debug, Clone, Deserialize)]
pub struct SeededPerson {
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: PersonName,
    /// Their bearer token.
    pub token: String,
    /// What signs them in on a page.
    #[serde(default)]
    pub code: Option<String>,
    /// Where they work.
    #[serde(default)]
    pub establishment: Option<EstablishmentId>,
    /// A family member's date of birth.
    #[serde(default)]
    pub date_of_birth: Option<NaiveDate>,
}

impl SeededPerson {
    /// A family member's date of birth.
    pub fn born(&self) -> Result<NaiveDate, PhoneError> {
        let missing = || PhoneError::Broken(format!("{:?} has no date of birth", self.role));
        self.date_of_birth.ok_or_else(missing)
    }
}

/// The call that is open at once.
#[derive(Debug, Clone, Deserialize)]
pub struct SeededCall {
    /// The call.
    pub id: CallId,
    /// Where to publish (WHIP).
    pub media: String,
    /// Where to watch (WHEP).
    pub watch: String,
}

/// Everybody who works there. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    wire: Wire,
    people: Vec<SeededPerson>,
}

impl Office {
    /// The people that a server was seeded with.
    #[must_use]
    pub fn new(wire: Wire, people: Vec<SeededPerson>) -> Self {
        Self { wire, people }
    }

    /// The server.
    #[must_use]
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// Everybody of a role.
    pub fn people(&self, role: Role) -> impl Iterator<Item = &SeededPerson> {
        self.people.iter().filter(move |person| person.role == role)
    }

    /// The token of the first of a role, at an establishment if that matters.
    pub fn token(&self, role: Role, at: Option<&EstablishmentId>) -> Result<&str, PhoneError> {
        self.people(role)
            .find(|person| at.is_none() || person.establishment.as_ref() == at)
            .map(|person| person.token.as_str())
            .ok_or_else(|| PhoneError::Broken(format!("the server has no {role:?} at {at:?}")))
    }

    /// Mails to an address, newest first.
    pub fn mails(&self, to: &str) -> Result<Vec<Mail>, PhoneError> {
        let mut url = self.wire.url("/v1/console/mails")?;
        url.query_pairs_mut().append_pair("to", to);
        Ok(self
            .wire
            .get::<List<Mail>>(self.developer()?, url.as_str())?
            .items)
    }

    /// The code in the newest mail to an address that has one.
    pub fn code(&self, to: &str) -> Result<String, PhoneError> {
        let mails = self.mails(to)?;
        let code = mails.iter().find_map(|mail| digits(&mail.body));
        code.ok_or_else(|| PhoneError::Broken(format!("no mail to {to} holds a code")))
    }

    /// What the server's clock says.
    pub fn now(&self) -> Result<DateTime<Utc>, PhoneError> {
        let reading: ClockReading = self.wire.get(self.developer()?, "/v1/console/clock")?;
        Ok(reading.now)
    }

    /// Moves the server's clock.
    pub fn set_clock(&self, now: DateTime<Utc>) -> Result<(), PhoneError> {
        let setting = ClockSetting { now };
        let _: ClockReading = self
            .wire
            .put(self.developer()?, "/v1/console/clock", &setting)?;
        Ok(())
    }

    /// Families who can book at once, each for somebody else at an establishment.
    pub fn add_families(
        &self,
        at: &EstablishmentId,
        count: u32,
    ) -> Result<Vec<ReadyFamily>, PhoneError> {
        let new = NewFamilies {
            establishment: at.clone(),
            count,
        };
        let path = "/v1/console/families";
        let families: List<ReadyFamily> = self.wire.post(self.developer()?, path, &new)?;
        Ok(families.items)
    }

    /// Makes something go wrong.
    pub fn add_fault(&self, fault: &NewFault) -> Result<Fault, PhoneError> {
        self.wire
            .post(self.developer()?, "/v1/console/faults", fault)
    }

    /// How many faults are in force.
    pub fn faults(&self) -> Result<usize, PhoneError> {
        let faults: List<Fault> = self.wire.get(self.developer()?, "/v1/console/faults")?;
        Ok(faults.items.len())
    }

    /// Ends every fault.
    pub fn clear_faults(&self) -> Result<(), PhoneError> {
        let faults: List<Fault> = self.wire.get(self.developer()?, "/v1/console/faults")?;
        for fault in faults.items {
            let path = format!("/v1/console/faults/{}", fault.id);
            self.wire.delete(self.developer()?, &path)?;
        }
        Ok(())
    }

    /// The audit log.
    pub fn events(&self) -> Result<Vec<Event>, PhoneError> {
        let mut events: Vec<Event> = Vec::new();
        loop {
            let after = events.last().map_or(0, |event| event.number);
            let path = format!("/v1/console/events?after={after}");
            let more: List<Event> = self.wire.get(self.developer()?, &path)?;
            if more.items.is_empty() {
                return Ok(events);
            }
            events.extend(more.items);
        }
    }

    /// Identity cases that wait, oldest first.
    pub fn cases(&self) -> Result<Vec<ReviewCase>, PhoneError> {
        self.cases_at("/v1/review/cases")
    }

    /// Identity cases of people whose document is to be shown another way.
    pub fn other_ways(&self) -> Result<Vec<ReviewCase>, PhoneError> {
        self.cases_at("/v1/review/other-ways")
    }

    fn cases_at(&self, path: &str) -> Result<Vec<ReviewCase>, PhoneError> {
        let token = self.token(Role::Reviewer, None)?;
        Ok(self.wire.get::<List<ReviewCase>>(token, path)?.items)
    }

    /// The newest identity case that waits.
    pub fn newest_case(&self) -> Result<IdentityCaseId, PhoneError> {
        let cases = self.cases()?;
        let newest = cases.last().map(|case| case.id);
        newest.ok_or_else(|| PhoneError::Broken("no identity case waits".into()))
    }

    /// A face that the machine found in a case's photo, JPEG.
    pub fn found_face(
        &self,
        case: IdentityCaseId,
        photo: PhotoKind,
    ) -> Result<Vec<u8>, PhoneError> {
        let path = format!("/v1/review/cases/{case}/faces/{}", word(&photo)?);
        self.wire.bytes(self.token(Role::Reviewer, None)?, &path)
    }

    /// Decides an identity case, after having looked at it and its photos, as a reviewer does.
    pub fn review(
        &self,
        case: IdentityCaseId,
        decision: &IdentityDecision,
    ) -> Result<(), PhoneError> {
        let token = self.token(Role::Reviewer, None)?;
        let path = format!("/v1/review/cases/{case}");
        let opened: ReviewCase = self.wire.get(token, &path)?;
        for photo in &opened.submission.photos {
            let kind = word(&photo.kind)?;
            let bytes = self.wire.bytes(token, &format!("{path}/photos/{kind}"))?;
            image::load_from_memory(&bytes)
                .map_err(|error| PhoneError::Broken(format!("the reviewer's {kind}: {error}")))?;
        }
        self.wire
            .act(token, &format!("{path}/decision"), Some(decision))
    }

    /// Contact requests that wait at an establishment, oldest first.
    pub fn contacts(&self, at: &EstablishmentId) -> Result<Vec<ContactRequest>, PhoneError> {
        let path = "/v1/staff/contacts";
        Ok(self
            .wire
            .get::<List<ContactRequest>>(self.staff(at)?, path)?
            .items)
    }

    /// Decides a contact request.
    pub fn decide_contact(
        &self,
        at: &EstablishmentId,
        contact: ContactId,
        decision: &ContactDecision,
    ) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/contacts/{contact}/decision");
        self.wire.act(self.staff(at)?, &path, Some(decision))
    }

    /// Decides a request for a call.
    pub fn decide_booking(
        &self,
        at: &EstablishmentId,
        booking: BookingId,
        decision: &BookingDecision,
    ) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/bookings/{booking}/decision");
        self.wire.act(self.staff(at)?, &path, Some(decision))
    }

    /// Changes what an establishment sets. What is booked is kept.
    pub fn change_settings(
        &self,
        at: &EstablishmentId,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(), PhoneError> {
        let (path, staff) = ("/v1/staff/portal", self.staff(at)?);
        let mut portal: Portal = self.wire.get(staff, path)?;
        change(&mut portal.settings);
        let seen: Preview = self.wire.post(staff, "/v1/staff/portal/preview", &portal)?;
        let keep = |hit: Hit| ResolvedHit {
            booking: hit.booking.id,
            resolution: Resolution::Keep,
        };
        let new = NewPortal {
            portal,
            hits: seen.hits.into_iter().map(keep).collect(),
            instead_of: None,
        };
        self.wire.put::<Value>(staff, path, &new).map(drop)
    }

    /// Today's calls at an establishment.
    pub fn calls(&self, at: &EstablishmentId) -> Result<Vec<StaffCall>, PhoneError> {
        Ok(self
            .wire
            .get::<List<StaffCall>>(self.staff(at)?, "/v1/staff/calls")?
            .items)
    }

    /// One of today's calls at an establishment.
    pub fn call_state(
        &self,
        at: &EstablishmentId,
        call: CallId,
    ) -> Result<Option<CallState>, PhoneError> {
        let calls = self.calls(at)?.into_iter();
        Ok(calls.map(|it| it.state).find(|state| state.call == call))
    }

    /// Today's calls on any of an establishment's laptops, with that laptop's token.
    pub fn laptop_calls(
        &self,
        at: &EstablishmentId,
    ) -> Result<Vec<(String, LaptopCall)>, PhoneError> {
        let mut calls = Vec::new();
        for laptop in self
            .people(Role::Laptop)
            .filter(|it| it.establishment.as_ref() == Some(at))
        {
            let own: List<LaptopCall> = self.wire.get(&laptop.token, "/v1/laptop/calls")?;
            calls.extend(
                own.items
                    .into_iter()
                    .map(|call| (laptop.token.clone(), call)),
            );
        }
        Ok(calls)
    }

    /// Pauses a call.
    pub fn pause(
        &self,
        at: &EstablishmentId,
        call: CallId,
        why: StaffPause,
    ) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/calls/{call}/pause");
        self.wire
            .act(self.staff(at)?, &path, Some(&NewStaffPause { why }))
    }

    /// Lets a call go on.
    pub fn resume(&self, at: &EstablishmentId, call: CallId) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/calls/{call}/resume");
        self.wire.act(self.staff(at)?, &path, None::<&()>)
    }

    /// Ends a call.
    pub fn end(&self, at: &EstablishmentId, call: CallId) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/calls/{call}/end");
        self.wire.act(self.staff(at)?, &path, None::<&()>)
    }

    /// What the server sees of faces in a call.
    pub fn faces(&self, at: &EstablishmentId, call: CallId) -> Result<CallFaces, PhoneError> {
        let path = format!("/v1/staff/calls/{call}/faces");
        self.wire.get(self.staff(at)?, &path)
    }

    /// The picture of a sighting, JPEG.
    pub fn face_picture(
        &self,
        at: &EstablishmentId,
        call: CallId,
        sighting: SightingId,
    ) -> Result<Vec<u8>, PhoneError> {
        let path = format!("/v1/staff/calls/{call}/faces/{sighting}/picture");
        self.wire.bytes(self.staff(at)?, &path)
    }

    /// Allows somebody for a call.
    pub fn allow_face(
        &self,
        at: &EstablishmentId,
        call: CallId,
        sighting: SightingId,
    ) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/calls/{call}/faces/{sighting}/allow");
        self.wire.act(self.staff(at)?, &path, None::<&()>)
    }

    /// Sets the portrait of a person in prison.
    pub fn set_portrait(&self, prisoner: &Prisoner, photo: Vec<u8>) -> Result<(), PhoneError> {
        let path = format!("/v1/staff/prisoners/{}/portrait", prisoner.number);
        let token = self.staff(&prisoner.establishment)?;
        let headers = [("content-type", "image/jpeg")];
        let reply = self
            .wire
            .send(Method::PUT, Some(token), &path, &headers, photo)?;
        match reply.status.is_success() {
            true => Ok(()),
            false => Err(PhoneError::Broken(format!("no portrait: {}", reply.status))),
        }
    }

    /// How many pictures of any sender were looked at for faces.
    pub fn pictures_looked_at(&self) -> Result<u64, PhoneError> {
        let sessions: List<Value> = self.wire.get(self.developer()?, "/v1/console/media")?;
        let looked = |session: &Value| session["faces"]["looked"].as_u64();
        Ok(sessions.items.iter().filter_map(looked).sum())
    }

    /// The recordings of a call.
    pub fn recordings(
        &self,
        at: &EstablishmentId,
        call: CallId,
    ) -> Result<Vec<Recording>, PhoneError> {
        let path = format!("/v1/staff/calls/{call}/recordings");
        Ok(self
            .wire
            .get::<List<Recording>>(self.staff(at)?, &path)?
            .items)
    }

    /// The bytes of a recording.
    pub fn recording(&self, at: &EstablishmentId, id: RecordingId) -> Result<Vec<u8>, PhoneError> {
        self.wire
            .bytes(self.staff(at)?, &format!("/v1/staff/recordings/{id}"))
    }

    /// The token of an establishment's staff.
    pub fn staff(&self, at: &EstablishmentId) -> Result<&str, PhoneError> {
        self.token(Role::Staff, Some(at))
    }

    fn developer(&self) -> Result<&str, PhoneError> {
        self.token(Role::Developer, None)
    }
}

/// The first run of exactly six digits; a space after the third is allowed.
fn digits(text: &str) -> Option<String> {
    let solid: Vec<char> = text.chars().collect();
    let plain = solid
        .split(|c| !c.is_ascii_digit() && *c != ' ')
        .map(|run| {
            run.iter()
                .filter(|c| c.is_ascii_digit())
                .collect::<String>()
        });
    plain
        .into_iter()
        .find(|run| run.len() == kinline_protocol::limits::CODE_DIGITS)
}

/// How an enum's value reads on the wire.
fn word(value: &impl serde::Serialize) -> Result<String, PhoneError> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Ok(word),
        other => Err(PhoneError::Broken(format!("{other:?} is not a word"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_a_mail() {
        let mail = "Your code is 402 913. It works until 14:05.\nKinline, 2026";
        assert_eq!(digits(mail).unwrap(), "402913");
        assert_eq!(digits("Nothing 12345 here 1234567"), None);
    }
}
