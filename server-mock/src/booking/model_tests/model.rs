//! What is believed of the desk: the same rules in their simplest form, in memory.

use super::{LAPTOPS, PRISONERS};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{ErrorCode, establishment::Settings};
use std::collections::BTreeSet;

pub type Time = DateTime<Utc>;
pub type Said = Result<(), ErrorCode>;

/// What is taken: for what, by which family, when, on which laptop; and until when, if held.
pub type Claim = (Request, usize, Time, usize, Option<Time>);

/// Every call of the tests.
pub const MINUTES: u32 = 20;

/// Of what a claim is a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Request {
    /// What a family has in mind.
    New(usize),
    /// A booking.
    Booking(usize),
    /// What a family waits for.
    Waiting(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Choice,
    Offer,
    Waiting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    pub request: Request,
    pub kind: Kind,
    pub family: usize,
    pub start: Time,
    pub laptop: usize,
    pub until: Time,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    Requested,
    Asked {
        by: Time,
    },
    Offered {
        by: Time,
        slots: Vec<Time>,
        instead: bool,
    },
    Booked,
    Rejected,
    Withdrawn,
    Cancelled,
}

#[derive(Debug, Clone)]
pub struct Booking {
    pub family: usize,
    pub start: Time,
    pub laptop: usize,
    pub status: Status,
    pub choices: Vec<Time>,
    pub complete_by: Option<Time>,
    pub change_until: Time,
}

impl Booking {
    pub fn is_over(&self) -> bool {
        matches!(
            self.status,
            Status::Rejected | Status::Withdrawn | Status::Cancelled
        )
    }

    pub fn is_booked(&self) -> bool {
        matches!(
            self.status,
            Status::Booked | Status::Offered { instead: true, .. }
        )
    }

    fn takes_place(&self) -> bool {
        self.is_booked() || matches!(self.status, Status::Requested | Status::Asked { .. })
    }

    /// As it stands at a time.
    pub fn at(mut self, now: Time) -> Self {
        let missed = self.complete_by.is_some_and(|by| by <= now);
        if matches!(self.status, Status::Offered { instead: true, by, .. } if by <= now) {
            self.status = Status::Booked;
        }
        let ends = match self.status {
            Status::Requested => missed || self.start <= now,
            Status::Asked { by } => missed || by <= now || self.start <= now,
            Status::Offered { by, instead, .. } => !instead && by <= now,
            _ => false,
        };
        if ends {
            self.status = Status::Rejected;
        } else if missed && self.status == Status::Booked {
            self.status = Status::Cancelled;
        }
        self
    }

    /// Whether it keeps others from its place.
    fn claims(&self, now: Time) -> bool {
        let complete = self.complete_by.is_none_or(|by| by > now);
        match self.status {
            Status::Offered { instead, .. } => instead && complete,
            Status::Booked => complete,
            _ => self.clone().at(now).takes_place(),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Model {
    pub settings: Settings,
    pub now: Time,
    /// Those that were not ended, in the order of making.
    pub holds: Vec<Hold>,
    pub bookings: Vec<Booking>,
    /// Who waits, and since when.
    pub queue: Vec<(Time, usize)>,
    pub offered_before: BTreeSet<(usize, Time)>,
}

impl Model {
    /// Everything that is taken.
    pub fn claims(&self) -> Vec<Claim> {
        let holds = self.holds.iter().filter(|hold| hold.until > self.now);
        let holds = holds.map(|hold| {
            let until = Some(hold.until);
            (hold.request, hold.family, hold.start, hold.laptop, until)
        });
        let bookings = self.bookings.iter().enumerate();
        let bookings = bookings.filter(|(_, booking)| booking.claims(self.now));
        let bookings = bookings.map(|(index, booking)| {
            (
                Request::Booking(index),
                booking.family,
                booking.start,
                booking.laptop,
                None,
            )
        });
        holds.chain(bookings).collect()
    }

    /// The laptop that a person could have at a time.
    pub fn place(&self, family: usize, start: Time, request: Request) -> Result<usize, ErrorCode> {
        let month = |at: Time| at.format("%Y-%m").to_string();
        let others: Vec<_> = self
            .claims()
            .into_iter()
            .filter(|(other, ..)| *other != request)
            .collect();
        let person = PRISONERS[family];
        let same_month: BTreeSet<Request> = others
            .iter()
            .filter(|(_, who, at, ..)| PRISONERS[*who] == person && month(*at) == month(start))
            .map(|(request, ..)| *request)
            .collect();
        let calls = u32::try_from(same_month.len()).unwrap();
        let minutes = self.settings.minutes_a_month;
        let minutes_left = minutes == 0 || (calls + 1) * MINUTES <= minutes;
        if calls >= self.settings.calls_a_month || !minutes_left {
            return Err(ErrorCode::AllowanceUsed);
        }
        let then: Vec<_> = others
            .iter()
            .filter(|(_, _, at, ..)| *at == start)
            .collect();
        let busy: BTreeSet<usize> = then.iter().map(|(_, _, _, laptop, _)| *laptop).collect();
        let with_another = then.iter().any(|(_, who, ..)| PRISONERS[*who] == person);
        if with_another || busy.len() >= self.settings.capacity as usize {
            return Err(ErrorCode::SlotTaken);
        }
        let laptop = (0..LAPTOPS).find(|laptop| !busy.contains(laptop));
        laptop.ok_or(ErrorCode::SlotTaken)
    }

    /// From tomorrow, for six days.
    pub fn is_offered(&self, start: Time) -> bool {
        let ahead = start.date_naive() - self.now.date_naive();
        (1..=6).contains(&ahead.num_days())
    }

    /// What has run out ends for good, and what is free goes to who waits.
    pub fn settle(&mut self) {
        let now = self.now;
        let (run_out, live) = self.holds.iter().partition(|hold| hold.until <= now);
        self.holds = live;
        let mut order: Vec<usize> = (0..self.bookings.len()).collect();
        order.sort_by_key(|index| self.bookings[*index].start);
        for index in order {
            let before = self.bookings[index].clone();
            let after = before.clone().at(now);
            if after.status != before.status {
                self.put(index, after);
            }
        }
        let run_out: Vec<Hold> = run_out;
        for hold in run_out {
            self.freed(hold.start);
        }
    }

    /// What a booking has become. What else was kept for it is free.
    pub fn put(&mut self, index: usize, after: Booking) {
        let before = std::mem::replace(&mut self.bookings[index], after.clone());
        let place = |booking: &Booking| (booking.start, booking.laptop);
        let mut free = Vec::new();
        let stays = after.takes_place() && place(&before) == place(&after);
        if before.takes_place() && !stays {
            free.push(before.start);
        }
        for hold in self.end_all(Request::Booking(index)) {
            if !after.takes_place() || (hold.start, hold.laptop) != place(&after) {
                free.push(hold.start);
            }
        }
        for start in free {
            self.freed(start);
        }
    }

    /// Ends whatever is kept for a request.
    pub fn end_all(&mut self, request: Request) -> Vec<Hold> {
        let (ended, left) = self.holds.iter().partition(|hold| hold.request == request);
        self.holds = left;
        ended
    }

    /// The first in the queue who can have it and was not offered it before.
    pub fn freed(&mut self, start: Time) {
        if !self.is_offered(start) {
            return;
        }
        self.queue.sort_unstable();
        for (_, family) in self.queue.clone() {
            let request = Request::Waiting(family);
            let mut holds = self.holds.iter();
            let has_offer = holds.any(|hold| hold.request == request && hold.until > self.now);
            if has_offer || self.offered_before.contains(&(family, start)) {
                continue;
            }
            if let Ok(laptop) = self.place(family, start, request) {
                let minutes = Duration::minutes(self.settings.waiting_offer_minutes.into());
                self.offered_before.insert((family, start));
                self.holds.push(Hold {
                    request,
                    kind: Kind::Waiting,
                    family,
                    start,
                    laptop,
                    until: (self.now + minutes).min(start),
                });
                return;
            }
        }
    }

    pub fn complete_by(&self, start: Time) -> Time {
        let half = self.now + (start - Duration::minutes(15) - self.now) / 2;
        half.max(start - Duration::hours(24))
    }

    pub fn change_until(&self, start: Time) -> Time {
        start - Duration::hours(self.settings.change_until_hours.into())
    }

    pub fn asked_status(&self) -> Status {
        match self.settings.automatic {
            true => Status::Booked,
            false => Status::Requested,
        }
    }

    /// What a family has chosen, whether or not it has run out unseen.
    pub fn chosen(&self, family: usize) -> Vec<Hold> {
        let own = |hold: &&Hold| hold.family == family && hold.kind == Kind::Choice;
        self.holds.iter().filter(own).copied().collect()
    }

    pub fn is_live(&self, hold: &Hold) -> bool {
        hold.until > self.now
    }
}
