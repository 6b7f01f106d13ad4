/**
 * The server's API, and how its problems (RFC 9457) are shown. The cookie of `POST /v1/sign-in`
 * goes along by itself.
 */
import { h, main } from './dom.js';

/** How problems are said, where nothing else is asked for; `useProblemWords` changes it. */
let speech = { title: () => 'There is a problem', say: words, sayField: words };

/** Says problems like this from now on: `title()`, `say(problem)`, `sayField(field problem)`. */
export function useProblemWords(wanted) {
  speech = wanted;
}

/** A refusal, or a server that could not be reached (`problem.code` is then `unreachable`). */
export class ApiError extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

const UNREACHABLE = {
  code: 'unreachable',
  title: 'The server could not be reached.',
  detail: 'The server could not be reached. Check the connection, then try again.',
};

let clockOffset = 0;

/** The server's clock, which a developer may have moved; milliseconds as `Date.now()`. */
export function serverNow() {
  return Date.now() + clockOffset;
}

/** Sends a request; resolves to the `Response` of a success. `json` is sent as the body. */
export async function request(method, path, { json, headers = {}, body } = {}) {
  const all = { ...headers };
  if (json !== undefined) all['content-type'] = 'application/json';
  if (method === 'POST') all['idempotency-key'] ??= crypto.randomUUID();
  let response;
  try {
    response = await fetch(path, { method, headers: all, body: json === undefined ? body : JSON.stringify(json) });
  } catch {
    throw new ApiError(UNREACHABLE);
  }
  const time = Date.parse(response.headers.get('kinline-time'));
  if (!Number.isNaN(time)) clockOffset = time - Date.now();
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const fallback = { code: 'internal', status: response.status, title: `The server answered ${response.status}.` };
  const problem = await response.json().catch(() => fallback);
  const error = new ApiError(problem.code ? problem : fallback);
  if (response.status === 401 && problem.code !== 'sign_in_code_wrong') {
    dispatchEvent(new CustomEvent('signed-out', { detail: error }));
  }
  return error;
}

/** Sends a request; resolves to the JSON of the answer, or to nothing where there is none. */
export async function call(method, path, json) {
  const response = await request(method, path, { json });
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

/** All items of a list answer. */
export async function list(path) {
  return (await call('GET', path)).items;
}

/**
 * Shows what went wrong at the top of `main` and moves the focus there. Inputs that the problem
 * names are marked, and linked to. `say` puts a problem into words, `sayField` that of an input.
 */
export function showProblem(error, { title = speech.title(), say = speech.say, sayField = speech.sayField } = {}) {
  clearProblem();
  if (!(error instanceof ApiError)) console.error(error);
  const problem = error.problem ?? { code: 'page', title: `This page failed: ${error.message}` };
  const fields = (problem.fields ?? []).map((wrong) => markField(wrong, sayField)).filter(Boolean);
  const items = fields.length ? fields : [say(problem)];
  const box = h('div', { class: 'error-summary', role: 'alert', tabindex: '-1' },
    h('h2', {}, title), h('ul', {}, items.map((item) => h('li', {}, item))));
  (document.querySelector('dialog[open] form') ?? main()).prepend(box);
  box.focus();
}

/** Takes the problem away again. */
export function clearProblem() {
  document.querySelectorAll('.error-summary, .field-error').forEach((element) => element.remove());
  document.querySelectorAll('[aria-invalid]').forEach((element) => element.removeAttribute('aria-invalid'));
}

/** Does something that may be refused; shows the refusal. Resolves to whether it was done. */
export async function attempt(action, options) {
  clearProblem();
  try {
    await action();
    return true;
  } catch (error) {
    showProblem(error, options);
    return false;
  }
}

function words(problem) {
  return problem.detail ?? problem.title ?? `${problem.field}: ${problem.code.replaceAll('_', ' ')}`;
}

/** Finds the input by its whole key, else by the key's end. */
function markField(wrong, say) {
  const input = document.getElementById(wrong.field) ?? document.getElementById(wrong.field.split('.').pop());
  if (!input) return null;
  const label = (input.type === 'radio' ? input.closest('fieldset').querySelector('legend') : input.labels?.[0])?.textContent;
  const text = wrong.detail ?? `${label ?? wrong.field}: ${say({ ...wrong, title: wrong.code.replaceAll('_', ' ') })}`;
  const id = `${input.id}-error`;
  input.setAttribute('aria-invalid', 'true');
  (input.type === 'radio' ? input.parentElement : input).before(h('span', { class: 'field-error', id }, text));
  input.setAttribute('aria-describedby', [id, `${input.id}-hint`].filter((known) => document.getElementById(known)).join(' '));
  return h('a', { href: `#${input.id}`, onclick: (event) => { event.preventDefault(); input.focus(); } }, text);
}
