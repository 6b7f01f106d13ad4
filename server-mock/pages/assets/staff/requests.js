/** The queue of requests for calls, the longest wait first. */
import { list } from '../api.js';
import { h, showView, summary, tag } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { timeElement } from '../time.js';
import { t } from '../words.js';
import { when } from '../parts.js';
import { personWords } from './parts.js';
import { RESULT_TONES } from './words.js';

const REFRESH_MS = 5_000;

export async function showRequests(_, signal) {
  const cards = h('ul', { class: 'cards' });
  const told = h('p');
  showView(t('requests.title'), told, cards);
  await keepFresh(cards, signal, REFRESH_MS, () => list('/v1/staff/requests'), (requests) => {
    told.textContent = requests.length ? t('requests.count', { count: requests.length }) : t('requests.none');
    return requests.map(card);
  });
}

function card({ booking, reference, asked_at: askedAt, answer_by: answerBy, prisoner, visitor, visitors, choices, precedence, result }) {
  return h('li', { class: 'card' },
    h('h2', {}, h('a', { href: `#request/${booking}`, id: `request-${booking}` }, t('requests.of', { visitor, reference })),
      tag(t(`requests.${result}`), RESULT_TONES[result]), precedence && tag(t('precedence.tag'), 'wait')),
    summary([
      [t('requests.prisoner'), personWords(prisoner)],
      [t('requests.come'), t('requests.people', { count: visitors })],
      [t('requests.times'), h('ol', { class: 'plain' }, choices.map((choice) => h('li', {}, when(choice))))],
      [t('decide.asked'), timeElement(askedAt)],
      [t('decide.answer_by'), timeElement(answerBy)],
    ]));
}
