/** Calls of today. */
import { list } from '../api.js';
import { h, showView, summary } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { clockTime, minutesAndSeconds, timeElement } from '../time.js';
import { t } from '../words.js';
import { end, pauseReason, phaseTag, presenceTag } from './words.js';

const REFRESH_MS = 3_000;

export async function showCalls(_, signal) {
  const cards = h('ul', { class: 'cards' });
  const none = h('p');
  showView(t('today.title'), none, cards);
  await keepFresh(cards, signal, REFRESH_MS, () => list('/v1/staff/calls'), (calls) => {
    none.textContent = calls.length ? '' : t('today.none');
    return calls.map(card);
  });
}

function card({ reference, state }) {
  const { call, phase, starts_at: startsAt, left_ms: left, participants } = state;
  const over = phase === 'ended';
  const going = phase === 'live' || phase === 'paused';
  return h('li', { class: 'card' },
    h('h2', {}, timeElement(startsAt, clockTime), h('a', { href: `#call/${call}`, id: `call-${call}` }, reference), phaseTag(phase)),
    summary([
      phase === 'paused' && [t('today.why'), state.reasons.map(pauseReason).join(' ')],
      over && [t('today.how'), end(state.reason)],
      going && [t('today.left'), minutesAndSeconds(left)],
      [t('today.who'), h('ul', { class: 'present' }, participants.map(({ name, presence }) => (
        h('li', {}, name, over ? null : presenceTag(presence)))))],
    ]),
    phase === 'scheduled' || phase === 'waiting' ? null
      : h('p', {}, h('a', { href: `#recordings/${call}`, id: `recordings-${call}` }, t('today.recordings'), h('span', { class: 'visually-hidden' }, ` ${reference}`))));
}
