//! Whatever forbids a call, the family's answers, mails and statuses are the same, to the byte.

use super::*;
use chrono::Duration;
use kinline_protocol::{
    booking::{BookingChange, NewBooking, NewHold, Slots},
    office::{DayEvent, StaffRejection, Whereabouts},
    people::{Child, NewChild, Relationship},
    routes,
    waiting::NewWaiting,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

const SENSITIVE: [StaffRejection; 4] = [
    StaffRejection::PrisonerBanned,
    StaffRejection::VisitorBanned,
    StaffRejection::NonAssociation,
    StaffRejection::ChildProtection,
];

const EVENTS: [DayEvent; 4] = [
    DayEvent::PrisonerBanned,
    DayEvent::VisitorBanned,
    DayEvent::NonAssociation,
    DayEvent::ChildProtection,
];

fn restrictions(caller: &Caller) -> [Restriction; 4] {
    let visitor = || caller.family.visitor_number.clone();
    [
        Restriction::PrisonerBanned,
        Restriction::VisitorBanned { visitor: visitor() },
        Restriction::NonAssociation { visitor: visitor() },
        Restriction::ChildProtection,
    ]
}

/// When something was answered: of another length every thousandth time, when milliseconds are none.
/// So lengths are compared by the whole text, without these.
const MOMENTS: [&str; 7] = [
    "added_at",
    "approved_at",
    "expires_at",
    "now",
    "requested_at",
    "since",
    "valid_until",
];

/// All that a family sees of an establishment over HTTP.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen(Vec<(String, u16, BTreeMap<String, String>, String)>);

impl Seen {
    /// Calls a reason a reason, whichever it is.
    fn any_reason(&mut self, reason: &str) {
        let reason = format!("\"{reason}\"");
        for line in &mut self.0 {
            line.3 = line.3.replace(&reason, "\"a reason\"");
        }
    }
}

struct Eyes<'a> {
    office: &'a Office,
    token: String,
    seen: Seen,
    names: BTreeMap<String, String>,
}

impl Eyes<'_> {
    async fn look(&mut self, method: Method, path: &str, body: Option<Value>) -> Value {
        let key = uuid::Uuid::new_v4().to_string();
        let office = self.office;
        let answer = office
            .send(method.clone(), &self.token, path, body.as_ref(), &key)
            .await;
        let status = answer.status().as_u16();
        let headers = answer.headers().iter();
        let headers = headers
            .filter(|(name, _)| {
                !["date", "content-length", routes::TIME_HEADER].contains(&name.as_str())
            })
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let text = answer.text().await.unwrap();
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        let what = self.same(&Value::String(format!("{method} {path}")));
        let line = (
            what.to_string(),
            status,
            headers,
            self.same(&body).to_string(),
        );
        self.seen.0.push(line);
        body
    }

    async fn mails(&mut self, caller: &Caller) {
        for mail in self.office.mails(&caller.family).await {
            let text = self.same(&Value::String(format!("{}\n{}", mail.subject, mail.body)));
            let line = ("mail".to_owned(), 0, BTreeMap::new(), text.to_string());
            self.seen.0.push(line);
        }
    }

    /// Ids, references and the moment of the answer are everybody's own: each is called by its
    /// place among those seen, with its length.
    fn same(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(fields) => {
                let fields = fields.iter();
                fields
                    .map(|(key, value)| match MOMENTS.contains(&key.as_str()) {
                        true => (key.clone(), Value::String("a moment".into())),
                        false => (key.clone(), self.same(value)),
                    })
                    .collect()
            }
            Value::Array(items) => items.iter().map(|item| self.same(item)).collect(),
            Value::String(text) => Value::String(self.word(text)),
            other => other.clone(),
        }
    }

    fn word(&mut self, text: &str) -> String {
        let parts = text.split_inclusive(['/', '?', '=', ' ', '\n', '\'']);
        parts
            .map(|part| {
                let bare = part.trim_end_matches(['/', '?', '=', ' ', '\n', '\'']);
                let is_id = uuid::Uuid::parse_str(bare).is_ok();
                let is_reference = bare.len() == 9
                    && bare.as_bytes()[4] == b'-'
                    && !bare.starts_with(char::is_lowercase);
                if !(is_id || is_reference) {
                    return part.to_owned();
                }
                let next = format!("#{} of {}", self.names.len(), bare.len());
                let name = self.names.entry(bare.to_owned()).or_insert(next);
                part.replace(bare, name)
            })
            .collect()
    }
}

struct Stage {
    office: Office,
    prisoner: Prisoner,
    caller: Caller,
    child: Child,
}

async fn stage(settings: Settings) -> Stage {
    let office = Office::open(settings).await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let new = NewChild {
        given_names: kinline_protocol::PersonName::parse("Mali").unwrap(),
        family_name: kinline_protocol::PersonName::parse("Prosser").unwrap(),
        date_of_birth: "2020-03-01".parse().unwrap(),
        relationship: Relationship::Parent,
        i_am_responsible: true,
    };
    let child = office.post(&caller.family.token, routes::CHILDREN, &new);
    let child = child.await.unwrap();
    Stage {
        office,
        prisoner,
        caller,
        child,
    }
}

impl Stage {
    fn eyes(&self) -> Eyes<'_> {
        Eyes {
            office: &self.office,
            token: self.caller.family.token.clone(),
            seen: Seen::default(),
            names: BTreeMap::new(),
        }
    }

    /// Looks for times, holds one and asks for a call with the child, as an app does.
    async fn ask(&self, eyes: &mut Eyes<'_>) -> Booking {
        let contact = self.caller.contact;
        eyes.look(Method::GET, routes::CONTACTS, None).await;
        let slots = eyes.look(Method::GET, &routes::slots(contact), None).await;
        let slots: Slots = serde_json::from_value(slots).unwrap();
        let new = NewHold {
            contact,
            slot: slots.slots[0].id,
            beside: Vec::new(),
            instead_of: None,
        };
        let hold = eyes.look(Method::POST, routes::HOLDS, json(&new)).await;
        let hold: kinline_protocol::booking::Hold = serde_json::from_value(hold).unwrap();
        let new = NewBooking {
            hold: hold.id,
            also: Vec::new(),
            companions: Vec::new(),
            children: vec![self.child.id],
            invited: Vec::new(),
        };
        let booking = eyes.look(Method::POST, routes::BOOKINGS, json(&new)).await;
        serde_json::from_value(booking).unwrap()
    }

    /// One of the [restrictions], or none for a number beyond them.
    async fn restrict(&self, n: usize) {
        if let Some(restriction) = restrictions(&self.caller).get(n) {
            restrict(&self.office, &self.prisoner, restriction.clone()).await;
        }
    }

    async fn ask_and_look_around(&self, eyes: &mut Eyes<'_>) {
        let booking = self.ask(eyes).await;
        self.look_around(eyes, &booking).await;
    }

    async fn ask_and_be_rejected(&self, eyes: &mut Eyes<'_>, reason: StaffRejection) {
        let booking = self.ask(eyes).await;
        let reject = RequestDecision::Reject { reason };
        decide(&self.office, &booking, &reject).await.unwrap();
        self.look_around(eyes, &booking).await;
    }

    async fn ask_and_be_called_off(&self, eyes: &mut Eyes<'_>, event: DayEvent) {
        let booking = self.ask(eyes).await;
        let path = format!("/v1/staff/bookings/{}/event", booking.id);
        let off: Answer<Booking> = self.office.post(&self.office.staff, &path, &event).await;
        off.unwrap();
        self.look_around(eyes, &booking).await;
    }

    /// Looks at everything there is to see afterwards.
    async fn look_around(&self, eyes: &mut Eyes<'_>, booking: &Booking) {
        let paths = [
            routes::BOOKINGS.to_owned(),
            routes::booking(booking.id),
            routes::call(booking.call),
            routes::slots(self.caller.contact),
            routes::CONTACTS.to_owned(),
            routes::CHILDREN.to_owned(),
            routes::COMPANIONS.to_owned(),
            routes::HOLDS.to_owned(),
            routes::WAITING.to_owned(),
        ];
        for path in paths {
            eyes.look(Method::GET, &path, None).await;
        }
        let cancel = routes::booking_cancellation(booking.id);
        eyes.look(Method::POST, &cancel, None).await;
        eyes.mails(&self.caller).await;
    }
}

fn json(value: &impl Serialize) -> Option<Value> {
    Some(serde_json::to_value(value).unwrap())
}

/// Lives the same in each case: whatever is seen must be the same.
async fn all_the_same<Case>(
    settings: Settings,
    cases: impl IntoIterator<Item = Case>,
    live: impl AsyncFn(&Stage, &mut Eyes<'_>, Case),
) {
    let mut seen = Vec::new();
    for case in cases {
        let stage = stage(settings.clone()).await;
        let mut eyes = stage.eyes();
        live(&stage, &mut eyes, case).await;
        seen.push(eyes.seen);
    }
    let (first, others) = seen.split_first().unwrap();
    assert!(first.0.len() > 5 && !others.is_empty());
    for other in others {
        for (one, two) in first.0.iter().zip(&other.0) {
            assert_eq!(one, two);
        }
        assert_eq!(first.0.len(), other.0.len());
    }
}

#[tokio::test]
async fn an_automatic_establishment_says_the_same_whatever_forbids_the_call() {
    all_the_same(SETTINGS, 0..SENSITIVE.len(), async |stage, eyes, n| {
        stage.restrict(n).await;
        stage.ask_and_look_around(eyes).await;
        let text = eyes.seen.0.iter().map(|line| &line.3);
        let text: String = text.cloned().collect();
        assert!(text.contains("restricted"));
        for telling in ["banned", "association", "protection", "Incident"] {
            assert!(!text.contains(telling), "{telling}");
        }
    })
    .await;
}

#[tokio::test]
async fn until_a_call_is_asked_for_nothing_tells_of_a_restriction() {
    let mut seen = Vec::new();
    for is_restricted in [false, true] {
        for settings in [SETTINGS, reviewed()] {
            let stage = stage(settings).await;
            if is_restricted {
                restrict(&stage.office, &stage.prisoner, Restriction::ChildProtection).await;
            }
            let mut eyes = stage.eyes();
            stage.ask(&mut eyes).await;
            // The answer of an automatic establishment is the first that differs.
            let asked = eyes.seen.0.pop().unwrap();
            seen.push((eyes.seen, asked));
        }
    }
    let [
        (free, booked),
        (reviewed_free, asked),
        (hit, rejected),
        (reviewed_hit, asked_hit),
    ] = &seen[..]
    else {
        unreachable!();
    };
    assert_eq!(free, hit);
    assert_eq!(reviewed_free, reviewed_hit);
    assert_eq!(
        asked, asked_hit,
        "staff decide: the family learns it from them"
    );
    assert_eq!(booked.1, rejected.1);
    assert_ne!(booked.3, rejected.3);
}

#[tokio::test]
async fn staff_reject_for_any_sensitive_reason_in_the_same_words() {
    all_the_same(reviewed(), SENSITIVE, async |stage, eyes, reason| {
        stage.ask_and_be_rejected(eyes, reason).await;
    })
    .await;
}

#[tokio::test]
async fn staff_call_off_for_any_sensitive_reason_in_the_same_words() {
    all_the_same(SETTINGS, EVENTS, async |stage, eyes, event| {
        stage.ask_and_be_called_off(eyes, event).await;
    })
    .await;
}

#[tokio::test]
async fn what_comes_after_a_call_was_booked_tells_nothing_by_itself() {
    all_the_same(SETTINGS, 0..=SENSITIVE.len(), async |stage, eyes, n| {
        let booking = stage.ask(eyes).await;
        stage.restrict(n).await;
        stage.look_around(eyes, &booking).await;
    })
    .await;
}

#[tokio::test]
async fn a_sensitive_rejection_differs_from_an_ordinary_one_by_the_reason_alone() {
    let reasons = [
        (StaffRejection::VisitorBanned, "restricted"),
        (StaffRejection::Other, "other"),
        (StaffRejection::SlotUnavailable, "slot_unavailable"),
    ];
    all_the_same(reviewed(), reasons, async |stage, eyes, (reason, known)| {
        stage.ask_and_be_rejected(eyes, reason).await;
        let told = eyes.seen.0.iter().any(|line| line.3.contains(known));
        assert!(told, "{known}");
        eyes.seen.any_reason(known);
    })
    .await;
}

#[tokio::test]
async fn what_is_rejected_at_once_differs_by_the_reason_alone() {
    let reasons = ["restricted", "prisoner_moved"];
    all_the_same(SETTINGS, reasons, async |stage, eyes, known| {
        if known == "restricted" {
            restrict(&stage.office, &stage.prisoner, Restriction::ChildProtection).await;
        } else {
            let moved = PrisonerChange {
                whereabouts: Some(Whereabouts::Moved),
                ..PrisonerChange::default()
            };
            let moved = change(&stage.office, &stage.prisoner, &moved).await;
            moved.unwrap();
        }
        stage.ask_and_look_around(eyes).await;
        eyes.seen.any_reason(known);
    })
    .await;
}

#[tokio::test]
async fn a_sensitive_cancellation_differs_from_an_ordinary_one_by_the_reason_alone() {
    let events = [
        (DayEvent::NonAssociation, "restricted"),
        (DayEvent::Unavailable, "slot_unavailable"),
        (DayEvent::Refused, "prisoner_refused"),
    ];
    all_the_same(SETTINGS, events, async |stage, eyes, (event, known)| {
        stage.ask_and_be_called_off(eyes, event).await;
        eyes.seen.any_reason(known);
    })
    .await;
}

#[tokio::test]
async fn who_waits_for_a_time_is_offered_it_whatever_forbids_the_call() {
    let one_laptop = Settings {
        capacity: 1,
        ..SETTINGS
    };
    all_the_same(one_laptop, 0..=SENSITIVE.len(), async |stage, eyes, n| {
        stage.restrict(n).await;
        let other = stage.office.caller(2).await;
        let slots = stage.office.slots(&other).await.slots;
        let taken = stage.office.call(&other, &slots[0]).await.unwrap();
        let new = NewWaiting {
            contact: stage.caller.contact,
            from: None,
            to: None,
            days: Default::default(),
        };
        eyes.look(Method::POST, routes::WAITING, json(&new)).await;
        eyes.look(Method::GET, routes::WAITING, None).await;
        let cancel = routes::booking_cancellation(taken.id);
        let token = &other.family.token;
        let _: Booking = stage.office.press(token, &cancel).await.unwrap();
        let waiting = eyes.look(Method::GET, routes::WAITING, None).await;
        assert!(waiting["items"][0]["offer"]["id"].is_string(), "{waiting}");
        for path in [routes::HOLDS, &routes::slots(stage.caller.contact)] {
            eyes.look(Method::GET, path, None).await;
        }
        eyes.mails(&stage.caller).await;
    })
    .await;
}

#[tokio::test]
async fn a_booked_call_stays_where_it_is_in_the_same_words_whatever_forbids_the_other_time() {
    all_the_same(SETTINGS, 0..SENSITIVE.len(), async |stage, eyes, n| {
        let booking = stage.ask(eyes).await;
        let later = NewRestriction {
            restriction: restrictions(&stage.caller)[n].clone(),
            from: Some(booking.starts_at.date_naive() + Duration::days(1)),
            until: None,
            note: "Incident 12".into(),
        };
        let add = PrisonerChange {
            add: vec![later],
            ..PrisonerChange::default()
        };
        change(&stage.office, &stage.prisoner, &add).await.unwrap();
        let slots = stage.office.slots(&stage.caller).await.slots;
        let new = NewHold {
            contact: stage.caller.contact,
            slot: slots.last().unwrap().id,
            beside: Vec::new(),
            instead_of: Some(booking.id),
        };
        let hold = eyes.look(Method::POST, routes::HOLDS, json(&new)).await;
        let change = BookingChange {
            hold: serde_json::from_value(hold["id"].clone()).unwrap(),
            reason: None,
        };
        let path = routes::booking_change(booking.id);
        let refused = eyes.look(Method::POST, &path, json(&change)).await;
        assert_eq!(refused["code"], "restricted");
        let stays = stage.office.bookings(&stage.caller.family).await;
        assert_eq!(stays[0], booking);
        stage.look_around(eyes, &booking).await;
    })
    .await;
}
