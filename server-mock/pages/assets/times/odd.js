/** What is odd about days and times, in words. */
import { h } from '../dom.js';
import { longDate } from '../time.js';
import { has, t } from '../words.js';
import { periodWords } from './periods.js';

/** Which page mends a problem, by how its key begins. */
const PLACES = [['timetable.anomalous', 'closures'], ['timetable.unbookable', 'closures'], ['timetable', 'week'], ['settings.who', 'asking'], ['settings.change', 'asking'],
  ['settings.waiting', 'asking'], ['settings.calls_a_month', 'allowance'], ['settings.minutes', 'allowance'], ['settings.visitors', 'visitors'], ['settings.adult', 'visitors'],
  ['settings.reserved', 'reserved'], ['settings.information', 'information'], ['settings', 'calls']];

/** Each leads to the page that mends it. */
export function oddities(all) {
  return h('ul', {}, all.map((problem) => h('li', {},
    h('a', { href: `#times/${PLACES.find(([start]) => problem.field.startsWith(start))[1]}` }, place(problem.field), ': ', why(problem)))));
}

/** Each with what stands in the file: its own key, and the value. */
export function fileOddities(all) {
  return h('ul', {}, all.map((problem) => h('li', {},
    h('strong', {}, h('code', {}, problem.field.replace('timetable.', ''))), problem.value ? [' ', h('code', {}, problem.value)] : null, ': ', why(problem))));
}

const why = ({ reason, value, from, to, laptops, other, characters, line, column, first, read_as: readAs }) => t(`odd.${reason}`, {
  value: readable(value), from, to, laptops, other: readable(other ?? ''), characters, line, column, first, read_as: String(readAs) });

/** What a key is called: a setting, a day of the week, a date. */
function place(key) {
  const last = key.split('.').pop();
  if (/^\d{4}-\d\d-\d\d$/.test(last)) return longDate(last);
  return [`setting.${last}`, `weekday.${last}`, `place.${last}`].filter(has).map((known) => t(known))[0] ?? t('times.title');
}

/** A period as clock times, a date in words, anything else as it is. */
function readable(value) {
  if (/^\d{4}-\d{4}$/.test(value)) return periodWords([value]);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? longDate(value) : value;
}
