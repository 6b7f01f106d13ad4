//! What can go wrong, by what the caller can do about it.

/// Why a call's media could not be set up or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MediaError {
    /// This device has no network to call over: wait for one, then open a new connection.
    #[error("no usable network: {0}")]
    NoNetwork(String),
    /// The answer is not SDP, or does not fit the offer: leave, and join with a new offer.
    #[error("the answer does not fit the offer: {0}")]
    BadAnswer(String),
    /// The connection is over: open a new one.
    #[error("the connection is closed")]
    Closed,
    /// A part could not be made on this device (a codec, a certificate). Trying again will not help:
    /// report it.
    #[error("the call cannot be set up on this device: {0}")]
    Unsupported(String),
}
