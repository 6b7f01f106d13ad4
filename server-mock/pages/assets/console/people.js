/** Who can sign in on a page, and with which code. */
import { list } from '../api.js';
import { h, showView } from '../dom.js';
import { keepFresh } from '../refresh.js';
import { HOMES } from '../shell.js';

export async function showPeople(_, signal) {
  const table = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'People and their sign-in codes' });
  showView('People', h('p', {}, 'Everybody who signs in on a page. A browser is one person at a time: use another profile, or a private window, for a second one.'), table);
  await keepFresh(table, signal, 10_000, () => list('/v1/console/people'), (people) => (
    h('table', {}, h('caption', {}, 'People and their sign-in codes'),
      h('thead', {}, h('tr', {}, ['Name', 'Role', 'Establishment', 'Sign-in code', 'Page'].map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, people.map((person) => h('tr', {},
        h('th', { scope: 'row' }, person.name),
        h('td', {}, person.role),
        h('td', {}, person.establishment ?? 'All'),
        h('td', {}, h('code', {}, person.code)),
        h('td', {}, HOMES[person.role] ? h('a', { href: HOMES[person.role] }, HOMES[person.role]) : 'None')))))));
}
