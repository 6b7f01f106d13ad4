//! A phone without a phone: the real core of Kinline, driven as the apps drive it, with a software
//! camera, codec, voice, screen and loudspeaker around it; and the people at the other end.

pub mod asking;
pub mod call_events;
pub mod camera;
pub mod cli;
pub mod codec;
pub mod demo;
pub mod document;
mod error;
pub mod flow;
mod folder;
pub mod laptop;
pub mod line;
pub mod media_session;
pub mod mock;
pub mod office;
pub mod pattern;
pub mod people;
mod phone;
pub mod picture;
pub mod recording;
mod secure_store;
pub mod senses;
pub mod steps;
pub mod swarm;
pub mod tell;
pub mod voice;
pub mod wire;

pub use error::PhoneError;
pub use phone::{LIMIT, Phone, PhoneOptions, SharedFile};
pub use secure_store::FileStore;
