/** The laptop's own check: what the line carries, and a test call, through the relay and back. */
import { attempt, call } from '../api.js';
import { announce, field, h, radios, showView } from '../dom.js';
import { openDevices } from '../laptop/devices.js';
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

/** A refusal leaves the form as it is, a check that began takes its place. */
async function check(asked, signal) {
  const devices = asked.kind === 'test_call' ? await camera() : undefined;
  try {
    const plan = await call('POST', '/v1/laptop/line-checks', asked);
    const view = showProgress(plan, asked.kind);
    const report = (measured) => call('POST', plan.result, measured);
    const result = await measureLine(plan, { devices, shown: view.shown, stage: view.stage, report, signal });
    if (!signal.aborted) showResult(result, signal);
    else if (!result) await call('DELETE', `/v1/laptop/line-checks/${plan.id}`).catch(() => {});
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

function showProgress(plan, kind) {
  const shown = h('video', { playsinline: true, 'aria-label': t('line.returned') });
  shown.muted = true;
  const words = h('p', { role: 'status' });
  const seconds = Math.round((2 * plan.load_ms + plan.media_ms) / 1_000);
  showView(t(`line.kind.${kind}`), h('p', {}, t('line.wait', { seconds })), words, h('figure', { class: 'picture' }, shown, h('figcaption', {}, t('line.returned'))));
  return { shown, stage: (name) => { words.textContent = t(`line.stage.${name}`); } };
}

function showResult(result, signal) {
  const { passed, kind, by, at } = result;
  const said = t(passed ? 'line.passed_long' : 'line.failed_long');
  showView(t(`line.kind.${kind}`),
    h('div', { class: `notice ${passed ? 'good' : 'bad'}` }, h('h2', {}, outcome(passed)), h('p', {}, said), fixes(result)),
    h('p', { class: 'quiet' }, t('line.who', { by, at: dateAndTime(at) })),
    readingTable(result, t('line.measured')),
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => showTestCall(undefined, signal) }, t('line.again')),
      h('a', { class: 'button second', href: '#' }, t('line.back'))));
  announce(said);
}
