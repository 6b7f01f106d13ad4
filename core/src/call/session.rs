//! Holds the call's WebSocket, opens it again whenever it is lost, and sees to the media task.

use super::{
    Event,
    media::{self, Control, Sending, Shared},
};
use crate::{
    api::{ApiError, Socket},
    driver::Tools,
    update::Input,
};
use futures_util::{SinkExt as _, StreamExt as _};
use kinline_protocol::{
    CallId, ErrorCode,
    call::{CallPhase, ClientMessage, ServerMessage, Streams},
    routes,
};
use std::{ops::ControlFlow, time::Duration};
use tokio::{sync::mpsc, task::AbortHandle, time::timeout};
use tokio_tungstenite::tungstenite::Message;

/// The server speaks at least every ten seconds: without a word for this long, the line is dead.
const SILENCE: Duration = Duration::from_secs(25);
/// How long good-bye may take.
const FAREWELL: Duration = Duration::from_secs(5);

/// Something for a running call to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Says good-bye and ends.
    Leave,
    /// Tries again now, where it waits to.
    TryNow,
    /// Moves to the new network.
    NetworkChanged,
    /// What is sent.
    Send(Sending),
    /// Another telephone call has the phone, or has it no more.
    Busy(bool),
}

/// One call's WebSocket, and its media task.
pub struct Session {
    tools: Tools,
    call: CallId,
    sending: Sending,
    busy: bool,
    shared: Shared,
    orders: mpsc::UnboundedReceiver<Order>,
    media: Option<Media>,
    streams: Option<Streams>,
}

/// The media task; ends with this.
struct Media {
    control: mpsc::UnboundedSender<Control>,
    task: AbortHandle,
}

impl Drop for Media {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Why a WebSocket was given up.
enum Ending {
    /// Nobody wants it any more, or the server said its last word.
    Over,
    /// It broke, or could not be opened.
    Lost,
    /// The network changed: the old one may only seem to live.
    Moved,
    /// The server does not let us in.
    Refused(ApiError),
}

impl Session {
    /// Nothing is opened yet.
    pub fn new(
        tools: Tools,
        call: CallId,
        sending: Sending,
        shared: Shared,
        orders: mpsc::UnboundedReceiver<Order>,
    ) -> Self {
        Self {
            tools,
            call,
            sending,
            busy: false,
            shared,
            orders,
            media: None,
            streams: None,
        }
    }

    /// Holds the line until somebody leaves or the server says that it is over.
    pub async fn run(mut self) {
        let mut wait = Wait::default();
        let mut was_lost = false;
        loop {
            match self.attend(&mut wait, was_lost).await {
                Ending::Over => return,
                Ending::Refused(error) => {
                    self.tell(refused(&error));
                    return;
                }
                Ending::Moved => was_lost = false,
                Ending::Lost => {
                    was_lost = true;
                    self.tell(Event::Lost);
                    if self.pause(wait.next()).await.is_break() {
                        return;
                    }
                }
            }
        }
    }

    /// Opens a WebSocket and passes on what comes, until it ends.
    async fn attend(&mut self, wait: &mut Wait, was_lost: bool) -> Ending {
        let api = self.tools.api.clone();
        let path = routes::call_events(self.call);
        let opening = api.websocket(&path);
        tokio::pin!(opening);
        let opened = loop {
            tokio::select! {
                opened = &mut opening => break opened,
                order = self.orders.recv() => match order {
                    None => return Ending::Over,
                    Some(Order::Leave) => {
                        self.farewell(None).await;
                        return Ending::Over;
                    }
                    Some(Order::NetworkChanged) => {
                        self.control(Control::Restart);
                        return Ending::Moved;
                    }
                    Some(Order::TryNow) => {}
                    Some(Order::Send(sending)) => self.send(sending),
                    Some(Order::Busy(on)) => self.busy = on,
                },
            }
        };
        match opened {
            Ok(socket) => {
                wait.reset();
                self.tell(Event::Opened);
                self.see_to_media(was_lost);
                self.listen(socket).await
            }
            Err(error) if is_final(&error) => Ending::Refused(error),
            Err(error) => {
                tracing::debug!(%error, "no WebSocket");
                Ending::Lost
            }
        }
    }

    async fn listen(&mut self, mut socket: Socket) -> Ending {
        if self.busy {
            say(&mut socket, &ClientMessage::Busy { on: true }).await;
        }
        loop {
            tokio::select! {
                message = timeout(SILENCE, socket.next()) => match message {
                    Ok(Some(Ok(Message::Text(text)))) => {
                        if self.said(&text).is_break() {
                            return Ending::Over;
                        }
                    }
                    Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) | Err(_) => return Ending::Lost,
                    Ok(Some(Ok(_))) => {}
                },
                order = self.orders.recv() => match order {
                    None => return Ending::Over,
                    Some(Order::Leave) => {
                        self.farewell(Some(&mut socket)).await;
                        return Ending::Over;
                    }
                    Some(Order::NetworkChanged) => {
                        self.control(Control::Restart);
                        return Ending::Moved;
                    }
                    Some(Order::TryNow) => {}
                    Some(Order::Send(sending)) => self.send(sending),
                    Some(Order::Busy(on)) => {
                        self.busy = on;
                        say(&mut socket, &ClientMessage::Busy { on }).await;
                    }
                },
            }
        }
    }

    /// Passes a message on; breaks after the last one.
    fn said(&mut self, text: &str) -> ControlFlow<()> {
        let Ok(message) = serde_json::from_str::<ServerMessage>(text) else {
            tracing::debug!("a message of a newer server was left out");
            return ControlFlow::Continue(());
        };
        let last = match &message {
            ServerMessage::State(state) => {
                self.tools.clock.heard(state.now);
                matches!(state.phase, CallPhase::Ended { .. })
            }
            ServerMessage::Replaced => true,
            ServerMessage::Streams(streams) => {
                self.forget_who_went(streams);
                false
            }
            ServerMessage::Warning { .. } => false,
        };
        self.tell(Event::Said(message));
        if last {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// What is left of somebody's voice and picture is not the next one's.
    fn forget_who_went(&mut self, streams: &Streams) {
        if let (Some(before), Some(media)) = (&self.streams, self.shared.media()) {
            for slot in given_to_others(before, streams) {
                media.reset_slot(slot);
            }
        }
        self.streams = Some(streams.clone());
    }

    /// Media begin with the first WebSocket. After a loss, the server may have been started again
    /// and know nothing of them: asking it to restart ICE finds out at once.
    fn see_to_media(&mut self, was_lost: bool) {
        if self
            .media
            .as_ref()
            .is_some_and(|media| !media.task.is_finished())
        {
            if was_lost {
                self.control(Control::Restart);
            }
            return;
        }
        let (control, receiver) = mpsc::unbounded_channel();
        let task = media::run(
            self.tools.clone(),
            self.call,
            self.sending,
            self.shared.clone(),
            receiver,
        );
        let task = self.tools.runtime.spawn(task).abort_handle();
        self.media = Some(Media { control, task });
    }

    /// Waits before the next try, or until something says that now is the time.
    async fn pause(&mut self, time: Duration) -> ControlFlow<()> {
        let sleep = tokio::time::sleep(time);
        tokio::pin!(sleep);
        loop {
            tokio::select! {
                () = &mut sleep => return ControlFlow::Continue(()),
                order = self.orders.recv() => match order {
                    None => return ControlFlow::Break(()),
                    Some(Order::Leave) => {
                        self.farewell(None).await;
                        return ControlFlow::Break(());
                    }
                    Some(Order::TryNow) => return ControlFlow::Continue(()),
                    Some(Order::NetworkChanged) => {
                        self.control(Control::Restart);
                        return ControlFlow::Continue(());
                    }
                    Some(Order::Send(sending)) => self.send(sending),
                    Some(Order::Busy(on)) => self.busy = on,
                },
            }
        }
    }

    /// Leaves on purpose, so that the server need not wait for us: by the WebSocket, and by ending
    /// the media session (RFC 9725, section 4.2). Stops sending first.
    async fn farewell(&mut self, socket: Option<&mut Socket>) {
        self.media = None;
        let leave = async {
            if let Some(socket) = socket {
                say(socket, &ClientMessage::Leave).await;
                let _ = socket.close(None).await;
            }
            media::end(&self.tools.api, &self.shared).await;
        };
        if timeout(FAREWELL, leave).await.is_err() {
            tracing::debug!("left without a word");
        }
    }

    fn send(&mut self, sending: Sending) {
        self.sending = sending;
        self.control(Control::Send(sending));
    }

    fn control(&self, control: Control) {
        if let Some(media) = &self.media {
            // A task that is over has said why.
            let _ = media.control.send(control);
        }
    }

    fn tell(&self, event: Event) {
        self.tools.inputs.tell(Input::Call(event));
    }
}

/// A line that is lost does not hear it, and is found to be lost by itself.
async fn say(socket: &mut Socket, message: &ClientMessage) {
    if let Ok(text) = serde_json::to_string(message) {
        let _ = socket.send(Message::text(text)).await;
    }
}

/// Whether trying again is of no use.
pub(super) fn is_final(error: &ApiError) -> bool {
    match error {
        ApiError::SignedOut => true,
        ApiError::Problem(problem) => {
            let renewed = [ErrorCode::NotSignedIn, ErrorCode::SignInExpired];
            !error.passes() && !renewed.contains(&problem.code)
        }
        ApiError::Offline | ApiError::Untrusted | ApiError::Unreadable => false,
    }
}

/// What the reducer is told about it.
pub(super) fn refused(error: &ApiError) -> Event {
    match error {
        ApiError::Problem(problem) => Event::Refused {
            code: problem.code,
            at: problem.at,
        },
        _ => Event::Refused {
            code: ErrorCode::NotSignedIn,
            at: None,
        },
    }
}

/// Waits that grow from half a second to ten, varied by half, so that many phones do not come back to
/// a server at once.
#[derive(Debug)]
pub(super) struct Wait(Duration);

const SHORTEST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(10);

impl Default for Wait {
    fn default() -> Self {
        Self(SHORTEST)
    }
}

impl Wait {
    /// The next wait.
    pub(super) fn next(&mut self) -> Duration {
        let wait = self.0;
        self.0 = (wait * 2).min(LONGEST);
        wait.mul_f64(rand::random_range(0.5..1.5))
    }

    /// It worked: begin anew.
    pub(super) fn reset(&mut self) {
        self.0 = SHORTEST;
    }
}

/// The receive slots of a media session that were somebody's and are not any more.
fn given_to_others(before: &Streams, now: &Streams) -> Vec<usize> {
    if before.session != now.session {
        return Vec::new();
    }
    let pairs = before.slots.iter().zip(&now.slots).enumerate();
    pairs
        .filter(|(_, (old, new))| old.participant.is_some() && old.participant != new.participant)
        .map(|(slot, _)| slot)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinline_protocol::{MediaSessionId, ParticipantId, Problem, call::StreamSlot};
    use uuid::Uuid;

    fn streams(session: u128, people: [Option<u128>; 3]) -> Streams {
        let slot = |who: Option<u128>| StreamSlot {
            audio: None,
            video: None,
            participant: who.map(|n| ParticipantId(Uuid::from_u128(n))),
        };
        Streams {
            session: MediaSessionId(Uuid::from_u128(session)),
            slots: people.map(slot).into(),
        }
    }

    #[test]
    fn a_slot_is_emptied_when_its_person_went_and_not_when_one_comes() {
        let before = streams(1, [Some(7), Some(8), None]);
        let others = |session, people| given_to_others(&before, &streams(session, people));
        assert_eq!(others(1, [Some(7), Some(9), Some(8)]), [1]);
        assert_eq!(others(1, [None, Some(8), None]), [0]);
        assert!(others(1, [Some(7), Some(8), Some(9)]).is_empty());
        assert!(others(2, [Some(9), None, None]).is_empty(), "a new session");
    }

    #[test]
    fn waits_grow_to_ten_seconds_and_begin_anew() {
        let mut wait = Wait::default();
        let waits: Vec<_> = (0..8).map(|_| wait.next()).collect();
        assert!(waits[0] < Duration::from_millis(750));
        assert!(waits[7] >= LONGEST / 2 && waits[7] < LONGEST * 3 / 2);
        wait.reset();
        assert!(wait.next() < Duration::from_millis(750));
    }

    #[test]
    fn only_what_nobody_can_mend_by_waiting_ends_a_call() {
        let problem = |code| ApiError::from(Problem::new(code));
        for code in [
            ErrorCode::CallOver,
            ErrorCode::CallFull,
            ErrorCode::NotFound,
        ] {
            assert!(is_final(&problem(code)), "{code}");
        }
        for code in [
            ErrorCode::Unavailable,
            ErrorCode::Internal,
            ErrorCode::SignInExpired,
        ] {
            assert!(!is_final(&problem(code)), "{code}");
        }
        assert!(!is_final(&ApiError::Offline));
        assert!(!is_final(&ApiError::Untrusted));
        assert!(is_final(&ApiError::SignedOut));
    }
}
