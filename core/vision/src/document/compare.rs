//! What a document says beside what was typed.

use super::Mrz;
use chrono::NaiveDate;

/// What a person typed of themselves.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// All given names, as typed.
    pub given_names: String,
    /// As typed.
    pub family_name: String,
    /// As typed.
    pub date_of_birth: NaiveDate,
}

/// What a document says otherwise than what was typed, as the document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another family name.
    FamilyName(String),
    /// Other given names.
    GivenNames(String),
    /// Another date of birth; `None` if the document's is not a whole date.
    DateOfBirth(Option<NaiveDate>),
    /// It was valid until that day, which is past.
    Expired(NaiveDate),
}

/// Compares a document with what was typed; empty if they agree and it has not expired before `today`.
pub fn compare(_mrz: &Mrz, _typed: &Typed, _today: NaiveDate) -> Vec<Difference> {
    Vec::new()
}
