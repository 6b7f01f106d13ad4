/** One case, all of it on one page: what was typed, what was photographed, what the machine saw, and the decision. */
import { ApiError, attempt, call } from '../api.js';
import { field, h, radios, showView, summary } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { go } from '../shell.js';
import { birthday, timeElement } from '../time.js';
import { t } from '../words.js';
import { findings } from './findings.js';
import { documentName, otherWays, photoName, rejections, stateTag } from './words.js';
import { zoom } from './zoom.js';

/** How often it is asked whether the machine has looked, and whether somebody else has decided. */
const REFRESH_MS = 3_000;

let outcome;

/** What gives the words of what was decided last, once: the queue says it. */
export function takeOutcome() {
  const say = outcome;
  outcome = undefined;
  return say;
}

export async function showCase(id, signal) {
  showView(t('case.title'));
  await attempt(async () => {
    const found = await call('GET', `/v1/review/cases/${id}`);
    if (!signal.aborted) show(found, signal);
  });
}

function show({ id, submission, status, attempt: number, findings: known }, signal) {
  const name = `${submission.given_names} ${submission.family_name}`;
  const open = ['submitted', 'in_review'].includes(status.state);
  const usedUp = status.state === 'rejected' && status.attempts_left === 0;
  const seen = h('div', {}, findings(id, submission, known));
  showView(name,
    h('p', {}, h('a', { href: '#' }, t('case.back'))),
    h('p', {}, stateTag(status.state)),
    h('div', { class: 'columns' },
      h('section', {}, h('h2', {}, t('case.typed')), summary([
        [t('typed.given_names'), submission.given_names],
        [t('typed.family_name'), submission.family_name],
        [t('typed.date_of_birth'), birthday(submission.date_of_birth)],
        [t('review.document'), documentName(submission.document)],
        [t('review.attempt'), String(number)],
        status.submitted_at && [t('case.sent'), timeElement(status.submitted_at)],
        status.answer_by && [t('review.answer_by'), timeElement(status.answer_by)],
      ])),
      h('section', {}, h('h2', {}, t('case.compare')), h('ul', {},
        h('li', {}, t('case.compare.details')), h('li', {}, t('case.compare.document')), h('li', {}, t('case.compare.portrait'))))),
    h('h2', {}, t('case.photos')),
    h('div', { class: 'photos' }, submission.photos.map(({ kind }) => photo(id, kind, name))),
    ...(open || known ? [h('h2', {}, t('findings.title')), seen] : []),
    open ? decision(id, name, submission.photos) : null,
    usedUp ? anotherWay(id, name) : null);
  if (open && !known) keepFresh(seen, signal, REFRESH_MS, () => call('GET', `/v1/review/cases/${id}`).then((now) => now.findings ?? null), (now) => findings(id, submission, now));
}

function photo(id, kind, name) {
  const source = `/v1/review/cases/${id}/photos/${kind}`;
  const words = t('case.photo_of', { photo: photoName(kind), name });
  return h('figure', {},
    h('button', { type: 'button', class: 'photo', 'aria-label': t('case.look_closer', { photo: words }), onclick: () => zoom(source, words) },
      h('img', { src: source, alt: '' })),
    h('figcaption', {}, photoName(kind)));
}

function decision(id, name, photos) {
  const about = [['', t('case.no_photo')], ...photos.map(({ kind }) => [kind, photoName(kind)])];
  const form = h('form', { novalidate: true }, h('h3', {}, t('case.again')),
    h('div', { class: 'columns' },
      radios('reason', t('case.why'), rejections(), { hint: t('case.why_hint') }),
      h('div', {},
        radios('photo', t('case.which'), about, { checked: '', hint: t('case.which_hint') }),
        field('note', t('case.note'), { element: 'textarea', maxlength: '500', hint: t('case.note_hint') }))),
    h('button', { class: 'danger' }, t('case.reject')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => reject(id, name, form));
  });
  return h('section', {}, h('h2', {}, t('case.decision')),
    h('div', { class: 'actions' }, h('button', {
      type: 'button', onclick: () => attempt(() => decide(id, { decision: 'approve' }, () => t('case.approved', { name }))),
    }, t('case.approve'))), form);
}

/** For those without an attempt left: their document was seen. */
function anotherWay(id, name) {
  const form = h('form', { novalidate: true },
    radios('way', t('case.way'), otherWays()),
    h('button', {}, t('case.approve_seen')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const { way } = form.elements;
      if (!way.value) throw missing('way', t('case.way_missing'));
      await decide(id, { decision: 'approve_seen', way: way.value }, () => t('case.approved', { name }));
    });
  });
  return h('section', {}, h('h2', {}, t('review.other_ways')), h('p', {}, t('case.way_text')), form);
}

async function reject(id, name, form) {
  const { reason, photo: about, note } = form.elements;
  if (!reason.value) throw missing('reason', t('case.why_missing'));
  if (reason.value === 'other' && !note.value.trim()) throw missing('note', t('case.note_missing'));
  await decide(id, {
    decision: 'reject',
    reason: reason.value,
    photo: about.value || null,
    note: note.value.trim() || null,
  }, () => t('case.rejected', { name }));
}

/** Told here, before the server has to: the same way as its own. */
function missing(name, detail) {
  return new ApiError({ code: 'invalid_input', detail, fields: [{ field: name, code: 'missing', detail }] });
}

async function decide(id, body, done) {
  await call('POST', `/v1/review/cases/${id}/decision`, body);
  outcome = done;
  go('');
}
