/**
 * Measures a laptop's line: through the relay and back. The page measures here, the relay counts there, the server
 * judges both.
 */
import { request } from '../api.js';
import { pause } from '../time.js';
import { loadDown, loadUp } from './load.js';
import { LoudnessMeter, ToneMeter, drawPicture, sendTone } from './senses.js';

/** As a call's picture: see `data/line-limits.json`. */
const PICTURE_BITS = 1_700_000;
/** How long connecting may take. */
const CONNECT_MS = 15_000;
const SAMPLE_MS = 250;
/** A picture begins small and grows: frames are counted after so long. */
const SETTLE_MS = 2_000;
/** No more sound on its way when none has come for so long; looked at so often at most. */
const QUIET_MS = 400;
const LOOKS = 8;

/**
 * Does what a plan (`LineCheckPlan`) says, and hands a `PageMeasurement` to `report` while the line is still there: the
 * relay is asked then, too. There is nothing in it if there was no way through. Resolves to what `report` resolves to,
 * or to nothing after the signal. `devices` is the stream of camera and microphone, or nothing to send a drawn picture.
 * `shown` is the `<video>` for what comes back; `stage(name)` is told what is being done.
 */
export async function measureLine(plan, { devices, shown, stage, report, signal }) {
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end, { once: true });
  const context = new AudioContext();
  const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  try {
    stage('connect');
    const line = await connect(peer, plan, over.signal);
    const measured = {};
    if (line && plan.load_ms) {
      stage('up');
      await loadUp(line.channel, plan.load_bits, plan.load_ms, over.signal);
      stage('down');
      measured.down_bits = await loadDown(line.channel, plan.load_bits, plan.load_ms, over.signal);
    }
    if (line) {
      stage('media');
      Object.assign(measured, await echoMedia(peer, line, plan, { context, devices, shown, signal: over.signal }));
    }
    if (signal.aborted) return undefined;
    stage('judge');
    return await report(measured);
  } finally {
    end();
    peer.close();
    context.close();
    shown.srcObject = null;
  }
}

/** Lines for one picture and one sound each way, and the channel; resolves to nothing if they do not come up. */
async function connect(peer, plan, signal) {
  const line = {
    sendSound: peer.addTransceiver('audio', { direction: 'sendonly' }).sender,
    sendPicture: peer.addTransceiver('video', { direction: 'sendonly', sendEncodings: [{ maxBitrate: PICTURE_BITS }] }).sender,
    sound: peer.addTransceiver('audio', { direction: 'recvonly' }).receiver,
    picture: peer.addTransceiver('video', { direction: 'recvonly' }).receiver,
    channel: peer.createDataChannel('load', { ordered: false, maxRetransmits: 0 }),
  };
  const open = new Promise((resolve) => { line.channel.onopen = resolve; });
  await peer.setLocalDescription();
  const answer = await request('POST', plan.media, { headers: { 'content-type': 'application/sdp' }, body: peer.localDescription.sdp });
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  await Promise.race([open, pause(CONNECT_MS, signal)]);
  return line.channel.readyState === 'open' && !signal.aborted ? line : undefined;
}

/** Sends picture and tone, and measures what comes back. */
async function echoMedia(peer, line, plan, { context, devices, shown, signal }) {
  const microphone = devices?.getAudioTracks()[0];
  const camera = devices ? devices.getVideoTracks()[0] : drawPicture(signal);
  const sound = sendTone(context, plan.tone_hz, microphone);
  shown.srcObject = new MediaStream([line.sound.track, line.picture.track]);
  shown.play().catch(() => {});
  await Promise.all([line.sendSound.replaceTrack(sound), camera && line.sendPicture.replaceTrack(camera)]);
  const tone = new ToneMeter(context, line.sound.track, plan.tone_hz);
  const loudness = microphone && new LoudnessMeter(context, microphone);
  const figures = new Figures(peer);
  const started = performance.now();
  while (performance.now() - started < plan.media_ms && !signal.aborted) {
    await pause(SAMPLE_MS, signal);
    await figures.read(performance.now() - started > SETTLE_MS);
    if (figures.soundCame) tone.listen();
    loudness?.listen();
  }
  await Promise.all([line.sendSound.replaceTrack(null), line.sendPicture.replaceTrack(null)]);
  sound.stop();
  if (!devices) camera.stop();
  return { ...await figures.finish(signal), tone_db: tone.decibels, microphone_db: loudness?.decibels };
}

/** What the browser counts (W3C webrtc-stats). */
class Figures {
  #peer;
  #jitter = [];
  #frames = [];
  #now = {};

  constructor(peer) {
    this.#peer = peer;
  }

  get soundCame() {
    return this.#now.received > 0;
  }

  /** Counts anew; frames only once the picture has `settled`. */
  async read(settled) {
    const all = [...(await this.#peer.getStats()).values()];
    const find = (type, kind) => all.find((figure) => figure.type === type && figure.kind === kind) ?? {};
    const [sound, picture] = [find('inbound-rtp', 'audio'), find('inbound-rtp', 'video')];
    const pair = all.find(({ type, nominated, responsesReceived }) => type === 'candidate-pair' && nominated && responsesReceived);
    this.#now = {
      sent: find('outbound-rtp', 'audio').packetsSent,
      received: sound.packetsReceived,
      roundTrip: pair && (pair.totalRoundTripTime * 1_000) / pair.responsesReceived,
    };
    if (sound.packetsReceived) this.#jitter.push(sound.jitter * 1_000);
    if (settled) this.#frames.push([picture.timestamp ?? performance.now(), picture.framesDecoded ?? 0]);
  }

  /** When nothing is on its way any more: a `PageMeasurement` without its sound and load. */
  async finish(signal) {
    const frames = this.#rate();
    let before;
    for (let look = 0; look < LOOKS && before !== this.#now.received; look += 1) {
      before = this.#now.received;
      await pause(QUIET_MS, signal);
      await this.read(false);
    }
    const { sent, received, roundTrip } = this.#now;
    return { sound_sent: sent, sound_received: received, round_trip_ms: roundTrip, jitter_ms: mean(this.#jitter), frames };
  }

  #rate() {
    const [[from, first], [to, last]] = [this.#frames[0] ?? [0, 0], this.#frames.at(-1) ?? [0, 0]];
    return to > from ? ((last - first) * 1_000) / (to - from) : undefined;
  }
}

function mean(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}
