//! What families, staff and people in prison do, as the model has it.

use super::model::{Booking, Hold, Kind, Model, Request, Said, Status, Time};
use chrono::Duration;
use kinline_protocol::ErrorCode;

impl Model {
    pub fn hold(&mut self, family: usize, start: Time, request: Request, beside: &[Hold]) -> Said {
        self.settle();
        if let Request::Booking(index) = request
            && self.bookings[index].is_over()
        {
            return Err(ErrorCode::BookingState);
        }
        if !self.is_offered(start) {
            return Err(ErrorCode::SlotUnavailable);
        }
        let replaced: Vec<Hold> = self.chosen(family);
        let replaced = replaced.into_iter().filter(|hold| {
            !beside.contains(hold) || hold.request != request || hold.start == start
        });
        let replaced: Vec<Hold> = replaced.collect();
        self.holds.retain(|hold| !replaced.contains(hold));
        let laptop = self.place(family, start, request)?;
        self.holds.push(Hold {
            request,
            kind: Kind::Choice,
            family,
            start,
            laptop,
            until: (self.now + Duration::minutes(10)).min(start),
        });
        for hold in replaced.iter().filter(|hold| hold.start != start) {
            self.freed(hold.start);
        }
        Ok(())
    }

    pub fn give_back(&mut self, hold: &Hold) -> Said {
        let live = self.is_live(hold);
        self.settle();
        if !live {
            return Err(ErrorCode::HoldExpired);
        }
        self.holds.retain(|other| other != hold);
        self.freed(hold.start);
        Ok(())
    }

    pub fn book(&mut self, wanted: &[Hold], missing: bool) -> Said {
        let live: Vec<Hold> = wanted
            .iter()
            .filter(|hold| self.is_live(hold))
            .copied()
            .collect();
        self.settle();
        let first = *live.first().ok_or(ErrorCode::HoldExpired)?;
        if matches!(first.request, Request::Booking(_)) {
            return Err(ErrorCode::InvalidInput);
        }
        let choices = live.iter().map(|hold| hold.start).collect();
        let status = self.asked_status();
        self.add(&first, status, choices, missing);
        for hold in self.end_all(first.request) {
            if hold != first {
                self.freed(hold.start);
            }
        }
        if first.kind == Kind::Waiting {
            self.leave_queue(first.family);
        }
        Ok(())
    }

    fn add(&mut self, place: &Hold, status: Status, choices: Vec<Time>, missing: bool) {
        self.bookings.push(Booking {
            family: place.family,
            start: place.start,
            laptop: place.laptop,
            status,
            choices,
            complete_by: missing.then(|| self.complete_by(place.start)),
            change_until: self.change_until(place.start),
        });
    }

    pub fn ask(&mut self, family: usize, wanted: &[Time]) -> Said {
        self.settle();
        if wanted.iter().any(|start| !self.is_offered(*start)) {
            return Err(ErrorCode::SlotUnavailable);
        }
        let mut choices: Vec<Time> = Vec::new();
        for start in wanted {
            if !choices.contains(start) {
                choices.push(*start);
            }
        }
        // Of no request yet: nothing is left out.
        let request = Request::New(usize::MAX);
        let mut said = Err(ErrorCode::SlotTaken);
        for start in choices.clone() {
            match self.place(family, start, request) {
                Ok(laptop) => {
                    let by = (self.now + Duration::hours(72)).min(start);
                    let place = Hold {
                        request,
                        kind: Kind::Choice,
                        family,
                        start,
                        laptop,
                        until: start,
                    };
                    self.add(&place, Status::Asked { by }, choices, false);
                    return Ok(());
                }
                Err(code) => said = Err(code),
            }
        }
        said
    }

    pub fn cancel(&mut self, index: usize, by_family: bool) -> Said {
        self.settle();
        let mut after = self.bookings[index].clone();
        if !after.is_booked() {
            if after.is_over() || !by_family {
                return Err(ErrorCode::BookingState);
            }
            after.status = Status::Withdrawn;
        } else if after.start <= self.now {
            return Err(ErrorCode::BookingState);
        } else if by_family && after.change_until <= self.now {
            return Err(ErrorCode::ChangeTooLate);
        } else {
            after.status = Status::Cancelled;
        }
        self.put(index, after);
        Ok(())
    }

    pub fn accept(&mut self, index: usize, choice: usize) -> Said {
        self.settle();
        self.require_request(index)?;
        let (start, laptop) = self.choice(index, choice)?;
        self.go(index, (start, laptop), Status::Booked, None);
        Ok(())
    }

    pub fn reject(&mut self, index: usize) -> Said {
        self.settle();
        self.require_request(index)?;
        let mut after = self.bookings[index].clone();
        after.status = Status::Rejected;
        self.put(index, after);
        Ok(())
    }

    pub fn offer(&mut self, index: usize, wanted: &[Time], by: Time) -> Said {
        self.settle();
        let mut after = self.bookings[index].clone();
        let instead = after.is_booked();
        if !instead && !matches!(after.status, Status::Offered { .. }) {
            self.require_request(index)?;
        }
        let mut slots = wanted.to_vec();
        slots.sort_unstable();
        slots.dedup();
        let own = instead.then_some(after.start);
        let by = slots.iter().copied().chain(own).fold(by, Time::min);
        if by <= self.now {
            return Err(ErrorCode::InvalidInput);
        }
        let (family, request) = (after.family, Request::Booking(index));
        after.status = Status::Offered {
            by,
            slots: slots.clone(),
            instead,
        };
        self.put(index, after);
        for start in slots {
            let laptop = self.place(family, start, request)?;
            self.holds.push(Hold {
                request,
                kind: Kind::Offer,
                family,
                start,
                laptop,
                until: by,
            });
        }
        Ok(())
    }

    /// The family takes one of the times that it was asked for or is offered.
    pub fn take(&mut self, index: usize, choice: usize) -> Said {
        self.settle();
        let booking = self.bookings[index].clone();
        match booking.status {
            Status::Asked { .. } => {
                let place = self.choice(index, choice)?;
                let status = self.asked_status();
                self.go(index, place, status, Some(false));
            }
            Status::Offered { slots, .. } => {
                let start = slots[choice % slots.len()];
                let mut holds = self.holds.iter();
                let offer = holds.find(|hold| {
                    let own = hold.request == Request::Booking(index);
                    own && hold.kind == Kind::Offer && hold.start == start
                });
                let offer = *offer.ok_or(ErrorCode::SlotUnavailable)?;
                self.go(index, (start, offer.laptop), Status::Booked, None);
            }
            _ => return Err(ErrorCode::BookingState),
        }
        Ok(())
    }

    pub fn propose(&mut self, index: usize, held: &[Hold]) -> Said {
        let live: Vec<Hold> = held
            .iter()
            .filter(|hold| self.is_live(hold))
            .copied()
            .collect();
        self.settle();
        let booking = self.bookings[index].clone();
        let asked = match booking.status {
            Status::Asked { .. } => Some(false),
            Status::Offered { .. } => None,
            _ => return Err(ErrorCode::BookingState),
        };
        let first = *live.first().ok_or(ErrorCode::HoldExpired)?;
        if first.request != Request::Booking(index) {
            return Err(ErrorCode::InvalidInput);
        }
        let status = match booking.is_booked() {
            true => Status::Booked,
            false => self.asked_status(),
        };
        self.bookings[index].choices = live.iter().map(|hold| hold.start).collect();
        self.go(index, (first.start, first.laptop), status, asked);
        Ok(())
    }

    pub fn decline(&mut self, index: usize) -> Said {
        self.settle();
        let mut after = self.bookings[index].clone();
        after.status = match after.status {
            Status::Asked { .. } | Status::Offered { instead: false, .. } => Status::Withdrawn,
            Status::Offered { .. } => Status::Booked,
            _ => return Err(ErrorCode::BookingState),
        };
        self.put(index, after);
        Ok(())
    }

    pub fn change(&mut self, index: usize, hold: &Hold) -> Said {
        let live = self.is_live(hold);
        self.settle();
        if !live {
            return Err(ErrorCode::HoldExpired);
        }
        if hold.request != Request::Booking(index) {
            return Err(ErrorCode::InvalidInput);
        }
        let booking = self.bookings[index].clone();
        if booking.start <= self.now {
            return Err(ErrorCode::BookingState);
        }
        let status = match booking.status {
            Status::Booked if booking.change_until <= self.now => {
                return Err(ErrorCode::ChangeTooLate);
            }
            Status::Booked => Status::Booked,
            Status::Requested => self.asked_status(),
            _ => return Err(ErrorCode::BookingState),
        };
        self.bookings[index].choices = vec![hold.start];
        self.go(index, (hold.start, hold.laptop), status, None);
        Ok(())
    }

    pub fn wait(&mut self, family: usize) -> Said {
        self.settle();
        if !self.queue.iter().any(|(_, other)| *other == family) {
            self.queue.push((self.now, family));
        }
        Ok(())
    }

    pub fn stop_waiting(&mut self, family: usize) -> Said {
        self.settle();
        self.leave_queue(family);
        for hold in self.end_all(Request::Waiting(family)) {
            self.freed(hold.start);
        }
        Ok(())
    }

    fn leave_queue(&mut self, family: usize) {
        self.queue.retain(|(_, other)| *other != family);
        self.offered_before.retain(|(other, _)| *other != family);
    }

    /// The one who was missing is ready.
    pub fn ready(&mut self, index: usize) -> Said {
        self.settle();
        if !self.bookings[index].is_over() {
            self.bookings[index].complete_by = None;
        }
        Ok(())
    }

    fn require_request(&self, index: usize) -> Said {
        match self.bookings[index].status {
            Status::Requested => Ok(()),
            Status::Withdrawn | Status::Asked { .. } | Status::Offered { instead: false, .. } => {
                Err(ErrorCode::BookingState)
            }
            _ => Err(ErrorCode::AlreadyDecided),
        }
    }

    fn choice(&self, index: usize, choice: usize) -> Result<(Time, usize), ErrorCode> {
        let booking = &self.bookings[index];
        let start = booking.choices[choice % booking.choices.len()];
        if start == booking.start {
            return Ok((start, booking.laptop));
        }
        if start <= self.now {
            return Err(ErrorCode::SlotUnavailable);
        }
        let laptop = self.place(booking.family, start, Request::Booking(index))?;
        Ok((start, laptop))
    }

    /// To a place and a status; `party` says whether somebody of a new party is missing.
    fn go(
        &mut self,
        index: usize,
        (start, laptop): (Time, usize),
        status: Status,
        party: Option<bool>,
    ) {
        let mut after = self.bookings[index].clone();
        let missing = party.unwrap_or(after.complete_by.is_some());
        if (start, laptop) != (after.start, after.laptop) || party.is_some() {
            after.complete_by = missing.then(|| self.complete_by(start));
        }
        after.start = start;
        after.laptop = laptop;
        after.change_until = self.change_until(start);
        after.status = status;
        self.put(index, after);
    }
}
