/** A call booked for a family that asked by telephone. First who in prison, then the rest. */
import { attempt, call } from '../api.js';
import { field, h, radios, showView, summary } from '../dom.js';
import { fillForm, keepForm } from '../draft.js';
import { birthday } from '../time.js';
import { t } from '../words.js';
import { back, incomplete, showConfirmation, timeField, when } from '../parts.js';
import { allowanceWords, personWords, visitorNames } from './parts.js';
import { showSearch } from './people.js';

/** Nothing: search; `NUMBER`: the form. */
export async function showTelephone(number, signal) {
  if (!number) return showSearch({ title: t('telephone.title'), text: t('telephone.text'), href: ({ number: found }) => `#telephone/${found}`, draft: 'telephone search' }, signal);
  showView(t('telephone.title'));
  await attempt(async () => {
    const path = `/v1/staff/prisoners/${encodeURIComponent(number)}`;
    const [person, { slots }] = await Promise.all([call('GET', path), call('GET', `${path}/slots`)]);
    if (!signal.aborted) show(person, slots, signal);
  });
}

function show(person, slots, signal) {
  const top = [back('#telephone', t('telephone.other')), summary([
    [t('requests.prisoner'), personWords(person)],
    [t('prisoner.born'), birthday(person.date_of_birth)],
    [t('person.allowance'), h('ul', { class: 'plain' }, person.allowance.map((month) => h('li', {}, allowanceWords(month))))],
  ])];
  if (!person.callers.length) return showView(t('telephone.title'), ...top, h('p', {}, t('telephone.nobody')));
  if (!slots.length) return showView(t('telephone.title'), ...top, h('p', {}, t('telephone.no_slots')));
  const children = h('div');
  const form = h('form', { novalidate: true },
    radios('visitors', t('telephone.who'), person.callers.map(({ visitor_number: visitor, name, date_of_birth: born }) => (
      [visitor, t('telephone.caller', { name, number: visitor, born: birthday(born) })])), { hint: t('telephone.who_hint') }),
    children,
    field('others', t('telephone.others'), { element: 'textarea', hint: t('telephone.others_hint'), class: 'small', autocapitalize: 'characters', spellcheck: 'false' }),
    timeField('starts_at', t('telephone.when'), slots),
    field('note', t('telephone.note'), { element: 'textarea', class: 'small', hint: t('telephone.note_hint'), maxlength: '500' }),
    h('button', {}, t('telephone.do')));
  const asker = () => person.callers.find(({ visitor_number: visitor }) => visitor === form.elements.visitors.value);
  const showChildren = () => {
    const caller = asker();
    if (children.dataset.of === (caller?.visitor_number ?? '')) return;
    children.dataset.of = caller?.visitor_number ?? '';
    children.replaceChildren(...(caller?.children.length ? [childBoxes(caller)] : []));
  };
  showView(t('telephone.title'), ...top, form);
  const draft = keepForm(form, `telephone ${person.number}`);
  showChildren();
  fillForm(form, draft);
  form.addEventListener('change', showChildren);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const booking = await call('POST', '/v1/staff/bookings', read(form, person));
      draft.forget();
      const slot = slots.find(({ starts_at: startsAt }) => startsAt === form.elements.starts_at.value);
      showConfirmation(() => ({ title: t('telephone.done'), reference: booking.reference,
        next: [when(slot), t('telephone.next_mail', { names: visitorNames(booking.visitors) }), t('telephone.next_app')],
        links: [['#telephone', t('telephone.another')], ['#day', t('nav.day')]] }), signal);
    });
  });
}

function childBoxes({ name, children }) {
  return h('fieldset', {}, h('legend', {}, t('telephone.children', { name })),
    children.map((child, index) => {
      const id = `child-${index + 1}`;
      return h('div', { class: 'option' },
        h('input', { type: 'checkbox', id, name: 'children', value: child.id }),
        h('label', { for: id }, t('telephone.child', { name: `${child.given_names} ${child.family_name}`, born: birthday(child.date_of_birth) })));
    }));
}

function read({ elements }, { number }) {
  const missing = [!elements.visitors.value && ['visitors', t('telephone.who_missing')], !elements.starts_at.value && ['starts_at', t('telephone.when_missing')]].filter(Boolean);
  if (missing.length) throw incomplete(...missing);
  const others = elements.others.value.split(/[\s,;]+/).filter(Boolean);
  const boxes = elements.children ? [elements.children].flatMap((one) => (one instanceof RadioNodeList ? [...one] : [one])) : [];
  return {
    prisoner_number: number,
    visitors: [elements.visitors.value, ...others],
    children: boxes.filter(({ checked }) => checked).map(({ value }) => value),
    starts_at: elements.starts_at.value,
    note: elements.note.value.trim(),
  };
}
