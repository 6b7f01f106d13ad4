/**
 * Loads the line by a data channel, more than a call does: how fast it comes through is what the line carries. A message
 * whose first two bytes are N (big endian) is answered by one of N bytes; N = 0 is only counted by the relay.
 */
import { pause } from '../time.js';

/** A message that fits one datagram. */
const BYTES = 1_100;
const STEP_MS = 20;
/** What may wait to be sent: a line that is full is full. */
const WAITING = 64 * 1024;
/** How long what is on its way may take. */
const REST_MS = 1_000;

/** Loads the way to the relay, which counts. */
export async function loadUp(channel, bits, milliseconds, signal) {
  await sendAtRate(channel, new Uint8Array(BYTES), bits, milliseconds, signal);
  await pause(REST_MS, signal);
}

/**
 * Loads the way from the relay; resolves to what came, bit/s, or to nothing. What came in one burst, and then nothing,
 * was as long on its way as it was asked for.
 */
export async function loadDown(channel, bits, milliseconds, signal) {
  let [first, last, bytes] = [0, 0, 0];
  const count = ({ data }) => {
    last = performance.now();
    if (first) bytes += data.byteLength;
    else first = last;
  };
  channel.binaryType = 'arraybuffer';
  channel.addEventListener('message', count);
  await sendAtRate(channel, Uint8Array.of(BYTES >> 8, BYTES & 255), bits, milliseconds, signal);
  await pause(REST_MS, signal);
  channel.removeEventListener('message', count);
  return bytes ? (bytes * 8_000) / Math.max(last - first, milliseconds) : undefined;
}

/** As many messages as make so many bit/s of `BYTES` each. */
async function sendAtRate(channel, message, bits, milliseconds, signal) {
  const started = performance.now();
  let sent = 0;
  while (performance.now() - started < milliseconds && channel.readyState === 'open' && !signal.aborted) {
    const due = Math.floor(((performance.now() - started) * bits) / 8_000 / BYTES);
    for (; sent < due && channel.bufferedAmount < WAITING; sent += 1) channel.send(message);
    await pause(STEP_MS, signal);
  }
}
