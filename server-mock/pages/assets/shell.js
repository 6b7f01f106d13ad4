/**
 * What every page shares: who is signed in, the sign-in form, and the views of a page, which the
 * part of the address after `#` names (`#case/ID`), so that links, back and bookmarks work.
 */
import { attempt, call, list, showProblem, useProblemWords } from './api.js';
import { field, forgetDone, h, main, showView } from './dom.js';
import { forgetDrafts, useDraftsOf } from './draft.js';
import { useTimeZone } from './time.js';
import { LANGUAGES, currentLanguage, fieldWords, problemWords, loadWords, t, useLanguage } from './words.js';

const KEPT_LANGUAGE = 'kinline-language';

/** Where each role works. */
export const HOMES = { reviewer: '/review', staff: '/staff', laptop: '/laptop', developer: '/console' };

let leaveView = new AbortController();
let page;
let reword;

/**
 * Starts a page. `views` are functions by name, called with what stands after `NAME/` and a signal
 * that ends when the view is left; the view named `''` comes first. A page with a place for it gets a switch of
 * languages; `words` names its own dictionaries.
 */
export async function start({ role, views, words = [] }) {
  page = { role, views };
  if (await speak(words)) useProblemWords({ title: () => t('problem.title'), say: problemWords, sayField: fieldWords });
  // Its address would be taken for a view's.
  document.querySelector('.skip')?.addEventListener('click', (event) => { event.preventDefault(); main().focus(); });
  addEventListener('hashchange', () => page.signedIn && route());
  addEventListener('signed-out', () => page.signedIn && showSignIn(t('sign_in.again')));
  try {
    await enter(await call('GET', '/v1/sign-in'));
  } catch (error) {
    showSignIn();
    if (error.problem?.status !== 401) showProblem(error, { title: t('problem.title') });
  }
}

/** A page for everybody: nobody signs in. `view` draws it, again in each language. */
export async function startOpen({ view, words = [] }) {
  page = { signedIn: {}, views: { '': view } };
  reword = view;
  await speak(words);
  view();
}

/** Speaks the language that was chosen before; whether the page has a switch of languages. */
async function speak(words) {
  const place = document.querySelector('.language');
  await loadWords(place ? LANGUAGES : ['en'], words);
  if (place) languageSwitch(place);
  const kept = place && localStorage.getItem(KEPT_LANGUAGE);
  useLanguage(LANGUAGES.includes(kept) ? kept : 'en');
  markLanguage();
  return Boolean(place);
}

/** A button for each language. */
function languageSwitch(place) {
  place.append(...LANGUAGES.map((code) => h('button', {
    type: 'button', lang: code,
    onclick: ({ currentTarget }) => {
      localStorage.setItem(KEPT_LANGUAGE, code);
      changeLanguage(code);
      currentTarget.focus();
    },
  }, LANGUAGE_NAMES[code])));
}

const LANGUAGE_NAMES = { en: 'English', cy: 'Cymraeg' };

function markLanguage() {
  for (const button of document.querySelectorAll('.language button')) {
    if (button.lang === currentLanguage()) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

/**
 * Changes the language of everything shown. Views are drawn anew, with what was typed; a view that must not be left
 * changes its words itself.
 */
function changeLanguage(code) {
  useLanguage(code);
  markLanguage();
  if (!page.signedIn) return showSignIn();
  showWho();
  if (reword) reword();
  else route({ drawnAnew: true });
}

/** How the view changes its words without being left. */
export function onLanguage(action, signal) {
  if (signal.aborted) return;
  reword = action;
  signal.addEventListener('abort', () => { reword = undefined; }, { once: true });
}

async function enter(signedIn) {
  if (signedIn.role !== page.role) return showSignIn(t('sign_in.other', { name: signedIn.name }));
  page.establishment = signedIn.establishment
    && (await list('/v1/establishments')).find(({ id }) => id === signedIn.establishment);
  if (page.establishment) useTimeZone(page.establishment.time_zone);
  page.signedIn = signedIn;
  useDraftsOf(`${signedIn.role} ${signedIn.name} ${signedIn.establishment}`);
  showWho();
  navigation(true);
  route();
}

function showWho() {
  if (!page.signedIn.name) return;
  const { signedIn: { name }, establishment } = page;
  const place = establishment && ((currentLanguage() === 'cy' && establishment.name_cy) || establishment.name);
  document.querySelector('.who').replaceChildren(
    h('span', {}, t('sign_in.as', { name: place ? `${name}, ${place}` : name })),
    h('button', { type: 'button', onclick: signOut }, t('sign_in.out')));
}

/** `drawnAnew`: the same view, which goes on saying what was done in it. */
function route({ drawnAnew = false } = {}) {
  if (!drawnAnew) forgetDone();
  leaveView.abort();
  leaveView = new AbortController();
  const [name, ...rest] = location.hash.slice(1).split('/');
  const known = Object.hasOwn(page.views, name) ? name : '';
  for (const link of document.querySelectorAll('.navigation a')) {
    const here = link.hash.slice(1) === known || link.dataset.also?.split(' ').includes(known);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  page.views[known](rest.length ? rest.join('/') : undefined, leaveView.signal, page.signedIn);
}

/** Shows a view by name, also if it is the one that is shown. */
export function go(hash) {
  if (location.hash.slice(1) === hash) route();
  else location.hash = hash;
}

function navigation(shown) {
  const element = document.querySelector('.navigation');
  if (element) element.hidden = !shown;
}

async function signOut() {
  await attempt(async () => {
    await call('DELETE', '/v1/sign-in');
    forgetDrafts();
    showSignIn();
  });
}

/** Shows the sign-in form; whoever has the page's role goes on, others are sent to their page. */
export function showSignIn(why) {
  forgetDone();
  leaveView.abort();
  page.signedIn = undefined;
  document.querySelector('.who').replaceChildren();
  navigation(false);
  const input = field('code', t('sign_in.code'), { hint: t('sign_in.hint'), autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true });
  const form = h('form', { novalidate: true }, input, h('button', {}, t('sign_in.do')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const code = form.elements.code.value.trim();
    attempt(() => signIn(code), { title: t('problem.title'), say: problemWords });
  });
  showView(t('sign_in.title'), why && h('div', { class: 'notice wait' }, h('p', {}, why)), form);
}

async function signIn(code) {
  const signedIn = await call('POST', '/v1/sign-in', { code });
  delete signedIn.token;
  const home = HOMES[signedIn.role];
  if (signedIn.role === page.role) await enter(signedIn);
  else if (home) location.assign(home);
}
