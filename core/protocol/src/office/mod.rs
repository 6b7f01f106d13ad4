//! The establishment's office: requests and their checks, bookings by telephone, the day in the
//! call room, and what staff know of a person in prison.
//!
//! None of these types is ever sent to a family: what a family may know of a decision is in
//! [`crate::booking`], and [`StaffRejection::for_family`] and [`DayEvent::for_family`] say which.

mod day;
mod portal;
mod prisoners;

pub use day::*;
pub use portal::*;
pub use prisoners::*;

use crate::{
    BookingId, ChildId, PersonName, PrisonerNumber,
    account::VisitorNumber,
    booking::{Allowance, Booking, BookingRejection, Reference},
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// Other times that staff can offer at once.
pub const OFFERS: usize = 3;

/// A request that waits, as the queue shows it. `GET /v1/staff/requests`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSummary {
    /// Names it.
    pub booking: BookingId,
    /// What the family quotes.
    pub reference: Reference,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When the family was promised an answer by.
    pub answer_by: DateTime<Utc>,
    /// The person in prison.
    pub prisoner: PrisonerSummary,
    /// Who asked.
    pub visitor: PersonName,
    /// How many come.
    pub visitors: u8,
    /// The times that were asked for, the wish first.
    pub choices: Vec<Time>,
    /// The person has had no face-to-face visit for so long that they go first.
    pub precedence: bool,
    /// The worst of what its page shows.
    pub result: CheckResult,
}

/// A request with all that helps to decide it. `GET /v1/staff/requests/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Request {
    /// As the family sees it.
    pub booking: Booking,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// The person in prison.
    pub prisoner: PrisonerSummary,
    /// When the person last had a face-to-face visit, if that is known.
    pub last_visit: Option<NaiveDate>,
    /// The person has had no face-to-face visit for so long that they go first.
    pub precedence: bool,
    /// What the machine found of the people, each check once.
    pub checks: Vec<Check>,
    /// The times that were asked for, the wish first, and what it found of each.
    pub choices: Vec<Choice>,
}

/// A time that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// When.
    pub time: Time,
    /// What the machine found of it, each check once.
    pub checks: Vec<Check>,
}

/// A time of a call, by both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Time {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// The start by the establishment's clock.
    pub local_start: NaiveDateTime,
}

/// What the machine looked at, and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// What it looked at.
    pub check: CheckKind,
    /// The worst of `findings`.
    pub result: CheckResult,
    /// What it found; may be empty where all is well.
    pub findings: Vec<Finding>,
}

/// What the machine looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CheckKind {
    /// Every visitor's identity is approved.
    Visitors,
    /// The one who asks is on the person's list.
    List,
    /// Nothing forbids this person, or these people together, to have a call.
    Restrictions,
    /// The person is in this establishment.
    Whereabouts,
    /// The month of the call has calls and minutes left, without this one.
    Allowance,
    /// An adult is among the visitors on that day.
    Adult,
    /// The person has nothing else at that time.
    Clash,
    /// A laptop is free at that time, and the timetable offers it.
    Laptop,
}

/// How a check went, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CheckResult {
    /// Nothing stands in the way.
    Passed,
    /// A person should look at it.
    Warning,
    /// The call should not take place like that.
    Failed,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Finding {
    /// A visitor has not proven who they are yet.
    IdentityMissing {
        /// Who.
        visitor: PersonName,
    },
    /// A visitor is not on the person's list themselves; they come along with somebody who is.
    ComesAlong {
        /// Who.
        visitor: PersonName,
    },
    /// The one who asks is not on the person's list any more.
    NotOnList {
        /// Who.
        visitor: PersonName,
    },
    /// The person may not have calls.
    PrisonerBanned {
        /// Until when, if it ends.
        until: Option<NaiveDate>,
    },
    /// A visitor may not have calls with the person.
    VisitorBanned {
        /// Who.
        visitor: PersonName,
        /// Until when, if it ends.
        until: Option<NaiveDate>,
    },
    /// A visitor and the person must be kept apart.
    NonAssociation {
        /// Who.
        visitor: PersonName,
        /// Until when, if it ends.
        until: Option<NaiveDate>,
    },
    /// The person may not be in contact with children, and one is among the visitors.
    ChildProtection {
        /// Until when, if it ends.
        until: Option<NaiveDate>,
    },
    /// The person is elsewhere, or free.
    Away {
        /// Where.
        whereabouts: Whereabouts,
    },
    /// What the month has left without this call.
    Allowance {
        /// Of which month.
        allowance: Allowance,
    },
    /// Nobody among the visitors is an adult on that day.
    NoAdult,
    /// The person has another call.
    OtherCall {
        /// What its family quotes.
        reference: Reference,
        /// When.
        time: Time,
    },
    /// No laptop is free, or as many calls take place as may.
    NoLaptop,
    /// The timetable does not offer the time.
    NotOffered,
    /// The time has passed.
    Past,
}

/// Staff's decision of a request. `POST /v1/staff/requests/{id}/decision` → [`Booking`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RequestDecision {
    /// Books one of its choices.
    Accept {
        /// Which.
        starts_at: DateTime<Utc>,
        /// Books it although a check of the people failed. The log says so.
        #[serde(default)]
        despite_checks: bool,
    },
    /// Asks the family whether another time would do.
    Offer {
        /// When: one to [`OFFERS`] free times, the best first.
        starts_at: Vec<DateTime<Utc>>,
    },
    /// Says no.
    Reject {
        /// Why; the family reads [`StaffRejection::for_family`].
        reason: StaffRejection,
    },
}

/// Why staff reject a request: the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffRejection {
    /// The month's calls are used up.
    NoAllowance,
    /// A visitor is not on the person's list.
    NotOnList,
    /// A visitor may not have calls with the person.
    VisitorBanned,
    /// The time is not possible after all.
    SlotUnavailable,
    /// No adult comes.
    NoAdult,
    /// The person's details do not fit anybody here.
    DetailsIncorrect,
    /// The person is in another establishment.
    PrisonerMoved,
    /// The person is free.
    PrisonerReleased,
    /// The person is out at that time: in court, in hospital.
    PrisonerOut,
    /// The person may not have calls.
    PrisonerBanned,
    /// A visitor and the person must be kept apart.
    NonAssociation,
    /// The person may not be in contact with children.
    ChildProtection,
    /// The same call was asked for before.
    Duplicate,
    /// Something else.
    Other,
}

impl StaffRejection {
    /// Every one there is.
    pub const ALL: [Self; 14] = [
        Self::NoAllowance,
        Self::NotOnList,
        Self::VisitorBanned,
        Self::SlotUnavailable,
        Self::NoAdult,
        Self::DetailsIncorrect,
        Self::PrisonerMoved,
        Self::PrisonerReleased,
        Self::PrisonerOut,
        Self::PrisonerBanned,
        Self::NonAssociation,
        Self::ChildProtection,
        Self::Duplicate,
        Self::Other,
    ];

    /// What the family may know of it: every sensitive reason is the same one to them.
    pub fn for_family(self) -> BookingRejection {
        match self {
            Self::NoAllowance => BookingRejection::NoAllowance,
            Self::NotOnList => BookingRejection::NotOnList,
            Self::SlotUnavailable => BookingRejection::SlotUnavailable,
            Self::NoAdult => BookingRejection::NoAdult,
            Self::DetailsIncorrect => BookingRejection::DetailsIncorrect,
            Self::PrisonerMoved => BookingRejection::PrisonerMoved,
            Self::PrisonerReleased => BookingRejection::PrisonerReleased,
            Self::PrisonerOut => BookingRejection::PrisonerOut,
            Self::VisitorBanned
            | Self::PrisonerBanned
            | Self::NonAssociation
            | Self::ChildProtection => BookingRejection::Restricted,
            Self::Duplicate => BookingRejection::Duplicate,
            Self::Other => BookingRejection::Other,
        }
    }
}

/// Books a call for a family that asked by telephone. `POST /v1/staff/bookings` → 201 [`Booking`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTelephoneBooking {
    /// The person in prison.
    pub prisoner_number: PrisonerNumber,
    /// The adults who come: first the one who asks, who must be on the person's list.
    pub visitors: Vec<VisitorNumber>,
    /// Their children who come.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// A free time: see `GET /v1/staff/prisoners/{number}/slots`.
    pub starts_at: DateTime<Utc>,
    /// For colleagues; a family never sees it.
    #[serde(default)]
    pub note: String,
}
