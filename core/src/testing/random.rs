//! Whatever a person taps and a server answers, in whatever order: the app goes on, and every screen can be
//! drawn in both languages (each input of a journey draws it).

use super::{Journey, id, photo};
use crate::{
    Action, DeviceCheck, FieldValue, Form, Guest, Place,
    account::Event as AccountEvent,
    api::ApiError,
    identity::{Event as IdentityEvent, UploadEvent},
    update::{Input, Timer},
};
use kinline_protocol::{ErrorCode, Language, Problem, findings::PhotoProblem, identity::PhotoKind};
use proptest::{prelude::*, test_runner::RngSeed};

/// Something that a person does, or the world.
#[derive(Debug, Clone)]
enum Step {
    Does(Action),
    TapsButton(usize),
    Answers(usize, Answer),
    Photo(bool),
    Wakes(Timer),
    Line(bool),
    SignsOut,
    Kill,
}

#[derive(Debug, Clone)]
enum Answer {
    Fails(ErrorCode),
    NoWay,
    Nonsense,
    Json(&'static str),
}

const KINDS: [PhotoKind; 3] = [
    PhotoKind::DocumentFront,
    PhotoKind::DocumentBack,
    PhotoKind::Portrait,
];

fn values() -> impl Strategy<Value = Vec<FieldValue>> {
    let fields = prop::sample::select(vec![
        "email",
        "code",
        "given_names",
        "family_name",
        "date_of_birth",
        "document",
        "establishment",
        "prisoner_number",
        "visitor_number",
        "unknown",
    ]);
    let texts = prop::sample::select(vec![
        "",
        " ",
        "ann@example.org",
        "123456",
        "Ann",
        "1985-03-27",
        "passport",
        "driving_licence",
        "BWI",
        "A1234BC",
        "K7Q2M9XD",
        "💥\u{0}",
    ]);
    let value = (fields, texts).prop_map(|(field, value)| FieldValue {
        field: field.into(),
        value: value.into(),
    });
    prop::collection::vec(value, 0..6)
}

fn action() -> impl Strategy<Value = Action> {
    let some = || "00000000-0000-4000-8000-000000000001";
    let places = vec![
        Place::Home,
        Place::Identity,
        Place::Policy,
        Place::People,
        Place::AddContact,
        Place::AddCompanion,
        Place::Bookings,
        Place::ConfirmBooking,
        Place::Planner(id(some())),
        Place::WaitingList(id(some())),
        Place::Booking(id(some())),
        Place::Establishments,
        Place::Settings,
    ];
    let form = || {
        prop::sample::select(vec![
            Form::Register,
            Form::Code,
            Form::IdentityDetails,
            Form::IdentityDocument,
            Form::Contact,
            Form::Companion,
            Form::CancelBooking,
            Form::ChangeBooking,
            Form::Waiting,
        ])
    };
    let check = any::<(bool, bool, bool)>().prop_map(|(camera, microphone, loudspeaker)| {
        Action::DeviceChecked(DeviceCheck {
            camera,
            microphone,
            loudspeaker,
        })
    });
    prop_oneof![
        prop::sample::select(places).prop_map(Action::Open),
        (form(), values()).prop_map(|(form, values)| Action::Submit { form, values }),
        (form(), values()).prop_map(|(form, values)| Action::KeepDraft { form, values }),
        prop::sample::select(KINDS.to_vec()).prop_map(Action::TakePhoto),
        prop::sample::select(KINDS.to_vec()).prop_map(Action::CheckPhoto),
        prop::sample::select(KINDS.to_vec()).prop_map(Action::KeepPhoto),
        check,
        any::<bool>().prop_map(|online| Action::NetworkChanged { online }),
        any::<bool>().prop_map(Action::SetMicrophone),
        any::<bool>().prop_map(Action::SetCamera),
        any::<bool>().prop_map(Action::TelephoneCall),
        prop::sample::select(vec![
            Action::Back,
            Action::Refresh,
            Action::SetLanguage(Language::Welsh),
            Action::SetLanguage(Language::English),
            Action::PhotoCancelled,
            Action::SubmitIdentity,
            Action::AgreeToPolicy { version: 1 },
            Action::RemoveGuest(Guest::Companion(id(some()))),
            Action::RemoveGuest(Guest::Child(id(some()))),
            Action::ShareInvitation(id(some())),
            Action::OpenLink("kinline://invitation/abcdefghijklmnop".into()),
            Action::AcceptInvitation,
            Action::DeclineInvitation,
            Action::RemindersShown(Vec::new()),
            Action::OpenPhoneSettings,
            Action::TimeZoneChanged {
                zone: "Asia/Tokyo".into()
            },
            Action::BookWith(id(some())),
            Action::ChooseSlot(id(some())),
            Action::ChooseMore,
            Action::ReleaseSlot(id(some())),
            Action::SetGuest {
                guest: Guest::Companion(id(some())),
                comes: true
            },
            Action::AcceptTime {
                booking: id(some()),
                slot: id(some())
            },
            Action::ProposeTimes(id(some())),
            Action::ChangeBooking(id(some())),
            Action::TakeOffer(id(some())),
            Action::DeclineOffer(id(some())),
            Action::StopWaiting(id(some())),
            Action::RequestBooking,
            Action::CancelBooking(id(some())),
            Action::ShareCalendar(id(some())),
            Action::StartDeviceCheck(id(some())),
            Action::JoinCall(id(some())),
            Action::LeaveCall,
        ]),
    ]
}

/// Each is an answer that some request takes.
const ANSWERS: [&str; 12] = [
    r#"{"items":[]}"#,
    r#"{"state":"not_submitted"}"#,
    r#"{"state":"rejected","case":"00000000-0000-4000-8000-000000000001","rejected_at":"2026-11-22T09:00:00Z","reason":"photo_dark","photo":null,"note":null}"#,
    r#"{"id":"00000000-0000-4000-8000-000000000001","expires_at":"2026-11-22T09:15:00Z"}"#,
    r#"{"account":"00000000-0000-4000-8000-000000000001","device":"00000000-0000-4000-8000-000000000001","token":{"access_token":"t","expires_at":"2026-11-22T09:15:00Z"}}"#,
    r#"{"version":1,"language":"en","title":"Rules","paragraphs":["Be kind."]}"#,
    r#"{"time_zone":"Europe/London","allowance":[{"month":"2026-12","calls":2,"left":1,"renews_at":"2027-01-01T00:00:00Z"}],"slots":[{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"}],"rules":{"adult_age":18,"visitors":2,"call_seconds":1800,"first_day":null,"last_day":null,"who_may_ask":{"family":true,"prisoner":true,"establishment":true},"automatic":false,"change_until_hours":24,"information":{"en":"","cy":""}}}"#,
    r#"{"id":"00000000-0000-4000-8000-000000000001","slot":{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"},"expires_at":"2026-11-22T09:10:00Z"}"#,
    r#"{"id":"00000000-0000-4000-8000-000000000001","reference":"K7Q2-M9XD","sequence":1,"contact":"00000000-0000-4000-8000-000000000001","prisoner":"Dylan Price","establishment":"BWI","time_zone":"Europe/London","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","opens_at":"2026-12-09T13:45:00Z","choices":[{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"}],"visitors":[{"name":"Ann"}],"status":{"state":"asked","answer_by":"2026-11-28T12:00:00Z"},"call":"00000000-0000-4000-8000-000000000001"}"#,
    r#"{"items":[{"id":"00000000-0000-4000-8000-000000000001","reference":"K7Q2-M9XD","sequence":1,"contact":"00000000-0000-4000-8000-000000000001","prisoner":"Dylan Price","establishment":"BWI","time_zone":"Europe/London","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","opens_at":"2026-12-09T13:45:00Z","choices":[{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"}],"visitors":[{"name":"Ann"}],"status":{"state":"offered","slots":[{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"}],"answer_by":"2026-11-28T12:00:00Z","instead":true},"call":"00000000-0000-4000-8000-000000000001"}]}"#,
    r#"{"id":"00000000-0000-4000-8000-000000000001","reference":"K7Q2-M9XD","sequence":1,"contact":"00000000-0000-4000-8000-000000000001","prisoner":"Dylan Price","establishment":"BWI","time_zone":"Europe/London","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","opens_at":"2026-12-09T13:45:00Z","choices":[{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"}],"visitors":[{"name":"Ann"}],"status":{"state":"booked"},"call":"00000000-0000-4000-8000-000000000001"}"#,
    r#"{"items":[{"id":"00000000-0000-4000-8000-000000000001","contact":"00000000-0000-4000-8000-000000000001","since":"2026-11-22T09:00:00Z","before":1,"offer":{"id":"00000000-0000-4000-8000-000000000001","slot":{"id":"00000000-0000-4000-8000-000000000001","starts_at":"2026-12-09T14:00:00Z","ends_at":"2026-12-09T14:30:00Z","local_start":"2026-12-09T14:00:00"},"expires_at":"2026-11-22T09:10:00Z"}}]}"#,
];

fn step() -> impl Strategy<Value = Step> {
    let answer = prop_oneof![
        prop::sample::select(ErrorCode::ALL.to_vec()).prop_map(Answer::Fails),
        Just(Answer::NoWay),
        Just(Answer::Nonsense),
        prop::sample::select(ANSWERS.to_vec()).prop_map(Answer::Json),
    ];
    let timers = prop::sample::select(vec![Timer::Refresh, Timer::Retry, Timer::Hold]);
    prop_oneof![
        4 => action().prop_map(Step::Does),
        4 => any::<usize>().prop_map(Step::TapsButton),
        6 => (any::<usize>(), answer).prop_map(|(which, answer)| Step::Answers(which, answer)),
        2 => any::<bool>().prop_map(Step::Photo),
        1 => timers.prop_map(Step::Wakes),
        1 => any::<bool>().prop_map(Step::Line),
        1 => Just(Step::SignsOut),
        1 => Just(Step::Kill),
    ]
}

fn take(journey: &mut Journey, step: Step) {
    match step {
        Step::Does(action) => journey.act(action),
        Step::TapsButton(which) => {
            let screen = journey.screen();
            let buttons: Vec<_> = screen.buttons().filter(|button| button.enabled).collect();
            if !buttons.is_empty() {
                journey.act(buttons[which % buttons.len()].action.clone());
            }
        }
        Step::Answers(which, answer) => {
            let answer = match answer {
                Answer::Fails(code) => Err(Problem::new(code).into()),
                Answer::NoWay => Err(ApiError::Offline),
                Answer::Nonsense => Ok(b"<html>".to_vec()),
                Answer::Json(json) => Ok(json.as_bytes().to_vec()),
            };
            journey.answer_any(which, answer);
        }
        Step::Photo(good) => {
            let bytes = if good { photo(300, 300) } else { vec![1, 2, 3] };
            for kind in KINDS {
                journey.act(Action::PhotoTaken {
                    kind,
                    bytes: bytes.clone(),
                });
                match journey.looks.pop() {
                    Some(_) if !good => journey.act(Action::Back),
                    Some((photo, kind)) => {
                        journey.looks.push((photo, kind));
                        let problem = (kind == PhotoKind::Portrait).then_some(PhotoProblem::Dark);
                        journey.looked(problem.as_slice());
                    }
                    None => {}
                }
            }
            if let Some(upload) = journey.uploads.pop() {
                let done = UploadEvent::Done(id("00000000-0000-4000-8000-000000000001"));
                let event = if good { done } else { UploadEvent::Lost };
                journey.input(Input::Identity(IdentityEvent::Upload(upload.photo, event)));
            }
        }
        Step::Wakes(timer) => journey.input(Input::Woken(timer)),
        Step::Line(up) => journey.input(Input::Line { up }),
        Step::SignsOut => journey.input(Input::Account(AccountEvent::SignedOut)),
        Step::Kill => journey.kill_and_start(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        rng_seed: RngSeed::Fixed(0xa99),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_that_happens_stops_the_app(
        signed_in: bool,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut journey = if signed_in { Journey::signed_in() } else { Journey::new() };
        for step in steps {
            take(&mut journey, step);
        }
        let screen = journey.screen();
        prop_assert!(!screen.title.is_empty());
        let ways_on = screen.can_go_back || screen.buttons().next().is_some();
        prop_assert!(ways_on, "a dead end: {screen:?}");
    }
}
