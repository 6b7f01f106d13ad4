/** The forms of a person's page. Each goes back to it. */
import { attempt, serverNow } from '../api.js';
import { field, h, radios, showView } from '../dom.js';
import { keepForm } from '../draft.js';
import { go } from '../shell.js';
import { dateOf, monthName } from '../time.js';
import { t } from '../words.js';
import { back, incomplete } from '../parts.js';
import { fullName } from './words.js';

/** A form of a person: `read(elements)` gives the change, `done` gives what is said when it is made. */
function showForm(name, person, change, { title, text, content, read, done, button }) {
  const form = h('form', { novalidate: true }, content, h('button', {}, button ?? t('page.save')));
  showView(title, back(`#person/${person.number}`, t('person.back', { name: fullName(person) })), text && h('p', {}, text), form);
  const draft = keepForm(form, `person ${person.number} ${name}`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      await change(read(form.elements), done);
      draft.forget();
      go(`person/${person.number}`);
    });
  });
  return form;
}

export function showRestriction(person, change) {
  const kinds = ['prisoner_banned', 'visitor_banned', 'non_association', 'child_protection'].map((kind) => [kind, t(`restriction.${kind}`, { visitor: t('restriction.a_visitor') })]);
  const visitors = h('div', {}, radios('visitor', t('restriction.visitor'), person.callers.map(({ visitor_number: number, name }) => [number, `${name}, ${number}`])));
  const form = showForm('restriction', person, change, {
    title: t('restriction.title'),
    text: t('restriction.text'),
    content: [
      radios('kind', t('restriction.kind'), kinds), visitors,
      field('from', t('restriction.first'), { type: 'date', hint: t('restriction.first_hint') }),
      field('until', t('restriction.last'), { type: 'date', hint: t('restriction.last_hint') }),
      field('note', t('telephone.note'), { element: 'textarea', class: 'small', hint: t('restriction.note_hint'), maxlength: '500' }),
    ],
    read: ({ kind, visitor, from, until, note }) => {
      if (!kind.value) throw incomplete(['kind', t('restriction.kind_missing')]);
      const about = ABOUT_VISITOR.includes(kind.value);
      if (about && !visitor?.value) throw incomplete(['visitor', t('restriction.visitor_missing')]);
      return { add: [{ kind: kind.value, ...(about && { visitor: visitor.value }), from: from.value || null, until: until.value || null, note: note.value.trim() }] };
    },
    done: () => t('restriction.added'),
  });
  const render = () => { visitors.hidden = !ABOUT_VISITOR.includes(form.elements.kind.value); };
  form.addEventListener('change', render);
  render();
}

const ABOUT_VISITOR = ['visitor_banned', 'non_association'];

export function showExtra(person, change) {
  const today = dateOf(serverNow());
  const months = [0, 1, 2].map((later) => {
    const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + later, 1)).toISOString().slice(0, 7);
    return [month, monthName(month)];
  });
  const number = (name) => field(name, t(`person.extra_${name}`), { type: 'number', min: '0', class: 'short', value: '0', inputmode: 'numeric' });
  const form = showForm('extra', person, change, {
    title: t('person.extra_title'),
    text: t('person.extra_text'),
    content: [radios('month', t('person.extra_which'), months, { checked: months[0][0] }), number('calls'), number('minutes')],
    read: ({ month, calls, minutes }) => ({ extra: [{ month: month.value, calls: Number(calls.value), minutes: Number(minutes.value) }] }),
    done: () => t('person.extra_done'),
  });
  const fill = () => {
    const known = person.extra.find(({ month }) => month === form.elements.month.value);
    for (const name of ['calls', 'minutes']) form.elements[name].value = known?.[name] ?? 0;
  };
  form.addEventListener('change', ({ target }) => target.name === 'month' && fill());
}

export function showLastVisit(person, change) {
  showForm('visit', person, change, {
    title: t('person.visit_title'),
    text: t('person.visit_text'),
    content: field('last_visit', t('person.visit_date'), { type: 'date', value: person.last_visit ?? '', max: dateOf(serverNow()) }),
    read: ({ last_visit: date }) => {
      if (!date.value) throw incomplete(['last_visit', t('person.visit_missing')]);
      return { last_visit: date.value };
    },
    done: () => t('page.saved'),
  });
}

export function showWhereabouts(person, change) {
  showForm('whereabouts', person, change, {
    title: t('person.whereabouts_title'),
    text: t('person.whereabouts_text'),
    content: radios('whereabouts', t('person.whereabouts'), ['here', 'moved', 'released'].map((one) => [one, t(`whereabouts.${one}`)]), { checked: person.whereabouts }),
    read: ({ whereabouts }) => ({ whereabouts: whereabouts.value }),
    done: () => t('person.whereabouts_done'),
  });
}
