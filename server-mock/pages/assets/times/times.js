/** Days and times: an overview of all that an establishment sets; each part has a page of its own. */
import { attempt, call } from '../api.js';
import { h, showDone, showView, summary, tag } from '../dom.js';
import { Draft } from '../draft.js';
import { t } from '../words.js';
import { showCheck } from './check.js';
import { CLOSURES, HOLIDAYS, WEEK } from './dates.js';
import { showFile } from './file.js';
import { SETTINGS } from './settings.js';
import { showPart } from './part.js';

/** In the order of the overview. */
const PARTS = { week: WEEK, closures: CLOSURES, holidays: HOLIDAYS, ...SETTINGS };

/** Nothing: the overview; `check`; `file`; or a part's name. */
export async function showTimes(name, signal) {
  showView(t('times.title'));
  await attempt(async () => {
    const edit = new Edit(await call('GET', '/v1/staff/portal'));
    if (signal.aborted) return;
    if (name === 'check') await showCheck(edit, signal);
    else if (name === 'file') showFile(edit, [WEEK, CLOSURES]);
    else if (Object.hasOwn(PARTS, name ?? '')) showPart(name, PARTS[name], edit);
    else showOverview(edit);
  });
}

/** What is being changed: nothing of it counts until it is saved. */
class Edit {
  #draft = new Draft('times');

  constructor(saved) {
    this.saved = saved;
    const kept = this.#draft.read({ portal: saved, from: saved, theirs: [] });
    const theirs = Object.keys(PARTS).filter((name) => !same(PARTS[name].pick(kept.from), PARTS[name].pick(saved)));
    this.portal = merged(kept.from, kept.portal, saved);
    /** The parts that somebody else has saved since this began. */
    this.theirs = [...new Set([...kept.theirs, ...theirs])];
    if (theirs.length) this.write(this.portal);
    if (!this.changed()) this.forget();
  }

  /** Whether anything differs; or whether a part of it does, which `pick` takes out. */
  changed(pick = (portal) => portal) {
    return !same(pick(this.portal), pick(this.saved));
  }

  write(portal) {
    this.portal = portal;
    this.#draft.write({ portal, from: this.saved, theirs: this.theirs });
  }

  forget() {
    this.#draft.forget();
  }
}

/** What was changed here counts; of all else, what somebody else has saved meanwhile. */
function merged(from, mine, theirs) {
  const newer = (was, one, other) => (same(was ?? null, one ?? null) ? other : one);
  const part = (name) => Object.fromEntries(Object.keys({ ...theirs[name], ...mine[name] })
    .map((key) => [key, newer(from[name][key], mine[name][key], theirs[name][key])])
    .filter(([, value]) => value !== undefined));
  return { settings: part('settings'), timetable: part('timetable'), holidays: newer(from.holidays, mine.holidays, theirs.holidays) };
}

/** Regardless of the order of keys. */
function same(one, other) {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same(one[key] ?? null, other[key] ?? null));
}

function showOverview(edit) {
  showView(t('times.title'), h('p', {}, t('times.text')),
    edit.changed() && unsaved(edit),
    ...Object.entries(PARTS).map(([name, { rows, pick }]) => h('section', { class: 'part' },
      h('h2', {}, t(`times.${name}`), ' ', edit.changed(pick) ? tag(t('times.changed'), 'wait') : null),
      summary(rows(edit.portal)),
      h('p', {}, h('a', { href: `#times/${name}` }, t('times.change'), h('span', { class: 'visually-hidden' }, `: ${t(`times.${name}`)}`))))),
    h('p', {}, h('a', { href: '#times/file' }, t('times.file'))));
}

function unsaved(edit) {
  const discard = () => {
    edit.forget();
    showOverview(new Edit(edit.saved));
    showDone(() => t('times.discarded'));
  };
  return h('div', { class: 'notice wait' }, h('h2', {}, t('times.unsaved')),
    h('p', {}, t('times.unsaved_text')),
    edit.theirs.length ? overtaken(edit) : null,
    h('p', { class: 'actions' }, h('a', { class: 'button', href: '#times/check' }, t('times.check')),
      h('button', { type: 'button', class: 'second', onclick: discard }, t('times.discard'))));
}

/** What somebody else has saved meanwhile; where the same part was changed here, theirs beside it. */
function overtaken(edit) {
  return h('div', {}, h('p', {}, h('strong', {}, t('times.overtaken'))),
    h('ul', {}, edit.theirs.map((name) => {
      const both = edit.changed(PARTS[name].pick);
      return h('li', {}, t(`times.${name}`), ': ', t(both ? 'times.overtaken_both' : 'times.overtaken_theirs'),
        both && h('details', {}, h('summary', {}, t('times.overtaken_show'), h('span', { class: 'visually-hidden' }, `: ${t(`times.${name}`)}`)), summary(PARTS[name].rows(edit.saved))));
    })));
}
