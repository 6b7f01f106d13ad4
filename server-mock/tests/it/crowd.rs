//! Families for load: ready to book, each for somebody else.

use crate::mock::{Mock, read, refused};
use kinline_mock::seed::Seed;
use kinline_protocol::{
    ErrorCode, EstablishmentId, List,
    account::Role,
    booking::Slots,
    console::{NewFamilies, ReadyFamily},
    people::{Contact, ContactStatus},
    routes,
};
use reqwest::{Method, StatusCode};
use std::collections::BTreeSet;

const PATH: &str = "/v1/console/families";

#[tokio::test]
async fn families_are_ready_to_book_each_for_somebody_else() {
    let mock = Mock::start(Seed::Demo).await;
    let add = |count| {
        let new = NewFamilies {
            establishment: EstablishmentId("BWI".into()),
            count,
        };
        mock.request(Method::POST, PATH)
            .bearer_auth(mock.token(Role::Developer))
            .json(&new)
            .send()
    };
    let mut prisoners = BTreeSet::new();
    for count in [2, 1] {
        let added = add(count).await.unwrap();
        let added: List<ReadyFamily> = read(added, StatusCode::CREATED).await;
        assert_eq!(added.items.len(), count as usize);
        for family in added.items {
            let get = |path: String| {
                let request = mock.request(Method::GET, &path);
                request.bearer_auth(&family.token.access_token).send()
            };
            let contacts: List<Contact> =
                read(get(routes::CONTACTS.into()).await.unwrap(), StatusCode::OK).await;
            let contact = &contacts.items[0];
            assert_eq!(contact.id, family.contact);
            assert!(matches!(contact.status, ContactStatus::Approved { .. }));
            prisoners.insert(contact.person.prisoner_number.clone());
            let slots: Slots = read(
                get(routes::slots(family.contact)).await.unwrap(),
                StatusCode::OK,
            )
            .await;
            assert!(!slots.slots.is_empty());
        }
    }
    assert_eq!(prisoners.len(), 3);
    for wrong in [0, 2_001] {
        refused(add(wrong).await.unwrap(), ErrorCode::InvalidInput).await;
    }
}
