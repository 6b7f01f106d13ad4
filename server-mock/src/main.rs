//! The command `kinline-mock`.

fn main() {}
