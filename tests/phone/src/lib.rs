//! A phone without a phone: the real core of Kinline, driven as the apps drive it, with a software
//! camera, codec, voice, screen and loudspeaker around it; and the people at the other end.

pub mod call_events;
pub mod camera;
pub mod codec;
pub mod document;
mod error;
pub mod laptop;
pub mod media_session;
pub mod office;
pub mod pattern;
pub mod picture;
mod secure_store;
pub mod senses;
pub mod tell;
pub mod voice;
pub mod wire;

pub use error::PhoneError;
pub use secure_store::FileStore;
