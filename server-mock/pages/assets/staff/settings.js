/** What the establishment sets for itself. */
import { attempt, call } from '../api.js';
import { field, h, showView } from '../dom.js';
import { showDone } from '../shell.js';

const NUMBERS = [
  ['call_seconds', 'Length of a call, seconds', '1800 is half an hour'],
  ['turn_round_seconds', 'Between two calls on one laptop, seconds', 'Time that is given back for pauses comes out of it'],
  ['calls_a_month', 'Calls for each prisoner and month'],
  ['capacity', 'Laptops in a call at once'],
  ['lead_days', 'Working days between asking and the first call'],
  ['booking_window_days', 'How far ahead calls can be booked, days'],
  ['adult_age', 'Age from which a visitor counts as an adult'],
  ['visitors', 'Visitors in a call', '1 to 4'],
];

export async function showSettings(_, signal) {
  showView('Settings');
  await attempt(async () => {
    const settings = await call('GET', '/v1/staff/settings');
    if (!signal.aborted) show(settings);
  });
}

function show(settings) {
  const automatic = h('input', { type: 'checkbox', id: 'automatic', name: 'automatic', checked: settings.automatic });
  const form = h('form', { novalidate: true },
    h('div', { class: 'columns' }, NUMBERS.map(([name, label, hint]) => (
      field(name, label, { hint, type: 'number', min: '0', required: true, class: 'short', value: String(settings[name]) })))),
    h('div', { class: 'field option' }, automatic, h('label', { for: 'automatic' }, 'Bookings are confirmed by themselves; otherwise staff decide each')),
    h('button', {}, 'Save'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const numbers = NUMBERS.map(([name]) => [name, Number(form.elements[name].value)]);
      await call('PUT', '/v1/staff/settings', { ...settings, ...Object.fromEntries(numbers), automatic: automatic.checked });
      showDone('Saved. Calls that are booked already keep their length.');
    });
  });
  showView('Settings', form);
}
