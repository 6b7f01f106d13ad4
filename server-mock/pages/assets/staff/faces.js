/** Faces in a call: what the server saw in whose picture, and what staff say to it. */
import { attempt, call as send } from '../api.js';
import { announce, h, tag } from '../dom.js';
import { clockTime, timeElement } from '../time.js';
import { names, t } from '../words.js';
import { side as sideWords } from './words.js';

export class Faces {
  #path;
  #signal;
  #asking = false;
  #askAgain = false;
  #notes = h('div', { class: 'notes' });
  #cards = h('ul', { class: 'cards sightings' });
  #shown = new Map();
  #announced;

  /** `call` is the call's id. */
  constructor(call, signal) {
    this.#path = `/v1/staff/calls/${call}/faces`;
    this.#signal = signal;
    this.element = h('section', { 'aria-labelledby': 'faces-title' },
      h('h2', { id: 'faces-title', tabindex: '-1' }, t('faces.title')), this.#notes, this.#cards);
  }

  /** Something may have changed: asks the server; once more, if that is said again meanwhile. */
  async refresh() {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#askAgain && !this.#signal.aborted) {
      this.#askAgain = false;
      // Unreachable: the call's own line says so, and its next word asks again.
      const seen = await send('GET', this.#path).catch(() => null);
      if (seen && !this.#signal.aborted) this.#show(seen);
    }
    this.#asking = false;
  }

  #show(seen) {
    const notes = remarks(seen).map(([tone, text]) => h('p', { class: `notice ${tone}` }, text));
    const next = h('div', {}, notes);
    if (next.innerHTML !== this.#notes.innerHTML) this.#notes.replaceChildren(...next.childNodes);
    for (const sighting of seen.sightings.toReversed()) this.#showOne(sighting);
    this.#announce(seen.sightings);
  }

  /** A card is made anew only when something of it has changed: focus and picture stay where they are. */
  #showOne(sighting) {
    const { id, name } = sighting;
    const known = this.#shown.get(id);
    const { paused_ms: paused, ...rest } = sighting;
    // While they are there the seconds run; they are said when they stand.
    const isOpen = !sighting.gone_at && !sighting.answer;
    const state = JSON.stringify(isOpen ? rest : { paused, ...rest });
    if (known?.state === state) return;
    const answer = (what, words) => h('button', { type: 'button', class: what === 'allow' ? '' : 'second', onclick: () => this.#answer(id, what) },
      words, h('span', { class: 'visually-hidden' }, `: ${t('faces.in', { name })}`));
    const picture = known?.picture ?? h('img', { src: `${this.#path}/${id}/picture`, alt: t('faces.picture', { name }), width: 480 });
    picture.onerror = () => { picture.hidden = true; };
    const card = h('li', { class: 'card', id: `face-${id}` },
      h('h3', { tabindex: '-1' }, t(`faces.seen.${sighting.seen}`), standing(sighting)),
      h('p', {}, timeElement(sighting.at, clockTime), `. ${sideWords(sighting.side)}: ${t('faces.in', { name })}.`),
      picture,
      !isOpen && paused >= 500 ? h('p', {}, t('faces.paused', { count: Math.round(paused / 1000) })) : null,
      sighting.seen === 'unknown' && !sighting.answer
        ? h('div', { class: 'actions' }, answer('allow', t('faces.allow')), answer('false-alarm', t('faces.wrong'))) : null);
    if (known) known.card.replaceWith(card);
    else this.#cards.prepend(card);
    this.#shown.set(id, { state, card, picture });
  }

  #announce([latest]) {
    if (!latest || latest.id === this.#announced) return;
    this.#announced = latest.id;
    if (!latest.gone_at) announce(`${t(`faces.seen.${latest.seen}`)}. ${t('faces.in', { name: latest.name })}.`);
  }

  async #answer(id, what) {
    const done = await attempt(async () => {
      const seen = await send('POST', `${this.#path}/${id}/${what}`);
      if (!this.#signal.aborted) this.#show(seen);
    });
    if (done) this.#shown.get(id).card.querySelector('h3').focus();
  }
}

/** What is to be known of the watching itself: `[[tone, sentence], …]`. */
function remarks({ watched, short_of_time: short, unseen, sides, sightings }) {
  if (!watched) return [['wait', t('faces.unwatched')]];
  const compared = sides.filter(({ portraits }) => portraits > 0);
  return [
    short && ['wait', t('faces.short_of_time')],
    unseen.length && ['wait', t('faces.unseen', { names: names(unseen) })],
    ...sides.filter(({ portraits }) => !portraits).map(({ side }) => ['wait', t('faces.nothing_to_compare', { side: sideWords(side) })]),
    ...compared.filter(({ without }) => without.length).map(({ without }) => ['', t('faces.without', { names: names(without) })]),
    ...compared.filter(({ children }) => children).map(({ children }) => ['', t('faces.children', { count: children })]),
    compared.length && !sightings.length && ['', t('faces.none')],
  ].filter(Boolean);
}

function standing({ seen, gone_at: gone, answer }) {
  if (answer) return tag(t(`faces.${answer}`), 'good');
  if (gone) return tag(t('faces.gone'), '');
  return seen === 'unknown' ? tag(t('faces.there'), 'bad') : null;
}
