/** Times as people read them, and things that happen again and again. */
import { h } from './dom.js';
import { t } from './words.js';

let zone = 'Europe/London';

/** Shows times by this clock from now on: that of the establishment. */
export function useTimeZone(name) {
  zone = name;
}

/**
 * The parts of an instant by the clock in use, or of a date without one. Their words come from the dictionary: browsers
 * do not know Welsh.
 */
function partsOf(instant, timeZone = zone) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { ...parts, day: Number(parts.day), month: Number(parts.month), weekday: parts.weekday.toLowerCase() };
}

/** “14:05”. */
export function clockTime(instant) {
  const { hour, minute } = partsOf(instant);
  return `${hour}:${minute}`;
}

/** “Monday 23 November 2026, 14:05”. */
export function dateAndTime(instant) {
  const { weekday, day, month, year, hour, minute } = partsOf(instant);
  return `${t(`weekday.${weekday}`)} ${day} ${t(`month.${month}`)} ${year}, ${hour}:${minute}`;
}

/** A `<time>` that is shown by the clock in use. */
export function timeElement(instant, show = dateAndTime) {
  return h('time', { datetime: new Date(instant).toISOString() }, show(instant));
}

/** A birthday: “4 March 1986”. It has no time zone. */
export function birthday(date) {
  const { day, month, year } = plain(date);
  return `${day} ${t(`month.${month}`)} ${year}`;
}

/** A date of the calendar: “Wednesday 25 November 2026”. */
export function longDate(date) {
  return `${t(`weekday.${plain(date).weekday}`)} ${birthday(date)}`;
}

/** A month, given as `2026-11`: “November 2026”. */
export function monthName(month) {
  const parts = plain(`${month}-01`);
  return `${t(`month.${parts.month}`)} ${parts.year}`;
}

const plain = (date) => partsOf(`${date}T00:00Z`, 'UTC');

/** The date of an instant by the establishment's clock: `2026-11-25`. */
export function dateOf(instant) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(instant));
}

/** A date some days later. */
export function daysAfter(date, days) {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** “29:05”. */
export function minutesAndSeconds(milliseconds) {
  const seconds = Math.ceil(Math.max(0, milliseconds) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
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

/** “09:00” of a wall-clock time, `2026-11-25T09:00:00`. */
export function localTime(local) {
  return local.slice(11, 16);
}
