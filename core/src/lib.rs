//! Everything a family's phone knows and does; no platform code.
//!
//! A UI builds an [`App`], draws each [`Screen`] it is given and sends [`Action`]s back.

mod action;
mod platform;
mod screen;

pub use action::{Action, DeviceCheck, FieldValue, Form, Place};
pub use platform::{Observer, PlatformEffect, Reminder, SecureStore, SecureStoreError};
pub use screen::*;

pub use kinline_media::{CallMedia, EncoderTarget, MediaStats, VideoUnit};
pub use kinline_protocol as protocol;
