/** The mails that would have been sent. */
import { list } from '../api.js';
import { field, h, showView } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { timeElement } from '../time.js';

const REFRESH_MS = 3_000;

export async function showMails(_, signal) {
  const search = field('to', 'Only to this address', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const mails = h('ul', { class: 'cards' });
  const none = h('p');
  showView('Mails', search, none, mails);
  let turn = new AbortController();
  const show = () => {
    turn.abort();
    turn = new AbortController();
    const to = search.querySelector('input').value.trim();
    const query = to ? `?to=${encodeURIComponent(to)}` : '';
    return keepFresh(mails, AbortSignal.any([signal, turn.signal]), REFRESH_MS, () => list(`/v1/console/mails${query}`), (items) => {
      none.textContent = items.length ? '' : 'No mail was sent.';
      return items.map(mail);
    });
  };
  search.addEventListener('change', show);
  await show();
}

function mail({ at, to, subject, body }) {
  return h('li', { class: 'card' },
    h('h2', {}, subject),
    h('p', { class: 'quiet' }, `To ${to}, `, timeElement(at)),
    h('pre', {}, body));
}
