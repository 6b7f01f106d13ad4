/** Requests that staff decide: a card for each, accept or reject with a reason. */
import { attempt, call, list } from '../api.js';
import { ask, h, radios, showDone, showView } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { t } from '../words.js';

const REFRESH_MS = 5_000;

/**
 * Shows a queue of requests. `path` lists them and takes `PATH/{id}/decision`; `describe(request)`
 * gives `{ id, title, content, accept, canAccept }`.
 */
export async function showQueue({ title, path, none: noneWords, wanted, describe, reasons }, signal) {
  const cards = h('ul', { class: 'cards' });
  const none = h('p');
  showView(title, none, cards);
  let turn = new AbortController();
  const refresh = () => {
    turn.abort();
    turn = new AbortController();
    const read = async () => (await list(path)).filter(wanted);
    return keepFresh(cards, AbortSignal.any([signal, turn.signal]), REFRESH_MS, read, (requests) => {
      none.textContent = requests.length ? '' : noneWords;
      return requests.map((request) => card(describe(request)));
    });
  };
  await refresh();

  function card({ id, title, content, accept, acceptDecision, canAccept }) {
    const which = h('span', { class: 'visually-hidden' }, `: ${title}`);
    return h('li', { class: 'card' }, h('h2', {}, title), content, h('div', { class: 'actions' },
      h('button', { type: 'button', id: `accept-${id}`, disabled: !canAccept, onclick: () => decide(id, { decision: acceptDecision }, () => t('decide.done', { about: title })) }, accept, which),
      h('button', { type: 'button', id: `reject-${id}`, class: 'second', onclick: () => reject(id, title) }, t('decide.reject'), which.cloneNode(true))));
  }

  async function reject(id, about) {
    const data = await ask(t('decide.reject_title'), [h('p', {}, about), radios('reason', t('decide.told'), reasons, { checked: reasons[0][0] })],
      { confirm: t('decide.reject_do'), danger: true });
    if (data) await decide(id, { decision: 'reject', reason: data.get('reason') }, () => t('decide.rejected', { about }));
  }

  async function decide(id, decision, done) {
    await attempt(async () => {
      await call('POST', `${path}/${id}/decision`, decision);
      await refresh();
      showDone(done);
    });
  }
}
