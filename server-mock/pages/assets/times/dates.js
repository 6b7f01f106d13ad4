/** The parts that are days and times of the clock. */
import { serverNow } from '../api.js';
import { h, radios } from '../dom.js';
import { incomplete } from '../parts.js';
import { dateOf, daysAfter, longDate } from '../time.js';
import { t } from '../words.js';
import { Periods, periodWords } from './periods.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Longer closures are entered in two. */
const LONGEST_CLOSURE = 92;
/** Bank holidays that the overview names. */
const SHOWN = 10;

const dateInput = (id, label, value, hint) => h('div', { class: 'field' }, h('label', { for: id }, label),
  hint && h('span', { class: 'hint', id: `${id}-hint` }, hint),
  h('input', { type: 'date', id, name: id, value, 'aria-describedby': hint ? `${id}-hint` : null }));

const checkbox = (id, label, checked) => h('div', { class: 'option field' },
  h('input', { type: 'checkbox', id, name: id, value: 'yes', checked }), h('label', { for: id }, label));

export const WEEK = {
  pick: ({ timetable: { anomalous, unbookable, ...week } }) => week,
  rows: ({ timetable }) => [
    timetable.enabled === false && [t('times.enabled'), h('strong', {}, t('times.enabled_no'))],
    ...DAYS.map((day) => [t(`weekday.${day}`), periodWords(timetable.recurring[day] ?? [])]),
    [t('times.weeks'), timetable.weeks.every === 'week' ? t('times.every_week') : t('times.second_week_value', { date: longDate(timetable.weeks.anchor) })],
    (timetable.valid_from || timetable.valid_to) && [t('times.valid'), t('times.valid_value', {
      from: timetable.valid_from ? longDate(timetable.valid_from) : t('times.valid_always'),
      to: timetable.valid_to ? longDate(timetable.valid_to) : t('times.valid_open') })],
    [t('times.works_weekends'), t(timetable.works_weekends ? 'times.works_weekends_yes' : 'times.works_weekends_no')],
  ],
  content: ({ timetable }, typed) => [
    checkbox('enabled', t('times.enabled_yes'), timetable.enabled !== false),
    ...DAYS.map((day) => new Periods(day, t(`weekday.${day}`), timetable.recurring[day] ?? [], typed).element),
    radios('weeks', t('times.weeks'), [['week', t('times.every_week')], ['second_week', t('times.second_week')]], { checked: timetable.weeks.every }),
    dateInput('anchor', t('times.anchor'), timetable.weeks.anchor, t('times.anchor_hint')),
    dateInput('valid_from', t('times.valid_from'), timetable.valid_from, t('times.valid_from_hint')),
    dateInput('valid_to', t('times.valid_to'), timetable.valid_to, t('times.valid_to_hint')),
    checkbox('works_weekends', t('times.works_weekends_label'), timetable.works_weekends),
  ],
  ready: (form) => {
    const anchor = form.elements.anchor.parentElement;
    const render = () => { anchor.hidden = form.elements.weeks.value !== 'second_week'; };
    form.addEventListener('change', render);
    render();
  },
  read: (elements, portal) => {
    const recurring = Object.fromEntries(DAYS.map((day) => [day, Periods.read(elements, day, t(`weekday.${day}`))]).filter(([, periods]) => periods.length));
    const second = elements.weeks.value === 'second_week';
    if (second && !elements.anchor.value) throw incomplete(['anchor', t('times.anchor_missing')]);
    const { valid_from: before, valid_to: after, ...rest } = portal.timetable;
    return { ...portal, timetable: { ...rest,
      enabled: elements.enabled.checked,
      works_weekends: elements.works_weekends.checked,
      recurring,
      weeks: second ? { every: 'second_week', anchor: elements.anchor.value } : { every: 'week' },
      ...(elements.valid_from.value && { valid_from: elements.valid_from.value }),
      ...(elements.valid_to.value && { valid_to: elements.valid_to.value }) } };
  },
};

export const CLOSURES = {
  pick: ({ timetable: { anomalous, unbookable } }) => [anomalous, [...unbookable].sort()],
  rows: ({ timetable: { anomalous, unbookable } }) => [
    [t('times.closed'), dateList(unbookable.map((date) => [date, '']))],
    [t('times.other_times'), dateList(Object.entries(anomalous).map(([date, periods]) => [date, `: ${periodWords(periods)}`]))],
  ],
  content: ({ timetable: { anomalous, unbookable } }, typed, form) => {
    // A form whose dates were all taken away has no input of that name.
    const before = Object.keys(typed).length > 0;
    const closed = before ? typed.closed ?? [] : [...unbookable].sort();
    const special = before ? typed.special ?? [] : Object.keys(anomalous).sort();
    const lists = { closed: h('ul', { class: 'rows' }), special: h('div') };
    const told = () => form.dispatchEvent(new Event('input'));
    const addClosed = (date) => lists.closed.append(row(date, 'closed', told));
    const addSpecial = (date) => lists.special.append(specialDate(date, anomalous[date] ?? [], typed, told));
    closed.forEach(addClosed);
    special.forEach(addSpecial);
    return [
      h('h2', {}, t('times.closed')), h('p', {}, t('times.closed_text')), lists.closed,
      h('div', { class: 'in-line' }, dateInput('close-from', t('times.close_from')), dateInput('close-to', t('times.close_to'), null, t('times.close_to_hint')),
        h('button', { type: 'button', class: 'second', onclick: () => addRange(form, addClosed, told) }, t('times.close'))),
      h('h2', {}, t('times.other_times')), h('p', {}, t('times.other_times_text')), lists.special,
      h('div', { class: 'in-line' }, dateInput('special-date', t('times.other_date')),
        h('button', { type: 'button', class: 'second', onclick: () => addOne(form, 'special', addSpecial, told) }, t('times.other_add'))),
    ];
  },
  read: (elements, portal) => {
    const dates = (name) => valuesOf(elements, name);
    return { ...portal, timetable: { ...portal.timetable,
      unbookable: [...new Set(dates('closed'))].sort(),
      anomalous: Object.fromEntries(dates('special').sort().map((date) => [date, Periods.read(elements, date, longDate(date))])) } };
  },
};

export const HOLIDAYS = {
  pick: ({ holidays }) => holidays,
  rows: ({ holidays }) => [[t('times.holidays_next'), dateList(upcoming(holidays).slice(0, SHOWN).map((date) => [date, '']))]],
  content: ({ holidays }, typed, form) => {
    const dates = Object.keys(typed).length ? typed.holiday ?? [] : upcoming(holidays);
    const all = h('ul', { class: 'rows' });
    const told = () => form.dispatchEvent(new Event('input'));
    const add = (date) => all.append(row(date, 'holiday', told));
    dates.toSorted().forEach(add);
    return [all, h('div', { class: 'in-line' }, dateInput('holiday-date', t('times.other_date')),
      h('button', { type: 'button', class: 'second', onclick: () => addOne(form, 'holiday', add, told) }, t('times.holiday_add')))];
  },
  read: (elements, portal) => {
    const past = portal.holidays.filter((date) => !upcoming(portal.holidays).includes(date));
    return { ...portal, holidays: [...new Set([...past, ...valuesOf(elements, 'holiday')])].sort() };
  },
};

const valuesOf = (elements, name) => [...elements].filter((one) => one.name === name).map(({ value }) => value);

function upcoming(holidays) {
  const today = dateOf(serverNow());
  return holidays.filter((date) => date >= today);
}

function dateList(dates) {
  if (!dates.length) return t('times.no_dates');
  return h('ul', { class: 'plain' }, dates.toSorted(([one], [other]) => one.localeCompare(other)).map(([date, words]) => h('li', {}, longDate(date), words)));
}

/** A date that can be taken away again; its input keeps it in the form. */
function row(date, name, told) {
  const item = h('li', {}, longDate(date), h('input', { type: 'hidden', name, value: date }),
    h('button', { type: 'button', class: 'link', onclick: () => remove(item, told) }, t('times.remove'), h('span', { class: 'visually-hidden' }, ` ${longDate(date)}`)));
  return item;
}

function specialDate(date, periods, typed, told) {
  const { element } = new Periods(date, longDate(date), periods, typed, t('times.no_calls_then'));
  element.append(h('input', { type: 'hidden', name: 'special', value: date }),
    h('button', { type: 'button', class: 'link', onclick: () => remove(element, told) }, t('times.remove_date'), h('span', { class: 'visually-hidden' }, ` ${longDate(date)}`)));
  return element;
}

/** Takes something away; the focus goes to what is next to it. */
function remove(element, told) {
  const next = element.nextElementSibling ?? element.previousElementSibling ?? element.parentElement.nextElementSibling;
  element.remove();
  next?.querySelector('button, input:not([type=hidden])')?.focus();
  told();
}

function addRange(form, add, told) {
  const [from, to] = ['close-from', 'close-to'].map((name) => form.elements[name]);
  if (!from.value) return from.focus();
  const there = new Set(valuesOf(form.elements, 'closed'));
  const last = to.value && to.value > from.value ? to.value : from.value;
  for (let date = from.value, count = 0; date <= last && count < LONGEST_CLOSURE; date = daysAfter(date, 1), count += 1) {
    if (!there.has(date)) add(date);
  }
  from.value = '';
  to.value = '';
  from.focus();
  told();
}

/** Adds the date of the input `NAME-date`, unless it is there. */
function addOne(form, name, add, told) {
  const input = form.elements[`${name}-date`];
  if (!input.value || valuesOf(form.elements, name).includes(input.value)) return input.focus();
  const date = input.value;
  input.value = '';
  add(date);
  told();
  (document.getElementById(`${date}-from-1`) ?? input).focus();
}
