//! One step on both sides: what each says.

use super::{
    SLOTS,
    bench::{Bench, Taken, add_account, add_pending},
    model::{Claim, Hold, Kind, Model, Request, Said, Status, Time},
};
use crate::{
    booking::{
        desk::{Desk, free},
        diary::Reader,
        slots,
        store::{Guest, KeptBooking, KeptHold},
        visitors,
    },
    establishment::Rules,
    waiting,
};
use chrono::Duration;
use kinline_protocol::{
    AccountId, BookingId, ErrorCode, HoldId, PersonName, SlotId,
    booking::{
        BookingRejection, BookingStatus, CancellationReason, NewHold, Visitor, VisitorKind,
        VisitorState,
    },
    waiting::NewWaiting,
};

#[derive(Debug, Clone)]
pub enum Step {
    Hold {
        family: usize,
        slot: usize,
        beside: bool,
        instead_of: Option<usize>,
    },
    GiveBack {
        family: usize,
        which: usize,
    },
    Book {
        family: usize,
        missing: bool,
    },
    BookOffered {
        family: usize,
    },
    Ask {
        family: usize,
        slots: Vec<usize>,
    },
    Cancel {
        booking: usize,
        by_family: bool,
    },
    Accept {
        booking: usize,
        choice: usize,
    },
    Reject {
        booking: usize,
    },
    Offer {
        booking: usize,
        slots: Vec<usize>,
        hours: i64,
    },
    Take {
        booking: usize,
        choice: usize,
    },
    Propose {
        booking: usize,
    },
    Decline {
        booking: usize,
    },
    Change {
        booking: usize,
    },
    Wait {
        family: usize,
    },
    StopWaiting {
        family: usize,
    },
    Ready {
        booking: usize,
    },
    Clock {
        minutes: i64,
    },
}

/// What the model's numbers are called by the desk.
pub struct Table {
    pub starts: Vec<Time>,
    bookings: Vec<BookingId>,
    missing: Vec<Option<AccountId>>,
}

/// What both say; nothing if there is nothing to do.
type Both = Option<(Said, Said)>;

impl Table {
    pub fn new(starts: Vec<Time>) -> Self {
        Self {
            starts,
            bookings: Vec::new(),
            missing: Vec::new(),
        }
    }

    pub fn step(&mut self, bench: &Bench, model: &mut Model, step: &Step) -> Both {
        let now = model.now;
        match step {
            Step::Clock { minutes } => {
                model.now += Duration::minutes(*minutes);
                None
            }
            Step::Hold {
                family,
                slot,
                beside,
                instead_of,
            } => self.hold(bench, model, (*family, *slot, *beside, *instead_of)),
            Step::GiveBack { family, which } => {
                let own = model.holds.clone();
                let mut own = own
                    .into_iter()
                    .filter(|hold| hold.family == *family && hold.kind != Kind::Offer);
                let hold = own.nth(*which)?;
                let (id, account) = (held(bench, &hold), bench.askers[*family].account);
                let got = bench.at(now, move |desk, _| {
                    desk.give_back(&desk.own_hold(account, id)?)
                });
                Some((model.give_back(&hold), got))
            }
            Step::Book { family, missing } => {
                let wanted = model.chosen(*family);
                (!wanted.is_empty()).then_some(())?;
                Some(self.book(bench, model, *family, &wanted, *missing))
            }
            Step::BookOffered { family } => {
                let mut own = model.holds.iter();
                let offer =
                    *own.find(|hold| hold.family == *family && hold.kind == Kind::Waiting)?;
                Some(self.book(bench, model, *family, &[offer], false))
            }
            Step::Ask { family, slots } => {
                let wanted: Vec<Time> = slots.iter().map(|slot| self.starts[*slot]).collect();
                let ids = self.ids(bench, &wanted);
                let asker = bench.askers[*family];
                let got = bench.at(now, move |desk, rules| desk.ask(rules, &asker, &ids));
                let expected = model.ask(*family, &wanted);
                Some((expected, self.added(got, None)))
            }
            Step::Wait { family } => {
                let (asker, family) = (bench.askers[*family], *family);
                let got = bench.at(now, move |desk, rules| {
                    let wish = NewWaiting {
                        contact: asker.contact,
                        from: None,
                        to: None,
                        days: [].into(),
                    };
                    waiting::put(desk, asker.account, rules, &wish).map(drop)
                });
                Some((model.wait(family), got))
            }
            Step::StopWaiting { family } => {
                let waits = model.queue.iter().any(|(_, other)| other == family);
                waits.then_some(())?;
                let account = bench.askers[*family].account;
                let got = bench.at(now, move |desk, _| waiting::stop_all(desk, account));
                Some((model.stop_waiting(*family), got))
            }
            _ => self.of_booking(bench, model, step),
        }
    }

    fn hold(
        &self,
        bench: &Bench,
        model: &mut Model,
        (family, slot, beside, instead_of): (usize, usize, bool, Option<usize>),
    ) -> Both {
        let (now, start) = (model.now, self.starts[slot]);
        let own = (0..model.bookings.len()).filter(|index| model.bookings[*index].family == family);
        let own: Vec<usize> = own.collect();
        let instead_of = instead_of.and_then(|which| own.get(which % own.len().max(1)).copied());
        let request = instead_of.map_or(Request::New(family), Request::Booking);
        let mut stay = match beside {
            true => model.chosen(family),
            false => Vec::new(),
        };
        stay.truncate(2);
        let asker = bench.askers[family];
        let new = NewHold {
            contact: asker.contact,
            slot: slots::id(&bench.rules.establishment, start),
            beside: stay.iter().map(|hold| held(bench, hold)).collect(),
            instead_of: instead_of.map(|index| self.bookings[index]),
        };
        let got = bench.at(now, move |desk, rules| {
            desk.hold(rules, &asker, &new).map(drop)
        });
        Some((model.hold(family, start, request, &stay), got))
    }

    fn book(
        &mut self,
        bench: &Bench,
        model: &mut Model,
        family: usize,
        wanted: &[Hold],
        missing: bool,
    ) -> (Said, Said) {
        let now = model.now;
        let ids: Vec<HoldId> = wanted.iter().map(|hold| held(bench, hold)).collect();
        let account = bench.askers[family].account;
        let got = bench.at(now, move |desk, rules| {
            let chosen = desk.chosen(account, &ids)?;
            let mut guests = alone(desk, rules, account, &chosen)?;
            let mut companion = None;
            if missing {
                let account = add_pending(desk.tx(), now)?;
                companion = Some(account);
                guests.push(pending(account)?);
            }
            Ok((desk.book(rules, &chosen, &guests)?, companion))
        });
        let expected = model.book(wanted, missing);
        let companion = got.as_ref().ok().and_then(|(_, companion)| *companion);
        (expected, self.added(got.map(|(id, _)| id), companion))
    }

    fn added(&mut self, got: Result<BookingId, ErrorCode>, missing: Option<AccountId>) -> Said {
        self.bookings.push(got?);
        self.missing.push(missing);
        Ok(())
    }

    fn of_booking(&self, bench: &Bench, model: &mut Model, step: &Step) -> Both {
        let now = model.now;
        let index = match step {
            Step::Cancel { booking, .. }
            | Step::Accept { booking, .. }
            | Step::Reject { booking }
            | Step::Offer { booking, .. }
            | Step::Take { booking, .. }
            | Step::Propose { booking }
            | Step::Decline { booking }
            | Step::Change { booking }
            | Step::Ready { booking } => *booking,
            _ => return None,
        };
        (!self.bookings.is_empty()).then_some(())?;
        let index = match step {
            Step::Change { .. } | Step::Propose { .. } => chosen_for(model).unwrap_or(index),
            _ => index,
        } % self.bookings.len();
        let (id, known) = (self.bookings[index], model.bookings[index].clone());
        let account = bench.askers[known.family].account;
        let chosen = model.chosen(known.family);
        let ids: Vec<HoldId> = chosen.iter().map(|hold| held(bench, hold)).collect();
        match step {
            Step::Cancel { by_family, .. } => {
                let reason = match by_family {
                    true => CancellationReason::VisitorCancelled,
                    false => CancellationReason::PrisonerMoved,
                };
                let got = bench.at(now, move |desk, _| desk.cancel(&desk.kept(id)?, reason));
                Some((model.cancel(index, *by_family), got.map(drop)))
            }
            Step::Accept { choice, .. } => {
                let slot = self.ids(bench, &[known.choices[choice % known.choices.len()]])[0];
                let got = bench.at(now, move |desk, rules| {
                    desk.accept(rules, &desk.kept(id)?, slot)
                });
                Some((model.accept(index, *choice), got.map(drop)))
            }
            Step::Reject { .. } => {
                let reason = BookingRejection::Other;
                let got = bench.at(now, move |desk, _| desk.reject(&desk.kept(id)?, reason));
                Some((model.reject(index), got.map(drop)))
            }
            Step::Offer { slots, hours, .. } => {
                let starts: Vec<Time> = slots.iter().map(|slot| self.starts[*slot]).collect();
                let (by, wanted) = (now + Duration::hours(*hours), starts.clone());
                let got = bench.at(now, move |desk, rules| {
                    desk.offer(rules, &desk.kept(id)?, &starts, by)
                });
                Some((model.offer(index, &wanted, by), got.map(drop)))
            }
            Step::Take { choice, .. } => {
                let times = match &known.clone().at(now).status {
                    Status::Asked { .. } => known.choices.clone(),
                    Status::Offered { slots, .. } => slots.clone(),
                    _ => return None,
                };
                let slot = self.ids(bench, &[times[choice % times.len()]])[0];
                let asked = matches!(known.status, Status::Asked { .. });
                let got = bench.at(now, move |desk, rules| {
                    let kept = desk.kept(id)?;
                    let starts_at = kept.place.span.starts_at;
                    match asked {
                        true => {
                            let guests = visitors::alone(desk.tx(), rules, account, starts_at)?;
                            desk.agree(rules, &kept, slot, &guests)
                        }
                        false => desk.take_offer(rules, &kept, slot),
                    }
                });
                Some((model.take(index, *choice), got.map(drop)))
            }
            Step::Propose { .. } => {
                let asked = match known.at(now).status {
                    Status::Asked { .. } => true,
                    Status::Offered { .. } => false,
                    _ => return None,
                };
                (!ids.is_empty()).then_some(())?;
                let got = bench.at(now, move |desk, rules| {
                    let held = desk.chosen(account, &ids)?;
                    let guests = alone(desk, rules, account, &held)?;
                    let guests = asked.then_some(guests.as_slice());
                    desk.propose(rules, &desk.kept(id)?, &held, guests)
                });
                Some((model.propose(index, &chosen), got.map(drop)))
            }
            Step::Decline { .. } => {
                match known.at(now).status {
                    Status::Asked { .. } | Status::Offered { .. } => {}
                    _ => return None,
                }
                let got = bench.at(now, move |desk, _| desk.decline(&desk.kept(id)?));
                Some((model.decline(index), got.map(drop)))
            }
            Step::Change { .. } => {
                let (hold, hold_id) = (*chosen.first()?, *ids.first()?);
                let got = bench.at(now, move |desk, rules| {
                    let hold = desk.own_hold(account, hold_id)?;
                    desk.change(rules, &desk.kept(id)?, &hold)
                });
                Some((model.change(index, &hold), got.map(drop)))
            }
            _ => {
                let missing = self.missing[index]?;
                let got = bench.at(now, move |desk, _| {
                    add_account(desk.tx(), missing, "1970-01-01", now)?;
                    desk.ready(missing)
                });
                Some((model.ready(index), got))
            }
        }
    }

    /// What each family sees as free is what it could have.
    pub fn check_free(&self, bench: &Bench, model: &Model) {
        for (family, asker) in bench.askers.iter().enumerate() {
            let (asker, now) = (*asker, model.now);
            let seen = bench.read(move |c, rules| {
                let request = asker.account.to_string();
                let reader = Reader {
                    prisoner: asker.prisoner,
                    request: &request,
                };
                Ok(free(c, rules, reader, now)?)
            });
            let seen: Vec<Time> = seen.slots.iter().map(|slot| slot.starts_at).collect();
            let seen: Vec<Time> = seen
                .into_iter()
                .filter(|at| self.starts.contains(at))
                .collect();
            let request = Request::New(family);
            let can = |start: &Time| {
                model.is_offered(*start) && model.place(family, *start, request).is_ok()
            };
            let believed: Vec<Time> = self.starts.iter().copied().filter(can).collect();
            assert_eq!(seen, believed);
        }
        assert_eq!(self.starts.len(), SLOTS);
    }

    /// A claim by the model's names.
    pub fn named(&self, bench: &Bench, taken: &Taken) -> Claim {
        let bookings = self
            .bookings
            .iter()
            .position(|id| id.to_string() == taken.request);
        let askers = || {
            let mut askers = bench.askers.iter();
            askers.position(|asker| asker.account.to_string() == taken.request)
        };
        let family = bench.family(taken);
        let request = match (bookings, askers()) {
            (Some(index), _) => Request::Booking(index),
            (None, Some(family)) => Request::New(family),
            (None, None) => Request::Waiting(family),
        };
        let laptop = bench
            .laptops
            .iter()
            .position(|laptop| *laptop == taken.laptop);
        (
            request,
            family,
            taken.starts_at,
            laptop.unwrap(),
            taken.until,
        )
    }

    pub fn kept(&self, bench: &Bench, index: usize, now: Time) -> KeptBooking {
        let id = self.bookings[index];
        bench.read(move |c, _| crate::booking::kept(c, id, now))
    }

    fn ids(&self, bench: &Bench, starts: &[Time]) -> Vec<SlotId> {
        let ids = starts.iter();
        ids.map(|start| slots::id(&bench.rules.establishment, *start))
            .collect()
    }
}

/// The booking that a family has chosen another time for.
fn chosen_for(model: &Model) -> Option<usize> {
    let mut chosen = model.holds.iter().filter(|hold| hold.kind == Kind::Choice);
    chosen.find_map(|hold| match hold.request {
        Request::Booking(index) => Some(index),
        _ => None,
    })
}

/// The hold that the model means: the last one of its family and kind at that time.
fn held(bench: &Bench, hold: &Hold) -> HoldId {
    let (account, hold) = (bench.askers[hold.family].account, *hold);
    let kind = match hold.kind {
        Kind::Choice => "choice",
        Kind::Offer => "offer",
        Kind::Waiting => "waiting",
    };
    bench.read(move |c, _| {
        let query = "SELECT id FROM hold WHERE account = ?1 AND kind = ?2 AND starts_at = ?3
                     ORDER BY rowid DESC LIMIT 1";
        let values = rusqlite::params![account.to_string(), kind, hold.start];
        Ok(c.query_row(query, values, |row| crate::sql::parsed(row, 0))?)
    })
}

fn alone(
    desk: &Desk<'_>,
    rules: &Rules,
    account: AccountId,
    held: &[KeptHold],
) -> crate::problem::Answer<Vec<Guest>> {
    visitors::alone(desk.tx(), rules, account, held[0].place.span.starts_at)
}

fn pending(account: AccountId) -> crate::problem::Answer<Guest> {
    Ok(Guest {
        visitor: Visitor {
            account: Some(account),
            name: PersonName::parse("Aunt")?,
            kind: VisitorKind::Adult,
            state: VisitorState::IdentityPending,
        },
        invitation: None,
    })
}

/// A status in the model's words.
pub fn status(status: &BookingStatus) -> Status {
    match status {
        BookingStatus::Requested { .. } => Status::Requested,
        BookingStatus::Asked { answer_by } => Status::Asked { by: *answer_by },
        BookingStatus::Offered {
            slots,
            answer_by,
            instead,
        } => Status::Offered {
            by: *answer_by,
            slots: slots.iter().map(|slot| slot.starts_at).collect(),
            instead: *instead,
        },
        BookingStatus::Booked => Status::Booked,
        BookingStatus::Rejected { .. } => Status::Rejected,
        BookingStatus::Withdrawn => Status::Withdrawn,
        BookingStatus::Cancelled { .. } | BookingStatus::Completed { .. } => Status::Cancelled,
    }
}
