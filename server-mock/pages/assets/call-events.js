/**
 * A call's WebSocket. It connects by itself again and again until it is closed, and tells what it
 * hears as events: `state`, `streams` and `warning` (their `detail` is the message), `replaced`,
 * `online`, `offline`, and `refused` (its `detail` is the ApiError) when trying again is useless.
 */
import { request } from './api.js';
import { pause } from './time.js';

/** The server speaks every ten seconds at least: after this silence the line is dead. */
const SILENCE_MS = 25_000;
const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 4_000;

export class CallEvents extends EventTarget {
  #path;
  #socket;
  #delay = FIRST_DELAY_MS;
  #silence;
  #stop = new AbortController();

  /** `call` is the call's id. */
  constructor(call) {
    super();
    this.#path = `/v1/calls/${call}`;
    this.#connect();
    addEventListener('online', () => this.#socket?.close(), { signal: this.#stop.signal });
  }

  /** Leaves on purpose: the call does not wait for this side. */
  leave() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: 'leave' }));
    this.close();
  }

  /** Ends it. */
  close() {
    this.#stop.abort();
    clearTimeout(this.#silence);
    this.#socket?.close();
  }

  #connect() {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${this.#path}/events`);
    this.#socket = socket;
    let revision = -1;
    let opened = false;
    this.#expect();
    socket.onopen = () => {
      opened = true;
      this.#delay = FIRST_DELAY_MS;
      this.#tell('online');
    };
    socket.onmessage = ({ data }) => {
      this.#expect();
      let { type, ...message } = JSON.parse(data);
      if (type === 'state') {
        if (message.revision < revision) return;
        revision = message.revision;
      }
      if (type === 'replaced') this.close();
      this.#tell(type, message);
    };
    socket.onclose = () => this.#closed(opened);
  }

  /** A browser does not say why a WebSocket was refused: an ordinary request does. */
  async #closed(opened) {
    clearTimeout(this.#silence);
    if (this.#stop.signal.aborted) return;
    this.#tell('offline');
    if (!opened) {
      const refused = await request('GET', this.#path).then(() => null, (error) => error);
      if (refused?.problem.status >= 400 && refused.problem.status < 500) {
        this.close();
        return this.#tell('refused', refused);
      }
    }
    await pause(this.#delay * (0.75 + Math.random() / 2), this.#stop.signal);
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS);
    if (!this.#stop.signal.aborted) this.#connect();
  }

  #expect() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.close(), SILENCE_MS);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
