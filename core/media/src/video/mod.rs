//! Pictures: H.264 access units to RTP and back (RFC 6184).

pub(crate) mod incoming;
pub(crate) mod outgoing;
mod payload;
mod reassembler;
