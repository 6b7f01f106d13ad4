/** The server's clock: it can be set, moved on, and moved to the next booking. */
import { attempt, call, list } from '../api.js';
import { field, h, showDone, showView, summary } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { dateAndTime, timeElement } from '../time.js';

const REFRESH_MS = 5_000;
/** A little after the waiting room opens, so that it is open. */
const MARGIN_MS = 1_000;

export async function showClock(_, signal) {
  const reading = h('span');
  const bookings = h('div');
  const date = field('date', 'Date (UTC)', { type: 'date', required: true });
  const time = field('time', 'Time (UTC)', { type: 'time', step: '1', required: true });
  const form = h('form', {}, h('h2', {}, 'Move it to'), h('div', { class: 'columns' }, date, time), h('button', {}, 'Move the clock'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { date, time } = form.elements;
    move(new Date(`${date.value}T${time.value}Z`));
  });
  let offset = 0;
  let chosen;

  showView('Clock',
    summary([['The server’s clock', reading]]),
    h('div', { class: 'actions' }, [['10 minutes', 10], ['1 hour', 60], ['1 day', 1440]].map(([name, minutes]) => (
      h('button', { type: 'button', class: 'second', onclick: () => move(new Date(Date.now() + offset + minutes * 60_000)) }, `On by ${name}`)))),
    bookings, form);

  await keepFresh(bookings, signal, REFRESH_MS, readBookings, nextBooking);
  await read();
  setInForm();
  const ticking = setInterval(tick, 500);
  signal.addEventListener('abort', () => clearInterval(ticking), { once: true });

  async function read() {
    offset = Date.parse((await call('GET', '/v1/console/clock')).now) - Date.now();
    tick();
  }

  function tick() {
    const now = new Date(Date.now() + offset);
    const utc = `${now.toISOString().slice(0, 19)}Z`;
    reading.replaceChildren(h('time', { datetime: utc }, utc), ` (${dateAndTime(now)} in London)`);
  }

  function setInForm() {
    const [day, clock] = new Date(Date.now() + offset).toISOString().split('T');
    form.elements.date.value = day;
    form.elements.time.value = clock.slice(0, 8);
  }

  function move(to) {
    return attempt(async () => {
      await call('PUT', '/v1/console/clock', { now: to.toISOString() });
      await read();
      setInForm();
      showDone(() => `The clock was moved to ${to.toISOString().slice(0, 19)}Z.`);
    });
  }

  /** The next one, until another is chosen. */
  function nextBooking(all) {
    const isComing = ({ opens_at: opens }) => Date.parse(opens) > Date.now() + offset;
    const next = all.find(({ reference }) => reference === chosen) ?? all.find(isComing) ?? all[0];
    if (!next) return [h('h2', {}, 'Next booking'), h('p', {}, 'No call is booked.')];
    const others = h('select', { id: 'booking', onchange: ({ target }) => {
      chosen = target.value;
      bookings.replaceChildren(...nextBooking(all));
      bookings.querySelector('select').focus();
    } }, all.map(({ reference, establishment, starts_at: starts }) => (
      h('option', { value: reference, selected: reference === next.reference }, `${dateAndTime(starts)}, ${establishment}, ${reference}`))));
    const jump = (name, to) => h('button', { type: 'button', id: `jump-${name.replaceAll(' ', '-')}`, onclick: () => move(new Date(Date.parse(to) + MARGIN_MS)) }, `Jump to the ${name}`);
    return [
      h('h2', {}, 'Next booking'),
      h('div', { class: 'field' }, h('label', { for: 'booking' }, 'The next one, or choose a later one'), others),
      summary([
        ['Reference', `${next.reference}, ${next.establishment}`],
        ['Waiting room opens', timeElement(next.opens_at)],
        ['Starts', timeElement(next.starts_at)],
        ['State', next.status.state],
      ]),
      h('div', { class: 'actions' }, jump('waiting room', next.opens_at), jump('start', next.starts_at)),
    ];
  }
}

function readBookings() {
  return list('/v1/console/bookings');
}
