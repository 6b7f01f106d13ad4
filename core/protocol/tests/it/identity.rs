use crate::{at, date, id, name, wire};
use kinline_protocol::{findings::*, identity::*, *};

fn submission() -> NewIdentityCase {
    NewIdentityCase {
        given_names: name("Ann Mair"),
        family_name: name("Example"),
        date_of_birth: date("1984-02-29"),
        document: DocumentType::DrivingLicence,
        photos: vec![
            Photo {
                kind: PhotoKind::DocumentFront,
                upload: UploadId(id(1)),
            },
            Photo {
                kind: PhotoKind::DocumentBack,
                upload: UploadId(id(2)),
            },
            Photo {
                kind: PhotoKind::Portrait,
                upload: UploadId(id(3)),
            },
        ],
    }
}

fn findings() -> Findings {
    Findings {
        photos: vec![PhotoFinding {
            photo: PhotoKind::DocumentFront,
            problem: PhotoProblem::Glare,
        }],
        zone: ZoneFinding::Read(Zone {
            photo: PhotoKind::DocumentFront,
            lines: vec!["P<UTOEXAMPLE<<ANN<MAIR<<<<<<<<<<<<<<<<<<<<<<".into()],
            valid: true,
            differences: vec![Difference {
                field: TypedField::DateOfBirth,
                typed: "1984-02-29".into(),
                document: "1984-02-28".into(),
            }],
            expires: Some(date("2026-11-01")),
            expiry: Expiry::Expired,
        }),
        faces: FaceFinding::Compared {
            likeness: Likeness::LikelySame,
        },
    }
}

wire! {
    new_identity_case: submission(),
    status_not_submitted: IdentityStatus::NotSubmitted,
    status_submitted: IdentityStatus::Submitted {
        case: IdentityCaseId(id(4)),
        submitted_at: at("2026-11-22T09:00:00Z"),
        answer_by: at("2026-11-25T17:00:00Z"),
        cases_before: 3,
    },
    status_in_review: IdentityStatus::InReview {
        case: IdentityCaseId(id(4)),
        submitted_at: at("2026-11-22T09:00:00Z"),
        answer_by: at("2026-11-25T17:00:00Z"),
    },
    status_approved: IdentityStatus::Approved {
        case: IdentityCaseId(id(4)),
        approved_at: at("2026-11-23T09:00:00Z"),
        valid_until: Some(at("2028-11-22T09:00:00Z")),
    },
    status_rejected: IdentityStatus::Rejected {
        case: IdentityCaseId(id(4)),
        rejected_at: at("2026-11-23T09:00:00Z"),
        reason: IdentityRejection::PhotoBlurred,
        photo: Some(PhotoKind::DocumentFront),
        note: None,
        attempts_left: 4,
    },
    every_rejection: IdentityRejection::ALL.to_vec(),
    every_document: DocumentType::ALL.to_vec(),
    review_case: ReviewCase {
        id: IdentityCaseId(id(4)),
        account: AccountId(id(5)),
        submission: submission(),
        status: IdentityStatus::NotSubmitted,
        attempt: 2,
        findings: Some(findings()),
    },
    findings_of_nothing: Findings {
        photos: Vec::new(),
        zone: ZoneFinding::NotFound,
        faces: FaceFinding::NotFound {
            photo: PhotoKind::Portrait,
        },
    },
    every_photo_problem: PhotoProblem::ALL.to_vec(),
    decision_approve_seen: IdentityDecision::ApproveSeen {
        way: OtherWay::InPerson,
    },
    decision_approve: IdentityDecision::Approve,
    decision_reject: IdentityDecision::Reject {
        reason: IdentityRejection::Other,
        photo: None,
        note: Some("Please send the other side too.".into()),
    },
}

#[test]
fn every_document_ends_with_the_portrait() {
    for document in DocumentType::ALL {
        assert_eq!(
            document.photos().last(),
            Some(&PhotoKind::Portrait),
            "{document:?}"
        );
    }
}
