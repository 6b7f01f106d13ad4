//! Nobody can see, guess or change what is another family's: through every endpoint of the
//! document, with an expired token, another family's, and that of another establishment.

use crate::{
    api::{Operation, document, operations},
    mock::{Mock, read, refused},
};
use chrono::Duration;
use kinline_mock::{account, auth, seed::Seed};
use kinline_protocol::{
    BookingId, CallId, ChildId, ContactId, ErrorCode, EstablishmentId, HoldId, InvitationId, List,
    PrisonerNumber, WaitingId,
    account::Role,
    booking::{Booking, Hold, Slots},
    console::{NewFamilies, ReadyFamily},
    people::Contact,
    routes::{self, IDEMPOTENCY_HEADER},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A family with something of each kind, in Berwyn.
struct Family {
    token: String,
    contact: ContactId,
    prisoner: PrisonerNumber,
    booking: BookingId,
    call: CallId,
    hold: HoldId,
    child: ChildId,
    invitation: InvitationId,
    waiting: WaitingId,
    upload: String,
}

async fn families(mock: &Mock, count: u32) -> Vec<ReadyFamily> {
    let new = NewFamilies {
        establishment: EstablishmentId("BWI".into()),
        count,
    };
    let developer = mock.token(Role::Developer);
    let added = mock.post(&developer, "/v1/console/families", &new).await;
    let added: List<ReadyFamily> = read(added, StatusCode::CREATED).await;
    added.items
}

impl Family {
    async fn settle(mock: &Mock, ready: &ReadyFamily) -> Self {
        let token = ready.token.access_token.clone();
        let contacts: List<Contact> =
            read(mock.get(&token, routes::CONTACTS).await, StatusCode::OK).await;
        let slots: Slots = read(
            mock.get(&token, &routes::slots(ready.contact)).await,
            StatusCode::OK,
        )
        .await;
        let (first, last) = (slots.slots.first().unwrap(), slots.slots.last().unwrap());
        let create = async |path: &str, body: Value| -> Value {
            read(mock.post(&token, path, &body).await, StatusCode::CREATED).await
        };
        let of = |value: &Value| -> Uuid { serde_json::from_value(value["id"].clone()).unwrap() };
        let hold = create(
            routes::HOLDS,
            json!({ "contact": ready.contact, "slot": first.id }),
        )
        .await;
        let new = json!({ "hold": of(&hold), "companions": [] });
        let booking: Booking = serde_json::from_value(create(routes::BOOKINGS, new).await).unwrap();
        let hold = create(
            routes::HOLDS,
            json!({ "contact": ready.contact, "slot": last.id }),
        )
        .await;
        let hold: Hold = serde_json::from_value(hold).unwrap();
        let child = json!({
            "given_names": "Seren", "family_name": "Example", "date_of_birth": "2019-03-04",
            "relationship": "parent", "i_am_responsible": true,
        });
        let invitation = create(routes::INVITATIONS, json!({ "name": "Gran" })).await;
        // Only for the last day: what others give back is not offered.
        let day = last.local_start.date();
        let wish = json!({ "contact": ready.contact, "from": day, "to": day });
        let upload = mock
            .request(Method::POST, routes::UPLOADS)
            .bearer_auth(&token)
            .header("tus-resumable", "1.0.0")
            .header("upload-length", "1000");
        let upload = upload.send().await.unwrap();
        assert_eq!(upload.status(), StatusCode::CREATED);
        let at = upload.headers()["location"].to_str().unwrap();
        Self {
            contact: ready.contact,
            prisoner: contacts.items[0].person.prisoner_number.clone(),
            booking: booking.id,
            call: booking.call,
            hold: hold.id,
            child: ChildId(of(&create(routes::CHILDREN, child).await)),
            invitation: InvitationId(of(&invitation["invitation"])),
            waiting: WaitingId(of(&create(routes::WAITING, wish).await)),
            upload: at.rsplit('/').next().unwrap().to_owned(),
            token,
        }
    }

    /// What stands for the parameter of a path. None: the path is about nobody's things.
    fn of(&self, path: &str) -> Option<String> {
        let own: [(&str, String); 12] = [
            ("/bookings/{id}", self.booking.to_string()),
            ("/calls/{call}", self.call.to_string()),
            ("/children/{id}", self.child.to_string()),
            ("/contacts/{id}", self.contact.to_string()),
            ("/holds/{id}", self.hold.to_string()),
            ("/invitations/{invitation}", self.invitation.to_string()),
            ("/requests/{id}", self.booking.to_string()),
            ("/uploads/{id}", self.upload.clone()),
            ("/waiting/{id}", self.waiting.to_string()),
            ("/prisoners/{number}", self.prisoner.as_str().to_owned()),
            // Of nobody else either: there is none yet.
            ("/recordings/{recording}", Uuid::nil().to_string()),
            ("/companions/{account}", Uuid::nil().to_string()),
        ];
        let found = own.into_iter().find(|(part, _)| path.contains(part));
        found.map(|(_, id)| id)
    }

    /// All that it sees of itself. (What is free and what time it is is everybody's.)
    async fn sees(&self, mock: &Mock, operations: &[Operation]) -> BTreeMap<String, Value> {
        let mut seen = BTreeMap::new();
        let own = operations.iter().filter(|operation| {
            let everybodys = ["/events", "/slots"]
                .iter()
                .any(|end| operation.path.ends_with(end));
            operation.method == Method::GET && operation.is_for("family") && !everybodys
        });
        for operation in own {
            let value = self.of(&operation.path).unwrap_or_default();
            let path = fill(&operation.path, &value);
            let mut answer: Value = mock.get(&self.token, &path).await.json().await.unwrap();
            if let Some(fields) = answer.as_object_mut() {
                fields.remove("now");
            }
            seen.insert(path, answer);
        }
        seen
    }
}

/// The path with a value for its first parameter, and something for any other.
fn fill(path: &str, first: &str) -> String {
    let mut values =
        std::iter::once(first.to_owned()).chain(std::iter::repeat(Uuid::nil().to_string()));
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => values.next().unwrap_or_default(),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A body that each of these would take from whom it belongs to.
fn body(operation: &Operation, slots: &Slots) -> Option<Value> {
    let slot = &slots.slots[5];
    Some(match operation.name().as_str() {
        "POST /v1/bookings/{id}/answer" => json!({ "answer": "accept", "slot": slot.id }),
        "POST /v1/bookings/{id}/cancellation" => json!({ "reason": "other" }),
        "POST /v1/bookings/{id}/change" => json!({ "hold": Uuid::nil() }),
        "POST /v1/staff/bookings/{id}/cancellation" => json!({ "reason": "slot_unavailable" }),
        "POST /v1/staff/bookings/{id}/decision" => json!({ "decision": "accept" }),
        "POST /v1/staff/bookings/{id}/event" => json!({ "event": "moved" }),
        "POST /v1/staff/requests/{id}/decision" => {
            json!({ "decision": "reject", "reason": "other" })
        }
        "POST /v1/staff/contacts/{id}/decision" => json!({ "decision": "approve" }),
        "POST /v1/staff/calls/{call}/pause" => json!({ "why": "conduct" }),
        "PATCH /v1/staff/prisoners/{number}" => json!({ "last_visit": "2026-11-01" }),
        _ => return None,
    })
}

/// Whom these answer, for themselves alone, by the number of the line check: nobody's family's.
const NOBODYS: [&str; 3] = [
    "/v1/laptop/line-checks/",
    "/v1/establishments/",
    "/v1/staff/readiness/",
];

#[tokio::test]
async fn no_endpoint_gives_or_changes_what_is_another_familys_or_establishments() {
    let mock = Mock::start(Seed::Demo).await;
    let operations = operations(&document(&mock).await);
    let ready = families(&mock, 2).await;
    let family = Family::settle(&mock, &ready[0]).await;
    let stranger = ready[1].token.access_token.clone();
    let slots: Slots = read(
        mock.get(&stranger, &routes::slots(ready[1].contact)).await,
        StatusCode::OK,
    )
    .await;
    let elsewhere = |role| {
        let mut people = mock.server.codes().people.iter();
        let found = people.find(|person| {
            let place = person.establishment.as_ref();
            person.role == role && place.is_some_and(|place| place.0 != "BWI")
        });
        found.unwrap().token.clone()
    };
    let tokens = [
        ("family", stranger.clone()),
        ("staff", elsewhere(Role::Staff)),
        ("laptop", elsewhere(Role::Laptop)),
    ];
    let before = family.sees(&mock, &operations).await;
    let mut refusals = 0;
    for operation in operations
        .iter()
        .filter(|operation| operation.path.contains('{'))
    {
        if NOBODYS.iter().any(|part| operation.path.starts_with(part)) {
            continue;
        }
        for (role, token) in tokens.iter().filter(|(role, _)| operation.is_for(role)) {
            let name = operation.name();
            let own = family.of(&operation.path);
            let own = own.unwrap_or_else(|| panic!("{name}: say in Family::of whose this is"));
            let nobodys = match operation.path.contains("{number}") {
                true => "Z9999ZZ".to_owned(),
                false => Uuid::new_v4().to_string(),
            };
            // Theirs, and what is not there at all: nobody can tell one from the other.
            let mut answers = Vec::new();
            for value in [own, nobodys] {
                let mut request = mock
                    .request(operation.method.clone(), &fill(&operation.path, &value))
                    .bearer_auth(token)
                    .header(IDEMPOTENCY_HEADER, Uuid::new_v4().to_string())
                    .header("tus-resumable", "1.0.0")
                    .header("x-http-method-override", "PATCH")
                    .header("upload-offset", "0");
                // A POST of an upload is a PATCH for those who cannot send one.
                let upload = "application/offset+octet-stream";
                let body_type = match operation.name().as_str() {
                    "POST /v1/uploads/{id}" => Some(upload),
                    _ => operation.body_type(),
                };
                request = match (body(operation, &slots), body_type) {
                    (Some(body), _) => request.json(&body),
                    (None, Some("application/json")) => {
                        panic!("{name}: say in `body` what it takes")
                    }
                    (None, Some(other)) => request.header("content-type", other).body("v=0"),
                    (None, None) => request,
                };
                let answer = request.send().await.unwrap();
                answers.push((answer.status(), answer.text().await.unwrap()));
            }
            assert_eq!(answers[0], answers[1], "{name} by {role}");
            // A WebSocket without its handshake is refused before anything is looked up.
            let handshake = operation.path.ends_with("/events");
            let expected = if handshake {
                answers[0].0
            } else {
                StatusCode::NOT_FOUND
            };
            assert!(answers[0].0.is_client_error());
            assert_eq!(answers[0].0, expected, "{name} by {role}: {}", answers[0].1);
            refusals += 1;
        }
    }
    assert!(refusals > 25, "{refusals}");
    let after = family.sees(&mock, &operations).await;
    for (path, before) in &before {
        assert_eq!(&after[path], before, "{path}");
    }
}

#[tokio::test]
async fn nothing_of_another_family_can_be_used_in_a_body() {
    let mock = Mock::start(Seed::Demo).await;
    let operations = operations(&document(&mock).await);
    let ready = families(&mock, 2).await;
    let family = Family::settle(&mock, &ready[0]).await;
    let (stranger, own) = (ready[1].token.access_token.clone(), ready[1].contact);
    let slots: Slots = read(
        mock.get(&stranger, &routes::slots(own)).await,
        StatusCode::OK,
    )
    .await;
    let (slot, another) = (slots.slots[5].id, slots.slots[6].id);
    let hold: Hold = read(
        mock.post(
            &stranger,
            routes::HOLDS,
            &json!({ "contact": own, "slot": slot }),
        )
        .await,
        StatusCode::CREATED,
    )
    .await;
    let theirs = [
        (
            routes::HOLDS,
            json!({ "contact": family.contact, "slot": another }),
        ),
        (
            routes::HOLDS,
            json!({ "contact": own, "slot": another, "instead_of": family.booking }),
        ),
        (
            routes::BOOKINGS,
            json!({ "hold": family.hold, "companions": [] }),
        ),
        (
            routes::BOOKINGS,
            json!({ "hold": hold.id, "also": [family.hold], "companions": [] }),
        ),
        (
            routes::BOOKINGS,
            json!({ "hold": hold.id, "companions": [ready[0].account] }),
        ),
        (
            routes::BOOKINGS,
            json!({ "hold": hold.id, "companions": [], "children": [family.child] }),
        ),
        (
            routes::BOOKINGS,
            json!({ "hold": hold.id, "companions": [], "invited": [family.invitation] }),
        ),
        (routes::WAITING, json!({ "contact": family.contact })),
        (
            routes::IDENTITY_CASES,
            json!({
                "given_names": "Ann", "family_name": "Example", "date_of_birth": "1988-04-02", "document": "passport",
                "photos": [{ "kind": "document_front", "upload": family.upload }],
            }),
        ),
        // A new hold takes the place of the others, so this comes last.
        (
            routes::HOLDS,
            json!({ "contact": own, "slot": another, "beside": [family.hold] }),
        ),
    ];
    let before = family.sees(&mock, &operations).await;
    let id = |text: &str| text.len() == 36 && Uuid::parse_str(text).is_ok();
    let own = [
        own.to_string(),
        slot.to_string(),
        another.to_string(),
        hold.id.to_string(),
    ];
    for (path, body) in theirs {
        // The same with ids that nobody has.
        let text = body.to_string();
        let nobodys =
            text.split('"')
                .map(|part| match id(part) && !own.iter().any(|id| id == part) {
                    true => Uuid::new_v4().to_string(),
                    false => part.to_owned(),
                });
        let nobodys: Value = serde_json::from_str(&nobodys.collect::<Vec<_>>().join("\"")).unwrap();
        let mut answers = Vec::new();
        for body in [&body, &nobodys] {
            let answer = mock.post(&stranger, path, body).await;
            let status = answer.status();
            let answer: Value = answer.json().await.unwrap();
            answers.push((status, answer["code"].clone(), answer["fields"].clone()));
        }
        assert_eq!(answers[0], answers[1], "{path} {body}");
        let ignored = body.get("beside").is_some();
        assert!(
            answers[0].0.is_client_error() || ignored,
            "{path} {body}: {:?}",
            answers[0]
        );
    }
    let after = family.sees(&mock, &operations).await;
    for (path, before) in &before {
        assert_eq!(&after[path], before, "{path}");
    }
}

#[tokio::test]
async fn no_list_shows_anything_of_another_family() {
    let mock = Mock::start(Seed::Demo).await;
    let operations = operations(&document(&mock).await);
    let ready = families(&mock, 2).await;
    let family = Family::settle(&mock, &ready[0]).await;
    let theirs = [
        ready[0].account.to_string(),
        family.contact.to_string(),
        family.prisoner.as_str().to_owned(),
        family.booking.to_string(),
        family.call.to_string(),
        family.hold.to_string(),
        family.child.to_string(),
        family.invitation.to_string(),
        family.waiting.to_string(),
        family.upload.clone(),
    ];
    let plain = |operation: &&Operation| {
        operation.method == Method::GET
            && operation.is_for("family")
            && !operation.path.contains('{')
    };
    let mut lists = 0;
    for operation in operations.iter().filter(plain) {
        let answer = mock
            .get(&ready[1].token.access_token, &operation.path)
            .await;
        assert_eq!(answer.status(), StatusCode::OK, "{}", operation.name());
        let text = answer.text().await.unwrap();
        for id in &theirs {
            assert!(!text.contains(id), "{}: {id} in {text}", operation.name());
        }
        lists += 1;
    }
    assert!(lists >= 8, "{lists}");
}

#[tokio::test]
async fn every_route_refuses_an_expired_token() {
    let mock = Mock::start(Seed::Demo).await;
    let operations = operations(&document(&mock).await);
    let now = mock.server.clock().now();
    let family = families(&mock, 1).await[0].account;
    let expired: BTreeMap<String, String> = mock
        .server
        .app()
        .database
        .write(move |tx| -> Result<_, kinline_mock::problem::Refusal> {
            let workers = account::workers(tx)?.into_iter();
            let mut holders: Vec<_> = workers
                .map(|(worker, _)| (worker.role, worker.id))
                .collect();
            holders.push((Role::Family, family.0));
            let expired = holders.into_iter().map(|(role, holder)| {
                let token = auth::issue(tx, role, holder, now - Duration::seconds(1))?;
                let name = serde_json::to_value(role).unwrap();
                Ok((name.as_str().unwrap().to_owned(), token.access_token))
            });
            expired.collect()
        })
        .await
        .unwrap();
    assert_eq!(expired.len(), 5);
    let mut refusals = 0;
    for operation in operations
        .iter()
        .filter(|operation| operation.path.starts_with("/v1/"))
    {
        for role in operation.roles.iter().flatten() {
            let request = mock
                .request(
                    operation.method.clone(),
                    &fill(&operation.path, &Uuid::new_v4().to_string()),
                )
                .header("tus-resumable", "1.0.0")
                .bearer_auth(&expired[role]);
            let answer = request.send().await.unwrap();
            let name = operation.name();
            assert_eq!(
                answer.status(),
                StatusCode::UNAUTHORIZED,
                "{name} by {role}"
            );
            if operation.method != Method::HEAD {
                refused(answer, ErrorCode::SignInExpired).await;
            }
            refusals += 1;
        }
    }
    assert!(refusals > 80, "{refusals}");
}
