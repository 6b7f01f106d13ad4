//! Which reminders there are, and when they come. No words here.
//!
//! A reminder is a lead before something that has a time: a call, or what must be done before one. Two
//! kinds of leads: a week and a day are the calendar's (the same time of the day by the phone's clock,
//! whatever clocks are changed between), an hour and ten minutes are on a stop-watch.

use super::open::{self, Open};
use crate::{
    ReminderLead as Lead,
    people::{self, Missing},
};
use chrono::{DateTime, Days, LocalResult, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    BookingId, EstablishmentId,
    booking::{Booking, BookingStatus},
};
use std::collections::{BTreeMap, BTreeSet};

/// How many reminders a plan has at most, the soonest first: iOS keeps 64 of an app and forgets the
/// rest without a word. The plan is made anew at every start, so later ones get their turn.
pub const MOST: usize = 60;
/// Letters of a booking's id in a reminder's.
const BOOKING_ID: usize = 36;
const IDENTITY: &str = "identity";
/// Before an establishment's id in a reminder's.
const LIVE: &str = "live-";

/// What reminders are made of.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Every booking.
    pub bookings: &'a [Booking],
    /// What is known of the phone and the account.
    pub phone: open::Phone,
    /// The leads that the person wants.
    pub leads: &'a BTreeSet<Lead>,
    /// The phone's time zone.
    pub zone: Tz,
}

/// A reminder without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<'a> {
    /// Of what.
    pub about: About<'a>,
    /// How long before; none for what is told at once: late, because the phone was off, or as soon as it is known.
    pub lead: Option<Lead>,
    /// When it comes.
    pub at: DateTime<Utc>,
}

/// What a reminder is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'a> {
    /// A call, and what had better be done before it.
    Call(&'a Booking, Option<Open>),
    /// Somebody without whom the call is given up.
    Missing(&'a Booking, Missing),
    /// A question to the family.
    Answer {
        /// About which call.
        booking: &'a Booking,
        /// It can be answered until then.
        answer_by: DateTime<Utc>,
    },
    /// The proof of one's identity.
    Identity {
        /// It is valid until then.
        valid_until: DateTime<Utc>,
    },
    /// An establishment is live since one asked to be told. Told at once, and once.
    Live(&'a EstablishmentId),
}

/// What several reminders are of; one of them is given late at most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Subject {
    /// A booking.
    Booking(BookingId),
    /// The proof of one's identity.
    Identity,
    /// An establishment.
    Establishment(EstablishmentId),
}

impl About<'_> {
    /// What it is of.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Call(booking, _) | Self::Missing(booking, _) | Self::Answer { booking, .. } => {
                Subject::Booking(booking.id)
            }
            Self::Identity { .. } => Subject::Identity,
            Self::Live(id) => Subject::Establishment((*id).clone()),
        }
    }

    /// From then on it is of no use.
    pub fn ends(&self) -> DateTime<Utc> {
        match self {
            Self::Call(booking, _) => booking.starts_at,
            Self::Missing(booking, _) => booking.complete_by.unwrap_or(booking.starts_at),
            Self::Answer { answer_by, .. } => *answer_by,
            Self::Identity { valid_until } => *valid_until,
            Self::Live(_) => DateTime::<Utc>::MAX_UTC,
        }
    }

    /// Which leads help: what others have to do takes longer than ten minutes, a proof takes days.
    fn leads(&self) -> &'static [Lead] {
        match self {
            Self::Call(..) => &Lead::ALL,
            Self::Missing(..) | Self::Answer { .. } => &Lead::ALL[..3],
            Self::Identity { .. } => &Lead::ALL[..2],
            Self::Live(_) => &[],
        }
    }

    /// In ids.
    fn code(&self) -> &'static str {
        match self {
            Self::Call(..) => "call",
            Self::Missing(..) => "missing",
            Self::Answer { .. } => "answer",
            Self::Identity { .. } => IDENTITY,
            Self::Live(_) => "live",
        }
    }
}

impl Planned<'_> {
    /// The same for the same thing and lead, also when its time has changed: the platform moves the
    /// reminder and never shows both.
    pub fn id(&self) -> String {
        let (what, lead) = (self.about.code(), self.lead.map_or("late", code));
        match self.about.subject() {
            Subject::Booking(id) => format!("{id}-{what}-{lead}"),
            Subject::Identity => format!("{what}-{lead}"),
            Subject::Establishment(id) => format!("{LIVE}{id}"),
        }
    }
}

/// What a reminder with this [id](Planned::id) is of.
pub fn subject_of(id: &str) -> Option<Subject> {
    let booking = id.get(..BOOKING_ID).and_then(|id| id.parse().ok());
    let identity = id.starts_with(IDENTITY).then_some(Subject::Identity);
    let live = id.strip_prefix(LIVE).map(|id| EstablishmentId(id.into()));
    let live = live.map(Subject::Establishment);
    booking.map(Subject::Booking).or(identity).or(live)
}

fn code(lead: Lead) -> &'static str {
    match lead {
        Lead::Week => "week",
        Lead::Day => "day",
        Lead::Hour => "hour",
        Lead::TenMinutes => "ten-minutes",
    }
}

/// Every reminder that is still to come, the soonest first.
pub fn plan<'a>(known: &Known<'a>, now: DateTime<Utc>) -> Vec<Planned<'a>> {
    let mut plan: Vec<_> = all(known)
        .flat_map(|about| {
            let wanted = about
                .leads()
                .iter()
                .filter(|lead| known.leads.contains(lead));
            wanted.map(move |lead| Planned {
                about,
                lead: Some(*lead),
                at: before(about.ends(), *lead, known.zone),
            })
        })
        .filter(|reminder| reminder.at > now)
        .collect();
    plan.sort_by_key(|reminder| (reminder.at, reminder.about.subject(), reminder.about.code()));
    plan.truncate(MOST);
    plan
}

/// One of each of these that is still of use: they were to be shown while the phone was off.
pub fn late<'a>(
    known: &Known<'a>,
    missed: &BTreeSet<Subject>,
    now: DateTime<Utc>,
) -> Vec<Planned<'a>> {
    let mut late: BTreeMap<Subject, Planned<'a>> = BTreeMap::new();
    let useful = all(known).filter(|about| missed.contains(&about.subject()) && about.ends() > now);
    for about in useful {
        late.entry(about.subject()).or_insert(Planned {
            about,
            lead: None,
            at: now,
        });
    }
    late.into_values().collect()
}

/// What one asked to be told of, as soon as it is so.
pub fn started<'a>(
    live: &'a [EstablishmentId],
    now: DateTime<Utc>,
) -> impl Iterator<Item = Planned<'a>> {
    live.iter().map(move |id| Planned {
        about: About::Live(id),
        lead: None,
        at: now,
    })
}

/// All that there is to be reminded of; of each booking the most pressing thing first.
fn all<'a>(known: &Known<'a>) -> impl Iterator<Item = About<'a>> + use<'a> {
    let phone = known.phone;
    let calls = known
        .bookings
        .iter()
        .flat_map(move |booking| of_booking(booking, &phone));
    let identity = phone.identity_until;
    calls.chain(identity.map(|valid_until| About::Identity { valid_until }))
}

/// A request is not booked yet, so nobody is reminded of its call; a cancelled booking leaves nothing
/// behind. A booked call that the establishment asks to move stays booked until the family agrees.
fn of_booking<'a>(
    booking: &'a Booking,
    phone: &open::Phone,
) -> impl Iterator<Item = About<'a>> + use<'a> {
    let (alive, booked, answer_by) = match &booking.status {
        BookingStatus::Booked => (true, true, None),
        BookingStatus::Requested { .. } => (true, false, None),
        BookingStatus::Asked { answer_by } => (true, false, Some(*answer_by)),
        BookingStatus::Offered {
            answer_by, instead, ..
        } => (true, *instead, Some(*answer_by)),
        _ => (false, false, None),
    };
    let missing = alive.then(|| people::missing(booking)).flatten();
    let answer = answer_by.map(|answer_by| About::Answer { booking, answer_by });
    let call = booked.then(|| About::Call(booking, open::first(booking, phone)));
    let missing = missing.map(|missing| About::Missing(booking, missing));
    [missing, answer, call].into_iter().flatten()
}

/// That long before a time.
pub fn before(time: DateTime<Utc>, lead: Lead, zone: Tz) -> DateTime<Utc> {
    match lead {
        Lead::Week => days_before(time, 7, zone),
        Lead::Day => days_before(time, 1, zone),
        Lead::Hour => time - TimeDelta::hours(1),
        Lead::TenMinutes => time - TimeDelta::minutes(10),
    }
}

/// The same reading of the phone's clock so many days earlier. Of a reading that comes twice, the first;
/// instead of one that is left out (clocks are put forward), so many times 24 hours.
fn days_before(time: DateTime<Utc>, days: u64, zone: Tz) -> DateTime<Utc> {
    let reading = time.with_timezone(&zone).naive_local();
    let earlier = reading - Days::new(days);
    match zone.from_local_datetime(&earlier) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => time - Days::new(days),
    }
}
