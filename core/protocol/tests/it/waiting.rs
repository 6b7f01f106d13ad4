use crate::{at, date, id, wire};
use kinline_protocol::{
    booking::{Hold, Slot},
    waiting::*,
    *,
};

fn wish() -> NewWaiting {
    NewWaiting {
        contact: ContactId(id(1)),
        from: Some(date("2026-12-01")),
        to: Some(date("2026-12-20")),
        days: [Day::Sat, Day::Sun].into(),
    }
}

wire! {
    new_waiting: wish(),
    new_waiting_for_any: NewWaiting { from: None, to: None, days: [].into(), ..wish() },
    waiting: Waiting {
        id: WaitingId(id(2)),
        wish: wish(),
        since: at("2026-11-22T09:00:00Z"),
        before: 3,
        offer: Some(Hold {
            id: HoldId(id(3)),
            slot: Slot {
                id: SlotId(id(4)),
                starts_at: at("2026-12-05T14:00:00Z"),
                ends_at: at("2026-12-05T14:30:00Z"),
                local_start: "2026-12-05T14:00:00".parse().unwrap(),
            },
            expires_at: at("2026-11-22T11:00:00Z"),
        }),
    },
}
