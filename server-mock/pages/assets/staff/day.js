/** The day's list for the call room: on the screen, and on paper, where it says nothing of restrictions. */
import { call, serverNow } from '../api.js';
import { field, h, showView, tag } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { go } from '../shell.js';
import { clockTime, dateOf, daysAfter, localTime, longDate, timeElement } from '../time.js';
import { t } from '../words.js';
import { finding, visitorNames } from './parts.js';
import { fullName, phaseTag, stateTag } from './words.js';

const REFRESH_MS = 10_000;

export async function showDay(parameter, signal) {
  const date = parameter ?? dateOf(serverNow());
  const list = h('div');
  showView(t('day.title', { date: longDate(date) }), controls(date), list,
    h('p', { class: 'paper' }, document.querySelector('.who span').textContent, '. ', t('day.printed'), ' ', timeElement(serverNow())));
  await keepFresh(list, signal, REFRESH_MS, () => call('GET', `/v1/staff/day?date=${date}`), (day) => table(day, date));
}

function controls(date) {
  const form = h('form', { novalidate: true, class: 'in-line' },
    field('date', t('day.other'), { type: 'date', value: date }),
    h('button', { class: 'second' }, t('day.show')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.elements.date.value) go(`day/${form.elements.date.value}`);
  });
  return h('div', { class: 'screen-only' },
    h('p', { class: 'actions' },
      h('a', { href: `#day/${daysAfter(date, -1)}` }, t('day.before')),
      h('a', { href: `#day/${daysAfter(date, 1)}` }, t('day.after')),
      h('button', { type: 'button', class: 'second', onclick: () => print() }, t('day.print'))),
    form);
}

function table({ calls }, date) {
  if (!calls.length) return h('p', {}, t('day.none'));
  const columns = ['time', 'laptop', 'prisoner', 'visitors', 'status'];
  return h('table', { class: 'stack', role: 'table' },
    h('caption', {}, t('day.count', { count: calls.length })),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map((name) => h('th', { role: 'columnheader', scope: 'col' }, t(`day.${name}`))),
      h('th', { role: 'columnheader', scope: 'col', class: 'paper' }, t('day.notes')),
      h('th', { role: 'columnheader', scope: 'col', class: 'screen-only' }, t('day.act')))),
    h('tbody', { role: 'rowgroup' }, calls.map((one) => row(one, date, columns))));
}

function row({ time, laptop_name: laptop, prisoner, booking, phase, flags, events, note }, date, columns) {
  const going = ['waiting', 'live', 'paused'].includes(phase);
  const open = booking.status.state === 'booked' || booking.status.state === 'offered';
  const status = [going ? phaseTag(phase) : stateTag(booking.status),
    booking.delayed_to && h('p', {}, t('day.expected', { time: clockTime(booking.delayed_to) })),
    events.filter(({ event }) => event.event !== 'late').map(({ event, by }) => h('p', {}, t('day.said', { what: t(`event.${event.event}`), by }))),
    open && flags.flatMap(({ findings }) => findings.map((one) => h('p', {}, tag(t('day.flag'), 'bad'), h('span', { class: 'screen-only' }, ' ', finding(one))))),
    note && h('p', { class: 'quiet' }, t('day.note', { note }))].flat();
  const cells = [localTime(time.local_start), laptop, [fullName(prisoner), h('br'), prisoner.number], visitorNames(booking.visitors), status];
  return h('tr', { role: 'row' },
    cells.map((content, index) => h(index ? 'td' : 'th', { role: index ? 'cell' : 'rowheader', scope: index ? null : 'row', 'data-label': t(`day.${columns[index]}`) }, h('div', {}, content))),
    h('td', { role: 'cell', class: 'paper' }),
    h('td', { role: 'cell', class: 'screen-only' }, h('div', { class: 'actions' },
      going && h('a', { href: `#call/${booking.call}`, id: `watch-${booking.id}` }, t('watch.watch'), hidden(booking)),
      open && h('a', { href: `#event/${date}/${booking.id}`, id: `event-${booking.id}` }, t('day.happened'), hidden(booking)))));
}

const hidden = ({ reference }) => h('span', { class: 'visually-hidden' }, ` ${reference}`);
