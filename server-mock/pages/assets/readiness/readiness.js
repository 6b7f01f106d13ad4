/** How ready the establishment is: its steps, what is next, and what the checks of the line found. */
import { attempt, call, serverNow } from '../api.js';
import { field, h, showDone, showView, tag } from '../dom.js';
import { birthday, dateAndTime, dateOf } from '../time.js';
import { t } from '../words.js';
import { fixes, outcome, readingTable } from './readings.js';

/** Those that staff note by hand; the others follow from checks, or from saving. */
const BY_HAND = ['equipment_delivered', 'staff_trained'];

export async function showReadiness(_, signal) {
  showView(t('readiness.title'));
  await attempt(async () => {
    const readiness = await call('GET', '/v1/staff/readiness');
    if (!signal.aborted) show(readiness);
  });
}

function show(readiness) {
  const { steps, laptops, checks } = readiness;
  showView(t('readiness.title'), summary(readiness),
    h('h2', {}, t('readiness.steps')),
    h('ol', { class: 'cards' }, steps.map((step) => card(step, readiness))),
    h('h2', {}, t('readiness.checks')),
    laptops.length ? h('ul', {}, laptops.map(laptopLine)) : null,
    ...checks.map(checkDetails),
    checks.length ? null : h('p', {}, t('readiness.no_checks')));
}

const laptopLine = ({ name, passed_at: at }) => h('li', {},
  at ? t('readiness.laptop_passed', { name, at: dateAndTime(at) }) : t('readiness.laptop_open', { name }));

/** Live, or what is next and when the first call usually is. */
function summary({ live_since: since, progress: { next, usual_live_on: usual } }) {
  if (!next) {
    return h('div', { class: 'notice good' }, h('h2', {}, t('readiness.live')),
      h('p', {}, since ? t('readiness.live_since', { at: dateAndTime(since) }) : t('readiness.live_about')));
  }
  return h('div', { class: 'notice wait' }, h('h2', {}, t('readiness.not_live')),
    h('p', {}, t('readiness.next', { step: t(`readiness.step.${next}`) })),
    h('p', {}, usual ? t('readiness.usual', { date: birthday(usual) }) : t('readiness.usual_from_delivery')));
}

function card({ step, done }, { progress: { next } }) {
  const changeable = next && BY_HAND.includes(step);
  return h('li', { class: 'card' },
    h('h3', {}, t(`readiness.step.${step}`), done ? tag(t('readiness.done'), 'good') : tag(t('readiness.open'), step === next ? 'wait' : '')),
    done && h('p', {}, t('readiness.done_by', { date: birthday(done.on), by: done.by })),
    !done && h('p', {}, t(`readiness.how.${step}`)),
    changeable && (done ? takeBack(step) : noteForm(step)));
}

function noteForm(step) {
  const today = dateOf(serverNow());
  const form = h('form', { novalidate: true },
    field(`on-${step}`, t('readiness.on'), { type: 'date', max: today, value: today, required: true, class: 'short date' }),
    h('button', { 'aria-label': t('readiness.note_long', { step: t(`readiness.step.${step}`) }) }, t('readiness.note')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    change('PUT', step, { on: form.elements[`on-${step}`].value });
  });
  return form;
}

const takeBack = (step) => h('button', {
  type: 'button', class: 'second', onclick: () => change('DELETE', step),
  'aria-label': t('readiness.take_back_long', { step: t(`readiness.step.${step}`) }),
}, t('readiness.take_back'));

const change = (method, step, body) => attempt(async () => {
  show(await call(method, `/v1/staff/readiness/${step}`, body));
  showDone(() => t(method === 'PUT' ? 'readiness.noted' : 'readiness.taken_back'));
});

function checkDetails(check) {
  const { kind, laptop_name: laptop, by, at, passed } = check;
  const title = t('readiness.check', { kind: t(`line.kind.${kind}`), laptop, at: dateAndTime(at), by });
  return h('details', { class: 'card' },
    h('summary', {}, outcome(passed), ' ', title), fixes(check), readingTable(check, title));
}
