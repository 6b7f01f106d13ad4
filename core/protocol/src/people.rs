//! The person in prison, and the visitors who come along.

use crate::{
    AccountId, ContactId, EstablishmentId, PersonName, PrisonerId, PrisonerNumber,
    account::VisitorNumber,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Asks to be put on somebody's list. `POST /v1/contacts`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewContact {
    /// Where the person is.
    pub establishment: EstablishmentId,
    /// The person's number.
    pub prisoner_number: PrisonerNumber,
    /// The person's first names.
    pub given_names: PersonName,
    /// The person's last name.
    pub family_name: PersonName,
    /// The person's date of birth.
    pub date_of_birth: NaiveDate,
}

/// A person in prison as a family sees them. `GET /v1/contacts`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The link between the two.
    pub id: ContactId,
    /// What the family typed.
    #[serde(flatten)]
    pub person: NewContact,
    /// Where the establishment's approval stands.
    pub status: ContactStatus,
}

/// Where an establishment's approval of a contact stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactStatus {
    /// The establishment has not answered.
    Requested {
        /// When it was asked.
        requested_at: DateTime<Utc>,
        /// When to expect an answer.
        answer_by: DateTime<Utc>,
    },
    /// Calls can be booked.
    Approved {
        /// Since when.
        approved_at: DateTime<Utc>,
    },
    /// Calls cannot be booked.
    Rejected {
        /// When.
        rejected_at: DateTime<Utc>,
        /// Why, as a family may know it.
        reason: ContactRejection,
    },
}

/// Why a contact is not approved, as a family may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactRejection {
    /// Number, name or date of birth do not fit a person there. Also when the person is elsewhere.
    DetailsIncorrect,
    /// The person has not put the family member on their list.
    NotOnList,
    /// The person has a restriction. Says no more, on purpose.
    Restricted,
}

/// Brings an approved visitor along. `POST /v1/companions`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCompanion {
    /// From the other visitor's own app.
    pub visitor_number: VisitorNumber,
    /// Must be that visitor's.
    pub date_of_birth: NaiveDate,
}

/// An approved visitor who can come along. `GET /v1/companions`; `DELETE /v1/companions/{account}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Companion {
    /// The other visitor's account.
    pub account: AccountId,
    /// Their name, as approved.
    pub name: PersonName,
    /// Whether they count as an adult today.
    pub adult: bool,
}

/// A contact request as staff see it. `GET /v1/staff/contacts`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactRequest {
    /// The request.
    pub contact: Contact,
    /// The visitor's approved name.
    pub visitor: PersonName,
    /// The person of that number in this establishment, if there is one and all details fit.
    pub matched: Option<PrisonerId>,
}

/// Staff's decision. `POST /v1/staff/contacts/{id}/decision`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactDecision {
    /// Calls can be booked. Only where `matched` is set.
    Approve,
    /// Calls cannot be booked.
    Reject {
        /// Why.
        reason: ContactRejection,
    },
}
