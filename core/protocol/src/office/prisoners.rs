//! What staff know of a person in prison. Every change is in the audit log.

use super::{Check, Time};
use crate::{
    BookingId, ContactId, PersonName, PrisonerNumber, RestrictionId,
    account::VisitorNumber,
    booking::{Allowance, BookingStatus, Reference},
    people::Child,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A person in prison, in a line. `GET /v1/staff/prisoners?search=`, by last name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrisonerSummary {
    /// Their number.
    pub number: PrisonerNumber,
    /// Their first names.
    pub given_names: PersonName,
    /// Their last name.
    pub family_name: PersonName,
}

/// A person in prison as their establishment knows them. `GET /v1/staff/prisoners/{number}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrisonerRecord {
    /// Who.
    #[serde(flatten)]
    pub person: PrisonerSummary,
    /// Their date of birth.
    pub date_of_birth: NaiveDate,
    /// Whether they are here.
    pub whereabouts: Whereabouts,
    /// When they last had a face-to-face visit, if that is known.
    pub last_visit: Option<NaiveDate>,
    /// They have had no face-to-face visit for so long that they go first.
    pub precedence: bool,
    /// What is forbidden, or was.
    pub restrictions: Vec<KeptRestriction>,
    /// Calls beyond the establishment's, by the governor.
    pub extra: Vec<Extra>,
    /// Calls left in this month and those that can be booked, earliest first.
    pub allowance: Vec<Allowance>,
    /// The families on their list, by name.
    pub callers: Vec<Caller>,
    /// Their requests and booked calls that are not over, earliest first.
    pub bookings: Vec<OpenBooking>,
    /// Whether there is a portrait of them, to compare the laptop's picture in calls with.
    #[serde(default)]
    pub portrait: bool,
}

/// Where a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Whereabouts {
    /// In this establishment.
    Here,
    /// In another one.
    Moved,
    /// Free.
    Released,
}

/// A family on a person's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Caller {
    /// The link between the two.
    pub contact: ContactId,
    /// What the family says on the telephone.
    pub visitor_number: VisitorNumber,
    /// Their approved name.
    pub name: PersonName,
    /// Their date of birth.
    pub date_of_birth: NaiveDate,
    /// Their children who can come along, in the order of adding.
    pub children: Vec<Child>,
}

/// A request or booked call that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenBooking {
    /// Names it.
    pub booking: BookingId,
    /// What the family quotes.
    pub reference: Reference,
    /// When.
    pub time: Time,
    /// Where it stands.
    pub status: BookingStatus,
    /// Checks that do not pass: somebody should decide about it.
    pub flags: Vec<Check>,
}

/// What forbids calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Restriction {
    /// The person may not have calls.
    PrisonerBanned,
    /// A visitor may not have calls with the person.
    VisitorBanned {
        /// Who.
        visitor: VisitorNumber,
    },
    /// A visitor and the person must be kept apart.
    NonAssociation {
        /// Who.
        visitor: VisitorNumber,
    },
    /// The person may not be in contact with children: nobody under 18 may come.
    ChildProtection,
}

/// A restriction, new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRestriction {
    /// What is forbidden.
    #[serde(flatten)]
    pub restriction: Restriction,
    /// Its first day; today if not given.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Its last day, if it ends.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// For colleagues; nobody else ever sees it.
    #[serde(default)]
    pub note: String,
}

/// A restriction as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptRestriction {
    /// Names it.
    pub id: RestrictionId,
    /// What is forbidden.
    #[serde(flatten)]
    pub restriction: Restriction,
    /// The visitor's approved name, where it is about one.
    pub visitor_name: Option<PersonName>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, if it ends.
    pub until: Option<NaiveDate>,
    /// For colleagues; nobody else ever sees it.
    pub note: String,
    /// Whether it holds today.
    pub in_force: bool,
}

/// Calls and minutes that the governor grants beyond the establishment's, in a calendar month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extra {
    /// The month, `2026-11`.
    pub month: String,
    /// Calls more.
    pub calls: u32,
    /// Minutes more.
    #[serde(default)]
    pub minutes: u32,
}

/// What staff change. `PATCH /v1/staff/prisoners/{number}` → [`PrisonerRecord`]
///
/// What is left out stays as it is. Calls that are booked stay booked: those that a change hits are
/// in the answer with their flags.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PrisonerChange {
    /// Where the person is.
    pub whereabouts: Option<Whereabouts>,
    /// When they last had a face-to-face visit.
    pub last_visit: Option<NaiveDate>,
    /// Restrictions to add.
    pub add: Vec<NewRestriction>,
    /// Restrictions that end now.
    pub end: Vec<RestrictionId>,
    /// Grants of months, each in place of what that month had.
    pub extra: Vec<Extra>,
}
