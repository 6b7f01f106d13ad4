//! Kinline as its people meet it: the real core on software phones, against the real mock server.

mod architecture;
mod booking;
mod faults;
mod joining;
mod journey;
mod killed;
mod photos;
mod registering;
mod words;
mod world;
