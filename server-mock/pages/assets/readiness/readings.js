/** What came of a check of the line, in words: passed or failed, what to fix, and every measure. */
import { h, tag } from '../dom.js';
import { t } from '../words.js';

/** The measures that are more than they should be, rather than less. */
const MOST = ['loss_up', 'loss_down', 'jitter_up', 'jitter_back', 'round_trip'];
/** Shown in thousands of thousands. */
const MEGA = ['bandwidth_up', 'bandwidth_down'];

/** Passed or failed, as a tag. */
export const outcome = (passed) => tag(t(passed ? 'line.passed' : 'line.failed'), passed ? 'good' : 'bad');

/** What to do about each failed measure; nothing for a check that has passed. */
export function fixes({ kind, readings }) {
  const failed = readings.filter(({ passed }) => !passed);
  if (!failed.length) return null;
  const connected = readings.some(({ value }) => value !== null);
  const keys = connected ? failed.map(({ measure }) => fixKey(kind, measure)) : ['line.fix.connection'];
  return [h('h3', {}, t('line.fix.title')), h('ul', { class: 'fixes' }, keys.map((key) => h('li', {}, t(key))))];
}

/** A network check sends a drawn picture: there, the camera is not to blame. */
const fixKey = (kind, measure) => `line.fix.${kind === 'network' && measure === 'picture' ? 'drawing' : measure}`;

const COLUMNS = ['measure', 'value', 'limit', 'result'];

/** Every measure with its value and limit; on a phone a list of cards. */
export function readingTable({ readings }, caption) {
  const cell = (content, index) => h(index ? 'td' : 'th', {
    role: index ? 'cell' : 'rowheader', scope: index ? null : 'row', 'data-label': t(`line.column.${COLUMNS[index]}`),
  }, h('div', {}, content));
  const row = ({ measure, value, limit, passed }) => h('tr', { role: 'row' }, [
    t(`line.measure.${measure}`),
    value === null ? t('line.unmeasured') : amount(measure, value),
    t(MOST.includes(measure) ? 'line.most' : 'line.least', { value: amount(measure, limit) }),
    outcome(passed),
  ].map(cell));
  return h('table', { class: 'stack', role: 'table' }, h('caption', {}, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, COLUMNS.map((key) => h('th', { role: 'columnheader', scope: 'col' }, t(`line.column.${key}`))))),
    h('tbody', { role: 'rowgroup' }, readings.map(row)));
}

function amount(measure, value) {
  const shown = MEGA.includes(measure) ? value / 1e6 : value;
  // Both languages write numbers alike.
  const digits = Math.abs(shown) < 100 ? 1 : 0;
  return t(`line.unit.${measure}`, { value: Number(shown.toFixed(digits)) });
}
