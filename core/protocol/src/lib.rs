//! What travels between a family's phone and the establishment.
//!
//! Wire types, ids, limits and error codes, shared by both ends: serde only, no I/O, no clock.
//! All times are UTC, RFC 3339. All JSON keys and enum values are `snake_case`.
//! Paths are in [`routes`]; every rule that both ends must agree on (what an e-mail address looks
//! like, how large a photo may be) stands here once.

pub mod account;
pub mod booking;
pub mod call;
pub mod console;
pub mod documents;
pub mod establishment;
pub mod faces;
pub mod findings;
pub mod identity;
pub mod ids;
pub mod limits;
pub mod office;
pub mod people;
pub mod policy;
pub mod problem;
pub mod readiness;
pub mod routes;
pub mod timetable;
pub mod upload;
pub mod value;
pub mod waiting;

pub use ids::*;
pub use problem::{ErrorCode, FieldProblem, Problem};
pub use value::{EmailAddress, Language, PersonName, PrisonerNumber};

/// A list answer: `{"items": […]}`, so that a list can gain fields without breaking a client.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct List<T> {
    /// The items, in the order that the endpoint documents.
    pub items: Vec<T>,
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items }
    }
}
