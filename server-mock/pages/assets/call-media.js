/**
 * One WebRTC connection to the relay, by the shape of WHIP (RFC 9725) or, for watchers, WHEP. All
 * receive slots are in the first offer, so that nobody's coming needs another one. It mends
 * itself: an ICE restart when the line is lost, a new session when the server has forgotten it.
 *
 * Events: `state` (`detail` is `connecting`, `connected` or `lost`), `session` (a new one: ask
 * {@link CallMedia.stream} again), `refused` (`detail` is the ApiError).
 */
import { request } from './api.js';
import { pause } from './time.js';

/** What Chromium calls `disconnected` often heals by itself within this time. */
const PATIENCE_MS = 2_000;
/** How long a restart may take before it is tried again. */
const RESTART_MS = 6_000;
const RETRY_MS = 1_500;

export class CallMedia extends EventTarget {
  #endpoint;
  #local;
  #slots;
  #peer;
  #resource;
  #mending = false;
  #streams = new Map();
  #stop = new AbortController();

  /**
   * `endpoint` takes the offer. `local` is the stream to send, or nothing to only watch. `slots` is
   * how many others can be received; with `local`, its own lines are the first slot.
   */
  constructor(endpoint, { local, slots }) {
    super();
    this.#endpoint = endpoint;
    this.#local = local;
    this.#slots = slots;
    this.#open();
  }

  /** The id that `Streams` names this connection by. */
  get session() {
    return this.#resource?.split('/').pop();
  }

  /** Sound and picture of a slot (`{audio, video}` are mids), as one stream; the same while they are. */
  stream({ audio, video }) {
    const key = `${this.#resource} ${audio} ${video}`;
    if (!this.#streams.has(key)) {
      const wanted = this.#peer.getTransceivers().filter(({ mid }) => mid !== null && [audio, video].includes(mid));
      this.#streams.set(key, new MediaStream(wanted.map(({ receiver }) => receiver.track)));
    }
    return this.#streams.get(key);
  }

  /** The connection's figures (`RTCStatsReport`), if there is one. */
  async stats() {
    return this.#peer?.getStats();
  }

  /** Looks after the line now, as when the network has changed. */
  check() {
    if (this.#peer && this.#peer.connectionState !== 'connected') this.#mend(this.#peer);
  }

  /** Hangs up: first in words, so that it is not taken for a lost line. */
  close() {
    this.#stop.abort();
    const peer = this.#peer;
    const told = this.#resource ? fetch(this.#resource, { method: 'DELETE', keepalive: true }) : Promise.resolve();
    told.catch(() => {}).then(() => peer?.close());
  }

  /** Opens a session, however often it takes; gives up when the server refuses. */
  async #open() {
    while (!this.#stop.signal.aborted) {
      this.#tell('state', 'connecting');
      try {
        await this.#offer();
        return;
      } catch (error) {
        const status = error.problem?.status;
        if (!error.problem || (status >= 400 && status < 500)) return this.#tell('refused', error);
      }
      await pause(RETRY_MS, this.#stop.signal);
    }
  }

  async #offer() {
    this.#peer?.close();
    const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.#peer = peer;
    addLines(peer, this.#local, this.#slots);
    await peer.setLocalDescription();
    const response = await request('POST', this.#endpoint, {
      headers: { 'content-type': 'application/sdp' },
      body: peer.localDescription.sdp,
    });
    if (this.#stop.signal.aborted) return;
    this.#resource = new URL(response.headers.get('location'), new URL(this.#endpoint, location)).pathname;
    this.#streams.clear();
    await peer.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    peer.addEventListener('connectionstatechange', () => this.#changed(peer));
    this.#changed(peer);
    this.#tell('session', this.session);
  }

  async #changed(peer) {
    if (peer !== this.#peer) return;
    const state = peer.connectionState;
    if (state === 'connected') this.#tell('state', 'connected');
    if (state === 'disconnected') await pause(PATIENCE_MS, this.#stop.signal);
    if (['disconnected', 'failed'].includes(peer.connectionState)) this.#mend(peer);
  }

  async #mend(peer) {
    if (this.#mending) return;
    this.#mending = true;
    while (!this.#stop.signal.aborted && peer === this.#peer && peer.connectionState !== 'connected') {
      this.#tell('state', 'lost');
      try {
        await this.#restart(peer);
        await settled(peer, RESTART_MS, this.#stop.signal);
      } catch (error) {
        if (error.problem?.status >= 400 && error.problem.status < 500) {
          this.#mending = false;
          return this.#open();
        }
        await pause(RETRY_MS, this.#stop.signal);
      }
    }
    this.#mending = false;
  }

  /** ICE restart: new credentials by PATCH, both ways as fragments (RFC 9725, 4.3.2). */
  async #restart(peer) {
    if (peer.signalingState === 'have-local-offer') await peer.setLocalDescription({ type: 'rollback' });
    const before = peer.remoteDescription.sdp;
    const offer = await peer.createOffer({ iceRestart: true });
    await peer.setLocalDescription(offer);
    const response = await request('PATCH', this.#resource, {
      headers: { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': '*' },
      body: fragment(offer.sdp),
    });
    await peer.setRemoteDescription({ type: 'answer', sdp: withFragment(before, await response.text()) });
  }

  #tell(type, detail) {
    if (!this.#stop.signal.aborted) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** One pair of lines a slot: the first sends too, if there is something to send. */
function addLines(peer, local, slots) {
  for (let slot = 0; slot < slots; slot++) {
    for (const kind of ['audio', 'video']) {
      const track = slot === 0 && local?.getTracks().find((candidate) => candidate.kind === kind);
      const direction = slot === 0 && local ? 'sendrecv' : 'recvonly';
      const transceiver = peer.addTransceiver(track || kind, { direction, streams: track ? [local] : [] });
      prefer(transceiver, kind === 'video' ? isBaseline : isOpus, kind);
    }
  }
}

/** Offers the codecs that calls are made of, and what repairs them; all, if the browser has them not. */
function prefer(transceiver, isWanted, kind) {
  const { codecs } = RTCRtpReceiver.getCapabilities(kind);
  const wanted = codecs.filter(isWanted);
  const repair = codecs.filter(({ mimeType }) => mimeType === 'video/rtx');
  if (wanted.length) transceiver.setCodecPreferences([...wanted, ...repair]);
}

/** H.264 constrained baseline, which every phone encodes and decodes in hardware. */
function isBaseline({ mimeType, sdpFmtpLine = '' }) {
  return mimeType === 'video/H264' && sdpFmtpLine.includes('profile-level-id=42e01f') && sdpFmtpLine.includes('packetization-mode=1');
}

function isOpus({ mimeType }) {
  return mimeType === 'audio/opus';
}

function attribute(sdp, name) {
  return sdp.match(new RegExp(`^a=${name}:.*$`, 'm'))?.[0].trim();
}

/** The new credentials of an offer (RFC 8840, 9). */
function fragment(sdp) {
  const line = sdp.match(/^m=.*$/m)[0].trim();
  return `${[attribute(sdp, 'ice-ufrag'), attribute(sdp, 'ice-pwd'), line, attribute(sdp, 'mid')].join('\r\n')}\r\n`;
}

/** The answer as it would be with the credentials and candidates of a fragment. */
function withFragment(sdp, text) {
  const candidates = text.match(/^a=candidate:.*$/gm) ?? [];
  return sdp
    .replace(/^a=(candidate:|end-of-candidates).*\r?\n/gm, '')
    .replace(/^a=ice-ufrag:.*$/gm, attribute(text, 'ice-ufrag'))
    .replace(/^a=ice-pwd:.*(\r?\n)/gm, `${attribute(text, 'ice-pwd')}$1${candidates.map((line) => `${line.trim()}\r\n`).join('')}`);
}

/** Resolves when the connection is up again, or the time is over. */
async function settled(peer, milliseconds, signal) {
  const up = new AbortController();
  const look = () => peer.connectionState === 'connected' && up.abort();
  peer.addEventListener('connectionstatechange', look, { signal: up.signal });
  signal.addEventListener('abort', () => up.abort(), { once: true });
  look();
  await pause(milliseconds, up.signal);
  up.abort();
}
