/**
 * A person in prison asks a family for a call: one question a page. What was answered is kept in this tab until it is
 * sent or stopped: the laptop is everybody's.
 */
import { attempt, call, list } from '../api.js';
import { field, h, radios, showView, summary } from '../dom.js';
import { Draft, keepForm } from '../draft.js';
import { go, onLanguage } from '../shell.js';
import { timeElement } from '../time.js';
import { t } from '../words.js';
import { incomplete, timeField, when } from '../parts.js';
import { showMine, showMineOne } from './own-calls.js';

/** Times that can be asked for at once, as the protocol has it. */
const CHOICES = 3;
const DRAFTS = ['asking', 'asking number', 'asking who', 'asking when'];

/** Nothing: whose number; then `mine`, `call/BOOKING`, `who`, `when`, `check`. */
export async function showAsking(step, signal) {
  const answers = new Answers();
  const [name, booking] = (step ?? '').split('/');
  const steps = {
    mine: () => showMine(answers, signal, stop), call: () => showMineOne(answers, signal, booking),
    who: () => showWho(answers, signal), when: () => showWhen(answers, signal), check: () => showCheck(answers, signal),
  };
  if (!Object.hasOwn(steps, name) || !answers.number) return showNumber(answers);
  showView(t('asking.title'));
  await attempt(steps[name]);
}

/** Forgets who asked, and what. */
export function forgetAsking() {
  DRAFTS.forEach((name) => new Draft(name).forget());
}

class Answers {
  #draft = new Draft('asking');

  constructor() {
    Object.assign(this, this.#draft.read({}));
  }

  keep(values) {
    Object.assign(this, values);
    this.#draft.write({ ...this });
  }

  /** Where this person's things are. */
  path(what) {
    return `/v1/laptop/prisoners/${encodeURIComponent(this.number)}/${what}`;
  }
}

/** A question of its own: `next` takes the form's elements. */
function question(name, title, content, next, { button = t('asking.go_on'), text } = {}) {
  const form = h('form', { novalidate: true }, content, h('div', { class: 'actions' }, h('button', {}, button),
    h('button', { type: 'button', class: 'second', onclick: stop }, t('asking.stop'))));
  showView(title, text && h('p', {}, text), form);
  keepForm(form, `asking ${name}`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => next(form.elements));
  });
}

function stop() {
  forgetAsking();
  go('');
}

function showNumber(answers) {
  question('number', t('asking.title'), field('number', t('asking.number'), { hint: t('asking.number_hint'), autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', class: 'short' }), async ({ number }) => {
    const typed = number.value.trim().toUpperCase();
    if (!typed) throw incomplete(['number', t('asking.number_missing')]);
    await call('GET', `/v1/laptop/prisoners/${encodeURIComponent(typed)}/contacts`);
    answers.keep({ number: typed });
    go('ask/mine');
  }, { text: t('asking.text') });
}

async function showWho(answers, signal) {
  const contacts = await list(answers.path('contacts'));
  if (signal.aborted) return;
  if (!contacts.length) return showView(t('asking.who'), h('p', {}, t('asking.nobody')), h('p', {}, h('button', { type: 'button', onclick: stop }, t('asking.done'))));
  question('who', t('asking.who'), radios('contact', t('asking.who_choose'), contacts.map(({ contact, name }) => [contact, name])), ({ contact }) => {
    if (!contact.value) throw incomplete(['contact', t('asking.who_missing')]);
    answers.keep({ contact: contact.value, name: contacts.find((one) => one.contact === contact.value).name });
    go('ask/when');
  });
}

async function showWhen(answers, signal) {
  const { slots } = await call('GET', answers.path('slots'));
  if (signal.aborted) return;
  if (!slots.length) return showView(t('asking.when'), h('p', {}, t('asking.no_slots')), h('p', {}, h('button', { type: 'button', onclick: stop }, t('asking.done'))));
  const names = Array.from({ length: CHOICES }, (_, index) => `choice-${index + 1}`);
  const fields = names.map((name, index) => timeField(name, t(`asking.choice_${index + 1}`), slots, { none: t(index ? 'asking.choice_none' : 'asking.choose') }));
  question('when', t('asking.when'), fields, (elements) => {
    const starts = [...new Set(names.map((name) => elements[name].value).filter(Boolean))];
    if (!starts.length) throw incomplete(['choice-1', t('asking.when_missing')]);
    answers.keep({ choices: starts.map((startsAt) => slots.find((slot) => slot.starts_at === startsAt)).map(({ id, local_start }) => ({ id, local_start })) });
    go('ask/check');
  }, { text: t('asking.when_text') });
}

function showCheck(answers, signal) {
  if (!answers.contact || !answers.choices) return go('ask/who');
  question('check', t('asking.check'), summary([
    [t('asking.who_short'), answers.name, ' ', h('a', { href: '#ask/who' }, t('asking.change'), h('span', { class: 'visually-hidden' }, ` ${t('asking.who_short')}`))],
    [t('asking.when_short'), h('ol', {}, answers.choices.map((choice) => h('li', {}, when(choice)))), h('a', { href: '#ask/when' }, t('asking.change'), h('span', { class: 'visually-hidden' }, ` ${t('asking.when_short')}`))],
  ]), async () => {
    const asked = await call('POST', '/v1/laptop/requests', { prisoner_number: answers.number, contact: answers.contact, choices: answers.choices.map(({ id }) => id) });
    forgetAsking();
    const show = () => showView(t('asking.sent'),
      h('p', { class: 'notice wait' }, h('strong', {}, t('asking.not_booked'))),
      h('h2', {}, t('asking.next')),
      h('ul', {}, h('li', {}, t('asking.next_1', { name: asked.caller })),
        asked.status.answer_by ? h('li', {}, t('asking.next_2'), ' ', timeElement(asked.status.answer_by)) : null,
        h('li', {}, t('asking.next_3'))),
      h('p', {}, t('asking.reference'), ' ', h('strong', {}, asked.reference)),
      h('p', {}, h('a', { class: 'button', href: '#' }, t('ended.back'))));
    show();
    onLanguage(show, signal);
  }, { button: t('asking.send') });
}
