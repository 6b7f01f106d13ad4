//! How a call goes, in numbers.

/// Counts since the connection was opened, and rates of the last second or so. Media passes no
/// contents here: only counts and times.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MediaStats {
    /// From [`Connection::accept`](crate::Connection::accept) to the first access unit sent, in ms.
    pub first_frame_out_ms: Option<f64>,
    /// From [`Connection::accept`](crate::Connection::accept) to the first access unit received whole
    /// (of any slot), in ms.
    pub first_frame_in_ms: Option<f64>,
    /// Access units sent.
    pub frames_out: u64,
    /// Access units that never left: the line was too slow, or video was muted.
    pub frames_out_dropped: u64,
    /// Access units received whole and in order, over all slots.
    pub frames_in: u64,
    /// Access units given up: not repaired in time, or taken too slowly by the platform.
    pub frames_in_dropped: u64,
    /// Pauses of more than 150 ms over the usual distance between two received pictures.
    pub freezes: u64,
    /// All freezes together, in ms.
    pub freeze_ms: f64,
    /// 20 ms pieces of sound sent.
    pub audio_out: u64,
    /// 20 ms pieces of sound played, over all slots.
    pub audio_played: u64,
    /// Of these, those invented by the decoder, because nothing arrived in time.
    pub audio_concealed: u64,
    /// Of these, those restored from the in-band FEC of the packet after.
    pub audio_fec: u64,
    /// Sound packets that came too late to be played.
    pub audio_late: u64,
    /// RTP packets that never came (neither first-hand nor repaired in time).
    pub packets_lost: u64,
    /// Packets that we asked to have sent again.
    pub nacks_out: u64,
    /// NACK messages received: the relay misses packets of ours.
    pub nacks_in: u64,
    /// Repairs received (RFC 4588).
    pub rtx_in: u64,
    /// Keyframes that we asked for.
    pub keyframe_requests_out: u64,
    /// Keyframes that we were asked for.
    pub keyframe_requests_in: u64,
    /// Latest round trip to the relay, in ms.
    pub round_trip_ms: Option<f64>,
    /// Share of our packets lost on the way to the relay lately: 0 to 1.
    pub loss_out: f64,
    /// Bit/s sent lately, sound and picture, RTP headers and payload.
    pub bits_per_second_out: u64,
    /// Bit/s received lately, sound and picture, RTP headers and payload.
    pub bits_per_second_in: u64,
}
