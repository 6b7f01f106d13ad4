//! What people read and type.

use kinline_protocol::limits::CODE_DIGITS;
use rand::RngExt;

/// Letters and digits that are not taken for one another.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A code for a mail.
pub(super) fn digits() -> String {
    let mut random = rand::rng();
    (0..CODE_DIGITS)
        .map(|_| char::from(b'0' + random.random_range(0..10u8)))
        .collect()
}

/// Something to quote or type: 5 bits a character.
pub fn letters_and_digits(length: usize) -> String {
    let mut random = rand::rng();
    (0..length)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect()
}
