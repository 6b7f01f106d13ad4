//! `kinline-phone`: a phone without a phone.

fn main() {}
