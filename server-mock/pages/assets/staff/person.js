/** What staff know of a person in prison, and change: one thing a page. */
import { attempt, call } from '../api.js';
import { h, showDone, showView, summary, tag } from '../dom.js';
import { birthday, longDate, monthName } from '../time.js';
import { t } from '../words.js';
import { back, when } from '../parts.js';
import { allowanceWords, finding } from './parts.js';
import { showExtra, showLastVisit, showRestriction, showWhereabouts } from './person-forms.js';
import { showPortrait } from './portrait.js';
import { fullName, stateTag, until } from './words.js';

const FORMS = { restriction: showRestriction, extra: showExtra, visit: showLastVisit, whereabouts: showWhereabouts, portrait: showPortrait };
let outcome;

/** `NUMBER`, or `NUMBER/FORM`. */
export async function showPerson(parameter, signal) {
  const [number, form] = parameter.split('/');
  const path = `/v1/staff/prisoners/${encodeURIComponent(number)}`;
  const change = async (changes, done) => {
    await call('PATCH', path, changes);
    outcome = done;
  };
  showView(t('person.title'));
  await attempt(async () => {
    const person = await call('GET', path);
    if (signal.aborted) return;
    if (Object.hasOwn(FORMS, form ?? '')) return FORMS[form](person, change, (done) => { outcome = done; });
    show(person, async (changes, done) => {
      await change(changes, done);
      await showPerson(number, signal);
    });
    if (outcome) showDone(outcome);
    outcome = undefined;
  });
}

function show(person, change) {
  const link = (form, words) => h('a', { href: `#person/${person.number}/${form}` }, words);
  showView(fullName(person), back('#people'),
    summary([
      [t('prisoner.number'), person.number],
      [t('prisoner.born'), birthday(person.date_of_birth)],
      [t('person.whereabouts'), t(`whereabouts.${person.whereabouts}`), ' ', link('whereabouts', t('person.change_whereabouts'))],
      [t('person.portrait'), portrait(person), ' ', link('portrait', t('person.change_portrait'))],
      [t('person.last_visit'), person.last_visit ? longDate(person.last_visit) : t('person.last_visit_unknown'), ' ', person.precedence ? tag(t('precedence.tag'), 'wait') : '', ' ', link('visit', t('person.change_visit'))],
      [t('person.allowance'), h('ul', { class: 'plain' }, person.allowance.map((month) => h('li', {}, allowanceWords(month))))],
      [t('person.extra'), person.extra.length ? h('ul', { class: 'plain' }, person.extra.map(({ month, calls, minutes }) => h('li', {}, t('person.extra_month', { month: monthName(month), calls, minutes })))) : t('person.extra_none'), ' ', link('extra', t('person.change_extra'))],
    ]),
    h('h2', {}, t('person.restrictions')), restrictions(person, change),
    h('p', {}, h('a', { class: 'button second', href: `#person/${person.number}/restriction` }, t('person.add_restriction'))),
    h('h2', {}, t('person.calls')), bookings(person),
    h('p', {}, h('a', { class: 'button second', href: `#telephone/${person.number}` }, t('person.book'))),
    h('h2', {}, t('person.callers')), callers(person));
}

const portrait = (person) => (person.portrait
  ? h('img', { class: 'portrait', src: `/v1/staff/prisoners/${encodeURIComponent(person.number)}/portrait`, alt: t('person.portrait_of', { name: fullName(person) }), width: 160 })
  : t('person.portrait_none'));

function restrictions({ restrictions: all }, change) {
  if (!all.length) return h('p', {}, t('person.no_restrictions'));
  return h('ul', { class: 'cards' }, all.map((one) => {
    const words = t(`restriction.${one.kind}`, { visitor: one.visitor_name ?? '' });
    return h('li', { class: 'card' },
      h('h3', {}, words, tag(t(one.in_force ? 'restriction.in_force' : 'restriction.not_in_force'), one.in_force ? 'bad' : '')),
      h('p', {}, t('restriction.from', { date: longDate(one.from) }), ', ', until(one.until), '.'),
      one.note && h('p', { class: 'quiet' }, one.note),
      one.in_force && h('p', {}, h('button', { type: 'button', class: 'second', id: `end-${one.id}`,
        onclick: () => attempt(() => change({ end: [one.id] }, () => t('restriction.ended'))) },
      t('restriction.end'), h('span', { class: 'visually-hidden' }, `: ${words}`))));
  }));
}

function bookings({ bookings: all }) {
  if (!all.length) return h('p', {}, t('person.no_calls'));
  return h('ul', { class: 'cards' }, all.map(({ booking, reference, time, status, flags }) => h('li', { class: 'card' },
    h('h3', {}, when(time), stateTag(status), flags.length ? tag(t('day.flag'), 'bad') : null),
    h('p', {}, status.state === 'requested' ? h('a', { href: `#request/${booking}` }, reference)
      : h('a', { href: `#day/${time.local_start.slice(0, 10)}` }, reference)),
    flags.flatMap(({ findings }) => findings.map((one) => h('p', {}, finding(one)))))));
}

function callers({ callers: all }) {
  if (!all.length) return h('p', {}, t('person.no_callers'));
  return h('ul', {}, all.map(({ name, visitor_number: number, date_of_birth: born, children }) => h('li', {},
    t('telephone.caller', { name, number, born: birthday(born) }),
    children.length ? h('ul', {}, children.map((child) => h('li', {}, t('telephone.child', { name: `${child.given_names} ${child.family_name}`, born: birthday(child.date_of_birth) })))) : null)));
}
