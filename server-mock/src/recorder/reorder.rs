//! Puts received packets back into order, within bounds.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// A packet that is asked for again comes within this time, or never.
const PATIENCE: Duration = Duration::from_millis(600);
/// More than this are not held back: a second of a large picture.
const HELD: usize = 512;

/// A packet in order, and whether some before it are missing for good.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ordered<T> {
    pub packet: T,
    pub after_gap: bool,
}

/// Holds packets until those before them are there, or are given up.
#[derive(Debug)]
pub(crate) struct Reorder<T> {
    next: Option<u64>,
    held: BTreeMap<u64, (Instant, T)>,
}

impl<T> Reorder<T> {
    pub fn new() -> Self {
        Self {
            next: None,
            held: BTreeMap::new(),
        }
    }

    /// Takes a packet in; duplicates and those that come too late are dropped.
    pub fn push(&mut self, sequence: u64, arrived: Instant, packet: T) {
        if self.next.is_none_or(|next| sequence >= next) {
            self.held.entry(sequence).or_insert((arrived, packet));
        }
    }

    /// The next packet that is ready.
    pub fn pop(&mut self, now: Instant) -> Option<Ordered<T>> {
        let (&sequence, (arrived, _)) = self.held.first_key_value()?;
        let in_order = self.next.is_none_or(|next| next == sequence);
        let given_up = now.saturating_duration_since(*arrived) >= PATIENCE;
        if !in_order && !given_up && self.held.len() <= HELD {
            return None;
        }
        let (_, (_, packet)) = self.held.pop_first()?;
        self.next = Some(sequence + 1);
        Some(Ordered {
            packet,
            after_gap: !in_order,
        })
    }

    /// The next packet, ready or not: nothing more will come.
    pub fn drain(&mut self) -> Option<Ordered<T>> {
        let (sequence, (_, packet)) = self.held.pop_first()?;
        let after_gap = self.next.is_some_and(|next| next != sequence);
        self.next = Some(sequence + 1);
        Some(Ordered { packet, after_gap })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(buffer: &mut Reorder<u64>, now: Instant) -> Vec<(u64, bool)> {
        std::iter::from_fn(|| buffer.pop(now))
            .map(|o| (o.packet, o.after_gap))
            .collect()
    }

    #[test]
    fn waits_for_what_is_missing() {
        let now = Instant::now();
        let mut buffer = Reorder::new();
        for n in [10, 12, 13] {
            buffer.push(n, now, n);
        }
        assert_eq!(all(&mut buffer, now), [(10, false)]);
        buffer.push(11, now, 11);
        assert_eq!(
            all(&mut buffer, now),
            [(11, false), (12, false), (13, false)]
        );
    }

    #[test]
    fn gives_up_after_a_while() {
        let now = Instant::now();
        let mut buffer = Reorder::new();
        buffer.push(10, now, 10);
        buffer.push(12, now, 12);
        assert_eq!(all(&mut buffer, now), [(10, false)]);
        assert_eq!(all(&mut buffer, now + PATIENCE), [(12, true)]);
        buffer.push(11, now, 11);
        assert_eq!(all(&mut buffer, now + PATIENCE), [], "too late");
    }

    proptest! {
        #[test]
        fn comes_out_in_order_and_once(order in prop::collection::vec(0u64..700, 0..900)) {
            let now = Instant::now();
            let mut buffer = Reorder::new();
            let mut out = Vec::new();
            for n in order {
                buffer.push(n, now, n);
                out.extend(all(&mut buffer, now).into_iter().map(|p| p.0));
            }
            out.extend(std::iter::from_fn(|| buffer.drain()).map(|o| o.packet));
            prop_assert!(out.windows(2).all(|w| w[0] < w[1]), "{out:?}");
        }
    }
}
