//! Who is shown in which receive slot of a media session. Pure.

use kinline_protocol::{ParticipantId, call::Side};

/// Somebody who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Publisher {
    pub participant: ParticipantId,
    pub side: Side,
}

/// Assigns publishers to slots. What is shown stays where it is; the first slot is the laptop's,
/// unless the laptop itself looks.
///
/// `publishers` in the order in which they joined, without the viewer.
pub(super) fn assign(
    current: &[Option<ParticipantId>],
    publishers: &[Publisher],
    viewer: Option<Side>,
) -> Vec<Option<ParticipantId>> {
    let reserved = viewer != Some(Side::Prison);
    let is_laptop = |p: ParticipantId| {
        publishers
            .iter()
            .any(|q| q.participant == p && q.side == Side::Prison)
    };
    let mut slots: Vec<_> = current
        .iter()
        .enumerate()
        .map(|(i, slot)| {
            slot.filter(|p| publishers.iter().any(|q| q.participant == *p))
                .filter(|p| !reserved || (i == 0) == is_laptop(*p))
        })
        .collect();
    for publisher in publishers {
        if slots.contains(&Some(publisher.participant)) {
            continue;
        }
        let free = if reserved && publisher.side == Side::Prison {
            slots.first_mut()
        } else {
            slots
                .iter_mut()
                .skip(usize::from(reserved))
                .find(|s| s.is_none())
        };
        if let Some(slot) = free {
            *slot = Some(publisher.participant);
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(n: u128) -> Publisher {
        let side = if n == 0 { Side::Prison } else { Side::Family };
        Publisher {
            participant: ParticipantId(Uuid::from_u128(n)),
            side,
        }
    }

    fn shown(slots: &[Option<ParticipantId>]) -> Vec<Option<u128>> {
        slots.iter().map(|s| s.map(|p| p.0.as_u128())).collect()
    }

    #[test]
    fn first_slot_of_a_family_is_kept_for_the_laptop() {
        let slots = assign(&[None; 4], &[person(2)], Some(Side::Family));
        assert_eq!(shown(&slots), [None, Some(2), None, None]);
        let slots = assign(&slots, &[person(2), person(0)], Some(Side::Family));
        assert_eq!(shown(&slots), [Some(0), Some(2), None, None]);
    }

    #[test]
    fn the_laptop_sees_all_callers_in_order() {
        let callers = [person(1), person(2), person(3), person(4)];
        let slots = assign(&[None; 4], &callers, Some(Side::Prison));
        assert_eq!(shown(&slots), [Some(1), Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn the_others_stay_where_they_are_when_one_leaves() {
        let slots = assign(
            &[None; 3],
            &[person(1), person(2), person(3)],
            Some(Side::Prison),
        );
        let slots = assign(&slots, &[person(1), person(3)], Some(Side::Prison));
        assert_eq!(shown(&slots), [Some(1), None, Some(3)]);
        let slots = assign(
            &slots,
            &[person(1), person(3), person(4)],
            Some(Side::Prison),
        );
        assert_eq!(shown(&slots), [Some(1), Some(4), Some(3)]);
    }

    #[test]
    fn more_people_than_slots_is_no_error() {
        let slots = assign(&[None], &[person(1), person(0)], None);
        assert_eq!(shown(&slots), [Some(0)]);
    }
}
