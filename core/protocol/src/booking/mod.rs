//! Slots, holds and bookings.

mod answers;
mod laptop;

pub use answers::{BookingAnswer, BookingChange, FamilyCancellation, FamilyReason};
pub use laptop::{ApprovedCaller, NewPrisonerRequest, PrisonerRequest};

use crate::{
    AccountId, BookingId, CallId, ChildId, ContactId, EstablishmentId, HoldId, InvitationId,
    PersonName, SlotId,
    establishment::{Information, WhoMayAsk},
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A free time for a call. `GET /v1/contacts/{contact}/slots`, earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// Names it when it is held.
    pub id: SlotId,
    /// When the call starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The start by the establishment's clock, as its timetable has it.
    pub local_start: NaiveDateTime,
}

/// What can be booked for a contact. With `?instead_of=BOOKING` as if that booking's call did not
/// count: what it can be changed to, or what else can be proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slots {
    /// IANA name of the establishment's time zone.
    pub time_zone: String,
    /// Calls left in the calendar month of each slot's start, earliest month first.
    pub allowance: Vec<Allowance>,
    /// Free slots, earliest first.
    pub slots: Vec<Slot>,
    /// What the establishment asks of a booking, to refuse before sending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<BookingRules>,
}

/// What an establishment asks of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingRules {
    /// From which age a visitor counts as an adult, of whom at least one must come.
    pub adult_age: u8,
    /// Visitors in a call, the one who asks and children included.
    pub visitors: u8,
    /// How long a call lasts, seconds.
    pub call_seconds: u32,
    /// The first date, by the establishment's clock, that can be booked; none if there is none.
    pub first_day: Option<NaiveDate>,
    /// The last one.
    pub last_day: Option<NaiveDate>,
    /// Who may ask for a call.
    pub who_may_ask: WhoMayAsk,
    /// Booked at once; otherwise staff answer.
    pub automatic: bool,
    /// Until how many hours before its start a family can change or cancel a booked call itself.
    pub change_until_hours: u32,
    /// What families should know.
    pub information: Information,
}

/// Calls, and minutes of calls, in a month of the person in prison, whoever of their families asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allowance {
    /// The calendar month, `2026-11`.
    pub month: String,
    /// How many calls the month has, `extra` included.
    pub calls: u32,
    /// How many of them are not used or booked.
    pub left: u32,
    /// When the next month's begin.
    pub renews_at: DateTime<Utc>,
    /// How many calls took place.
    #[serde(default)]
    pub used: u32,
    /// How many are held, asked for or booked.
    #[serde(default)]
    pub booked: u32,
    /// How many of `calls` the governor gave this person beyond what every month has.
    #[serde(default)]
    pub extra: u32,
    /// The same in minutes; none where only calls are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
}

/// Minutes of calls in a month. `all = used + booked + left`, unless settings became stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Minutes {
    /// How many the month has, `extra` included.
    pub all: u32,
    /// In calls that took place: their slots' length, not how long people talked.
    pub used: u32,
    /// In calls that are held, asked for or booked.
    pub booked: u32,
    /// Neither.
    pub left: u32,
    /// How many of `all` the governor gave this person.
    pub extra: u32,
}

/// Keeps a slot for ten minutes. `POST /v1/holds`; `DELETE /v1/holds/{id}` gives it back.
/// `GET /v1/holds`: those that have not run out, in the order of asking.
///
/// A new hold replaces the others of the account, but for those that it is to be `beside`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHold {
    /// For whom.
    pub contact: ContactId,
    /// Which.
    pub slot: SlotId,
    /// One's holds that stay, as choices of the same request: at most two.
    #[serde(default)]
    pub beside: Vec<HoldId>,
    /// One's booking that the slot would replace: its call does not count towards the allowance.
    #[serde(default)]
    pub instead_of: Option<BookingId>,
}

/// A kept slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hold {
    /// Names it when the call is asked for.
    pub id: HoldId,
    /// The slot.
    pub slot: Slot,
    /// It is kept until then.
    pub expires_at: DateTime<Utc>,
}

/// Asks for a call in a held slot. `POST /v1/bookings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBooking {
    /// The held slot: the first choice.
    pub hold: HoldId,
    /// Further choices, held too, in order: at most two. The first that is still kept counts.
    #[serde(default)]
    pub also: Vec<HoldId>,
    /// Adults who come along: see [`crate::people::Companion`].
    pub companions: Vec<AccountId>,
    /// Children who come along.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Adults who come along and have not accepted the invitation yet.
    #[serde(default)]
    pub invited: Vec<InvitationId>,
}

/// Who comes along, besides oneself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Party {
    /// Adults: see [`crate::people::Companion`].
    pub companions: Vec<AccountId>,
    /// Children.
    pub children: Vec<ChildId>,
    /// Adults who have not accepted the invitation yet.
    pub invited: Vec<InvitationId>,
}

/// What families quote: eight letters and digits in two groups, such as `K7Q2-M9XD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "K7Q2-M9XD"))]
pub struct Reference(pub String);

/// A request for a call, and what became of it. `GET /v1/bookings`, latest start first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// The booking.
    pub id: BookingId,
    /// What families quote.
    pub reference: Reference,
    /// Counts the changes: the SEQUENCE of its calendar entry (RFC 5545).
    pub sequence: u32,
    /// Who asked for it.
    #[serde(default)]
    pub asked_by: AskedBy,
    /// The contact that it was asked through.
    pub contact: ContactId,
    /// The person in prison, as the family typed it.
    pub prisoner: PersonName,
    /// Where.
    pub establishment: EstablishmentId,
    /// IANA name of the establishment's time zone.
    pub time_zone: String,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// When its waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// The times asked for, most wanted first, while staff or the family can still choose among
    /// them. `starts_at` is one of them; only that one is kept for the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Slot>,
    /// Who comes, first the family member that it is for.
    pub visitors: Vec<Visitor>,
    /// When everybody must be ready; none if everybody is. Who is not, see `visitors`. The call is
    /// given up then, with the reason `visitor_missing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_by: Option<DateTime<Utc>>,
    /// Until when the family can change or cancel a booked call itself. After it, the establishment
    /// has to be asked. (A request can be withdrawn at any time.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_until: Option<DateTime<Utc>>,
    /// Staff said that the call starts late: it is expected then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delayed_to: Option<DateTime<Utc>>,
    /// Where it stands.
    pub status: BookingStatus,
    /// Its call.
    pub call: CallId,
}

/// Who asked for a call.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AskedBy {
    /// The family, in the app.
    #[default]
    Family,
    /// The person in prison, on the laptop.
    Prisoner,
    /// Staff, for a family who telephoned.
    Establishment,
}

/// Somebody who comes to a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visitor {
    /// Their account; none for a child, and for who has not accepted the invitation yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Their approved name; until then, as the family typed it.
    pub name: PersonName,
    /// Adult or child, on the day of the call.
    #[serde(default)]
    pub kind: VisitorKind,
    /// Whether they can come as things stand.
    #[serde(default)]
    pub state: VisitorState,
}

/// Whether somebody counts as an adult.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum VisitorKind {
    /// Of the establishment's adult age, or invited as an adult.
    #[default]
    Adult,
    /// Must be with an adult.
    Child,
}

/// What somebody who comes along still has to do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum VisitorState {
    /// Nothing.
    #[default]
    Ready,
    /// Accept the invitation, in an app of their own.
    Invited,
    /// Prove who they are, there: the identity is not approved yet.
    IdentityPending,
}

/// Where a booking stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingStatus {
    /// Asked for, not booked yet.
    Requested {
        /// When to expect an answer.
        answer_by: DateTime<Utc>,
    },
    /// The person in prison asked for it; the family has not answered: see [`BookingAnswer`].
    /// Not booked yet.
    Asked {
        /// Until when the family can answer.
        answer_by: DateTime<Utc>,
    },
    /// The establishment offers other times, kept for the family until they answer: see
    /// [`BookingAnswer`].
    Offered {
        /// The times, earliest first.
        slots: Vec<Slot>,
        /// Until when the family can answer.
        answer_by: DateTime<Utc>,
        /// For a booked call that the establishment asks to move: it stays booked at its own time
        /// until the family agrees, and when they decline or do not answer. Otherwise for a
        /// request: not booked yet.
        instead: bool,
    },
    /// The call will take place.
    Booked,
    /// The establishment said no.
    Rejected {
        /// Why, as a family may know it.
        reason: BookingRejection,
    },
    /// The family took the request back.
    Withdrawn,
    /// It was booked, and will not take place.
    Cancelled {
        /// Why, as a family may know it.
        reason: CancellationReason,
    },
    /// The call is over: see [`crate::call::CallState`].
    Completed {
        /// How it ended.
        outcome: crate::call::EndReason,
        /// How long both sides talked, seconds.
        talked_seconds: u32,
    },
}

/// Why a request was rejected, as a family may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingRejection {
    /// The month's calls are used up.
    NoAllowance,
    /// A visitor is not on the person's list.
    NotOnList,
    /// The time is not possible after all.
    SlotUnavailable,
    /// No adult comes.
    NoAdult,
    /// The person is elsewhere.
    PrisonerMoved,
    /// The person has a restriction. Says no more, on purpose.
    Restricted,
    /// The same call was asked for before.
    Duplicate,
    /// The details of the person in prison are not right.
    DetailsIncorrect,
    /// The person has left prison.
    PrisonerReleased,
    /// The person is elsewhere that day: in court, in hospital.
    PrisonerOut,
    /// Somebody who was to come along was not ready in time.
    VisitorMissing,
    /// The family did not answer in time.
    NotAnswered,
    /// Something else.
    Other,
}

/// Why a booked call will not take place, as a family may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CancellationReason {
    /// By the family.
    VisitorCancelled,
    /// By the person in prison.
    PrisonerCancelled,
    /// The person is elsewhere.
    PrisonerMoved,
    /// The time is not possible after all.
    SlotUnavailable,
    /// The person has a restriction. Says no more, on purpose.
    Restricted,
    /// The establishment's mistake.
    BookedInError,
    /// The person has left prison.
    PrisonerReleased,
    /// The person is elsewhere that day: in court, in hospital.
    PrisonerOut,
    /// The person did not want to come.
    PrisonerRefused,
    /// Somebody who was to come along was not ready in time.
    VisitorMissing,
}

/// Staff's decision. `POST /v1/staff/bookings/{id}/decision`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingDecision {
    /// Books it.
    Accept,
    /// Rejects it.
    Reject {
        /// Why.
        reason: BookingRejection,
    },
}

/// Staff cancel a booked call. `POST /v1/staff/bookings/{id}/cancellation` → [`Booking`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCancellation {
    /// Why; never the family's own reason.
    pub reason: CancellationReason,
}
