//! All that is to be seen: a reassembler and a bounded queue for each slot, and when to ask for a keyframe.

use super::reassembler::{Assembled, Reassembler};
use crate::VideoUnit;
use crate::transport::{Kind, Packet, mid};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Units that wait for the platform's decoder: 1 s at 30 a second.
const MOST_QUEUED: usize = 30;
/// A keyframe is asked for no more often.
const ASK_GAP: Duration = Duration::from_millis(400);
/// A stream that has been silent for longer is asked for nothing.
const ALIVE: Duration = Duration::from_secs(2);
/// Longer than the usual distance plus this is a freeze (as browsers count).
const FREEZE: Duration = Duration::from_millis(150);

/// What came in, over all slots.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct VideoCounts {
    pub first_at: Option<Instant>,
    pub frames: u64,
    pub dropped: u64,
    pub missing: u64,
    pub freezes: u64,
    pub frozen: Duration,
}

#[derive(Default)]
struct Slot {
    reassembler: Reassembler,
    queue: VecDeque<(u64, VideoUnit)>,
    clock: Clock,
    last_packet: Option<Instant>,
    last_asked: Option<Instant>,
    last_unit: Option<Instant>,
    usual_distance: Option<Duration>,
}

#[derive(Default)]
struct State {
    slots: Vec<Slot>,
    arrivals: u64,
    overflowed: u64,
    counts: VideoCounts,
    closed: bool,
}

/// The screen's side.
pub(crate) struct VideoReceiver {
    state: Mutex<State>,
    arrived: Condvar,
}

impl VideoReceiver {
    pub(crate) fn new(slots: usize) -> Self {
        let slots = (0..slots).map(|_| Slot::default()).collect();
        Self {
            state: Mutex::new(State {
                slots,
                ..State::default()
            }),
            arrived: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a packet. True: ask for a keyframe of this slot.
    pub(crate) fn push(&self, slot: usize, packet: Packet, now: Instant) -> bool {
        let mut state = self.lock();
        let Some(place) = state.slots.get_mut(slot) else {
            return false;
        };
        place.last_packet = Some(now);
        let units = place.reassembler.push(packet, now);
        self.keep(&mut state, slot, units, now);
        state.slots[slot].ask(now)
    }

    /// Patience may have ended: the slots to ask for a keyframe.
    pub(crate) fn tick(&self, now: Instant) -> Vec<usize> {
        let mut state = self.lock();
        let mut ask = Vec::new();
        for slot in 0..state.slots.len() {
            let units = state.slots[slot].reassembler.take(now);
            self.keep(&mut state, slot, units, now);
            if state.slots[slot].ask(now) {
                ask.push(slot);
            }
        }
        ask
    }

    pub(crate) fn next(&self, wait: Duration) -> Option<VideoUnit> {
        let empty =
            |state: &mut State| !state.closed && state.slots.iter().all(|s| s.queue.is_empty());
        let waited = self.arrived.wait_timeout_while(self.lock(), wait, empty);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let waiting = state.slots.iter_mut().filter(|s| !s.queue.is_empty());
        let oldest = waiting.min_by_key(|s| s.queue.front().map(|(arrival, _)| *arrival))?;
        oldest.queue.pop_front().map(|(_, unit)| unit)
    }

    /// The platform cannot decode what comes by that mid: nothing there is of use before a keyframe, which is asked for
    /// unless one waits already.
    pub(crate) fn need_keyframe(&self, video_mid: &str) {
        let mut state = self.lock();
        let mut slots = state.slots.iter_mut().enumerate();
        let found = slots.find(|(slot, _)| mid(*slot, Kind::Video) == video_mid);
        let Some((_, place)) = found else { return };
        match place.queue.iter().position(|(_, unit)| unit.key) {
            Some(key) => drop(place.queue.drain(..key)),
            None => {
                place.queue.clear();
                place.reassembler.need_keyframe();
            }
        }
    }

    /// Forgets what is in a slot: somebody else will be.
    pub(crate) fn reset(&self, slot: usize) {
        if let Some(place) = self.lock().slots.get_mut(slot) {
            let clock = std::mem::take(&mut place.clock);
            *place = Slot {
                clock,
                ..Slot::default()
            };
        }
    }

    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        for slot in &mut state.slots {
            slot.queue.clear();
        }
        self.arrived.notify_all();
    }

    pub(crate) fn counts(&self) -> VideoCounts {
        let state = self.lock();
        let given_up: u64 = state.slots.iter().map(|s| s.reassembler.given_up).sum();
        let missing = state.slots.iter().map(|s| s.reassembler.missing).sum();
        VideoCounts {
            dropped: state.overflowed + given_up,
            missing,
            ..state.counts.clone()
        }
    }

    fn keep(&self, state: &mut State, slot: usize, units: Vec<Assembled>, now: Instant) {
        let State {
            slots,
            arrivals,
            overflowed,
            counts,
            closed,
        } = state;
        let place = &mut slots[slot];
        for unit in units.into_iter().filter(|_| !*closed) {
            counts.first_at.get_or_insert(now);
            counts.frames += 1;
            if let Some(frozen) = place.freeze(now) {
                counts.freezes += 1;
                counts.frozen += frozen;
            }
            if place.queue.len() >= MOST_QUEUED && !unit.key {
                *overflowed += place.queue.len() as u64 + 1;
                place.queue.clear();
                place.reassembler.need_keyframe();
                return;
            }
            if unit.key && place.queue.len() >= MOST_QUEUED {
                *overflowed += place.queue.len() as u64;
                place.queue.clear();
            }
            let unit = VideoUnit {
                slot,
                video_mid: mid(slot, Kind::Video),
                data: unit.data,
                pts_us: place.clock.microseconds(unit.timestamp),
                key: unit.key,
            };
            *arrivals += 1;
            place.queue.push_back((*arrivals, unit));
            self.arrived.notify_one();
        }
    }
}

impl Slot {
    fn ask(&mut self, now: Instant) -> bool {
        let since = |then: Instant| now.saturating_duration_since(then);
        let alive = self.last_packet.is_some_and(|then| since(then) < ALIVE);
        let asked = self.last_asked.is_some_and(|then| since(then) < ASK_GAP);
        if !alive || asked || !self.reassembler.wants_keyframe() {
            return false;
        }
        self.last_asked = Some(now);
        true
    }

    /// Whether the picture stood still before this one, and how long.
    fn freeze(&mut self, now: Instant) -> Option<Duration> {
        let gap = now.saturating_duration_since(self.last_unit.replace(now)?);
        let usual = *self.usual_distance.get_or_insert(gap.min(FREEZE));
        if gap > usual + FREEZE {
            return Some(gap);
        }
        self.usual_distance = Some((usual * 7 + gap) / 8);
        None
    }
}

/// A slot's RTP time as microseconds that only go on.
#[derive(Default)]
struct Clock {
    last: Option<(u32, i64)>,
}

impl Clock {
    fn microseconds(&mut self, timestamp: u32) -> i64 {
        let now = match self.last {
            None => 0,
            Some((before, at)) => {
                let step = i64::from(timestamp.wrapping_sub(before) as i32);
                // Another stream begins anywhere: it goes on from here.
                let step = if (1..10 * 90_000).contains(&step) {
                    step
                } else {
                    3000
                };
                at + step
            }
        };
        self.last = Some((timestamp, now));
        now * 100 / 9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(sequence: u16, key: bool) -> Packet {
        let payload: &[u8] = if key {
            &[24, 0, 2, 7, 1, 0, 2, 8, 1, 0, 2, 0x65, 1]
        } else {
            &[0x41, 1]
        };
        Packet {
            sequence,
            timestamp: u32::from(sequence) * 3000,
            marker: true,
            payload: payload.to_vec().into(),
        }
    }

    #[test]
    fn a_slow_platform_loses_pictures_up_to_the_next_keyframe() {
        let receiver = VideoReceiver::new(1);
        let start = Instant::now();
        let mut asked = receiver.push(0, picture(0, true), start);
        for i in 1..=40 {
            asked |= receiver.push(
                0,
                picture(i, false),
                start + Duration::from_millis(i.into()),
            );
        }
        assert!(asked, "a keyframe is asked for");
        assert_eq!(receiver.next(Duration::ZERO), None);
        receiver.push(0, picture(41, true), start + Duration::from_millis(500));
        receiver.push(0, picture(42, false), start + Duration::from_millis(533));
        let units: Vec<_> = std::iter::from_fn(|| receiver.next(Duration::ZERO)).collect();
        assert_eq!(
            units.iter().map(|u| u.key).collect::<Vec<_>>(),
            [true, false]
        );
        assert!((units[1].pts_us - units[0].pts_us).abs_diff(33_333) <= 1);
        assert_eq!(receiver.counts().dropped, 41);
    }

    #[test]
    fn who_cannot_decode_gets_a_keyframe_next() {
        let receiver = VideoReceiver::new(1);
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        assert!(!receiver.push(0, picture(0, true), start));
        assert!(receiver.next(Duration::ZERO).is_some());
        receiver.push(0, picture(1, false), after(33));
        receiver.need_keyframe(&mid(0, Kind::Video));
        assert_eq!(receiver.tick(after(40)), [0], "it is asked for");
        receiver.push(0, picture(2, false), after(66));
        assert_eq!(receiver.next(Duration::ZERO), None);
        receiver.push(0, picture(3, true), after(100));
        receiver.push(0, picture(4, false), after(133));
        // One that waits already is the next, and no other is asked for.
        receiver.need_keyframe(&mid(0, Kind::Video));
        assert!(receiver.tick(after(1000)).is_empty());
        assert!(receiver.next(Duration::ZERO).is_some_and(|unit| unit.key));
        receiver.need_keyframe("nobody's");
        assert!(receiver.next(Duration::ZERO).is_some());
    }

    #[test]
    fn slots_are_served_in_order_of_arrival() {
        let receiver = VideoReceiver::new(3);
        let now = Instant::now();
        for slot in [2, 0, 1] {
            receiver.push(slot, picture(7, true), now);
        }
        let units: Vec<_> = std::iter::from_fn(|| receiver.next(Duration::ZERO)).collect();
        let order: Vec<_> = units
            .iter()
            .map(|u| (u.slot, u.video_mid.as_str()))
            .collect();
        assert_eq!(order, [(2, "5"), (0, "1"), (1, "3")]);
    }

    #[test]
    fn a_waiting_thread_wakes_for_a_picture_and_for_the_end() {
        let receiver = std::sync::Arc::new(VideoReceiver::new(1));
        let waiting = receiver.clone();
        let thread = std::thread::spawn(move || {
            let wait = || waiting.next(Duration::from_secs(30));
            (wait().is_some(), wait().is_some())
        });
        receiver.push(0, picture(1, true), Instant::now());
        while receiver.lock().slots[0].queue.front().is_some() {
            std::thread::yield_now();
        }
        receiver.close();
        assert_eq!(thread.join().unwrap(), (true, false));
    }

    #[test]
    fn a_gap_is_a_freeze_and_a_slow_even_picture_is_none() {
        let mut slot = Slot::default();
        let start = Instant::now();
        let frozen = |slot: &mut Slot, ms: u64| slot.freeze(start + Duration::from_millis(ms));
        assert!((0..10).all(|i| frozen(&mut slot, i * 140).is_none()));
        assert_eq!(
            frozen(&mut slot, 9 * 140 + 400),
            Some(Duration::from_millis(400))
        );
    }

    #[test]
    fn an_empty_slot_is_asked_for_nothing_and_a_silent_one_soon_neither() {
        let receiver = VideoReceiver::new(2);
        let now = Instant::now();
        assert!(receiver.tick(now).is_empty());
        assert!(receiver.push(1, picture(1, false), now));
        assert!(receiver.tick(now + Duration::from_millis(100)).is_empty());
        assert_eq!(receiver.tick(now + Duration::from_millis(500)), [1]);
        assert!(receiver.tick(now + Duration::from_secs(3)).is_empty());
    }
}
