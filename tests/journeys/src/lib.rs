//! Journeys, faults and architecture, tested from outside. Everything is in `tests/it`.
