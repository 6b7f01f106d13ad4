//! What happens at the booking desk, each within one write transaction: writers take turns, so
//! what the diary said stays true until the commit.
//!
//! Opening the desk settles first what has run out: holds end, what nobody answered lapses, what is
//! free again goes to who waits for it. So nobody can act on what is not there any more, and a clock
//! that is moved back wakes nothing.

mod answering;
mod asking;
mod deciding;
mod gathering;

use super::{
    diary::{Diary, Reader, Span},
    mails, slots,
    store::{self, KeptBooking, Place},
};
use crate::{
    app::AppState,
    audit::{Actor, Audit},
    establishment::Rules,
    mail_template,
    mailbox::{Mailbox, Template},
    people,
    problem::Answer,
    waiting,
};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, LaptopId, PrisonerId, SlotId,
    booking::{Booking, BookingStatus, Slot, Slots},
};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

/// What the desk tells and records with.
#[derive(Debug, Clone)]
pub struct Means {
    audit: Audit,
    mailbox: Mailbox,
}

impl Means {
    /// Those of a running server.
    pub fn of(app: &AppState) -> Self {
        Self::new(app.audit.clone(), app.mailbox.clone())
    }

    /// A log and a mailbox.
    pub fn new(audit: Audit, mailbox: Mailbox) -> Self {
        Self { audit, mailbox }
    }
}

/// Who asks, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// The account.
    pub account: AccountId,
    /// Its approved contact.
    pub contact: ContactId,
    /// The person that the contact is.
    pub prisoner: PrisonerId,
}

/// The desk, open for one transaction.
pub struct Desk<'t> {
    tx: &'t Transaction<'t>,
    means: &'t Means,
    now: DateTime<Utc>,
}

impl<'t> Desk<'t> {
    /// Opens it, and settles what has run out.
    pub fn open(tx: &'t Transaction<'_>, means: &'t Means, now: DateTime<Utc>) -> Answer<Self> {
        let desk = Self { tx, means, now };
        desk.settle()?;
        Ok(desk)
    }

    /// The transaction.
    pub fn tx(&self) -> &'t Transaction<'t> {
        self.tx
    }

    /// When it was opened.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// A booking that exists, as it stands.
    pub fn kept(&self, id: BookingId) -> Answer<KeptBooking> {
        super::kept(self.tx, id, self.now)
    }

    /// Writes into the audit log.
    pub fn record(
        &self,
        actor: Actor,
        action: &str,
        subject: impl std::fmt::Display,
        data: Value,
    ) -> Answer<()> {
        let audit = &self.means.audit;
        Ok(audit.record(self.tx, actor, action, subject, data)?)
    }

    /// Mails everybody who comes to a booking.
    pub fn tell(&self, booking: &Booking, template: Template) -> Answer<()> {
        mails::tell(self.tx, &self.means.mailbox, booking, template)
    }

    /// Mails one family member about a time.
    pub fn tell_one(
        &self,
        account: AccountId,
        about: &mails::About<'_>,
        template: Template,
    ) -> Answer<()> {
        mails::tell_one(self.tx, &self.means.mailbox, account, about, template)
    }

    /// Takes up a time for a request, or refuses.
    pub fn claim(&self, rules: &Rules, asker: &Asker, request: &str, span: Span) -> Answer<Place> {
        claim(self.tx, rules, asker, (request, span, None), self.now)
    }

    /// Ends a hold that was given back or is not wanted any more.
    pub fn give_back(&self, hold: &store::KeptHold) -> Answer<()> {
        store::end_hold(self.tx, hold.id)?;
        self.freed(&hold.place)
    }

    /// A place is free again: whoever waits longest for it is asked.
    fn freed(&self, place: &Place) -> Answer<()> {
        waiting::pass_on(self, &place.establishment, place.span.starts_at)
    }

    fn settle(&self) -> Answer<()> {
        let run_out = store::run_out(self.tx, self.now)?;
        for hold in &run_out {
            store::end_hold(self.tx, hold.id)?;
        }
        for before in store::lapsing(self.tx, self.now)? {
            let after = before.clone().at(self.now);
            self.put(&before, after)
                .and_then(|kept| self.lapsed(&kept))?;
        }
        run_out.iter().try_for_each(|hold| self.freed(&hold.place))
    }

    fn lapsed(&self, kept: &KeptBooking) -> Answer<()> {
        let (booking, template) = (
            &kept.booking,
            match kept.booking.status {
                BookingStatus::Booked => mail_template!("booking-kept"),
                BookingStatus::Cancelled { .. } => mail_template!("booking-cancelled"),
                _ => mail_template!("booking-rejected"),
            },
        );
        self.tell(booking, template)?;
        let data = json!({ "status": booking.status });
        let subject = format!("booking:{}", booking.id);
        self.record(Actor::Server, "booking.lapsed", subject, data)
    }

    /// Keeps what a booking has become. Whatever else was kept for it is free again, and so is its
    /// place if it has left it.
    fn put(&self, before: &KeptBooking, after: KeptBooking) -> Answer<KeptBooking> {
        let after = after.seen();
        store::save(self.tx, &after)?;
        let mut free = Vec::new();
        let stays = after.takes_place() && after.place == before.place;
        if before.takes_place() && !stays {
            free.push(before.place.clone());
        }
        for hold in store::holds_of_request(self.tx, &after.request())? {
            store::end_hold(self.tx, hold.id)?;
            if !after.takes_place() || hold.place != after.place {
                free.push(hold.place);
            }
        }
        free.iter().try_for_each(|place| self.freed(place))?;
        Ok(after)
    }

    /// A slot that the establishment offers.
    fn offered(&self, rules: &Rules, slot: SlotId) -> Answer<Slot> {
        slots::named(rules, &rules.holidays, slot, self.now)
            .ok_or_else(|| ErrorCode::SlotUnavailable.into())
    }
}

/// What can be booked. What the request has chosen already counts as free.
pub fn free(
    c: &Connection,
    rules: &Rules,
    reader: Reader<'_>,
    now: DateTime<Utc>,
) -> rusqlite::Result<Slots> {
    let mut slots = slots::offered(rules, &rules.holidays, now);
    let until = slots
        .last()
        .map_or(now, |slot| Span::of(slot, rules).free_at);
    let diary = Diary::read(c, rules, reader, (now, until), now)?;
    let mut allowance: Vec<_> = slots
        .iter()
        .map(|slot| diary.allowance(slot.starts_at))
        .collect();
    allowance.dedup();
    if allowance.is_empty() {
        allowance.push(diary.allowance(now));
    }
    slots.retain(|slot| diary.is_free(slot));
    Ok(Slots {
        time_zone: rules.zone.name().to_owned(),
        allowance,
        slots,
        rules: Some(slots::booking_rules(rules, &rules.holidays, now)),
    })
}

/// Refuses an establishment that does not take bookings yet.
pub fn require_live(rules: &Rules) -> Answer<()> {
    if rules.live {
        Ok(())
    } else {
        Err(ErrorCode::EstablishmentNotLive.into())
    }
}

/// Who asks, if the contact is theirs and approved.
pub fn asker(
    c: &Connection,
    account: AccountId,
    contact: ContactId,
) -> Answer<(Asker, people::Link)> {
    let link = people::contact(c, contact)?
        .filter(|link| link.account == account)
        .ok_or(ErrorCode::NotFound)?;
    let prisoner = link.prisoner.ok_or(ErrorCode::ContactNotApproved)?;
    let asker = Asker {
        account,
        contact,
        prisoner,
    };
    Ok((asker, link))
}

/// Takes up a time, on the laptop that is preferred if it is free. Nothing is kept yet.
pub(super) fn claim(
    tx: &Connection,
    rules: &Rules,
    asker: &Asker,
    (request, span, preferred): (&str, Span, Option<LaptopId>),
    now: DateTime<Utc>,
) -> Answer<Place> {
    let time = (span.starts_at, span.free_at);
    let prisoner = asker.prisoner;
    let diary = Diary::read(tx, rules, Reader { prisoner, request }, time, now)?;
    let laptop = diary.laptop(&span, preferred)?;
    Ok(Place {
        account: asker.account,
        contact: asker.contact,
        prisoner,
        establishment: rules.establishment.clone(),
        laptop,
        month: slots::month(rules.zone, span.starts_at).0,
        span,
    })
}

/// Until when a family can change or cancel a call that starts then.
pub(super) fn change_until(rules: &Rules, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    starts_at - Duration::hours(rules.settings.change_until_hours.into())
}
