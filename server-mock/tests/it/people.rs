//! Contacts and companions.

use crate::office::{Answer, Caller, Family, Office, SETTINGS};
use chrono::{DateTime, Utc};
use kinline_mock::people::Prisoner;
use kinline_protocol::{
    ErrorCode, EstablishmentId, List, PersonName,
    account::VisitorNumber,
    booking::Slots,
    people::{
        Companion, Contact, ContactDecision, ContactRejection, ContactRequest, ContactStatus,
        NewCompanion, NewContact,
    },
    routes,
};

fn typed(prisoner: &Prisoner) -> NewContact {
    NewContact {
        establishment: prisoner.establishment.clone(),
        prisoner_number: prisoner.number.clone(),
        given_names: prisoner.given_names.clone(),
        family_name: prisoner.family_name.clone(),
        date_of_birth: prisoner.date_of_birth,
    }
}

async fn ask(office: &Office, family: &Family, person: &NewContact) -> Answer<Contact> {
    office.post(&family.token, routes::CONTACTS, person).await
}

async fn decide(office: &Office, contact: &Contact, decision: &ContactDecision) -> Answer<Contact> {
    let path = format!("/v1/staff/contacts/{}/decision", contact.id);
    office.post(&office.staff, &path, decision).await
}

async fn queue(office: &Office, token: &str) -> Vec<ContactRequest> {
    let list: List<ContactRequest> = office.get(token, "/v1/staff/contacts").await.unwrap();
    list.items
}

fn new_companion(family: &Family) -> NewCompanion {
    NewCompanion {
        visitor_number: family.visitor_number.clone(),
        date_of_birth: family.date_of_birth,
    }
}

async fn bring(office: &Office, family: &Family, new: &NewCompanion) -> Answer<Companion> {
    office.post(&family.token, routes::COMPANIONS, new).await
}

#[tokio::test]
async fn only_who_is_approved_and_has_agreed_can_ask() {
    let office = Office::open(SETTINGS).await;
    let person = typed(&office.prisoner(1).await);
    let family = office.newcomer("1980-05-01").await;
    let companion = new_companion(&office.family().await);
    for (code, done) in [
        (ErrorCode::IdentityNotApproved, false),
        (ErrorCode::PolicyNotAgreed, true),
    ] {
        if done {
            office.approve(&family).await;
        }
        assert_eq!(ask(&office, &family, &person).await.unwrap_err().code, code);
        assert_eq!(
            bring(&office, &family, &companion).await.unwrap_err().code,
            code
        );
    }
    let agreement = kinline_protocol::policy::PolicyAgreement { version: 1 };
    office
        .tell(&family.token, routes::POLICY_AGREEMENTS, &agreement)
        .await
        .unwrap();
    ask(&office, &family, &person).await.unwrap();
    bring(&office, &family, &companion).await.unwrap();
}

#[tokio::test]
async fn establishment_approves_a_contact_whose_details_fit() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let family = office.family().await;
    let mut person = typed(&prisoner);
    person.given_names = PersonName::parse("rhys").unwrap();
    let contact = ask(&office, &family, &person).await.unwrap();
    // Sunday: the end of Wednesday, in Berwyn.
    let answer_by: DateTime<Utc> = "2026-11-25T17:00:00Z".parse().unwrap();
    assert!(
        matches!(contact.status, ContactStatus::Requested { answer_by: by, .. } if by == answer_by)
    );
    assert_eq!(
        ask(&office, &family, &person).await.unwrap_err().code,
        ErrorCode::ContactExists
    );
    let refused = office
        .get::<Slots>(&family.token, &routes::slots(contact.id))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::ContactNotApproved);

    assert!(queue(&office, &office.elsewhere).await.is_empty());
    let waiting = queue(&office, &office.staff).await;
    assert_eq!(waiting[0].contact, contact);
    assert_eq!(waiting[0].matched, Some(prisoner.id));
    assert_eq!(waiting[0].visitor.as_str(), "Ann Prosser");

    let path = format!("/v1/staff/contacts/{}/decision", contact.id);
    let approve = ContactDecision::Approve;
    let refused = office
        .post::<Contact>(&office.elsewhere, &path, &approve)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let refused = office
        .post::<Contact>(&family.token, &path, &approve)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    let approved = decide(&office, &contact, &approve).await.unwrap();
    assert!(matches!(approved.status, ContactStatus::Approved { .. }));
    let refused = decide(&office, &contact, &approve).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AlreadyDecided);

    assert!(queue(&office, &office.staff).await.is_empty());
    let mine: List<Contact> = office.get(&family.token, routes::CONTACTS).await.unwrap();
    assert_eq!(mine.items, [approved]);
    assert!(
        office.mails(&family).await[0]
            .subject
            .starts_with("You can now book")
    );
    let caller = Caller {
        family,
        contact: contact.id,
    };
    assert!(!office.slots(&caller).await.slots.is_empty());
}

#[tokio::test]
async fn details_that_do_not_fit_match_nobody_and_cannot_be_approved() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let family = office.family().await;
    let right = typed(&prisoner);
    let elsewhere = EstablishmentId("CFI".into());
    let wrong = [
        NewContact {
            date_of_birth: "1990-01-02".parse().unwrap(),
            ..right.clone()
        },
        NewContact {
            family_name: PersonName::parse("Preece").unwrap(),
            ..right.clone()
        },
        NewContact {
            prisoner_number: "A0002AA".to_owned().try_into().unwrap(),
            ..right.clone()
        },
        NewContact {
            establishment: elsewhere,
            ..right.clone()
        },
    ];
    for person in &wrong {
        let contact = ask(&office, &family, person).await.unwrap();
        let at = match person.establishment.0.as_str() {
            "CFI" => office.elsewhere.clone(),
            _ => office.staff.clone(),
        };
        assert_eq!(queue(&office, &at).await[0].matched, None);
        let path = format!("/v1/staff/contacts/{}/decision", contact.id);
        let refused = office
            .post::<Contact>(&at, &path, &ContactDecision::Approve)
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput);
        let reason = ContactRejection::DetailsIncorrect;
        let reject = ContactDecision::Reject { reason };
        let rejected: Contact = office.post(&at, &path, &reject).await.unwrap();
        assert!(
            matches!(rejected.status, ContactStatus::Rejected { reason: known, .. } if known == reason)
        );
    }
    // Rejected, one may ask again.
    ask(&office, &family, &wrong[0]).await.unwrap();
    assert!(
        office.mails(&family).await[0]
            .subject
            .starts_with("The prison has answered")
    );
}

#[tokio::test]
async fn place_and_date_that_cannot_be_are_refused_by_field() {
    let office = Office::open(SETTINGS).await;
    let family = office.family().await;
    let right = typed(&office.prisoner(1).await);
    let nowhere = NewContact {
        establishment: EstablishmentId("XXX".into()),
        ..right.clone()
    };
    let unborn = NewContact {
        date_of_birth: "2026-11-23".parse().unwrap(),
        ..right
    };
    for (person, field, code) in [
        (nowhere, "establishment", ErrorCode::NotFound),
        (unborn, "date_of_birth", ErrorCode::DateInvalid),
    ] {
        let refused = ask(&office, &family, &person).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput);
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            (field, code)
        );
    }
    office
        .write(|tx| Ok(tx.execute("UPDATE establishment SET live = 0 WHERE id = 'BWI'", [])?))
        .await;
    let person = typed(&office.prisoner(2).await);
    let refused = ask(&office, &family, &person).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::EstablishmentNotLive);
}

#[tokio::test]
async fn every_companion_that_does_not_fit_is_answered_alike() {
    let office = Office::open(SETTINGS).await;
    let (family, other) = (office.family().await, office.family().await);
    let unproven = office.newcomer("1980-05-01").await;
    let right = new_companion(&other);
    let attempts = [
        NewCompanion {
            date_of_birth: "1980-05-02".parse().unwrap(),
            ..right.clone()
        },
        NewCompanion {
            visitor_number: VisitorNumber("AAAAAAAA".into()),
            ..right.clone()
        },
        new_companion(&unproven),
        new_companion(&family),
    ];
    let mut answers = Vec::new();
    for attempt in &attempts {
        answers.push(bring(&office, &family, attempt).await.unwrap_err());
    }
    assert!(answers.iter().all(|answer| answer == &answers[0]));
    assert_eq!(answers[0].code, ErrorCode::CompanionNotFound);

    let added = bring(&office, &family, &right).await.unwrap();
    assert!(added.adult);
    assert_eq!(bring(&office, &family, &right).await.unwrap(), added);
    let all: List<Companion> = office.get(&family.token, routes::COMPANIONS).await.unwrap();
    assert_eq!(all.items, [added]);
}

#[tokio::test]
async fn three_companions_and_no_fourth() {
    let office = Office::open(SETTINGS).await;
    let family = office.family().await;
    let mut others = Vec::new();
    for _ in 0..4 {
        others.push(office.family_born("2018-03-04").await);
    }
    for other in &others[..3] {
        assert!(
            !bring(&office, &family, &new_companion(other))
                .await
                .unwrap()
                .adult
        );
    }
    let fourth = new_companion(&others[3]);
    let refused = bring(&office, &family, &fourth).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::CompanionLimit);
    let path = routes::companion(others[0].account);
    office.delete(&family.token, &path).await.unwrap();
    let refused = office.delete(&family.token, &path).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    bring(&office, &family, &fourth).await.unwrap();
}
