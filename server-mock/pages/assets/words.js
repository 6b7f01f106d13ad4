/**
 * The words of pages that come in two languages. A key that is missing shows as itself, never as
 * another language's words; a test compares the dictionaries.
 */

export const LANGUAGES = ['en', 'cy'];

/** The plural forms of CLDR. Here, because browsers do not know Welsh. */
const PLURALS = {
  en: (count) => (count === 1 ? 'one' : 'other'),
  cy: (count) => ({ 0: 'zero', 1: 'one', 2: 'two', 3: 'few', 6: 'many' })[count] ?? 'other',
};

let language = 'en';
const dictionaries = {};
let dictionary = {};

/**
 * Loads the words of a page in these languages: the common ones and those of its parts, `words/PART.LANGUAGE.json`; the
 * last that has a key says it. All at once, so that the language can be changed while the server cannot be reached.
 */
export async function loadWords(languages, parts) {
  const load = async (name) => (await fetch(`/assets/words/${name}.json`)).json();
  await Promise.all(languages.map(async (code) => {
    const all = await Promise.all([code, ...parts.map((part) => `${part}.${code}`)].map(load));
    dictionaries[code] = Object.assign({}, ...all);
  }));
}

/**
 * Speaks a language that was loaded and tells the document so; what stands in the HTML names its key by `data-words`,
 * what only screen readers say by `data-label`.
 */
export function useLanguage(code) {
  dictionary = dictionaries[code];
  language = code;
  document.documentElement.lang = code;
  for (const element of document.querySelectorAll('[data-words]')) element.textContent = t(element.dataset.words);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
}

/** The language in use. */
export function currentLanguage() {
  return language;
}

/** What numbers are written by: Welsh writes them as English does, and browsers do not know Welsh. */
export function locale() {
  return 'en-GB';
}

/** Words by key. `{name}` is filled in; `count` chooses the plural form (CLDR). */
export function t(key, values = {}) {
  const entry = dictionary[key] ?? key;
  const text = typeof entry === 'string' ? entry
    : entry[PLURALS[language](values.count)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** What a problem means, in the language in use. */
export function problemWords({ code }) {
  const key = `problem.${code}`;
  return key in dictionary ? t(key) : t('problem.other', { code });
}

/** Whether there are words for a key. */
export function has(key) {
  return key in dictionary;
}

/** What a problem of one input means, in the language in use. */
export function fieldWords({ code }) {
  const key = `field.${code}`;
  return key in dictionary ? t(key) : problemWords({ code });
}

/** Names in a row: “Ann, Ben and Cai”, “Ann, Ben a Cai”. */
export function names(list) {
  const last = list.at(-1) ?? '';
  if (list.length < 2) return last;
  // Before a vowel it is “ac”.
  const and = language === 'en' ? 'and' : /^[aeiou]/i.test(last.normalize('NFD')) ? 'ac' : 'a';
  return `${list.slice(0, -1).join(', ')} ${and} ${last}`;
}
