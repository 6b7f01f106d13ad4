/** Finds a person in prison. */
import { attempt, list } from '../api.js';
import { field, h, showView } from '../dom.js';
import { keepForm } from '../draft.js';
import { t } from '../words.js';
import { fullName } from './words.js';

export function showPeople(_, signal) {
  return showSearch({ title: t('people.title'), text: t('people.text'), href: ({ number }) => `#person/${number}`, draft: 'people search' }, signal);
}

/** A search whose findings lead to `href(person)`; what was typed stays. */
export async function showSearch({ title, text, href, draft }, signal) {
  const found = h('div', { role: 'status' });
  const form = h('form', { novalidate: true, role: 'search' },
    field('search', t('people.search'), { hint: t('people.hint'), type: 'search', autocomplete: 'off', spellcheck: 'false' }),
    h('button', {}, t('people.find')));
  showView(title, h('p', {}, text), form, found);
  keepForm(form, draft);
  const search = () => attempt(async () => {
    const people = await list(`/v1/staff/prisoners?search=${encodeURIComponent(form.elements.search.value.trim())}`);
    if (signal.aborted) return;
    found.replaceChildren(h('p', {}, people.length ? t('people.count', { count: people.length }) : t('people.none')),
      h('ul', { class: 'people-list' }, people.map((person) => h('li', {}, h('a', { href: href(person) }, fullName(person)), ` ${person.number}`))));
  });
  form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
  await search();
}
