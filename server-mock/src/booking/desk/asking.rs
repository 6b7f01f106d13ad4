//! Asking for a call: by the family, by the person in prison, by telephone.

use super::{Asker, Desk, change_until, require_live};
use crate::{
    booking::{
        diary::Span,
        slots,
        store::{self, Guest, HoldKind, KeptBooking, KeptHold, NewRow, Place},
        visitors,
    },
    establishment::Rules,
    office,
    problem::{Answer, Refusal},
    waiting,
};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, BookingId, ErrorCode, HoldId, Problem, SlotId,
    booking::{AskedBy, BookingRejection, BookingStatus, Hold, NewHold, Slot, Visitor},
    limits::{CHOICES, HOLD_SECONDS},
};

/// Working days in which staff answer a request.
const ANSWER_DAYS: u32 = 1;
/// How long a family has to answer what the person in prison asks.
const FAMILY_ANSWERS: Duration = Duration::hours(72);

impl Desk<'_> {
    /// Keeps a slot for the asker, and gives back what they held and do not want beside it.
    pub fn hold(&self, rules: &Rules, asker: &Asker, new: &NewHold) -> Answer<Hold> {
        require_live(rules)?;
        if new.beside.len() >= CHOICES {
            return Err(Refusal::field("beside", ErrorCode::InvalidInput));
        }
        let request = self.request_of(rules, asker, new.instead_of)?;
        let slot = self.offered(rules, new.slot)?;
        let span = Span::of(&slot, rules);
        let mut replaced = store::holds_of(self.tx, asker.account)?;
        replaced.retain(|hold| {
            let stays = new.beside.contains(&hold.id) && hold.request == request;
            !stays || hold.place.contact != asker.contact || hold.place.span == span
        });
        for hold in &replaced {
            store::end_hold(self.tx, hold.id)?;
        }
        let place = self.claim(rules, asker, &request, span)?;
        let expires_at = (self.now + Duration::seconds(HOLD_SECONDS)).min(slot.starts_at);
        let id = store::add_hold(self.tx, &place, HoldKind::Choice, &request, expires_at)?;
        for hold in replaced.iter().filter(|hold| hold.place.span != span) {
            self.freed(&hold.place)?;
        }
        Ok(Hold {
            id,
            slot,
            expires_at,
        })
    }

    /// One's own hold that has not run out.
    pub fn own_hold(&self, account: AccountId, id: HoldId) -> Answer<KeptHold> {
        let hold = store::hold(self.tx, id)?
            .filter(|hold| hold.place.account == account && hold.kind != HoldKind::Offer)
            .ok_or(ErrorCode::NotFound)?;
        if hold.is_live(self.now) {
            return Ok(hold);
        }
        let problem = Problem::new(ErrorCode::HoldExpired).at(hold.expires_at);
        Err(problem.into())
    }

    /// One's own holds of one request, in that order: those that have not run out, at least one.
    pub fn chosen(&self, account: AccountId, ids: &[HoldId]) -> Answer<Vec<KeptHold>> {
        if ids.len() > CHOICES {
            return Err(Refusal::field("also", ErrorCode::InvalidInput));
        }
        let mut live: Vec<KeptHold> = Vec::new();
        let mut first_refusal = None;
        for id in ids {
            match self.own_hold(account, *id) {
                Ok(hold) if live.iter().any(|known| known.id == hold.id) => {}
                Ok(hold) => live.push(hold),
                Err(refusal) if refusal.problem().code == ErrorCode::HoldExpired => {
                    first_refusal.get_or_insert(refusal);
                }
                Err(refusal) => return Err(refusal),
            }
        }
        let first = live.first().ok_or_else(|| {
            first_refusal.unwrap_or_else(|| Refusal::field("holds", ErrorCode::InvalidInput))
        })?;
        let same = |hold: &KeptHold| {
            hold.request == first.request && hold.place.contact == first.place.contact
        };
        if live.iter().all(same) {
            Ok(live)
        } else {
            Err(Refusal::field("also", ErrorCode::InvalidInput))
        }
    }

    /// Turns holds into a booking, or a request where the establishment decides itself. The place
    /// is the first hold's, whatever the settings have become since.
    pub fn book(&self, rules: &Rules, held: &[KeptHold], guests: &[Guest]) -> Answer<BookingId> {
        require_live(rules)?;
        let first = held.first().ok_or(ErrorCode::HoldExpired)?;
        let is_new = first.request == first.place.account.to_string();
        if first.kind != HoldKind::Waiting && !is_new {
            return Err(Refusal::field("hold", ErrorCode::InvalidInput));
        }
        let status = self.asked_status(rules, first.place.span.starts_at);
        let status = self.unless_restricted(rules, &first.place, guests, status)?;
        let choices: Vec<Slot> = held
            .iter()
            .map(|hold| slots::slot(rules, &hold.place.span))
            .collect();
        let taken = !matches!(status, BookingStatus::Rejected { .. });
        let id = self.add(
            rules,
            &first.place,
            (AskedBy::Family, &status),
            &choices,
            guests,
        )?;
        for hold in store::holds_of_request(self.tx, &first.request)? {
            store::end_hold(self.tx, hold.id)?;
            if hold.id != first.id || !taken {
                self.freed(&hold.place)?;
            }
        }
        if first.kind == HoldKind::Waiting {
            waiting::served(self.tx, &first.request)?;
        }
        Ok(id)
    }

    /// The person in prison asks a family member for a call: the first of the times that is free is
    /// kept until they answer.
    pub fn ask(&self, rules: &Rules, asker: &Asker, wanted: &[SlotId]) -> Answer<BookingId> {
        require_live(rules)?;
        if !rules.settings.who_may_ask.prisoner {
            return Err(ErrorCode::NotAskedHere.into());
        }
        if wanted.is_empty() || wanted.len() > CHOICES {
            return Err(Refusal::field("choices", ErrorCode::InvalidInput));
        }
        let mut choices: Vec<Slot> = Vec::new();
        for slot in wanted {
            let slot = self.offered(rules, *slot)?;
            if !choices.contains(&slot) {
                choices.push(slot);
            }
        }
        let place = self.first_free(rules, asker, &choices)?;
        let starts_at = place.span.starts_at;
        let status = BookingStatus::Asked {
            answer_by: (self.now + FAMILY_ANSWERS).min(starts_at),
        };
        let guests = visitors::alone(self.tx, rules, asker.account, starts_at)?;
        let asked = (AskedBy::Prisoner, &status);
        self.add(rules, &place, asked, &choices, &guests)
    }

    /// Books a call that a family asked for by telephone, at any time that is free.
    pub fn book_for(
        &self,
        rules: &Rules,
        asker: &Asker,
        guests: &[Guest],
        starts_at: DateTime<Utc>,
    ) -> Answer<BookingId> {
        require_live(rules)?;
        if !rules.settings.who_may_ask.establishment {
            return Err(ErrorCode::NotAskedHere.into());
        }
        let slot = slots::at(rules, starts_at);
        let place = self.claim(rules, asker, "", Span::of(&slot, rules))?;
        let asked = (AskedBy::Establishment, &BookingStatus::Booked);
        self.add(rules, &place, asked, &[slot], guests)
    }

    /// Where what a family asks for stands at first.
    pub(super) fn asked_status(&self, rules: &Rules, starts_at: DateTime<Utc>) -> BookingStatus {
        if rules.settings.automatic {
            return BookingStatus::Booked;
        }
        let by = rules.answer_by(self.now, ANSWER_DAYS, &rules.holidays);
        BookingStatus::Requested {
            answer_by: by.min(starts_at),
        }
    }

    /// Where nobody looks at a request before it is booked, what staff know against it rejects it.
    /// What forbids it, nobody learns from the answer.
    pub(super) fn unless_restricted(
        &self,
        rules: &Rules,
        place: &Place,
        guests: &[Guest],
        status: BookingStatus,
    ) -> Answer<BookingStatus> {
        if status != BookingStatus::Booked {
            return Ok(status);
        }
        let against = self.against(rules, place, guests)?;
        Ok(against.map_or(status, |reason| BookingStatus::Rejected { reason }))
    }

    /// What staff know against a call, as a family may know it.
    pub(super) fn against(
        &self,
        rules: &Rules,
        place: &Place,
        guests: &[Guest],
    ) -> Answer<Option<BookingRejection>> {
        let visitors: Vec<Visitor> = guests.iter().map(|guest| guest.visitor.clone()).collect();
        let day = place.span.starts_at.with_timezone(&rules.zone).date_naive();
        let on = (day, self.now);
        Ok(office::against(self.tx, place.prisoner, &visitors, on)?)
    }

    /// The request that a new hold is a choice of: one's own booking that it would replace, or else
    /// a new one.
    fn request_of(
        &self,
        rules: &Rules,
        asker: &Asker,
        instead_of: Option<BookingId>,
    ) -> Answer<String> {
        let Some(id) = instead_of else {
            return match rules.settings.who_may_ask.family {
                true => Ok(asker.account.to_string()),
                false => Err(ErrorCode::NotAskedHere.into()),
            };
        };
        let kept = self.own_booking(asker, id)?;
        if kept.is_over() {
            return Err(ErrorCode::BookingState.into());
        }
        Ok(kept.request())
    }

    fn own_booking(&self, asker: &Asker, id: BookingId) -> Answer<KeptBooking> {
        let kept = store::booking(self.tx, id)?.map(|kept| kept.at(self.now));
        kept.filter(|kept| {
            kept.place.account == asker.account && kept.place.contact == asker.contact
        })
        .ok_or_else(|| ErrorCode::NotFound.into())
    }

    fn first_free(&self, rules: &Rules, asker: &Asker, choices: &[Slot]) -> Answer<Place> {
        let mut refusal = Refusal::from(ErrorCode::SlotTaken);
        for slot in choices {
            match self.claim(rules, asker, "", Span::of(slot, rules)) {
                Ok(place) => return Ok(place),
                Err(other) => refusal = other,
            }
        }
        Err(refusal)
    }

    fn add(
        &self,
        rules: &Rules,
        place: &Place,
        (asked_by, status): (AskedBy, &BookingStatus),
        choices: &[Slot],
        guests: &[Guest],
    ) -> Answer<BookingId> {
        let starts_at = place.span.starts_at;
        let new = NewRow {
            place,
            asked_by,
            status,
            choices,
            complete_by: visitors::complete_by(guests, starts_at, self.now),
            change_until: change_until(rules, starts_at),
        };
        let id = store::add_booking(self.tx, &new, self.now)?;
        store::put_visitors(self.tx, id, guests)?;
        Ok(id)
    }
}
