//! The acceptable use policy: versioned, in both languages.

use crate::Language;
use serde::{Deserialize, Serialize};

/// The policy in force, in one language. `GET /v1/policy?language=en`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policy {
    /// Counts up; the text of a version never changes.
    pub version: u32,
    /// The language of what follows.
    pub language: Language,
    /// The heading.
    pub title: String,
    /// Its paragraphs, plain text.
    pub paragraphs: Vec<String>,
}

/// Agrees to a version. `POST /v1/policy/agreements`; 204.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyAgreement {
    /// Must be the version in force.
    pub version: u32,
}

/// Puts a new version in force: everybody is asked again before their next call.
/// `POST /v1/console/policies` → 201 [`Policy`], the new one in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPolicy {
    /// In English.
    pub en: PolicyText,
    /// In Welsh.
    pub cy: PolicyText,
}

/// A policy in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyText {
    /// The heading.
    pub title: String,
    /// Its paragraphs, plain text.
    pub paragraphs: Vec<String>,
}
