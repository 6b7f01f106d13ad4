//! The way to the server: requests as data, and what runs them.

mod request;

pub use request::{ApiError, Method, Request};
