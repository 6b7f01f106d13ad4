//! `kinline-vision`: faces and documents of picture files, as JSON.

fn main() {}
