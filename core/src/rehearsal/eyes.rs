//! Looks at the pictures of one's own camera, one at a time; while one is looked at, only the newest waits.

use super::{Event, Look};
use crate::{driver::Tools, update::Input};
use kinline_vision::Picture;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Larger pictures are of no use for this, and copying them takes time.
const MOST_PIXELS: u64 = 2_100_000;

/// What looks. A clone is the same.
#[derive(Clone)]
pub struct Eyes {
    tools: Tools,
    desk: Arc<Mutex<Desk>>,
}

#[derive(Default)]
struct Desk {
    waits: Option<Picture>,
    at_work: bool,
}

impl Eyes {
    /// Looks on `tools.runtime`, tells through `tools.inputs`.
    pub fn new(tools: Tools) -> Self {
        Self {
            tools,
            desk: Arc::default(),
        }
    }

    /// A new picture, RGB, three bytes a pixel; takes the place of one that still waits. Returns at once.
    pub fn push(&self, width: u32, height: u32, rgb: &[u8]) {
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            tracing::warn!(width, height, "too large to be looked at");
            return;
        }
        let picture = match Picture::from_rgb(width, height, rgb.to_vec()) {
            Ok(picture) => picture,
            Err(error) => {
                tracing::warn!(%error, "not looked at");
                return;
            }
        };
        let mut desk = self.desk();
        desk.waits = Some(picture);
        if !desk.at_work {
            desk.at_work = true;
            let eyes = self.clone();
            self.tools.runtime.spawn_blocking(move || eyes.work());
        }
    }

    fn work(&self) {
        while let Some(picture) = self.next() {
            let models = self.tools.models.get();
            let look = Look::at(&picture, models.as_ref());
            drop(picture);
            let looked = Event::Looked(look);
            self.tools.inputs.tell(Input::Rehearsal(looked));
        }
    }

    /// The picture that waits; without one, the work is over.
    fn next(&self) -> Option<Picture> {
        let mut desk = self.desk();
        let picture = desk.waits.take();
        desk.at_work = picture.is_some();
        picture
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
