//! Numbers that both ends keep to. What an establishment can set is in
//! [`crate::establishment::Settings`], not here.

/// The largest photo, bytes. A 12-megapixel JPEG of a phone is 3 to 6 MB.
pub const PHOTO_BYTES: u64 = 12 * 1024 * 1024;
/// A side shorter than this cannot show a document legibly, pixels.
pub const PHOTO_SHORTEST_SIDE: u32 = 300;
/// The largest file that a phone opens as a photo, bytes: twice a 50-megapixel JPEG of the best quality.
pub const PHOTO_TAKEN_BYTES: u64 = 64 * 1024 * 1024;
/// The longer side of a photo as a phone sends it, pixels; a larger one is made smaller first. A passport that fills
/// half of the picture's width then has 29 pixels for each character of its machine-readable zone (44 of them: ICAO Doc
/// 9303 part 4), and readers want 20 and more; a 12-megapixel photo becomes about 1 MB.
pub const PHOTO_SENT_SIDE: u32 = 2560;
/// The quality of such a JPEG, of 100.
pub const PHOTO_SENT_QUALITY: u8 = 90;
/// The longer side of a photo as the person who took it sees it again, pixels: a phone's width, some 60 KB.
pub const PHOTO_SHOWN_SIDE: u32 = 960;
/// The quality of such a JPEG, of 100.
pub const PHOTO_SHOWN_QUALITY: u8 = 80;
/// How often somebody can send their identity until it is approved; then their document is seen another way.
pub const IDENTITY_ATTEMPTS: u32 = 5;
/// Digits of the code that confirms an e-mail address.
pub const CODE_DIGITS: usize = 6;
/// How long that code is valid, seconds.
pub const CODE_SECONDS: i64 = 15 * 60;
/// Wrong codes before a new one must be asked for.
pub const CODE_ATTEMPTS: u32 = 5;
/// How long a proven identity is valid, days.
pub const IDENTITY_DAYS: i64 = 2 * 365;
/// How long before its end an identity can be proven again, days.
pub const IDENTITY_RENEWAL_DAYS: i64 = 60;
/// How long an access token lasts, seconds; the device key gets a new one.
pub const TOKEN_SECONDS: i64 = 60 * 60;
/// Visitors in one call: the one who books and three more.
pub const CALLERS: usize = 4;
/// A person younger than this must come with an adult, unless the establishment sets another age.
pub const ADULT_AGE: u8 = 18;
/// How long a chosen slot is held, seconds.
pub const HOLD_SECONDS: i64 = 10 * 60;
/// Times that one request can choose among.
pub const CHOICES: usize = 3;
/// How long before its start everybody who comes to a call must be ready, seconds.
pub const COMPLETE_SECONDS: i64 = 24 * 60 * 60;
/// How long an invitation's link works, seconds.
pub const INVITATION_SECONDS: i64 = 14 * 24 * 60 * 60;
/// Children that one account can add.
pub const CHILDREN: usize = 10;
/// How long before its start a call's waiting room opens, seconds.
pub const WAITING_ROOM_SECONDS: i64 = 15 * 60;
/// How long before the end of a call people are warned, seconds; a shorter call warns at half time.
pub const WARNING_SECONDS: u64 = 5 * 60;
/// From the delivery of the laptops to the first call, as a rule, days.
pub const USUAL_WAIT_DAYS: u64 = 21;
/// A phone that has stopped its picture begins again when it may send so much, bit/s. A relay that wants a
/// picture never asks for less.
pub const PICTURE_AGAIN: u32 = 100_000;
/// The largest SDP that is read, bytes.
pub const SDP_BYTES: usize = 64 * 1024;
/// The largest JSON body that is read, bytes.
pub const JSON_BYTES: usize = 64 * 1024;

/// How long the picture of a face that staff were told of is kept, days: long enough to answer for a pause.
pub const SIGHTING_PICTURE_DAYS: i64 = 30;
