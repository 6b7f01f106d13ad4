/** Identity review: the queue, the longest wait first; and who shows their document another way. In two languages. */
import { list, serverNow } from '../api.js';
import { h, showDone, showView, summary } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { start } from '../shell.js';
import { timeElement } from '../time.js';
import { t } from '../words.js';
import { showCase, takeOutcome } from './case.js';
import { documentName, stateTag, waited } from './words.js';

const REFRESH_MS = 5_000;

async function showQueue(_, signal) {
  const queue = h('div');
  showView(t('review.title'), queue);
  const outcome = takeOutcome();
  if (outcome) showDone(outcome);
  await keepFresh(queue, signal, REFRESH_MS, read, ({ open, usedUp }) => [
    h('p', {}, open.length ? t('review.waiting', { count: open.length }) : t('review.none')),
    h('ul', { class: 'cards' }, open.map((one) => card(one, 'h2'))),
    usedUp.length && h('h2', {}, t('review.other_ways')),
    usedUp.length && h('p', {}, t('review.other_ways_text')),
    usedUp.length && h('ul', { class: 'cards' }, usedUp.map((one) => card(one, 'h3'))),
  ]);
}

/** With the wait in minutes, so that it is shown anew when it has grown. */
async function read() {
  const [cases, usedUp] = await Promise.all([list('/v1/review/cases'), list('/v1/review/other-ways')]);
  const open = cases.map((one) => ({ ...one, waited: waited(serverNow() - Date.parse(one.status.submitted_at)) }));
  return { open, usedUp };
}

function card({ id, submission, status, waited: wait, attempt }, heading) {
  const name = `${submission.given_names} ${submission.family_name}`;
  return h('li', { class: 'card' },
    h(heading, {}, h('a', { href: `#case/${id}`, id: `case-${id}` }, name), ' ', stateTag(status.state)),
    summary([
      wait && [t('review.waits'), wait],
      status.answer_by && [t('review.answer_by'), timeElement(status.answer_by)],
      status.rejected_at && [t('review.rejected_at'), timeElement(status.rejected_at)],
      [t('review.document'), documentName(submission.document)],
      [t('review.attempt'), String(attempt)],
    ]));
}

await start({ role: 'reviewer', words: ['review'], views: { '': showQueue, case: showCase } });
