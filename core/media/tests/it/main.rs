//! A whole connection against an independent stack, with real pictures and voices.
#![allow(clippy::unwrap_used)] // what cannot be unwrapped fails the test

mod call;
mod far;
mod line;
mod sources;

use far::{Far, Met, Order};
use kinline_media::{CallMedia, Connection, ConnectionState, Settings};
use sources::{Camera, every, voice};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

const FRAME: Duration = Duration::from_micros(33_333);
const SOUND: Duration = Duration::from_millis(20);

fn settings() -> Settings {
    Settings {
        local_address: Some([127, 0, 0, 1].into()),
        include_loopback: true,
        ..Settings::default()
    }
}

/// A connected phone and its far end.
async fn connected() -> (Connection, Far) {
    let (connection, offer) = Connection::open(settings()).await.unwrap();
    let mut far = Far::start();
    connection.accept(&far.answer(&offer)).await.unwrap();
    becomes(&connection, ConnectionState::Connected).await;
    far.meets(|met| (met == Met::Connected).then_some(())).await;
    (connection, far)
}

async fn becomes(connection: &Connection, wanted: ConnectionState) {
    let mut state = connection.state();
    let wait = state.wait_for(|state| *state == wanted);
    tokio::time::timeout(Duration::from_secs(60), wait)
        .await
        .unwrap()
        .unwrap();
}

/// Stops the sources of a test when it ends.
#[derive(Default)]
struct Running(Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// The phone's camera: does what the media asks for.
fn film(media: CallMedia, shade: u8, running: &Running) {
    let (running, mut camera) = (running.0.clone(), Camera::new(shade));
    every(FRAME, move |i| {
        let key = media.take_keyframe_request();
        let picture = camera.picture(key);
        media.push_video(&picture, i64::from(i) * 33_333, key);
        !running.load(Relaxed)
    });
}

/// The phone's microphone.
fn speak(media: CallMedia, running: &Running) {
    let running = running.0.clone();
    every(SOUND, move |i| {
        media.push_audio(&voice(i as usize * 960));
        !running.load(Relaxed)
    });
}

/// A camera at the far end, on the line of `mid`; a keyframe first and then whenever `key` says so.
fn film_far(far: &Far, mid: &'static str, shade: u8, key: Arc<AtomicBool>, running: &Running) {
    let (orders, running, mut camera) = (far.orders(), running.0.clone(), Camera::new(shade));
    every(FRAME, move |i| {
        let data = camera.picture(key.swap(false, Relaxed));
        let sent = orders.send(Order::Write {
            mid,
            ticks: u64::from(i) * 3000,
            data,
        });
        sent.is_ok() && !running.load(Relaxed)
    });
}

/// A microphone at the far end.
fn speak_far(far: &Far, mid: &'static str, running: &Running) {
    let (orders, running) = (far.orders(), running.0.clone());
    let mut encoder =
        opus::Encoder::new(48_000, opus::Channels::Mono, opus::Application::Voip).unwrap();
    encoder.set_inband_fec(true).unwrap();
    encoder.set_packet_loss_perc(10).unwrap();
    encoder.set_bitrate(opus::Bitrate::Bits(32_000)).unwrap();
    every(SOUND, move |i| {
        let data = encoder.encode_vec(&voice(i as usize * 960), 1000).unwrap();
        let sent = orders.send(Order::Write {
            mid,
            ticks: u64::from(i) * 960,
            data,
        });
        sent.is_ok() && !running.load(Relaxed)
    });
}

/// Runs what waits on a platform thread, as the platform does. A thread that never comes back fails the test, and does not hold it up.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || done.send(work()).is_ok());
    tokio::time::timeout(Duration::from_secs(60), result)
        .await
        .unwrap()
        .unwrap()
}
