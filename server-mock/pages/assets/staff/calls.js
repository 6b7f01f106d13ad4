/** Calls of today. */
import { list } from '../api.js';
import { flatState } from '../call-state.js';
import { h, showView, summary, tag } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { clockTime, minutesAndSeconds, timeElement } from '../time.js';
import { ENDS, PHASES, PRESENCES, pauseReason } from './words.js';

const REFRESH_MS = 3_000;

export async function showCalls(_, signal) {
  const cards = h('ul', { class: 'cards' });
  const none = h('p');
  showView('Calls of today', none, cards);
  await keepFresh(cards, signal, REFRESH_MS, () => list('/v1/staff/calls'), (calls) => {
    none.textContent = calls.length ? '' : 'No calls today.';
    return calls.map(card);
  });
}

function card({ reference, state: said }) {
  const state = flatState(said);
  const { call, phase, starts_at: startsAt, left_ms: left, participants } = state;
  const over = phase === 'ended';
  const going = phase === 'live' || phase === 'paused';
  return h('li', { class: 'card' },
    h('h2', {}, timeElement(startsAt, clockTime), h('a', { href: `#call/${call}`, id: `call-${call}` }, reference), tag(...PHASES[phase])),
    summary([
      phase === 'paused' && ['Why', state.reasons.map(pauseReason).join(' ')],
      over && ['How', ENDS[state.reason]],
      going && ['Time left', minutesAndSeconds(left)],
      ['Who', h('ul', { class: 'present' }, participants.map(({ name, presence }) => (
        h('li', {}, name, over ? null : tag(...PRESENCES[presence])))))],
    ]),
    phase === 'scheduled' || phase === 'waiting' ? null
      : h('p', {}, h('a', { href: `#recordings/${call}`, id: `recordings-${call}` }, 'Recordings', h('span', { class: 'visually-hidden' }, ` of ${reference}`))));
}
