//! People, times and bookings for tests, and ways to look at what comes out.

use crate::{
    Action, Button, Part, PlatformEffect, Screen, Tone,
    account::Session,
    api::ApiError,
    navigation::Page,
    update::{self, Effect, Input, Start, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, BookingId, CallId, ContactId, DeviceId, ErrorCode, EstablishmentId, HoldId,
    Language, PersonName, PrisonerNumber, Problem, SlotId,
    account::{Me, VisitorNumber},
    booking::{
        Allowance, AskedBy, Booking, BookingRules, BookingStatus, Hold, Reference, Slot, Slots,
        Visitor, VisitorKind, VisitorState,
    },
    establishment::{Establishment, Information, WhoMayAsk},
    identity::IdentityStatus,
    people::{Companion, Contact, ContactStatus, NewContact},
};
use serde::Serialize;
use uuid::Uuid;

pub const LANGUAGES: [Language; 2] = [Language::English, Language::Welsh];

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A Wednesday.
pub fn now() -> DateTime<Utc> {
    at("2026-11-25T09:00:00Z")
}

pub fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

/// A signed-in family member with an approved contact (1) and a companion (7).
pub fn state(language: Language, zone: &str) -> State {
    let start = Start {
        language,
        zone: zone.parse().unwrap(),
        device_key: String::new(),
    };
    let mut state = State::new(start);
    let account = AccountId(Uuid::from_u128(100));
    state.account.saved.session = Some(Session {
        account,
        device: DeviceId(Uuid::from_u128(101)),
    });
    state.account.saved.me = Some(me());
    state.people.saved.establishments = vec![berwyn()];
    state.people.saved.contacts = Some(vec![contact(1)]);
    state.people.saved.companions = Some(vec![companion(7)]);
    state.navigation.reset(Page::Home);
    state
}

pub fn me() -> Me {
    Me {
        account: AccountId(Uuid::from_u128(100)),
        email: kinline_protocol::EmailAddress::parse("ann@example.org").unwrap(),
        visitor_number: VisitorNumber("K7Q2M9XD".into()),
        identity: IdentityStatus::NotSubmitted,
        policy_agreed: Some(3),
        policy_current: 3,
    }
}

pub fn berwyn() -> Establishment {
    Establishment {
        id: EstablishmentId("BWI".into()),
        name: "HMP Berwyn".into(),
        name_cy: Some("CEF Berwyn".into()),
        time_zone: "Europe/London".into(),
        live: true,
        readiness: kinline_protocol::readiness::Progress::default(),
    }
}

pub fn contact(n: u128) -> Contact {
    Contact {
        id: ContactId(Uuid::from_u128(n)),
        person: NewContact {
            establishment: berwyn().id,
            prisoner_number: PrisonerNumber::parse("A1234BC").unwrap(),
            given_names: name("Gareth"),
            family_name: name("Example"),
            date_of_birth: "1985-03-27".parse().unwrap(),
        },
        status: ContactStatus::Approved { approved_at: now() },
    }
}

pub fn companion(n: u128) -> Companion {
    Companion {
        account: AccountId(Uuid::from_u128(n)),
        name: name("Megan Example"),
        adult: true,
        state: kinline_protocol::people::CompanionState::Ready,
    }
}

pub fn slot(n: u128, starts_at: DateTime<Utc>) -> Slot {
    let there: chrono_tz::Tz = "Europe/London".parse().unwrap();
    Slot {
        id: SlotId(Uuid::from_u128(n)),
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(30),
        local_start: starts_at.with_timezone(&there).naive_local(),
    }
}

pub fn slots(slots: Vec<Slot>, left: u32) -> Slots {
    Slots {
        time_zone: "Europe/London".into(),
        allowance: vec![Allowance {
            month: "2026-12".into(),
            calls: 2,
            left,
            renews_at: at("2027-01-01T00:00:00Z"),
            used: 0,
            booked: 2u32.saturating_sub(left),
            extra: 0,
            minutes: None,
        }],
        slots,
        rules: Some(rules()),
    }
}

/// Of an establishment whose staff answer.
pub fn rules() -> BookingRules {
    BookingRules {
        adult_age: 18,
        visitors: 4,
        call_seconds: 1800,
        first_day: Some("2026-11-30".parse().unwrap()),
        last_day: Some("2027-01-31".parse().unwrap()),
        who_may_ask: WhoMayAsk::ANY,
        automatic: false,
        change_until_hours: 24,
        information: Information {
            en: "Be on time.\n\nNo phones in the picture.".into(),
            cy: "Byddwch ar amser.\n\nDim ffonau yn y llun.".into(),
        },
    }
}

pub fn hold(slot: Slot) -> Hold {
    Hold {
        id: HoldId(Uuid::from_u128(500)),
        slot,
        expires_at: now() + TimeDelta::minutes(10),
    }
}

/// A booked call of half an hour.
pub fn booking(n: u128, starts_at: DateTime<Utc>) -> Booking {
    Booking {
        id: BookingId(Uuid::from_u128(n)),
        reference: Reference("K7Q2-M9XD".into()),
        sequence: 1,
        asked_by: AskedBy::Family,
        contact: ContactId(Uuid::from_u128(1)),
        prisoner: name("Gareth Example"),
        establishment: berwyn().id,
        time_zone: "Europe/London".into(),
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(30),
        opens_at: starts_at - TimeDelta::minutes(15),
        choices: Vec::new(),
        visitors: vec![Visitor {
            account: Some(AccountId(Uuid::from_u128(100))),
            name: name("Ann Example"),
            kind: VisitorKind::Adult,
            state: VisitorState::Ready,
        }],
        complete_by: None,
        change_until: None,
        delayed_to: None,
        status: BookingStatus::Booked,
        call: CallId(Uuid::from_u128(n + 1000)),
    }
}

pub fn problem(code: ErrorCode) -> ApiError {
    Problem::new(code).into()
}

/// The paths that are asked, with their methods: `Post /v1/holds`.
pub fn asked(effects: &[Effect]) -> Vec<String> {
    let requests = effects.iter().filter_map(|effect| match effect {
        Effect::Request(request) => Some(format!("{request:?}")),
        _ => None,
    });
    requests.collect()
}

/// The server's answer to one of the requests, taken in; what follows from it.
pub fn answer(
    state: &mut State,
    effects: &[Effect],
    request: &str,
    answer: Result<&dyn erased::Json, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Request(asked) if format!("{asked:?}") == request => Some(asked),
        _ => None,
    });
    let found = found.unwrap_or_else(|| panic!("{request} not among {:?}", asked(effects)));
    let input = found.reply(answer.map(|value| value.json()));
    update::update(state, input, now)
}

pub mod erased {
    /// Anything that becomes JSON.
    pub trait Json {
        fn json(&self) -> Vec<u8>;
    }

    impl<T: super::Serialize> Json for T {
        fn json(&self) -> Vec<u8> {
            serde_json::to_vec(self).unwrap()
        }
    }
}

pub fn platform(effects: &[Effect]) -> Vec<&PlatformEffect> {
    let platform = effects.iter().filter_map(|effect| match effect {
        Effect::Platform(effect) => Some(effect),
        _ => None,
    });
    platform.collect()
}

/// Everything that a person reads on a screen, a line each.
pub fn told(screen: &Screen) -> String {
    crate::testing::words(screen).join("\n")
}

/// The buttons that can be pressed.
pub fn buttons(screen: &Screen) -> Vec<&Button> {
    screen.buttons().filter(|button| button.enabled).collect()
}

pub const SLOTS: &str = "GET /v1/contacts/00000000-0000-0000-0000-000000000001/slots";

pub fn gareth() -> ContactId {
    ContactId(Uuid::from_u128(1))
}

pub fn act(state: &mut State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    update::update(state, Input::Action(action), now)
}

pub fn tones(screen: &Screen) -> Vec<(Tone, &str)> {
    let notices = screen.parts.iter().filter_map(|part| match part {
        Part::Notice { tone, title, .. } => Some((*tone, title.as_str())),
        _ => None,
    });
    notices.collect()
}

pub fn buttons_with(screen: &Screen, action: &Action) -> bool {
    buttons(screen)
        .iter()
        .any(|button| button.action == *action)
}
