//! Who acts in a call.

use crate::audit::Actor;
use kinline_protocol::{AccountId, LaptopId, ParticipantId, call::Side};
use uuid::Uuid;

/// Who a media session or a listener belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Participant(ParticipantId, Side),
    Staff(Uuid),
}

impl Owner {
    pub fn actor(self) -> Actor {
        match self {
            Self::Participant(id, Side::Family) => Actor::Family(AccountId(id.0)),
            Self::Participant(id, Side::Prison) => Actor::Laptop(LaptopId(id.0)),
            Self::Staff(id) => Actor::Staff(id),
        }
    }

    /// Their place in the call; staff have none.
    pub fn participant(self) -> Option<ParticipantId> {
        match self {
            Self::Participant(id, _) => Some(id),
            Self::Staff(_) => None,
        }
    }
}
