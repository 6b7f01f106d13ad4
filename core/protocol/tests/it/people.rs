use crate::{at, date, id, name, wire};
use kinline_protocol::{account::VisitorNumber, people::*, *};

fn contact(status: ContactStatus) -> Contact {
    Contact {
        id: ContactId(id(1)),
        person: NewContact {
            establishment: EstablishmentId("BWI".into()),
            prisoner_number: PrisonerNumber::parse("A1234BC").unwrap(),
            given_names: name("Dai"),
            family_name: name("Example"),
            date_of_birth: date("1980-01-31"),
        },
        status,
    }
}

wire! {
    contact_requested: contact(ContactStatus::Requested {
        requested_at: at("2026-11-22T09:00:00Z"),
        answer_by: at("2026-11-25T17:00:00Z"),
    }),
    contact_approved: contact(ContactStatus::Approved { approved_at: at("2026-11-22T09:00:00Z") }),
    contact_rejected: contact(ContactStatus::Rejected {
        rejected_at: at("2026-11-22T09:00:00Z"),
        reason: ContactRejection::Restricted,
    }),
    new_companion: NewCompanion {
        visitor_number: VisitorNumber("K7Q2M9XD".into()),
        date_of_birth: date("1990-05-05"),
    },
    companion: Companion {
        account: AccountId(id(2)),
        name: name("Siân Example"),
        adult: true,
        state: CompanionState::IdentityPending,
    },
    new_invitation: NewInvitation { name: name("Aunt Siân") },
    new_invitation_link: NewInvitationLink {
        invitation: Invitation {
            id: InvitationId(id(4)),
            name: name("Aunt Siân"),
            expires_at: at("2026-12-06T09:00:00Z"),
        },
        link: "https://127.0.0.1:8443/i/t0ken".into(),
    },
    invitation_offer: InvitationOffer {
        from: name("Ann Example"),
        expires_at: at("2026-12-06T09:00:00Z"),
    },
    child: Child {
        id: ChildId(id(5)),
        details: NewChild {
            given_names: name("Mali"),
            family_name: name("Example"),
            date_of_birth: date("2020-03-01"),
            relationship: Relationship::Parent,
            i_am_responsible: true,
        },
    },
    contact_request: ContactRequest {
        contact: contact(ContactStatus::Approved { approved_at: at("2026-11-22T09:00:00Z") }),
        visitor: name("Ann Example"),
        matched: Some(PrisonerId(id(3))),
    },
    decision_approve: ContactDecision::Approve,
    decision_reject: ContactDecision::Reject { reason: ContactRejection::NotOnList },
}
