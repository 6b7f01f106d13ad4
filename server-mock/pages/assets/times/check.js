/** What a change does, before it is saved: what families will see, and every booking that it hits. */
import { attempt, call, showProblem } from '../api.js';
import { field, h, radios, showView } from '../dom.js';
import { keepForm } from '../draft.js';
import { back, incomplete, showConfirmation, timeField } from '../parts.js';
import { personWords, visitorNames } from '../staff/parts.js';
import { stateTag } from '../staff/words.js';
import { go } from '../shell.js';
import { localTime, longDate, timeElement } from '../time.js';
import { t } from '../words.js';
import { oddities } from './odd.js';

const REASONS = ['slot_unavailable', 'booked_in_error'];
export async function showCheck(edit, signal) {
  if (!edit.changed()) return location.replace('#times');
  const preview = await call('POST', '/v1/staff/portal/preview', edit.portal);
  if (signal.aborted) return;
  const form = h('form', { novalidate: true },
    preview.hits.length ? [h('h2', {}, t('times.hits')), h('p', {}, t('times.hits_text', { count: preview.hits.length }))] : h('p', {}, t('times.no_hits')),
    preview.hits.map(decision),
    h('button', {}, t('times.save')));
  const refused = preview.problems.filter(({ refuses }) => refuses);
  const odd = preview.problems.filter(({ refuses }) => !refuses);
  showView(t('times.check_title'), back('#times', t('times.back')),
    refused.length ? wrong(refused) : null,
    odd.length ? h('div', { class: 'notice wait' }, h('h2', {}, t('times.odd')), oddities(odd)) : null,
    ...(refused.length ? [] : [families(preview.days), form]));
  document.querySelector('.error-summary')?.focus();
  if (refused.length) return;
  const draft = keepForm(form, 'times check');
  const render = () => preview.hits.forEach(({ booking: { id } }) => showChosen(form, id));
  form.addEventListener('change', render);
  render();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => save(edit, preview, form, draft, signal));
  });
}

async function save(edit, preview, form, draft, signal) {
  const hits = preview.hits.map(({ booking }) => ({ booking: booking.id, ...resolution(form.elements, booking) }));
  try {
    await call('PUT', '/v1/staff/portal', { portal: edit.portal, hits, instead_of: edit.saved });
  } catch (error) {
    // The overview says what they changed; what was typed here stays.
    if (error.problem?.code === 'portal_changed') return go('times');
    if (error.problem?.code !== 'bookings_hit') throw error;
    // Somebody booked meanwhile: shown with the others, and what was chosen for those stays.
    await showCheck(edit, signal);
    showProblem(error);
    return;
  }
  edit.forget();
  draft.forget();
  const count = (kind) => hits.filter((hit) => hit.resolution === kind).length;
  showConfirmation(() => ({
    title: t('times.saved'),
    next: [t('times.saved_now'), ...['keep', 'move', 'cancel'].map((kind) => count(kind) && t(`times.saved_${kind}`, { count: count(kind) }))],
    links: [['#times', t('times.title')], ['#day', t('nav.day')]],
  }), signal);
}

const wrong = (all) => h('div', { class: 'error-summary', role: 'alert', tabindex: '-1' }, h('h2', {}, t('problem.title')), oddities(all));

/** The days and times that can be booked. */
function families(days) {
  const offered = days.filter(({ slots }) => slots.length);
  const total = offered.reduce((sum, { slots }) => sum + slots.length, 0);
  const table = h('table', {}, h('caption', { class: 'visually-hidden' }, t('times.families')),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('times.date')), h('th', { scope: 'col' }, t('times.starts')))),
    h('tbody', {}, days.map(({ date, slots }) => h('tr', {}, h('th', { scope: 'row' }, longDate(date)),
      h('td', {}, slots.length ? slots.map(({ local_start: local }) => localTime(local)).join(', ') : h('span', { class: 'quiet' }, t('times.no_calls')))))));
  return h('section', {}, h('h2', {}, t('times.families')), h('p', {}, t('times.families_text', { count: total })),
    offered.length ? h('details', {}, h('summary', {}, t('times.families_show')), table) : h('p', { class: 'notice bad' }, t('times.families_none')));
}

function decision({ booking, prisoner, why, times }) {
  const { id, reference } = booking;
  const options = ['keep', ...(times.length ? ['move'] : []), 'cancel'].map((kind) => [kind, t(`times.${kind}`)]);
  return h('section', { class: 'card', 'aria-labelledby': `hit-${id}` },
    h('h3', { id: `hit-${id}` }, timeElement(booking.starts_at), ' ', stateTag(booking.status)),
    h('p', {}, `${reference}: ${personWords(prisoner)}. ${visitorNames(booking.visitors)}.`),
    h('ul', {}, why.map((one) => h('li', {}, t(`hit.${one}`)))),
    radios(`hit-${id}-resolution`, t('times.becomes', { reference }), options),
    times.length ? h('div', { id: `hit-${id}-move` }, timeField(`hit-${id}-time`, t('times.move_to'), times, { hint: t('times.move_hint') })) : null,
    h('div', { id: `hit-${id}-cancel` }, field(`hit-${id}-reason`, t('times.cancel_reason'), { element: 'select', hint: t('times.cancel_hint'), options: REASONS.map((reason) => [reason, t(`cancellation.${reason}`)]) })));
}

function showChosen(form, id) {
  const chosen = form.elements[`hit-${id}-resolution`].value;
  for (const kind of ['move', 'cancel']) document.getElementById(`hit-${id}-${kind}`)?.toggleAttribute('hidden', chosen !== kind);
}

function resolution(elements, { id, reference }) {
  const chosen = elements[`hit-${id}-resolution`].value;
  if (!chosen) throw incomplete([`hit-${id}-resolution`, t('times.undecided', { reference })]);
  if (chosen === 'move') {
    const startsAt = elements[`hit-${id}-time`].value;
    if (!startsAt) throw incomplete([`hit-${id}-time`, t('times.move_missing', { reference })]);
    return { resolution: 'move', starts_at: startsAt };
  }
  return chosen === 'cancel' ? { resolution: 'cancel', reason: elements[`hit-${id}-reason`].value } : { resolution: 'keep' };
}
