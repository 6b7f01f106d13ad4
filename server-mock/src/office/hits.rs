//! Which bookings a change of settings hits. Pure.
//!
//! A booking is hit if it fits what is in force and would not fit what is to be; one that was kept
//! although it did not fit is not asked about again.

use super::Age;
use crate::establishment::Rules;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    BookingId, PrisonerId,
    office::{Extra, HitReason},
};
use std::collections::{BTreeMap, BTreeSet};

/// A request or booked call, as far as settings matter to it.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Which.
    pub booking: BookingId,
    /// For whom.
    pub prisoner: PrisonerId,
    /// When it was asked: who came first stays first.
    pub asked_at: DateTime<Utc>,
    /// The call starts.
    pub starts_at: DateTime<Utc>,
    /// It ends.
    pub ends_at: DateTime<Utc>,
    /// Its laptop is free again.
    pub free_at: DateTime<Utc>,
    /// In which calendar month there.
    pub month: String,
    /// How old those who come are.
    pub ages: Vec<Age>,
    /// Over already: it counts, and nothing can become of it.
    pub over: bool,
}

/// What persons are granted beyond, by month.
pub(super) type Extras = BTreeMap<PrisonerId, BTreeMap<String, Extra>>;

/// Why each of them fits no more, for those that do not. `facts` are all of the time that is
/// looked at, in any order.
pub(super) fn hits(
    old: &Rules,
    new: &Rules,
    facts: &[Fact],
    extras: &Extras,
) -> BTreeMap<BookingId, BTreeSet<HitReason>> {
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| (fact.asked_at, fact.booking));
    let (before, after) = (unfit(old, &facts, extras), unfit(new, &facts, extras));
    let known = |fact: BookingId| before.get(&fact).cloned().unwrap_or_default();
    after
        .into_iter()
        .map(|(booking, reasons)| (booking, &reasons - &known(booking)))
        .filter(|(_, reasons)| !reasons.is_empty())
        .collect()
}

fn unfit(
    rules: &Rules,
    facts: &[&Fact],
    extras: &Extras,
) -> BTreeMap<BookingId, BTreeSet<HitReason>> {
    let mut found: BTreeMap<BookingId, BTreeSet<HitReason>> = BTreeMap::new();
    let mut fitting: Vec<&Fact> = Vec::new();
    let mut had: BTreeMap<(PrisonerId, &str), (u32, TimeDelta)> = BTreeMap::new();
    for fact in facts {
        let mut reasons: BTreeSet<_> = time(rules, fact.starts_at, fact.ends_at)
            .into_iter()
            .collect();
        let mut because = |unfit: bool, reason| {
            if unfit {
                reasons.insert(reason);
            }
        };
        let overlapping =
            |other: &&&Fact| other.starts_at < fact.free_at && fact.starts_at < other.free_at;
        let beside = fitting.iter().filter(overlapping).count();
        because(
            beside >= rules.settings.capacity as usize,
            HitReason::Capacity,
        );
        let (calls, minutes) = had.entry((fact.prisoner, &fact.month)).or_default();
        *calls += 1;
        *minutes += fact.ends_at - fact.starts_at;
        let extra = extras
            .get(&fact.prisoner)
            .and_then(|months| months.get(&fact.month));
        because(
            exceeds(rules, extra, *calls, *minutes),
            HitReason::Allowance,
        );
        because(
            fact.ages.len() > usize::from(rules.settings.visitors),
            HitReason::Visitors,
        );
        because(!has_adult(rules, fact), HitReason::NoAdult);
        if beside < rules.settings.capacity as usize {
            fitting.push(fact);
        }
        if !fact.over && !reasons.is_empty() {
            found.insert(fact.booking, reasons);
        }
    }
    found
}

/// A call keeps its length, whatever the length of calls becomes: it is enough that the
/// establishment is open all the while.
pub(super) fn time(
    rules: &Rules,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Option<HitReason> {
    let local = |at: DateTime<Utc>| at.with_timezone(&rules.zone).naive_local();
    let (start, end) = (local(starts_at), local(ends_at));
    let date = start.date();
    let mut periods = rules.calendar().on(date).peekable();
    if periods.peek().is_none() {
        return Some(HitReason::DateClosed);
    }
    let within = periods
        .any(|period| date.and_time(period.start()) <= start && end <= date.and_time(period.end()));
    (!within).then_some(HitReason::TimeNotOffered)
}

fn exceeds(rules: &Rules, extra: Option<&Extra>, calls: u32, minutes: TimeDelta) -> bool {
    let settings = &rules.settings;
    let (more_calls, more_minutes) = extra.map_or((0, 0), |extra| (extra.calls, extra.minutes));
    let all_minutes = TimeDelta::minutes((settings.minutes_a_month + more_minutes).into());
    calls > settings.calls_a_month + more_calls
        || (settings.minutes_a_month > 0 && minutes > all_minutes)
}

fn has_adult(rules: &Rules, fact: &Fact) -> bool {
    let day = fact.starts_at.with_timezone(&rules.zone).date_naive();
    let age = rules.settings.adult_age;
    fact.ages.iter().any(|known| known.is_adult(day, age))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        establishment::DEFAULT_SETTINGS,
        timetable::{Day, Holidays, Timetable},
    };
    use chrono_tz::Tz;
    use kinline_protocol::EstablishmentId;
    use uuid::Uuid;

    fn rules() -> Rules {
        Rules {
            establishment: EstablishmentId("BWI".into()),
            live: true,
            zone: Tz::Europe__London,
            settings: DEFAULT_SETTINGS,
            timetable: Timetable::weekly(Day::ALL, &["1400-1600".parse().unwrap()]),
            holidays: Holidays::default(),
        }
    }

    /// The `n`-th asked for, by the `n`-th person, at a time of 1 December.
    fn fact(n: u128, time: &str) -> Fact {
        let starts_at: DateTime<Utc> = format!("2026-12-01T{time}:00Z").parse().unwrap();
        Fact {
            booking: BookingId(Uuid::from_u128(n)),
            prisoner: PrisonerId(Uuid::from_u128(n)),
            asked_at: "2026-11-22T09:00:00Z".parse::<DateTime<Utc>>().unwrap()
                + TimeDelta::minutes(n as i64),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(30),
            free_at: starts_at + TimeDelta::minutes(45),
            month: "2026-12".into(),
            ages: vec![Age::Born("1980-01-01".parse().unwrap()), Age::Child],
            over: false,
        }
    }

    fn found(new: &Rules, facts: &[Fact]) -> Vec<(u128, Vec<HitReason>)> {
        hits(&rules(), new, facts, &Extras::new())
            .into_iter()
            .map(|(booking, why)| (booking.0.as_u128(), why.into_iter().collect()))
            .collect()
    }

    fn changed(change: impl FnOnce(&mut Rules)) -> Rules {
        let mut rules = rules();
        change(&mut rules);
        rules
    }

    #[test]
    fn nothing_is_hit_by_what_changes_nothing_for_it() {
        let facts = [fact(1, "14:00"), fact(2, "14:00"), fact(3, "15:30")];
        let new = changed(|rules| {
            rules.settings.call_seconds = 60 * 60;
            rules.settings.lead_days = 28;
            rules.timetable = Timetable::weekly(Day::ALL, &["1300-1600".parse().unwrap()]);
        });
        assert!(found(&new, &facts).is_empty());
    }

    #[test]
    fn times_that_go_hit_what_is_in_them() {
        let facts = [fact(1, "14:00"), fact(2, "15:00")];
        let shorter =
            changed(|r| r.timetable = Timetable::weekly(Day::ALL, &["1430-1530".parse().unwrap()]));
        assert_eq!(
            found(&shorter, &facts),
            [(1, vec![HitReason::TimeNotOffered])]
        );
        let closed = changed(|rules| {
            let day = "2026-12-01".parse().unwrap();
            rules.timetable.unbookable.insert(day);
        });
        let why = || vec![HitReason::DateClosed];
        assert_eq!(found(&closed, &facts), [(1, why()), (2, why())]);
    }

    #[test]
    fn of_too_many_at_once_the_last_that_asked_is_hit() {
        let facts = [fact(2, "14:00"), fact(1, "14:00"), fact(3, "14:45")];
        let one = changed(|rules| rules.settings.capacity = 1);
        assert_eq!(found(&one, &facts), [(2, vec![HitReason::Capacity])]);
    }

    #[test]
    fn of_too_many_in_a_month_the_last_that_was_asked_is_hit_but_for_what_is_granted() {
        let of_one = |n, time| Fact {
            prisoner: PrisonerId(Uuid::nil()),
            ..fact(n, time)
        };
        let facts = [of_one(1, "14:00"), of_one(2, "15:00")];
        let fewer = changed(|rules| rules.settings.calls_a_month = 1);
        assert_eq!(found(&fewer, &facts), [(2, vec![HitReason::Allowance])]);
        let minutes = changed(|rules| rules.settings.minutes_a_month = 59);
        assert_eq!(found(&minutes, &facts), [(2, vec![HitReason::Allowance])]);
        let granted = Extra {
            month: "2026-12".into(),
            calls: 1,
            minutes: 1,
        };
        let extras = [(
            PrisonerId(Uuid::nil()),
            [("2026-12".into(), granted)].into(),
        )];
        for new in [fewer, minutes] {
            assert!(hits(&rules(), &new, &facts, &extras.clone().into()).is_empty());
        }
    }

    #[test]
    fn who_comes_is_looked_at_too() {
        let mut young = fact(1, "14:00");
        young.ages = vec![Age::Born("2009-12-02".parse().unwrap())];
        let facts = [young, fact(2, "15:00")];
        let sixteen = changed(|rules| rules.settings.adult_age = 16);
        let back = hits(&sixteen, &rules(), &facts, &Extras::new());
        assert_eq!(back.len(), 1);
        assert_eq!(
            back[&facts[0].booking],
            BTreeSet::from([HitReason::NoAdult])
        );
        let alone = changed(|rules| rules.settings.visitors = 1);
        assert_eq!(found(&alone, &facts[1..]).len(), 1);
    }

    #[test]
    fn what_is_kept_although_it_does_not_fit_is_not_asked_about_again() {
        let facts = [fact(1, "10:00")];
        let new = changed(|rules| rules.settings.lead_days = 1);
        assert!(found(&new, &facts).is_empty());
    }

    #[test]
    fn a_call_that_is_over_counts_and_is_never_hit() {
        let mut over = fact(1, "14:00");
        (over.over, over.prisoner) = (true, PrisonerId(Uuid::nil()));
        let mut next = fact(2, "15:00");
        next.prisoner = over.prisoner;
        let fewer = changed(|rules| rules.settings.calls_a_month = 1);
        assert_eq!(
            found(&fewer, &[over.clone(), next]),
            [(2, vec![HitReason::Allowance])]
        );
        let closed = changed(|rules| rules.timetable.enabled = false);
        assert!(found(&closed, &[over]).is_empty());
    }
}
