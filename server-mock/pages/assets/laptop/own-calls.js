/** A person's own calls on the laptop: the next one, those after it, what waits for an answer, and what is over. */
import { list } from '../api.js';
import { h, showView, summary, tag } from '../dom.js';
import { back, when } from '../parts.js';
import { go } from '../shell.js';
import { clockTime, timeElement } from '../time.js';
import { names, t } from '../words.js';

const TONES = { requested: 'wait', asked: 'wait', offered: 'wait', booked: 'good', rejected: 'bad', withdrawn: '', cancelled: 'bad', completed: '' };
/** Of what is over, the newest. */
const OVER = 5;

/** All of them. `answers` knows whose; `stop` ends it. */
export async function showMine(answers, signal, stop) {
  const calls = await list(answers.path('requests'));
  if (signal.aborted) return;
  const [next, ...later] = calls.filter((one) => stateOf(one) === 'booked').reverse();
  const waiting = calls.filter((one) => TONES[stateOf(one)] === 'wait').reverse();
  const over = calls.filter((one) => !['booked', 'requested', 'asked', 'offered'].includes(stateOf(one)));
  showView(t('asking.mine'),
    h('div', { class: 'actions' }, h('a', { class: 'button', href: '#ask/who' }, t('asking.ask')),
      h('button', { type: 'button', class: 'second', onclick: stop }, t('asking.done'))),
    calls.length ? null : h('p', {}, t('asking.none')),
    ...group('mine.next', next ? [next] : []), ...group('mine.later', later), ...group('mine.waiting', waiting),
    ...group('mine.over', over.slice(0, OVER)));
}

/** One of them. */
export async function showMineOne(answers, signal, id) {
  const [calls, today] = await Promise.all([list(answers.path('requests')), list('/v1/laptop/calls')]);
  if (signal.aborted) return;
  const one = calls.find(({ booking }) => booking === id);
  if (!one) return go('ask/mine');
  const state = stateOf(one);
  const open = today.some(({ state: { call, phase } }) => call === one.call && ['waiting', 'live', 'paused'].includes(phase));
  showView(when(one), back('#ask/mine', t('mine.back')),
    h('p', {}, stateTag(one)), h('p', {}, t(`mine.means.${state}`)), until(one),
    summary([
      [t('mine.who'), names(one.visitors)],
      [t('mine.asked_by'), t(`mine.by.${one.asked_by}`)],
      state === 'booked' && [t('mine.opens'), clockTime(one.opens_at)],
      [t('mine.reference'), one.reference],
    ]),
    open && h('p', {}, h('a', { class: 'button', href: `#call/${one.call}` }, t('calls.enter'))));
}

/** A booked call that staff would like to move stays booked. */
const stateOf = ({ status }) => (status.state === 'offered' && status.instead ? 'booked' : status.state);

const stateTag = (one) => tag(t(`asking.state.${stateOf(one)}`), TONES[stateOf(one)]);

const until = ({ status }) => (status.state === 'asked' ? h('p', {}, t('asking.until'), ' ', timeElement(status.answer_by)) : null);

function group(title, some) {
  if (!some.length) return [];
  return [h('h2', {}, t(title)), h('ul', { class: 'cards' }, some.map((one) => h('li', { class: 'card' },
    h('h3', {}, h('a', { href: `#ask/call/${one.booking}` }, when(one)), stateTag(one)),
    h('p', {}, t('calls.with', { names: names(one.visitors) })), until(one))))];
}
