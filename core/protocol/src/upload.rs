//! Resumable uploads: the tus protocol 1.0.0 (tus.io), core with creation, creation-with-upload,
//! expiration and termination, so that any tus client can send a photo.
//!
//! Metadata: `filetype` (`image/jpeg` or `image/png`) and `kind` (a
//! [`crate::identity::PhotoKind`]). A photo is checked when its last byte arrives.

/// The version spoken, in `Tus-Resumable`.
pub const TUS_VERSION: &str = "1.0.0";
/// The extensions spoken, in `Tus-Extension`.
pub const TUS_EXTENSIONS: &str = "creation,creation-with-upload,expiration,termination";
/// The content type of a PATCH.
pub const CONTENT_TYPE: &str = "application/offset+octet-stream";
