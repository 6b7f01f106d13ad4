//! The family's side of booking as establishments run it: choices, changes, offers, the waiting
//! list, who comes along.

mod asked;
mod changes;
mod choices;
mod coming;
mod waiting;

use crate::office::{Answer, Caller, Office, SETTINGS};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, HoldId, List,
    booking::{Booking, Hold, NewBooking, NewHold, Slot},
    establishment::Settings,
    routes,
};

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// One laptop, one call a month, booked at once.
fn scarce() -> Settings {
    Settings {
        capacity: 1,
        calls_a_month: 1,
        ..SETTINGS
    }
}

fn reviewed() -> Settings {
    Settings {
        automatic: false,
        ..SETTINGS
    }
}

impl Office {
    async fn hold_beside(
        &self,
        caller: &Caller,
        slot: &Slot,
        beside: &[&Hold],
        instead_of: Option<BookingId>,
    ) -> Answer<Hold> {
        let new = NewHold {
            contact: caller.contact,
            slot: slot.id,
            beside: beside.iter().map(|hold| hold.id).collect(),
            instead_of,
        };
        self.post(&caller.family.token, routes::HOLDS, &new).await
    }

    async fn book_choices(&self, caller: &Caller, holds: &[&Hold]) -> Answer<Booking> {
        let new = NewBooking {
            also: holds[1..].iter().map(|hold| hold.id).collect(),
            ..alone(holds[0].id)
        };
        self.post(&caller.family.token, routes::BOOKINGS, &new)
            .await
    }

    async fn holds(&self, caller: &Caller) -> Vec<Hold> {
        let list: List<Hold> = self.get(&caller.family.token, routes::HOLDS).await.unwrap();
        list.items
    }

    async fn subjects(&self, caller: &Caller) -> Vec<String> {
        let mails = self.mails(&caller.family).await.into_iter();
        mails.map(|mail| mail.subject).collect()
    }
}

fn alone(hold: HoldId) -> NewBooking {
    NewBooking {
        hold,
        also: Vec::new(),
        companions: Vec::new(),
        children: Vec::new(),
        invited: Vec::new(),
    }
}
