use crate::{at, id, name, wire};
use kinline_protocol::{account::*, establishment::*, identity::IdentityStatus, policy::*, *};

fn token() -> Token {
    Token {
        access_token: "t0ken".into(),
        expires_at: at("2026-11-22T10:00:00Z"),
    }
}

pub fn some_settings() -> Settings {
    Settings {
        call_seconds: 1800,
        turn_round_seconds: 900,
        calls_a_month: 1,
        capacity: 2,
        lead_days: 3,
        booking_window_days: 28,
        adult_age: 18,
        visitors: 4,
        automatic: false,
        minutes_a_month: 60,
        who_may_ask: WhoMayAsk {
            prisoner: false,
            ..WhoMayAsk::ANY
        },
        change_until_hours: 24,
        waiting_offer_minutes: 120,
        reserved: Reserved {
            slots_a_week: 2,
            days_without_visit: 60,
            free_days_before: 3,
        },
        information: Information {
            en: "Bring your passport.".into(),
            cy: "Dewch â'ch pasbort.".into(),
        },
    }
}

wire! {
    new_registration: NewRegistration {
        email: EmailAddress::parse("ann@example.org").unwrap(),
        language: Language::Welsh,
    },
    registration: Registration { id: RegistrationId(id(1)), expires_at: at("2026-11-22T09:15:00Z") },
    confirmation: Confirmation { code: "123456".into(), device_key: "AAAA".into() },
    device_registered: DeviceRegistered {
        account: AccountId(id(2)),
        device: DeviceId(id(3)),
        token: token(),
    },
    new_challenge: NewChallenge { device: DeviceId(id(3)) },
    challenge: Challenge { id: ChallengeId(id(4)), nonce: "bm9uY2U".into() },
    signed_challenge: SignedChallenge { challenge: ChallengeId(id(4)), signature: "c2ln".into() },
    me: Me {
        account: AccountId(id(2)),
        email: EmailAddress::parse("ann@example.org").unwrap(),
        visitor_number: VisitorNumber("K7Q2M9XD".into()),
        identity: IdentityStatus::NotSubmitted,
        policy_agreed: None,
        policy_current: 2,
    },
    sign_in: SignIn { code: "river-42".into() },
    signed_in: SignedIn {
        role: Role::Laptop,
        name: name("Call room 1"),
        establishment: Some(EstablishmentId("BWI".into())),
        laptop: Some(LaptopId(id(5))),
        token: Some(token()),
    },
    signed_in_again: SignedIn {
        role: Role::Reviewer,
        name: name("Rhian Rees"),
        establishment: None,
        laptop: None,
        token: None,
    },
    policy: Policy {
        version: 2,
        language: Language::English,
        title: "Using video calls".into(),
        paragraphs: vec!["Be kind.".into()],
    },
    policy_agreement: PolicyAgreement { version: 2 },
    new_policy: NewPolicy {
        en: PolicyText { title: "Using video calls".into(), paragraphs: vec!["Be kind.".into()] },
        cy: PolicyText { title: "Galwadau fideo".into(), paragraphs: vec!["Byddwch yn garedig.".into()] },
    },
    establishment: List::from(vec![Establishment {
        id: EstablishmentId("BWI".into()),
        name: "Berwyn (HMP)".into(),
        name_cy: Some("Berwyn (CEF)".into()),
        time_zone: "Europe/London".into(),
        live: true,
        readiness: readiness::Progress::default(),
    }]),
    settings: some_settings(),
    problem: Problem::new(ErrorCode::InvalidInput)
        .detail("Send an address such as ann@example.org.")
        .field("email", ErrorCode::EmailInvalid)
        .at(at("2026-12-01T00:00:00Z")),
    problem_short: Problem::new(ErrorCode::SlotTaken),
}

#[test]
fn a_token_is_not_shown() {
    assert!(!format!("{:?}", token()).contains("t0ken"));
}

#[test]
fn an_address_that_is_none_does_not_read() {
    let error = serde_json::from_str::<EmailAddress>("\"ann\"").unwrap_err();
    assert!(error.to_string().contains("email_invalid"));
}
