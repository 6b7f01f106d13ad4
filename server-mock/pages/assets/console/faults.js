/** What goes wrong on purpose. */
import { attempt, call, list } from '../api.js';
import { field, h, radios, showDone, showView } from '../dom.js';
import { keepFresh } from '../refresh.js';

const EFFECTS = [
  ['delay', 'The answer comes later'],
  ['error', 'The request is refused'],
  ['cut_answer', 'The request is done, the connection is cut before the answer'],
  ['cut_request', 'The connection is cut in the request’s body; what came is kept'],
  ['poor_line', 'The call or line check that the request opens has a poor line (path /v1/calls/ or /v1/laptop/line-checks/)'],
];
/** The numbers that an effect has, if any. */
const NUMBERS = {
  delay: [['milliseconds', 'Milliseconds', '3000']],
  error: [['status', 'HTTP status', '503']],
  cut_request: [['bytes', 'After so many bytes', '20000']],
  poor_line: [['lose_every', 'Loses one packet in', '10'], ['carries_bits', 'Carries at most, bits a second', '300000']],
};

export async function showFaults(_, signal) {
  const current = h('ul', { class: 'cards' });
  const none = h('p');
  const form = h('form', {}, h('h2', {}, 'Make a fault'),
    h('div', { class: 'columns' },
      field('method', 'Method', { element: 'select', options: [['', 'Any'], ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((m) => [m, m])] }),
      field('path', 'Path begins with', { value: '/v1/bookings', required: true, spellcheck: 'false', autocomplete: 'off' }),
      field('times', 'How often', { type: 'number', min: '1', class: 'short', hint: 'Empty: until it is switched off' })),
    radios('effect', 'What happens', EFFECTS, { checked: 'error' }),
    h('div', { id: 'number' }),
    h('button', {}, 'Switch the fault on'));
  const number = form.querySelector('#number');
  const showNumber = () => {
    const wanted = NUMBERS[form.elements.effect.value] ?? [];
    number.replaceChildren(...wanted.map(([name, label, value]) => field(name, label, { type: 'number', min: '0', value, class: 'short', required: true })));
  };
  form.addEventListener('change', ({ target }) => target.name === 'effect' && showNumber());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      await call('POST', '/v1/console/faults', readForm(form));
      await refresh();
      showDone(() => 'The fault is on.');
    });
  });
  showView('Faults', h('h2', {}, 'On now'), none, current, form);
  showNumber();

  let turn = new AbortController();
  const refresh = () => {
    turn.abort();
    turn = new AbortController();
    return keepFresh(current, AbortSignal.any([signal, turn.signal]), 3_000, () => list('/v1/console/faults'), (faults) => {
      none.textContent = faults.length ? '' : 'Nothing goes wrong on purpose.';
      return faults.map((fault) => card(fault, refresh));
    });
  };
  await refresh();
}

function readForm(form) {
  const { method, path, times, effect } = form.elements;
  const fault = { path: path.value.trim(), effect: effect.value };
  if (method.value) fault.method = method.value;
  if (times.value) fault.times = Number(times.value);
  for (const [name] of NUMBERS[effect.value] ?? []) fault[name] = Number(form.elements[name].value);
  return fault;
}

function card({ id, method, path, effect, times, ...numbers }, refresh) {
  const label = EFFECTS.find(([value]) => value === effect)?.[1] ?? effect;
  const wanted = (NUMBERS[effect] ?? []).map(([name, words]) => `${words}: ${numbers[name] ?? 'any'}`).join(', ');
  const off = () => attempt(async () => {
    await call('DELETE', `/v1/console/faults/${id}`);
    await refresh();
    showDone(() => 'The fault is off.');
  });
  return h('li', { class: 'card' },
    h('h3', {}, h('code', {}, `${method ?? 'Any'} ${path}`)),
    h('p', {}, wanted ? `${label} (${wanted})` : label, times == null ? '' : `, ${times} more times`),
    h('p', {}, h('button', { type: 'button', class: 'second', id: `off-${id}`, onclick: off }, 'Switch it off', h('span', { class: 'visually-hidden' }, `: ${path}`))));
}
