/** One case: what was typed, what was photographed, and the decision. */
import { ApiError, attempt, call } from '../api.js';
import { field, h, radios, showView, summary, tag } from '../dom.js';
import { go } from '../shell.js';
import { birthday, timeElement } from '../time.js';
import { DOCUMENTS, PHOTOS, REJECTIONS, STATES } from './words.js';

let outcome;

/** What was decided last, once: the queue says it. */
export function takeOutcome() {
  const text = outcome;
  outcome = undefined;
  return text;
}

export async function showCase(id, signal) {
  showView('Case');
  await attempt(async () => {
    const found = await call('GET', `/v1/review/cases/${id}`);
    if (!signal.aborted) show(found);
  });
}

function show({ id, submission, status }) {
  const name = `${submission.given_names} ${submission.family_name}`;
  const open = ['submitted', 'in_review'].includes(status.state);
  showView(name,
    h('p', {}, h('a', { href: '#' }, 'Back to the cases')),
    h('p', {}, tag(...STATES[status.state])),
    h('div', { class: 'columns' },
      h('section', {}, h('h2', {}, 'What was typed'), summary([
        ['First names', submission.given_names],
        ['Last name', submission.family_name],
        ['Date of birth', birthday(submission.date_of_birth)],
        ['Document', DOCUMENTS[submission.document]],
        status.submitted_at && ['Sent', timeElement(status.submitted_at)],
        status.answer_by && ['Answer promised by', timeElement(status.answer_by)],
      ])),
      h('section', {}, h('h2', {}, 'To compare'), h('ul', {},
        h('li', {}, 'The names and the date of birth are those on the document.'),
        h('li', {}, 'The document is accepted, in date, whole and legible.'),
        h('li', {}, 'The portrait shows one face, and it is that of the document’s photo.')))),
    h('h2', {}, 'Photos'),
    h('div', { class: 'photos' }, submission.photos.map(({ kind }) => photo(id, kind, name))),
    open ? decision(id, name, submission.photos) : null);
}

function photo(id, kind, name) {
  const source = `/v1/review/cases/${id}/photos/${kind}`;
  return h('figure', {},
    h('a', { href: source, target: '_blank', rel: 'noopener' },
      h('img', { src: source, alt: `${PHOTOS[kind]} of ${name}. Opens in full size in a new tab.` })),
    h('figcaption', {}, PHOTOS[kind]));
}

function decision(id, name, photos) {
  const about = [['', 'No photo in particular'], ...photos.map(({ kind }) => [kind, PHOTOS[kind]])];
  const form = h('form', { novalidate: true }, h('h3', {}, 'Or ask for something to be sent again'),
    h('div', { class: 'columns' },
      radios('reason', 'Why', REJECTIONS, { hint: 'The family reads a sentence that says how to do better.' }),
      h('div', {},
        radios('photo', 'Which photo', about, { checked: '' }),
        field('note', 'A sentence for the family', { element: 'textarea', maxlength: '500', hint: 'Shown as it is. Needed with “something else”.' }))),
    h('button', { class: 'danger' }, 'Reject'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => reject(id, name, form));
  });
  return h('section', {}, h('h2', {}, 'Decision'),
    h('div', { class: 'actions' }, h('button', {
      type: 'button', onclick: () => attempt(() => decide(id, { decision: 'approve' }, `${name} is approved. They were told by mail.`)),
    }, 'Approve')), form);
}

async function reject(id, name, form) {
  const { reason, photo, note } = form.elements;
  if (!reason.value) throw missing('reason', 'Choose why.');
  if (reason.value === 'other' && !note.value.trim()) throw missing('note', 'Write a sentence that says what to do.');
  await decide(id, {
    decision: 'reject',
    reason: reason.value,
    photo: photo.value || null,
    note: note.value.trim() || null,
  }, `${name} was asked to send something again. They were told by mail.`);
}

/** Told here, before the server has to: the same way as its own. */
function missing(field, detail) {
  return new ApiError({ code: 'invalid_input', detail, fields: [{ field, code: 'missing', detail }] });
}

async function decide(id, body, done) {
  await call('POST', `/v1/review/cases/${id}/decision`, body);
  outcome = done;
  go('');
}
