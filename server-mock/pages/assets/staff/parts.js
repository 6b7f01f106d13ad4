/** What several views of staff are made of. */
import { h, tag } from '../dom.js';
import { when } from '../parts.js';
import { monthName } from '../time.js';
import { names, t } from '../words.js';
import { fullName, resultTag, until } from './words.js';

/** The machine's checks, each with its result in words. */
export const checkList = (checks) => h('ul', { class: 'checks' }, checks.map(({ check, result, findings }) => h('li', {},
  resultTag(result), h('div', {}, h('strong', {}, t(`check.${check}`)),
    findings.map((one) => h('p', {}, finding(one)))))));

/** What a check found, as a sentence. */
export function finding({ finding: kind, visitor, until: last, whereabouts, allowance, reference, time }) {
  return t(`finding.${kind}`, {
    visitor,
    until: until(last),
    whereabouts: whereabouts && t(`whereabouts.${whereabouts}`),
    reference,
    time: time && when(time),
    allowance: allowance && allowanceWords(allowance),
  });
}

/** “November 2026: 1 of 2 calls left, 30 of 60 minutes left”. */
export function allowanceWords({ month, calls, left, minutes, extra }) {
  const parts = [t('allowance.calls', { left, all: calls })];
  if (minutes) parts.push(t('allowance.minutes', { left: minutes.left, all: minutes.all }));
  if (extra) parts.push(t('allowance.extra', { count: extra }));
  return t('allowance.month', { month: monthName(month), left: parts.join(', ') });
}

/** Everybody who comes, and what each still has to do. */
export const visitorList = (visitors) => h('ul', { class: 'plain' }, visitors.map(({ name, kind, state }) => h('li', {}, name,
  kind === 'child' ? ` (${t('visitor.child')})` : '', ' ', state && state !== 'ready' ? tag(t(`visitor.${state}`), 'wait') : '')));

/** Their names alone, in a line. */
export const visitorNames = (visitors) => names(visitors.map(({ name }) => name));

/** A person in prison: name and number. */
export const personWords = (person) => `${fullName(person)}, ${person.number}`;
