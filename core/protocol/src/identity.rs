//! Proving who somebody is: documents, photos, a reviewer's decision.

use crate::{AccountId, IdentityCaseId, PersonName, UploadId, findings::Findings};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A document that proves identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentType {
    /// The page with the photo.
    Passport,
    /// Both sides of the card.
    DrivingLicence,
    /// Both sides of the card.
    IdentityCard,
    /// Both sides of a biometric residence permit.
    ResidencePermit,
    /// Of somebody who is no adult yet.
    BirthCertificate,
}

impl DocumentType {
    /// Every type, in the order that people are offered them.
    pub const ALL: [Self; 5] = [
        Self::Passport,
        Self::DrivingLicence,
        Self::IdentityCard,
        Self::ResidencePermit,
        Self::BirthCertificate,
    ];

    /// The photos that it needs, in the order of taking them. The portrait is last.
    #[must_use]
    pub fn photos(self) -> &'static [PhotoKind] {
        &self.rule().photos
    }
}

/// What a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PhotoKind {
    /// The document's front, or a passport's photo page.
    DocumentFront,
    /// The document's back.
    DocumentBack,
    /// The person's face.
    Portrait,
}

/// A photo, uploaded before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photo {
    /// What it shows.
    pub kind: PhotoKind,
    /// The finished upload.
    pub upload: UploadId,
}

/// What a family member submits. `POST /v1/identity-cases`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewIdentityCase {
    /// As on the document.
    pub given_names: PersonName,
    /// As on the document.
    pub family_name: PersonName,
    /// As on the document.
    pub date_of_birth: NaiveDate,
    /// Which document.
    pub document: DocumentType,
    /// All that [`DocumentType::photos`] asks for.
    pub photos: Vec<Photo>,
}

/// Where somebody's identity stands. `GET /v1/identity`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IdentityStatus {
    /// Nothing was sent yet.
    NotSubmitted,
    /// It waits for a reviewer.
    Submitted {
        /// The case.
        case: IdentityCaseId,
        /// When it was sent.
        submitted_at: DateTime<Utc>,
        /// When to expect an answer.
        answer_by: DateTime<Utc>,
        /// How many cases are before it.
        cases_before: u32,
    },
    /// A reviewer has opened it.
    InReview {
        /// The case.
        case: IdentityCaseId,
        /// When it was sent.
        submitted_at: DateTime<Utc>,
        /// When to expect an answer.
        answer_by: DateTime<Utc>,
    },
    /// Proven.
    Approved {
        /// The case.
        case: IdentityCaseId,
        /// Since when.
        approved_at: DateTime<Utc>,
        /// Until when; it can be proven again from [`crate::limits::IDENTITY_RENEWAL_DAYS`] before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<DateTime<Utc>>,
    },
    /// Not proven: something must be sent again.
    Rejected {
        /// The case.
        case: IdentityCaseId,
        /// When.
        rejected_at: DateTime<Utc>,
        /// Why.
        reason: IdentityRejection,
        /// Which photo it is about, if one.
        photo: Option<PhotoKind>,
        /// A sentence by the reviewer, shown as it is.
        note: Option<String>,
        /// How often it can be sent again, of [`crate::limits::IDENTITY_ATTEMPTS`]. After that the document is
        /// shown another way ([`OtherWay`]).
        #[serde(default)]
        attempts_left: u32,
    },
}

/// How a document can be shown to the establishment where photos did not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OtherWay {
    /// The original was sent in.
    Post,
    /// The person came with it.
    InPerson,
}

/// Why an identity is not proven. Each has a sentence that says how to do better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IdentityRejection {
    /// Too blurred to read.
    PhotoBlurred,
    /// A reflection hides something.
    PhotoGlare,
    /// A corner or edge is missing.
    PhotoCutOff,
    /// Too dark to read.
    PhotoDark,
    /// The document has expired.
    DocumentExpired,
    /// Another kind of document is needed.
    DocumentNotAccepted,
    /// Name or date of birth differ from the document's.
    DetailsDiffer,
    /// The face is hidden, turned away, or not alone.
    PortraitUnclear,
    /// The portrait does not look like the document's photo.
    PortraitDiffers,
    /// See the reviewer's sentence.
    Other,
}

impl IdentityRejection {
    /// Every reason, in the order that reviewers are offered them.
    pub const ALL: [Self; 10] = [
        Self::PhotoBlurred,
        Self::PhotoGlare,
        Self::PhotoCutOff,
        Self::PhotoDark,
        Self::DocumentExpired,
        Self::DocumentNotAccepted,
        Self::DetailsDiffer,
        Self::PortraitUnclear,
        Self::PortraitDiffers,
        Self::Other,
    ];
}

/// A case as a reviewer sees it. `GET /v1/review/cases`, oldest first; `GET /v1/review/cases/{id}`
///
/// Photos: `GET /v1/review/cases/{id}/photos/{kind}`; the faces in them, side by side:
/// `GET /v1/review/cases/{id}/faces/{kind}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewCase {
    /// The case.
    pub id: IdentityCaseId,
    /// Whose.
    pub account: AccountId,
    /// What was typed and sent.
    pub submission: NewIdentityCase,
    /// Where it stands.
    pub status: IdentityStatus,
    /// Which of the person's attempts this is: 1 for the first.
    #[serde(default)]
    pub attempt: u32,
    /// What the machine saw in the photos: advice, made soon after they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Findings>,
}

/// A reviewer's decision. `POST /v1/review/cases/{id}/decision`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IdentityDecision {
    /// The person is who they say.
    Approve,
    /// The person is who they say: their document was seen, after their last attempt with photos.
    ApproveSeen {
        /// How.
        way: OtherWay,
    },
    /// Something must be sent again.
    Reject {
        /// Why.
        reason: IdentityRejection,
        /// Which photo it is about.
        #[serde(default)]
        photo: Option<PhotoKind>,
        /// A sentence for the family; needed with [`IdentityRejection::Other`].
        #[serde(default)]
        note: Option<String>,
    },
}
