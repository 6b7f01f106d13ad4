//! The connection on `webrtc` 0.21.1. Its settings are measured: see each.

use super::chain::{Streams, registry};
use super::{Kind, Packet, Sink, Transport, mid, sdp};
use crate::{Candidate, ConnectionState, MediaError, Settings};
use rtc::media_stream::MediaStreamTrack;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtp::header::Header;
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters,
    RTCRtpEncodingParameters, RTCRtpRtxParameters, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::shared::error::Error;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use webrtc::media_stream::track_local::{TrackLocal, static_rtp::TrackLocalStaticRTP};
use webrtc::peer_connection::*;
use webrtc::runtime::TokioRuntime;

const AUDIO_TYPE: u8 = 111;
const VIDEO_TYPE: u8 = 108;
const REPAIR_TYPE: u8 = 109;
/// The stack's default of 200 ms is also how long the first check and the first DTLS flight wait.
const CHECK: Duration = Duration::from_millis(10);
/// Checks of one candidate pair before it is given up: 5 s of them.
const CHECKS: u16 = 500;
/// How soon silence shows as [`ConnectionState::Lost`], and how long ICE goes on trying by itself.
const LOST_AFTER: Duration = Duration::from_secs(3);
const FAILED_AFTER: Duration = Duration::from_secs(60);
const KEEPALIVE: Duration = Duration::from_secs(1);
/// Host candidates are there at once; without any, the relay learns our address from the first check.
const GATHER: Duration = Duration::from_millis(200);

/// One connection.
pub(crate) struct WebRtc {
    connection: Arc<dyn PeerConnection>,
    audio: (Arc<TrackLocalStaticRTP>, u32),
    video: (Arc<TrackLocalStaticRTP>, u32),
    gathered: Arc<watch::Sender<bool>>,
    offered: Arc<AtomicBool>,
    streams: Streams,
}

impl WebRtc {
    pub(crate) async fn open(settings: &Settings, sink: Arc<dyn Sink>) -> Result<Self, MediaError> {
        let streams = Streams::default();
        let mut engine = engine().map_err(unsupported)?;
        let chain = registry(&mut engine, sink.clone(), streams.clone()).map_err(unsupported)?;
        let gathered = Arc::new(watch::Sender::new(false));
        let offered = Arc::new(AtomicBool::new(false));
        let handler = Events {
            sink,
            gathered: gathered.clone(),
            was_connected: AtomicBool::new(false),
            offered: offered.clone(),
        };
        let local = settings
            .local_address
            .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let connection = PeerConnectionBuilder::new()
            .with_configuration(RTCConfigurationBuilder::new().build())
            .with_media_engine(engine)
            .with_setting_engine(setting_engine(settings))
            .with_interceptor_registry(chain)
            .with_handler(Arc::new(handler))
            .with_runtime(Arc::new(TokioRuntime))
            .with_udp_addrs(vec![SocketAddr::new(local, 0)])
            .build()
            .await
            .map_err(no_network)?;
        let connection: Arc<dyn PeerConnection> = Arc::new(connection);
        let audio = track(Kind::Audio);
        let video = track(Kind::Video);
        for (track, _) in [&audio, &video] {
            connection
                .add_track(track.clone() as Arc<dyn TrackLocal>)
                .await
                .map_err(unsupported)?;
        }
        for _ in 1..settings.receive_slots {
            for kind in [RtpCodecKind::Audio, RtpCodecKind::Video] {
                let receive = RTCRtpTransceiverInit {
                    direction: RTCRtpTransceiverDirection::Recvonly,
                    streams: vec![],
                    send_encodings: vec![],
                };
                connection
                    .add_transceiver_from_kind(kind, Some(receive))
                    .await
                    .map_err(unsupported)?;
            }
        }
        Ok(Self {
            connection,
            audio,
            video,
            gathered,
            offered,
            streams,
        })
    }

    fn track(&self, kind: Kind) -> (&TrackLocalStaticRTP, u32, u8) {
        match kind {
            Kind::Audio => (&self.audio.0, self.audio.1, AUDIO_TYPE),
            Kind::Video => (&self.video.0, self.video.1, VIDEO_TYPE),
        }
    }
}

#[async_trait::async_trait]
impl Transport for WebRtc {
    async fn offer(&self, restart: bool) -> Result<String, MediaError> {
        self.offered.store(false, Ordering::Relaxed);
        if restart {
            self.gathered.send_replace(false);
            self.connection.restart_ice().await.map_err(closed)?;
        }
        let offer = self.connection.create_offer(None).await.map_err(closed)?;
        self.connection
            .set_local_description(offer)
            .await
            .map_err(closed)?;
        let mut gathered = self.gathered.subscribe();
        let _ = tokio::time::timeout(GATHER, gathered.wait_for(|done| *done)).await;
        let offer = self
            .connection
            .local_description()
            .await
            .ok_or(MediaError::Closed)?;
        self.offered.store(true, Ordering::Relaxed);
        Ok(sdp::passive(&offer.sdp))
    }

    async fn answer(&self, sdp: &str) -> Result<(), MediaError> {
        let bad = |e: Error| MediaError::BadAnswer(e.to_string());
        let answer = RTCSessionDescription::answer(sdp.to_owned()).map_err(bad)?;
        let streams = sdp::streams(sdp);
        self.connection
            .set_remote_description(answer)
            .await
            .map_err(bad)?;
        *self.streams.write().unwrap_or_else(PoisonError::into_inner) = streams;
        Ok(())
    }

    async fn send(&self, kind: Kind, packet: Packet) -> Result<(), MediaError> {
        let (track, ssrc, payload_type) = self.track(kind);
        let header = Header {
            version: 2,
            marker: packet.marker,
            payload_type,
            sequence_number: packet.sequence,
            timestamp: packet.timestamp,
            ssrc,
            ..Default::default()
        };
        let packet = rtc::rtp::Packet {
            header,
            payload: packet.payload,
        };
        track.write_rtp(packet).await.map_err(closed)
    }

    async fn ask_keyframe(&self, slot: usize) -> Result<(), MediaError> {
        let media_ssrc = {
            let streams = self.streams.read().unwrap_or_else(PoisonError::into_inner);
            streams
                .iter()
                .find(|(_, place)| **place == (slot, Kind::Video))
                .map(|(ssrc, _)| *ssrc)
        };
        let Some(media_ssrc) = media_ssrc else {
            return Ok(());
        };
        let (track, sender_ssrc, _) = self.track(Kind::Video);
        let request = PictureLossIndication {
            sender_ssrc,
            media_ssrc,
        };
        track
            .write_rtcp(vec![Box::new(request)])
            .await
            .map_err(closed)
    }

    async fn close(&self) {
        if let Err(error) = self.connection.close().await {
            tracing::debug!(%error, "closing the connection");
        }
    }
}

/// Runs on the stack's own task: it must only pass things on.
struct Events {
    sink: Arc<dyn Sink>,
    gathered: Arc<watch::Sender<bool>>,
    was_connected: AtomicBool,
    offered: Arc<AtomicBool>,
}

#[async_trait::async_trait]
impl PeerConnectionEventHandler for Events {
    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        let state = match state {
            RTCPeerConnectionState::Connected => {
                self.was_connected.store(true, Ordering::Relaxed);
                ConnectionState::Connected
            }
            RTCPeerConnectionState::Disconnected | RTCPeerConnectionState::Failed => {
                ConnectionState::Lost
            }
            RTCPeerConnectionState::Closed => ConnectionState::Closed,
            // An ICE restart: media goes on over the old path meanwhile, if there still is one.
            _ if self.was_connected.load(Ordering::Relaxed) => return,
            _ => ConnectionState::Connecting,
        };
        self.sink.state(state);
    }

    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        self.gathered
            .send_replace(state == RTCIceGatheringState::Complete);
    }

    async fn on_ice_candidate(&self, event: RTCPeerConnectionIceEvent) {
        // What is found before the offer is handed out is in it.
        if !self.offered.load(Ordering::Relaxed) {
            return;
        }
        if let Ok(candidate) = event.candidate.to_json() {
            let mid = candidate
                .sdp_mid
                .filter(|m| !m.is_empty())
                .unwrap_or_else(|| mid(0, Kind::Audio));
            self.sink.candidate(Candidate {
                line: candidate.candidate,
                mid,
            });
        }
    }
}

fn setting_engine(settings: &Settings) -> SettingEngine {
    SettingEngineBuilder::new()
        .with_include_loopback_candidate(settings.include_loopback)
        .with_ice_connection_attempts(Some(CHECK), Some(CHECKS))
        .with_ice_timeouts(Some(LOST_AFTER), Some(FAILED_AFTER), Some(KEEPALIVE))
        // Fails with ENODEV in a network without a route, and the relay has a plain address.
        .with_multicast_dns_mode(rtc::ice::mdns::MulticastDnsMode::Disabled)
        // A restart is for a changed network: new sockets on the interfaces that there are then.
        .with_discard_local_candidates_during_ice_restart(true)
        .build()
}

fn codec(kind: Kind) -> RTCRtpCodec {
    let feedback = |typ: &str, parameter: &str| RTCPFeedback {
        typ: typ.into(),
        parameter: parameter.into(),
    };
    match kind {
        Kind::Audio => RTCRtpCodec {
            mime_type: "audio/opus".into(),
            clock_rate: 48_000,
            channels: 2,
            sdp_fmtp_line: "minptime=10;useinbandfec=1".into(),
            rtcp_feedback: vec![],
        },
        Kind::Video => RTCRtpCodec {
            mime_type: "video/H264".into(),
            clock_rate: 90_000,
            channels: 0,
            sdp_fmtp_line: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"
                .into(),
            rtcp_feedback: vec![feedback("goog-remb", ""), feedback("ccm", "fir")],
        },
    }
}

/// One codec of each kind, so that there is no choice, and repairs for pictures. The interceptors register
/// the other feedback.
fn engine() -> Result<MediaEngine, Error> {
    let mut engine = MediaEngine::default();
    let repair = RTCRtpCodec {
        mime_type: "video/rtx".into(),
        sdp_fmtp_line: format!("apt={VIDEO_TYPE}"),
        rtcp_feedback: vec![],
        ..codec(Kind::Video)
    };
    for (rtp_codec, payload_type, kind) in [
        (codec(Kind::Audio), AUDIO_TYPE, RtpCodecKind::Audio),
        (codec(Kind::Video), VIDEO_TYPE, RtpCodecKind::Video),
        (repair, REPAIR_TYPE, RtpCodecKind::Video),
    ] {
        engine.register_codec(
            RTCRtpCodecParameters {
                rtp_codec,
                payload_type,
            },
            kind,
        )?;
    }
    Ok(engine)
}

fn track(kind: Kind) -> (Arc<TrackLocalStaticRTP>, u32) {
    let fresh = || rand::random::<u32>().max(1);
    let ssrc = fresh();
    let rtx = (kind == Kind::Video).then(|| RTCRtpRtxParameters { ssrc: fresh() });
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters {
            ssrc: Some(ssrc),
            rtx,
            ..Default::default()
        },
        codec: codec(kind),
        ..Default::default()
    };
    let (id, kind) = match kind {
        Kind::Audio => ("audio", RtpCodecKind::Audio),
        Kind::Video => ("video", RtpCodecKind::Video),
    };
    let track = MediaStreamTrack::new("phone".into(), id.into(), id.into(), kind, vec![encoding]);
    (Arc::new(TrackLocalStaticRTP::new(track)), ssrc)
}

fn unsupported(error: Error) -> MediaError {
    MediaError::Unsupported(error.to_string())
}

fn no_network(error: Error) -> MediaError {
    MediaError::NoNetwork(error.to_string())
}

fn closed(error: Error) -> MediaError {
    tracing::debug!(%error, "the connection is gone");
    MediaError::Closed
}
