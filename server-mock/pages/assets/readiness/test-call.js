/** The laptop's own check: what the line carries, and a test call, through the relay and back. */
import { attempt, call } from '../api.js';
import { announce, field, h, radios, showView } from '../dom.js';
import { openDevices } from '../laptop/devices.js';
import { onLanguage } from '../shell.js';
import { dateAndTime } from '../time.js';
import { t } from '../words.js';
import { measureLine } from './line.js';
import { fixes, outcome, readingTable } from './readings.js';

const KINDS = ['network', 'test_call'];

/** Asks who checks what; then checks. */
export function showTestCall(_, signal) {
  const form = h('form', { novalidate: true },
    field('by', t('line.by'), { hint: t('line.by_hint'), autocomplete: 'name', required: true }),
    radios('kind', t('line.kind'), KINDS.map((kind) => [kind, t(`line.kind.${kind}`)]), { checked: 'network', hint: t('line.kind_hint') }),
    h('button', {}, t('line.start')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asked = { kind: form.elements.kind.value, by: form.elements.by.value };
    attempt(() => check(asked, signal));
  });
  showView(t('line.title'), h('p', {}, t('line.about')), form, h('p', {}, h('a', { href: '#' }, t('line.back'))));
}

/** A refusal leaves the form as it is, a check that began takes its place; a change of language does not end it. */
async function check(asked, signal) {
  const devices = asked.kind === 'test_call' ? await camera() : undefined;
  const shown = new AbortController();
  signal.addEventListener('abort', () => shown.abort(), { once: true });
  try {
    const plan = await call('POST', '/v1/laptop/line-checks', asked);
    const progress = new Progress(plan, asked.kind);
    onLanguage(() => progress.show(), shown.signal);
    const report = (measured) => call('POST', plan.result, measured);
    const stage = (name) => progress.at(name);
    const result = await measureLine(plan, { devices, shown: progress.video, stage, report, signal });
    if (!signal.aborted) {
      const again = () => { shown.abort(); showTestCall(undefined, signal); };
      onLanguage(() => showResult(result, again), shown.signal);
      showResult(result, again);
      announce(said(result));
    } else if (!result) await call('DELETE', `/v1/laptop/line-checks/${plan.id}`).catch(() => {});
  } catch (error) {
    shown.abort();
    throw error;
  } finally {
    devices?.getTracks().forEach((track) => track.stop());
  }
}

async function camera() {
  try {
    return await openDevices();
  } catch (error) {
    // What is missing is found by the check, with what to do about it.
    console.warn(error);
    return new MediaStream();
  }
}

/** What is being done, and the picture that comes back. */
class Progress {
  video = h('video', { playsinline: true });
  #plan;
  #kind;
  #stage = 'connect';
  #words = h('p', { role: 'status' });

  constructor(plan, kind) {
    [this.#plan, this.#kind] = [plan, kind];
    this.video.muted = true;
    this.show();
  }

  at(stage) {
    this.#stage = stage;
    this.#words.textContent = t(`line.stage.${stage}`);
  }

  /** In the language in use. */
  show() {
    this.at(this.#stage);
    this.video.setAttribute('aria-label', t('line.returned'));
    const seconds = Math.round((2 * this.#plan.load_ms + this.#plan.media_ms) / 1_000);
    showView(t(`line.kind.${this.#kind}`), h('p', {}, t('line.wait', { seconds })), this.#words,
      h('figure', { class: 'picture' }, this.video, h('figcaption', {}, t('line.returned'))));
    // Out of the page and in again, a picture stands still.
    this.video.play().catch(() => {});
  }
}

const said = ({ passed }) => t(passed ? 'line.passed_long' : 'line.failed_long');

function showResult(result, again) {
  const { passed, kind, by, at } = result;
  showView(t(`line.kind.${kind}`),
    h('div', { class: `notice ${passed ? 'good' : 'bad'}` }, h('h2', {}, outcome(passed)), h('p', {}, said(result)), fixes(result)),
    h('p', { class: 'quiet' }, t('line.who', { by, at: dateAndTime(at) })),
    readingTable(result, t('line.measured')),
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: again }, t('line.again')),
      h('a', { class: 'button second', href: '#' }, t('line.back'))));
}
