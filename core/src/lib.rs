//! Everything a family's phone knows and does; no platform code.
//!
//! A UI builds an [`App`], draws each [`Screen`] it is given and sends [`Action`]s back.
//!
//! Where things are: [`update`] is the pure heart that calls the features (a folder each); words are
//! in `core/locales` and come out of `text`; `driver` runs effects by means of `api` (network), `store` (what is kept,
//! sealed) and `call::Line` (the call).

mod account;
mod action;
mod api;
mod app;
#[cfg(test)]
mod app_tests;
mod booking;
mod calendar;
mod call;
mod children;
mod clock;
mod driver;
mod error;
mod establishment;
mod features;
mod form;
mod home;
#[cfg(any(test, feature = "html"))]
pub mod html;
mod identity;
mod models;
mod navigation;
mod parts;
mod people;
mod platform;
mod platform_words;
mod policy;
mod rehearsal;
mod reminders;
mod screen;
mod settings;
mod store;
#[cfg(test)]
mod testing;
mod text;
mod update;
mod views;

pub use action::{
    Action, DeviceCheck, FieldValue, Form, Guest, Permission, Permissions, Place, ReminderLead,
};
pub use app::{App, Config, Trust};
pub use error::CoreError;
pub use platform::{Observer, PlatformEffect, Reminder, SecureStore, SecureStoreError};
pub use platform_words::{PlatformWords, StartFailure};
pub use screen::*;
pub use views::*;

pub use kinline_media::{CallMedia, EncoderTarget, MediaStats, VideoUnit};
pub use kinline_protocol as protocol;
