/** What views of several pages are made of. */
import { ApiError } from './api.js';
import { h, showView } from './dom.js';
import { onLanguage } from './shell.js';
import { localTime, longDate } from './time.js';
import { t } from './words.js';

/** The way back, at the top of a view. */
export const back = (href, words = t('page.back')) => h('p', { class: 'back' }, h('a', { href }, words));

/** “Wednesday 25 November 2026, 09:00”, by the establishment's clock. */
export const when = ({ local_start: local }) => `${longDate(local.slice(0, 10))}, ${localTime(local)}`;

/** What was done, and what happens next: a view of its own. `say` gives its words, again in each language. */
export function showConfirmation(say, signal) {
  const show = () => {
    const { title, reference, next, links } = say();
    showView(title,
      reference && h('p', { class: 'panel' }, t('page.reference'), h('strong', {}, reference)),
      h('h2', {}, t('page.next')),
      h('ul', {}, next.filter(Boolean).map((line) => h('li', {}, line))),
      h('p', { class: 'actions' }, links.map(([href, words], index) => h('a', { href, class: index ? 'button second' : 'button' }, words))));
  };
  show();
  onLanguage(show, signal);
}

/** Free times to choose one of, by day. */
export function timeField(name, label, slots, { hint, none = t('times.choose') } = {}) {
  const days = new Map();
  for (const slot of slots) {
    const day = slot.local_start.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return h('div', { class: 'field' },
    h('label', { for: name }, label),
    hint && h('span', { class: 'hint', id: `${name}-hint` }, hint),
    h('select', { id: name, name, 'aria-describedby': hint ? `${name}-hint` : null },
      h('option', { value: '' }, none),
      [...days].map(([day, free]) => h('optgroup', { label: longDate(day) },
        free.map((slot) => h('option', { value: slot.starts_at }, when(slot)))))));
}

/** Inputs that must be mended before anything is sent, `[['id', 'sentence'], …]`: said the same way as the server's. */
export function incomplete(...fields) {
  return new ApiError({ code: 'invalid_input', fields: fields.map(([field, detail]) => ({ field, detail, code: 'invalid_input' })) });
}
