//! The person in prison, and the visitors who come along.

use crate::{
    AccountId, ChildId, ContactId, EstablishmentId, InvitationId, PersonName, PrisonerId,
    PrisonerNumber, account::VisitorNumber,
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

/// A visitor who can come along. `GET /v1/companions`; `DELETE /v1/companions/{account}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Companion {
    /// The other visitor's account.
    pub account: AccountId,
    /// Their name, as approved; until then, as the family typed it.
    pub name: PersonName,
    /// Whether they count as an adult today.
    pub adult: bool,
    /// Whether they can come as things stand.
    #[serde(default)]
    pub state: CompanionState,
}

/// What a companion still has to do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompanionState {
    /// Nothing.
    #[default]
    Ready,
    /// Prove who they are: they accepted an invitation, their identity is not approved yet.
    IdentityPending,
}

/// Invites an adult to come along. `POST /v1/invitations` → 201 [`NewInvitationLink`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// What the family calls them; shown until their own name is approved.
    pub name: PersonName,
}

/// An adult who was asked to come along and has not accepted. `GET /v1/invitations`, in the order of
/// asking; `DELETE /v1/invitations/{id}` takes it back. Once accepted it is a [`Companion`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Names it in a booking.
    pub id: InvitationId,
    /// What the family calls them.
    pub name: PersonName,
    /// The link works until then, once.
    pub expires_at: DateTime<Utc>,
}

/// A new invitation with its link, which is told this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitationLink {
    /// The invitation.
    pub invitation: Invitation,
    /// To send to the other: `https://…/i/TOKEN`, a page that says what to do.
    pub link: String,
}

/// What the invited sees in their own app. `GET /v1/invitations/{token}`
///
/// They accept with `POST /v1/invitations/{token}/acceptance`, no body → the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    /// Who invites, by their approved name.
    pub from: PersonName,
    /// It can be accepted until then.
    pub expires_at: DateTime<Utc>,
}

/// Adds a child. `POST /v1/children` → 201 [`Child`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChild {
    /// The child's first names.
    pub given_names: PersonName,
    /// The child's last name.
    pub family_name: PersonName,
    /// Under 18 today.
    pub date_of_birth: NaiveDate,
    /// What the one who adds the child is to them.
    pub relationship: Relationship,
    /// Whether they say that they are responsible for the child. Must be true.
    pub i_am_responsible: bool,
}

/// What somebody is to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Relationship {
    /// Mother or father.
    Parent,
    /// Legal guardian.
    Guardian,
}

impl Relationship {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Parent, Self::Guardian];
}

/// A child who can come along. `GET /v1/children`, in the order of adding;
/// `DELETE /v1/children/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Child {
    /// Names it in a booking.
    pub id: ChildId,
    /// What was told.
    #[serde(flatten)]
    pub details: NewChild,
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
