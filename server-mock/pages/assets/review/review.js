/** Identity review: the queue, the longest wait first. */
import { list, serverNow } from '../api.js';
import { h, showView, summary, tag } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { showDone, start } from '../shell.js';
import { duration, timeElement } from '../time.js';
import { showCase, takeOutcome } from './case.js';
import { DOCUMENTS, STATES } from './words.js';

const REFRESH_MS = 5_000;

async function showQueue(_, signal) {
  const cards = h('ul', { class: 'cards' });
  const none = h('p');
  showView('Cases to decide', none, cards);
  const outcome = takeOutcome();
  if (outcome) showDone(outcome);
  await keepFresh(cards, signal, REFRESH_MS, open, (cases) => {
    none.textContent = cases.length ? `${cases.length} waiting, the longest wait first.` : 'Nobody is waiting.';
    return cases.map(card);
  });
}

/** With the wait in minutes, so that it is shown anew when it has grown. */
async function open() {
  const cases = await list('/v1/review/cases');
  return cases.filter(({ status }) => ['submitted', 'in_review'].includes(status.state))
    .map((one) => ({ ...one, waited: duration(serverNow() - Date.parse(one.status.submitted_at)) }));
}

function card({ id, submission, status, waited }) {
  const name = `${submission.given_names} ${submission.family_name}`;
  return h('li', { class: 'card' },
    h('h2', {}, h('a', { href: `#case/${id}`, id: `case-${id}` }, name), tag(...STATES[status.state])),
    summary([
      ['Waiting for', waited],
      ['Answer promised by', timeElement(status.answer_by)],
      ['Document', DOCUMENTS[submission.document]],
    ]));
}

await start({ role: 'reviewer', views: { '': showQueue, case: showCase } });
