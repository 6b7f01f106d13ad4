//! Who got what, and whether that is as promised.

use super::phone::Answer;
use crate::PhoneError;
use kinline_protocol::booking::{Booking, BookingStatus, Slot};
use serde::Serialize;
use std::{collections::BTreeMap, fmt};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Phones that asked.
    pub phones: usize,
    /// Slots that they wanted.
    pub slots: usize,
    /// Phones that have one.
    pub booked: usize,
    /// Phones that were told that all are taken.
    pub taken: usize,
    /// How often the server was killed.
    pub kills: usize,
    /// From the first request to the last answer.
    pub seconds: f64,
    /// Of all these seconds.
    pub bookings_a_second: f64,
    /// CPU that the server used meanwhile, all its threads, where the system tells it; the phones
    /// share the machine with it. None if it was killed.
    pub server_cpu_seconds: Option<f64>,
    /// CPU that the phones used meanwhile, where the system tells it.
    pub phones_cpu_seconds: Option<f64>,
}

impl Report {
    /// Fails if a slot was given twice, or stayed free although somebody wanted it, or if anybody
    /// has something else than they were told.
    pub(super) fn new(
        targets: &[Slot],
        answers: &[Answer],
        bookings: &[Vec<Booking>],
        kills: usize,
        seconds: f64,
    ) -> Result<Self, PhoneError> {
        let mut given: BTreeMap<_, usize> =
            targets.iter().map(|slot| (slot.starts_at, 0)).collect();
        for (phone, (answer, bookings)) in answers.iter().zip(bookings).enumerate() {
            let told: &[Booking] = match answer {
                Answer::Booked(booking) => std::slice::from_ref(&**booking),
                Answer::Taken => &[],
            };
            if told != bookings {
                let text = format!("phone {phone} was told {told:?}, and has {bookings:?}");
                return Err(PhoneError::Broken(text));
            }
            for booking in bookings {
                match given.get_mut(&booking.starts_at) {
                    Some(count) if booking.status == BookingStatus::Booked => *count += 1,
                    _ => return Err(PhoneError::Broken(format!("nobody asked for {booking:?}"))),
                }
            }
        }
        let wanted = targets.len().min(answers.len());
        let booked: usize = given.values().sum();
        if booked != wanted || given.values().any(|count| *count > 1) {
            let text = format!("{booked} of {wanted} slots are booked, by start: {given:?}");
            return Err(PhoneError::Broken(text));
        }
        Ok(Self {
            phones: answers.len(),
            slots: targets.len(),
            booked,
            taken: answers.len() - booked,
            kills,
            seconds,
            bookings_a_second: booked as f64 / seconds,
            server_cpu_seconds: None,
            phones_cpu_seconds: None,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            phones,
            slots,
            booked,
            taken,
            kills,
            seconds,
            bookings_a_second,
            server_cpu_seconds: _,
            phones_cpu_seconds: _,
        } = self;
        writeln!(f, "{phones} phones wanted {slots} slots")?;
        writeln!(f, "  booked, each exactly once        {booked}")?;
        writeln!(f, "  told that all are taken          {taken}")?;
        writeln!(f, "  server killed and started again  {kills} times")?;
        writeln!(f, "  audit log                        whole")?;
        writeln!(
            f,
            "  {seconds:.2} s, {bookings_a_second:.0} bookings a second"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const STARTS: [&str; 2] = ["2026-11-24T14:00:00Z", "2026-11-24T14:10:00Z"];

    fn slots() -> Vec<Slot> {
        let slot = |start: &str| {
            serde_json::from_value(json!({
                "id": "00000000-0000-0000-0000-000000000001", "starts_at": start, "ends_at": start,
                "local_start": &start[..19],
            }))
            .unwrap()
        };
        STARTS.map(slot).to_vec()
    }

    fn booking(start: &str, state: &str) -> Booking {
        let id = "00000000-0000-0000-0000-000000000002";
        serde_json::from_value(json!({
            "id": id, "reference": "K7Q2-M9XD", "sequence": 0, "contact": id, "prisoner": "Dai Example",
            "establishment": "BWI", "time_zone": "Europe/London", "starts_at": start, "ends_at": start,
            "opens_at": start, "visitors": [], "status": { "state": state }, "call": id,
        }))
        .unwrap()
    }

    fn judged(told: &[Option<&Booking>], has: &[&[Booking]]) -> Result<Report, PhoneError> {
        let answer = |told: &Option<&Booking>| match told {
            Some(booking) => Answer::Booked(Box::new((*booking).clone())),
            None => Answer::Taken,
        };
        let answers: Vec<_> = told.iter().map(answer).collect();
        let bookings: Vec<_> = has.iter().map(|has| has.to_vec()).collect();
        Report::new(&slots(), &answers, &bookings, 0, 1.0)
    }

    #[test]
    fn every_broken_promise_is_seen() {
        let [a, b] = STARTS.map(|start| booking(start, "booked"));
        let (one, other) = (std::slice::from_ref(&a), std::slice::from_ref(&b));
        let good = judged(&[Some(&a), Some(&b), None], &[one, other, &[]]).unwrap();
        assert_eq!((good.booked, good.taken), (2, 1));
        // Twice the same, one left free, told and not kept, kept and not told, not what was wanted, not booked.
        assert!(judged(&[Some(&a), Some(&a)], &[one, one]).is_err());
        assert!(judged(&[Some(&a), None], &[one, &[]]).is_err());
        assert!(judged(&[Some(&a), Some(&b)], &[one, &[]]).is_err());
        assert!(judged(&[Some(&a), Some(&b), None], &[one, other, one]).is_err());
        let elsewhere = booking("2026-11-25T14:00:00Z", "booked");
        let given = std::slice::from_ref(&elsewhere);
        assert!(judged(&[Some(&a), Some(&elsewhere)], &[one, given]).is_err());
        let withdrawn = booking(STARTS[1], "withdrawn");
        let given = std::slice::from_ref(&withdrawn);
        assert!(judged(&[Some(&a), Some(&withdrawn)], &[one, given]).is_err());
    }
}
