//! The call's line: the only part of this feature that does I/O. Runs [`Command`]s, tells
//! [`super::Event`]s.
//!
//! Two tasks a call, each mending itself: `session` holds the WebSocket, `media` the WebRTC
//! connection. Neither ends because a network does.

use super::{
    Command,
    media::{Sending, Shared},
    session::{Order, Session},
};
use crate::driver::Tools;
use kinline_media::CallMedia;
use kinline_protocol::CallId;
use tokio::sync::mpsc;

/// Owns the WebSocket and the media connection of the call, if there is one.
pub struct Line {
    tools: Tools,
    call: Option<Running>,
}

/// A call that is on. Dropping it ends its tasks.
struct Running {
    orders: mpsc::UnboundedSender<Order>,
    shared: Shared,
}

impl Line {
    /// No call yet. Runs on `tools.runtime`, tells inputs through `tools.inputs`.
    pub fn new(tools: Tools) -> Self {
        Self { tools, call: None }
    }

    /// Does something; returns at once.
    pub fn run(&mut self, command: Command) {
        match command {
            Command::Join {
                call,
                microphone,
                camera,
            } => {
                self.order(Order::Leave);
                self.call = Some(self.join(call, Sending { microphone, camera }));
            }
            Command::Leave => {
                self.order(Order::Leave);
                self.call = None;
            }
            Command::Close => self.call = None,
            Command::TryNow => self.order(Order::TryNow),
            Command::NetworkChanged => self.order(Order::NetworkChanged),
            Command::Send { microphone, camera } => {
                self.order(Order::Send(Sending { microphone, camera }));
            }
            Command::Busy(on) => self.order(Order::Busy(on)),
        }
    }

    /// The media of the call that is on.
    pub fn media(&self) -> Option<CallMedia> {
        self.call.as_ref()?.shared.media()
    }

    fn join(&self, call: CallId, sending: Sending) -> Running {
        let (orders, receiver) = mpsc::unbounded_channel();
        let shared = Shared::default();
        let session = Session::new(self.tools.clone(), call, sending, shared.clone(), receiver);
        self.tools.runtime.spawn(session.run());
        Running { orders, shared }
    }

    fn order(&self, order: Order) {
        if let Some(call) = &self.call {
            // Without a receiver the call is over already.
            let _ = call.orders.send(order);
        }
    }
}
