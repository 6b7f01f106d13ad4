//! What an establishment sets, and the policy that everybody agrees to.

use crate::office::{Office, SETTINGS};
use kinline_protocol::{
    ErrorCode, List,
    account::Me,
    establishment::{Establishment, Settings},
    office::{NewPortal, Portal, Resolution, ResolvedHit},
    policy::{NewPolicy, Policy, PolicyAgreement, PolicyText},
    routes,
};

const POLICIES: &str = "/v1/console/policies";

fn text(title: &str) -> PolicyText {
    PolicyText {
        title: title.into(),
        paragraphs: vec!["Be kind.".into()],
    }
}

#[tokio::test]
async fn establishments_are_listed_by_name_to_anybody() {
    let office = Office::open(SETTINGS).await;
    let all: List<Establishment> = office.get("", routes::ESTABLISHMENTS).await.unwrap();
    let names: Vec<_> = all.items.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Berwyn", "Cardiff"]);
}

#[tokio::test]
async fn longer_calls_leave_booked_and_held_ones_as_they_are() {
    let office = Office::open(Settings {
        capacity: 1,
        ..SETTINGS
    })
    .await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&first).await.slots;
    let booked = office.call(&first, &slots[1]).await.unwrap();
    let held = office.hold(&second, &slots[2]).await.unwrap();

    let path = "/v1/staff/portal";
    let mut portal: Portal = office.get(&office.staff, path).await.unwrap();
    portal.settings.call_seconds = 75 * 60;
    let keep = ResolvedHit {
        booking: booked.id,
        resolution: Resolution::Keep,
    };
    let new = NewPortal {
        portal,
        hits: vec![keep],
        instead_of: None,
    };
    let _: Portal = office.put(&office.staff, path, &new).await.unwrap();
    assert_eq!(office.bookings(&first.family).await[0], booked);
    // From 14:00 for 75 minutes: the old call from 14:45 is in the way.
    let free = office.slots(&first).await.slots;
    assert!(
        free.iter()
            .all(|slot| slot.starts_at.date_naive() > booked.starts_at.date_naive())
    );
    let booking = office.book(&second, held.id, &[]).await.unwrap();
    assert_eq!(
        (booking.starts_at, booking.ends_at),
        (held.slot.starts_at, held.slot.ends_at)
    );
    let after = office.slots(&second).await.slots;
    assert_eq!((after[0].ends_at - after[0].starts_at).num_minutes(), 75);
}

#[tokio::test]
async fn policy_is_there_in_both_languages() {
    let office = Office::open(SETTINGS).await;
    let english: Policy = office.get("", routes::POLICY).await.unwrap();
    let welsh: Policy = office.get("", "/v1/policy?language=cy").await.unwrap();
    assert_eq!((english.version, welsh.version), (1, 1));
    assert_eq!(english.paragraphs.len(), welsh.paragraphs.len());
    assert_ne!(english.title, welsh.title);
    let refused = office
        .get::<Policy>("", "/v1/policy?language=fr")
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::Malformed);
}

#[tokio::test]
async fn new_policy_asks_again_before_the_next_booking() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let token = &caller.family.token;
    let slot = office.slots(&caller).await.slots[0].clone();
    let hold = office.hold(&caller, &slot).await.unwrap();

    let new = NewPolicy {
        en: text("New rules"),
        cy: text("Rheolau newydd"),
    };
    let refused = office
        .post::<Policy>(&office.staff, POLICIES, &new)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    let empty = NewPolicy {
        cy: text(" "),
        ..new.clone()
    };
    let refused = office
        .post::<Policy>(&office.developer, POLICIES, &empty)
        .await
        .unwrap_err();
    assert_eq!(refused.fields[0].field, "cy");
    let published: Policy = office
        .post(&office.developer, POLICIES, &new)
        .await
        .unwrap();
    assert_eq!(
        (published.version, published.title.as_str()),
        (2, "New rules")
    );
    let welsh: Policy = office.get("", "/v1/policy?language=cy").await.unwrap();
    assert_eq!((welsh.version, welsh.title.as_str()), (2, "Rheolau newydd"));

    for refused in [
        office.hold(&caller, &slot).await.map(drop),
        office.book(&caller, hold.id, &[]).await.map(drop),
    ] {
        assert_eq!(refused.unwrap_err().code, ErrorCode::PolicyNotAgreed);
    }
    let me: Me = office.get(token, routes::ME).await.unwrap();
    assert_eq!((me.policy_agreed, me.policy_current), (Some(1), 2));
    let old = PolicyAgreement { version: 1 };
    let refused = office
        .tell(token, routes::POLICY_AGREEMENTS, &old)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::PolicyVersion);
    let current = PolicyAgreement { version: 2 };
    for _ in 0..2 {
        office
            .tell(token, routes::POLICY_AGREEMENTS, &current)
            .await
            .unwrap();
    }
    office.book(&caller, hold.id, &[]).await.unwrap();
    let mut agreed = office
        .events()
        .await
        .into_iter()
        .filter(|event| event.action == "policy.agreed");
    assert_eq!(agreed.next_back().unwrap().subject, "policy:2");
}
