//! The portal: seen before it counts, and nothing dropped in silence.

use super::*;
use kinline_mock::timetable::{Day, Timetable};
use kinline_protocol::{
    booking::{BookingAnswer, BookingStatus, CancellationReason, Party},
    establishment::{Information, Reserved},
    office::{
        HitReason, NewPortal, Portal, PortalFile, PortalImport, PortalReason, Preview, Resolution,
        ResolvedHit,
    },
    routes,
};

const PATH: &str = "/v1/staff/portal";

async fn portal(office: &Office) -> Portal {
    office.get(&office.staff, PATH).await.unwrap()
}

async fn preview(office: &Office, portal: &Portal) -> Preview {
    let path = "/v1/staff/portal/preview";
    office.post(&office.staff, path, portal).await.unwrap()
}

async fn save(office: &Office, portal: &Portal, hits: Vec<ResolvedHit>) -> Answer<Portal> {
    let new = NewPortal {
        portal: portal.clone(),
        hits,
        instead_of: None,
    };
    office.put(&office.staff, PATH, &new).await
}

fn hours(portal: &mut Portal, periods: &str) {
    let periods = [periods.parse().unwrap()];
    portal.timetable = Timetable::weekly(Day::ALL, &periods);
}

#[tokio::test]
async fn everything_can_be_read_and_saved_back() {
    let office = Office::open(SETTINGS).await;
    let mut wanted = portal(&office).await;
    assert_eq!(wanted.settings, SETTINGS);
    assert!(wanted.holidays.contains(&"2026-12-25".parse().unwrap()));
    wanted.settings.minutes_a_month = 60;
    wanted.settings.change_until_hours = 24;
    wanted.settings.reserved = Reserved {
        slots_a_week: 1,
        days_without_visit: 60,
        free_days_before: 3,
    };
    wanted.settings.information = Information {
        en: "Bring your passport.".into(),
        cy: "Dewch â'ch pasbort.".into(),
    };
    wanted.holidays = ["2026-11-27".parse().unwrap()].into();
    let saved = save(&office, &wanted, Vec::new()).await.unwrap();
    assert_eq!(saved, wanted);
    assert_eq!(portal(&office).await, wanted);
    assert_eq!(
        actions(&office, "establishment.portal_changed").await.len(),
        1
    );
    let elsewhere: Portal = office.get(&office.elsewhere, PATH).await.unwrap();
    assert_eq!(elsewhere.settings, SETTINGS);
    let caller = office.caller(1).await;
    let family = office.get::<Portal>(&caller.family.token, PATH).await;
    assert_eq!(family.unwrap_err().code, ErrorCode::NotAllowed);
    // What families should know reaches them.
    let rules = office.slots(&caller).await.rules.unwrap();
    assert_eq!(rules.information, wanted.settings.information);
}

#[tokio::test]
async fn holidays_are_no_working_days() {
    let office = Office::open(SETTINGS).await;
    let mut wanted = portal(&office).await;
    wanted.settings.lead_days = 1;
    wanted.timetable.works_weekends = false;
    let first = |preview: Preview| {
        let open = preview.days.into_iter().find(|day| !day.slots.is_empty());
        open.unwrap().date.to_string()
    };
    // Monday is the lead day.
    assert_eq!(first(preview(&office, &wanted).await), "2026-11-24");
    wanted.holidays = ["2026-11-23".parse().unwrap()].into();
    assert_eq!(first(preview(&office, &wanted).await), "2026-11-25");
    save(&office, &wanted, Vec::new()).await.unwrap();
    let caller = office.caller(1).await;
    let offered = office.slots(&caller).await.slots;
    assert_eq!(offered[0].local_start.date().to_string(), "2026-11-25");
}

#[tokio::test]
async fn a_preview_shows_what_a_family_will_be_offered() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let mut wanted = portal(&office).await;
    wanted
        .timetable
        .unbookable
        .insert("2026-11-24".parse().unwrap());
    let seen = preview(&office, &wanted).await;
    assert_eq!(seen.days.len(), 28);
    assert!(seen.days[1].slots.is_empty(), "closed");
    let shown: Vec<_> = seen.days.iter().flat_map(|day| &day.slots).collect();
    save(&office, &wanted, Vec::new()).await.unwrap();
    let offered = office.slots(&caller).await.slots;
    let times: Vec<_> = offered.iter().map(|slot| slot.local_start).collect();
    assert_eq!(
        shown
            .iter()
            .map(|time| time.local_start)
            .collect::<Vec<_>>(),
        times
    );
}

#[tokio::test]
async fn nonsense_is_named_and_nothing_saved() {
    let office = Office::open(SETTINGS).await;
    let before = portal(&office).await;
    let mut wrong = before.clone();
    wrong.settings.capacity = 101;
    wrong.settings.information.en = "Only English".into();
    let seen = preview(&office, &wrong).await;
    assert!(seen.days.is_empty());
    let found: Vec<_> = seen
        .problems
        .iter()
        .map(|p| (p.field.as_str(), &p.reason))
        .collect();
    let range = PortalReason::OutOfRange { from: 0, to: 100 };
    assert_eq!(
        found,
        [
            ("settings.capacity", &range),
            ("settings.information.cy", &PortalReason::TextMissing),
        ]
    );
    let refused = save(&office, &wrong, Vec::new()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    assert_eq!(refused.fields[0].field, "settings.capacity");
    let mut many = before.clone();
    many.settings.capacity = 3;
    let seen = preview(&office, &many).await;
    assert_eq!(
        seen.problems[0].reason,
        PortalReason::TooFewLaptops { laptops: 2 }
    );
    assert!(seen.problems[0].refuses);
    assert!(save(&office, &many, Vec::new()).await.is_err());
    // What is only odd is told, and can be saved.
    let mut odd = before.clone();
    let two = ["1400-1515", "1430-1530"].map(|text| text.parse().unwrap());
    odd.timetable = Timetable::weekly([Day::Mon], &two);
    let seen = preview(&office, &odd).await;
    assert!(!seen.problems[0].refuses);
    assert_eq!(portal(&office).await, before);
    save(&office, &odd, Vec::new()).await.unwrap();
}

#[tokio::test]
async fn of_every_booking_that_is_hit_staff_say_what_becomes_of_it() {
    let office = Office::open(SETTINGS).await;
    let mut booked = Vec::new();
    for n in 1..=3 {
        let caller = office.caller(n).await;
        let slots = office.slots(&caller).await.slots;
        let booking = office.call(&caller, &slots[2 * n as usize]).await.unwrap();
        booked.push((caller, booking));
    }
    let [(kept, keep), (moving, moved), (off, cancelled)] = &booked[..] else {
        unreachable!();
    };
    let mut wanted = portal(&office).await;
    hours(&mut wanted, "1800-1915");

    let seen = preview(&office, &wanted).await;
    assert_eq!(seen.hits.len(), 3);
    assert!(
        seen.hits
            .iter()
            .all(|hit| hit.why == [HitReason::TimeNotOffered])
    );
    assert!(seen.hits.iter().all(|hit| !hit.times.is_empty()));
    let refused = save(&office, &wanted, Vec::new()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingsHit);
    assert_eq!(refused.fields.len(), 3);
    assert_eq!(refused.fields[0].field, keep.id.to_string());
    assert_ne!(portal(&office).await, wanted);

    let starts_at = seen.hits[1].times[0].starts_at;
    let of = |booking: &Booking, resolution| ResolvedHit {
        booking: booking.id,
        resolution,
    };
    let reason = CancellationReason::SlotUnavailable;
    let resolved = vec![
        of(keep, Resolution::Keep),
        of(moved, Resolution::Move { starts_at }),
        of(cancelled, Resolution::Cancel { reason }),
    ];
    // All or nothing: a reason that is the family's own is none of staff's.
    let mut wrong = resolved.clone();
    wrong[2].resolution = Resolution::Cancel {
        reason: CancellationReason::VisitorCancelled,
    };
    assert!(save(&office, &wanted, wrong).await.is_err());
    assert_eq!(
        office.bookings(&moving.family).await[0].status,
        BookingStatus::Booked
    );

    save(&office, &wanted, resolved).await.unwrap();
    let now = async |caller: &Caller| office.bookings(&caller.family).await.remove(0);
    assert_eq!(now(kept).await.status, BookingStatus::Booked);
    assert_eq!(now(off).await.status, BookingStatus::Cancelled { reason });
    let offered = now(moving).await;
    assert_eq!(
        offered.starts_at, moved.starts_at,
        "its own until they agree"
    );
    let BookingStatus::Offered { slots, instead, .. } = &offered.status else {
        panic!("{:?}", offered.status);
    };
    assert!(instead);
    let mail = office.mails(&moving.family).await.remove(0);
    assert!(mail.subject.contains("be moved?"), "{}", mail.subject);
    let agree = BookingAnswer::Accept {
        slot: slots[0].id,
        party: Party::default(),
    };
    let path = routes::booking_answer(moved.id);
    let agreed: Booking = office
        .post(&moving.family.token, &path, &agree)
        .await
        .unwrap();
    assert_eq!(
        (agreed.starts_at, agreed.status),
        (starts_at, BookingStatus::Booked)
    );
    // The one that was kept is not asked about again.
    wanted.settings.lead_days = 1;
    assert!(preview(&office, &wanted).await.hits.is_empty());
    let mut seen = actions(&office, "booking.").await;
    seen.retain(|action| {
        ["booking.kept", "booking.offered", "booking.cancelled"].contains(&&**action)
    });
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn fewer_calls_hit_requests_too() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let first = office.call(&caller, &slots[0]).await.unwrap();
    office.move_clock(time("2026-11-22T11:00:00Z"));
    let second = office.call(&caller, &slots[2]).await.unwrap();
    let mut wanted = portal(&office).await;
    wanted.settings.calls_a_month = 1;
    let seen = preview(&office, &wanted).await;
    let hit: Vec<_> = seen
        .hits
        .iter()
        .map(|hit| (hit.booking.id, &hit.why))
        .collect();
    assert_eq!(hit, [(second.id, &vec![HitReason::Allowance])]);
    let resolved = ResolvedHit {
        booking: second.id,
        resolution: Resolution::Cancel {
            reason: CancellationReason::SlotUnavailable,
        },
    };
    save(&office, &wanted, vec![resolved]).await.unwrap();
    let bookings = office.bookings(&caller.family).await;
    let of = |id| bookings.iter().find(|booking| booking.id == id).unwrap();
    assert!(matches!(
        of(second.id).status,
        BookingStatus::Rejected { .. }
    ));
    assert!(matches!(
        of(first.id).status,
        BookingStatus::Requested { .. }
    ));
}

#[tokio::test]
async fn of_two_who_change_at_once_the_later_is_told() {
    let office = Office::open(SETTINGS).await;
    let seen = portal(&office).await;
    let change = |calls_a_month| NewPortal {
        portal: Portal {
            settings: Settings {
                calls_a_month,
                ..seen.settings.clone()
            },
            ..seen.clone()
        },
        hits: Vec::new(),
        instead_of: Some(seen.clone()),
    };
    let save = |new: NewPortal| {
        let office = &office;
        async move { office.put::<Portal>(&office.staff, PATH, &new).await }
    };
    let first = save(change(7)).await.unwrap();
    let second = save(change(8)).await.unwrap_err();
    assert_eq!(second.code, ErrorCode::PortalChanged);
    assert_eq!(portal(&office).await, first);
    let again = NewPortal {
        instead_of: Some(first),
        ..change(8)
    };
    assert_eq!(save(again).await.unwrap().settings.calls_a_month, 8);
}

#[tokio::test]
async fn a_file_is_read_and_nothing_of_it_counts_yet() {
    let office = Office::open(SETTINGS).await;
    let before = portal(&office).await;
    let read = async |text: &str| -> PortalImport {
        let file = PortalFile { text: text.into() };
        let path = "/v1/staff/portal/file";
        office.post(&office.staff, path, &file).await.unwrap()
    };
    let import = read("lead_days: 2\nenabled: flase\nrecurring:\n  tue:\n  - 0900-1100\n").await;
    let tuesday = &import.portal.timetable.recurring[&Day::Tue];
    assert_eq!(tuesday, &["0900-1100".parse().unwrap()].into());
    assert_eq!(import.portal.settings.lead_days, 2);
    assert_eq!(import.portal.settings.call_seconds, SETTINGS.call_seconds);
    assert_eq!(import.portal.holidays, before.holidays);
    let [odd] = &import.problems[..] else {
        panic!("{:?}", import.problems)
    };
    assert_eq!(
        (odd.field.as_str(), odd.value.as_str(), &odd.reason),
        (
            "timetable.enabled",
            "flase",
            &PortalReason::NotAFlag { read_as: true }
        )
    );
    let broken = read("recurring:\n\t- nothing").await;
    assert!(!broken.portal.timetable.enabled);
    assert!(matches!(
        broken.problems[0].reason,
        PortalReason::NotYaml { line: 2, .. }
    ));
    assert_eq!(portal(&office).await, before);
    save(&office, &import.portal, Vec::new()).await.unwrap();
}
