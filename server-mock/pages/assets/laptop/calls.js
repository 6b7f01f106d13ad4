/** Today's calls on this laptop. */
import { list } from '../api.js';
import { h, showView, tag } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { clockTime, timeElement } from '../time.js';
import { names, t } from '../words.js';
import { forgetAsking } from './asking.js';

const REFRESH_MS = 5_000;
const TONES = { waiting: 'wait', live: 'good', paused: 'wait' };

/** The list, kept up to date. */
export async function showCalls(_, signal) {
  const cards = h('ul', { class: 'cards' });
  const none = h('p', {});
  const build = (calls) => {
    none.textContent = calls.length ? '' : t('calls.none');
    return calls.map(card);
  };
  forgetAsking();
  showView(t('calls.title'), none, cards, h('ul', { class: 'plain ways' },
    h('li', {}, h('a', { href: '#ask' }, t('asking.title'))), h('li', {}, h('a', { href: '#test' }, t('line.title')))));
  await keepFresh(cards, signal, REFRESH_MS, readCalls, build, t('calls.stale'));
}

/** Only what the list shows, so that time that passes is no change. */
async function readCalls() {
  const calls = await list('/v1/laptop/calls');
  return calls.map(({ prisoner, visitors, state }) => {
    const { call, phase, starts_at, opens_at } = state;
    return { prisoner, visitors, call, phase, starts_at, opens_at };
  });
}

function card({ prisoner, visitors, call, phase, starts_at: startsAt, opens_at: opensAt }) {
  const open = ['waiting', 'live', 'paused'].includes(phase);
  return h('li', { class: 'card' },
    h('h2', {}, timeElement(startsAt, clockTime), prisoner, tag(t(`phase.${phase}`), TONES[phase])),
    h('p', {}, t('calls.with', { names: names(visitors) })),
    phase === 'scheduled' && h('p', { class: 'quiet' }, t('calls.opens', { time: clockTime(opensAt) })),
    open && h('p', {}, h('a', {
      class: 'button', id: `enter-${call}`, href: `#call/${call}`,
      'aria-label': t('calls.enter_long', { prisoner }),
    }, t('calls.enter'))));
}
