/** Times as people read them, and things that happen again and again. */
import { locale } from './words.js';
import { h } from './dom.js';

let zone = 'Europe/London';

/** Shows times by this clock from now on: that of the establishment. */
export function useTimeZone(name) {
  zone = name;
}

function format(instant, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(instant));
}

/** “14:05”. */
export function clockTime(instant) {
  return format(instant, { hour: '2-digit', minute: '2-digit' });
}

/** “Mon 23 Nov 2026, 14:05”. */
export function dateAndTime(instant) {
  return format(instant, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** A `<time>` that is shown by the clock in use. */
export function timeElement(instant, show = dateAndTime) {
  return h('time', { datetime: new Date(instant).toISOString() }, show(instant));
}

/** A birthday: “4 March 1986”. It has no time zone. */
export function birthday(date) {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`));
}

/** “29:05”. */
export function minutesAndSeconds(milliseconds) {
  const seconds = Math.ceil(Math.max(0, milliseconds) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long ago, in the largest unit that fits: “3 hours”. */
export function duration(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const [amount, unit] = minutes < 60 ? [minutes, 'minute'] : minutes < 48 * 60
    ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1440), 'day'];
  return new Intl.NumberFormat('en-GB', { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/**
 * Does something now and then again, until the signal: each time when the last is done. `failed`
 * learns of each turn's error, or of none.
 */
export async function again(signal, milliseconds, action, failed = () => {}) {
  while (!signal.aborted) {
    await action().then(() => failed(null), (error) => signal.aborted || failed(error));
    await pause(milliseconds, signal);
  }
}

/** Waits; ends early with the signal. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
