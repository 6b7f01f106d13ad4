/** The periods of a day, `HHMM-HHMM`, as pairs of clock times that can be added and taken away. */
import { announce, h } from '../dom.js';
import { incomplete } from '../parts.js';
import { names, t } from '../words.js';

const clock = (digits) => `${digits.slice(0, 2)}:${digits.slice(2)}`;
const pair = (period) => period.split('-').map(clock);

/** “09:00 to 12:00 and 13:30 to 17:30”. */
export function periodWords(periods) {
  if (!periods.length) return t('times.no_calls');
  return names([...periods].sort().map((period) => { const [from, to] = pair(period); return t('times.period', { from, to }); }));
}

/** The inputs of a day; `typed` are values by input name that were typed before. */
export class Periods {
  #name;
  #list = h('div');
  #none;
  #count = 0;

  constructor(name, legend, periods, typed, none = t('times.no_calls')) {
    this.#name = name;
    this.#none = h('p', { class: 'quiet' }, none);
    this.element = h('fieldset', { class: 'periods' }, h('legend', { id: `${name}-legend` }, legend), this.#none, this.#list,
      h('button', { type: 'button', class: 'second', id: `${name}-add`, onclick: () => this.#addEmpty() }, t('times.add'), h('span', { class: 'visually-hidden' }, `: ${legend}`)));
    const known = [...periods].sort().map(pair);
    const before = typed[`${name}-from`]?.map((from, index) => [from, typed[`${name}-to`][index]]);
    // A form whose periods were all taken away has none of their inputs, but others.
    const start = before ?? (Object.keys(typed).length ? [] : known);
    start.forEach(([from, to]) => this.#add(from, to));
    this.#render();
  }

  /** What stands in the form, as the timetable has it. */
  static read(elements, name, day) {
    const values = (which) => [...elements].filter((one) => one.name === `${name}-${which}`);
    const ends = values('to');
    return values('from').map((from, index) => {
      const to = ends[index];
      if (!from.value || !to.value) throw incomplete([(from.value ? to : from).id, t('times.incomplete', { day })]);
      if (from.value >= to.value) throw incomplete([to.id, t('times.backwards', { day })]);
      return `${from.value}-${to.value}`.replaceAll(':', '');
    }).sort();
  }

  #addEmpty() {
    this.#add('', '').focus();
    this.#changed();
  }

  #add(from, to) {
    this.#count += 1;
    const number = this.#count;
    const input = (which, value) => h('input', { type: 'time', id: `${this.#name}-${which}-${number}`, name: `${this.#name}-${which}`, value, class: 'time', 'aria-describedby': `${this.#name}-legend` });
    const first = input('from', from);
    const item = h('div', { class: 'in-line' },
      h('div', {}, h('label', { for: `${this.#name}-from-${number}` }, t('times.from')), first),
      h('div', {}, h('label', { for: `${this.#name}-to-${number}` }, t('times.to')), input('to', to)),
      h('button', { type: 'button', class: 'link', onclick: () => this.#remove(item) }, t('times.remove'), h('span', { class: 'visually-hidden' }, ` ${this.element.querySelector('legend').textContent}, ${number}`)));
    this.#list.append(item);
    return first;
  }

  #remove(item) {
    item.remove();
    this.element.querySelector(`[id="${this.#name}-add"]`).focus();
    announce(t('times.removed'));
    this.#changed();
  }

  #changed() {
    this.#render();
    this.element.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #render() {
    this.#none.hidden = this.#list.children.length > 0;
  }
}
