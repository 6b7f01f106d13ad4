/** The audit log as it grows: newest first. */
import { list } from '../api.js';
import { announce, h, showView } from '../dom.js';
import { again, timeElement } from '../time.js';
import { showProblem } from '../api.js';

const REFRESH_MS = 2_000;
/** The log can be long; more than this is for `openapi.json`'s readers. */
const SHOWN = 500;

export function showEvents(_, signal) {
  const rows = h('tbody');
  const count = h('p', {}, 'Nothing has happened yet.');
  const table = h('table', {}, h('caption', {}, 'Audit log, newest first'),
    h('thead', {}, h('tr', {}, ['Number', 'When', 'Who', 'What', 'About', 'More'].map((head) => h('th', { scope: 'col' }, head)))), rows);
  const live = h('input', { type: 'checkbox', id: 'live', checked: true });
  showView('Events', h('p', {}, 'Every line holds the hash of the one before it: ', h('code', {}, 'kinline-mock audit verify'), ' checks the chain.'),
    h('div', { class: 'option' }, live, h('label', { for: 'live' }, 'Follow as things happen')), count,
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Audit log' }, table));
  let last = 0;
  let failed = false;
  again(signal, REFRESH_MS, async () => {
    if (!live.checked) return;
    const events = await list(`/v1/console/events?after=${last}`);
    if (!events.length || signal.aborted) return;
    const more = last > 0 ? events.length : 0;
    last = events.at(-1).number;
    rows.prepend(...events.toReversed().map(row));
    while (rows.children.length > SHOWN) rows.lastChild.remove();
    count.textContent = `${last} events, the last ${rows.children.length} are shown.`;
    if (more) announce(`${more} new`);
  }, (error) => {
    if (error && !failed) showProblem(error);
    failed = Boolean(error);
  });
}

function row({ number, at, actor, action, subject, data, hash }) {
  return h('tr', {},
    h('th', { scope: 'row' }, String(number)), h('td', {}, timeElement(at)),
    h('td', {}, short(actor)), h('td', {}, h('strong', {}, action)), h('td', {}, short(subject)),
    h('td', {}, h('code', {}, JSON.stringify(data)), h('br'), h('span', { class: 'quiet', title: hash }, `hash ${hash.slice(0, 12)}…`)));
}

/** “booking:0198c2f0…”: the kind and enough of the id to tell things apart. */
function short(thing) {
  const [kind, id = ''] = thing.split(':');
  return h('span', { title: thing }, id.length > 12 ? `${kind} …${id.slice(-8)}` : thing);
}
