/** Days and times: an overview of all that an establishment sets; each part has a page of its own. */
import { attempt, call } from '../api.js';
import { h, showView, summary, tag } from '../dom.js';
import { Draft } from '../draft.js';
import { showDone } from '../shell.js';
import { t } from '../words.js';
import { showCheck } from './check.js';
import { CLOSURES, WEEK } from './dates.js';
import { SETTINGS } from './settings.js';
import { showPart } from './part.js';

/** In the order of the overview. */
const PARTS = { week: WEEK, closures: CLOSURES, ...SETTINGS };

/** Nothing: the overview; `check`; or a part's name. */
export async function showTimes(name, signal) {
  showView(t('times.title'));
  await attempt(async () => {
    const edit = new Edit(await call('GET', '/v1/staff/portal'));
    if (signal.aborted) return;
    if (name === 'check') await showCheck(edit, signal);
    else if (Object.hasOwn(PARTS, name ?? '')) showPart(name, PARTS[name], edit);
    else showOverview(edit);
  });
}

/** What is being changed: nothing of it counts until it is saved. */
class Edit {
  #draft = new Draft('times');

  constructor(saved) {
    this.saved = saved;
    const { portal, from } = this.#draft.read({ portal: saved, from: saved });
    this.portal = portal;
    /** Somebody else saved something meanwhile, which would be replaced. */
    this.overtaken = !same(from, saved);
    this.from = from;
  }

  /** Whether anything differs; or whether a part of it does, which `pick` takes out. */
  changed(pick = (portal) => portal) {
    return !same(pick(this.portal), pick(this.saved));
  }

  write(portal) {
    this.portal = portal;
    this.#draft.write({ portal, from: this.from });
  }

  forget() {
    this.#draft.forget();
  }
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
      h('p', {}, h('a', { href: `#times/${name}` }, t('times.change'), h('span', { class: 'visually-hidden' }, `: ${t(`times.${name}`)}`))))));
}

function unsaved(edit) {
  const discard = () => {
    edit.forget();
    showOverview(new Edit(edit.saved));
    showDone(t('times.discarded'));
  };
  return h('div', { class: 'notice wait' }, h('h2', {}, t('times.unsaved')),
    h('p', {}, t('times.unsaved_text')),
    edit.overtaken && h('p', {}, h('strong', {}, t('times.overtaken'))),
    h('p', { class: 'actions' }, h('a', { class: 'button', href: '#times/check' }, t('times.check')),
      h('button', { type: 'button', class: 'second', onclick: discard }, t('times.discard'))));
}
