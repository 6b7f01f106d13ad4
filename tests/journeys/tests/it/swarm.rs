//! Many phones at once, and a server that is killed among them.

use crate::world::program;
use kinline_phone::swarm::{self, SwarmOptions};

#[test]
fn each_slot_is_booked_once_by_a_swarm_whose_server_is_killed() {
    let report = swarm::run(&SwarmOptions {
        phones: 60,
        slots: 12,
        steady: false,
        apart: false,
        keep: None,
        mock: Some(program("kinline-mock")),
    })
    .unwrap();
    assert_eq!((report.booked, report.taken, report.kills), (12, 48, 1));
}

#[test]
fn phones_that_want_no_more_than_there_is_all_have_one() {
    let report = swarm::run(&SwarmOptions {
        phones: 10,
        slots: 12,
        steady: true,
        apart: true,
        keep: None,
        mock: Some(program("kinline-mock")),
    })
    .unwrap();
    assert_eq!((report.booked, report.taken, report.kills), (10, 0, 0));
}
