//! The seed's data: files of `data/seed`, built in.

use crate::{
    problem::Answer,
    timetable::{Day, Period},
};
use chrono::NaiveDate;
use kinline_protocol::{
    EmailAddress, ErrorCode, EstablishmentId, Language, PersonName, PrisonerNumber, account::Role,
    establishment::Establishment, readiness::Progress,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// `demo.json`, and the establishments beside it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Demo {
    #[serde(skip)]
    pub(super) establishments: Vec<NewEstablishment>,
    pub(super) timetables: Vec<Offer>,
    pub(super) workers: Vec<NewWorker>,
    pub(super) prisoners: Vec<Prisoner>,
    pub(super) families: Vec<NewFamily>,
}

/// An establishment of the Ministry's prison register.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEstablishment {
    pub(super) id: EstablishmentId,
    name: String,
    name_cy: Option<String>,
    /// How many days ago each of the steps was done, in their order.
    pub(super) done: Vec<Option<u32>>,
}

/// When an establishment offers calls, once it is live.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    pub(super) establishment: EstablishmentId,
    pub(super) automatic: bool,
    pub(super) calls_a_month: u32,
    /// Where it has fewer laptops than most.
    pub(super) capacity: Option<u32>,
    pub(super) works_weekends: bool,
    pub(super) days: Vec<Day>,
    pub(super) periods: Vec<Period>,
}

/// Somebody, or a laptop, with a sign-in code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWorker {
    pub(super) role: Role,
    pub(super) name: PersonName,
    pub(super) establishment: Option<EstablishmentId>,
}

/// A person in prison who can be added as a contact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prisoner {
    /// Where they are.
    pub establishment: EstablishmentId,
    /// Their number.
    pub number: PrisonerNumber,
    /// Their first names.
    pub given_names: PersonName,
    /// Their last name.
    pub family_name: PersonName,
    /// Their date of birth.
    pub date_of_birth: NaiveDate,
}

/// A family member with everything done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFamily {
    pub(super) email: EmailAddress,
    pub(super) language: Language,
    pub(super) given_names: PersonName,
    pub(super) family_name: PersonName,
    pub(super) date_of_birth: NaiveDate,
}

impl Demo {
    pub(super) fn read() -> Answer<Self> {
        let mut demo: Self = parse(include_str!("../../data/seed/demo.json"))?;
        demo.establishments = parse(include_str!("../../data/seed/establishments.json"))?;
        Ok(demo)
    }
}

impl NewEstablishment {
    /// As it is before its first step.
    pub(super) fn establishment(&self) -> Establishment {
        Establishment {
            id: self.id.clone(),
            name: self.name.clone(),
            name_cy: self.name_cy.clone(),
            time_zone: "Europe/London".to_owned(),
            live: false,
            readiness: Progress::default(),
        }
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "the seed's data cannot be read");
        ErrorCode::Internal.into()
    })
}
