/**
 * The words of pages that come in two languages. A key that is missing shows as itself, never as
 * another language's words; a test compares the dictionaries.
 */

export const LANGUAGES = ['en', 'cy'];

let language = 'en';
let dictionary = {};

/** Loads a language and tells the document so; what stands in the HTML names its key by `data-words`. */
export async function useLanguage(code) {
  dictionary = await (await fetch(`/assets/words/${code}.json`)).json();
  language = code;
  document.documentElement.lang = code;
  for (const element of document.querySelectorAll('[data-words]')) element.textContent = t(element.dataset.words);
}

/** The language in use. */
export function currentLanguage() {
  return language;
}

/** What dates and lists are written by. */
export function locale() {
  return language === 'cy' ? 'cy-GB' : 'en-GB';
}

/** Words by key. `{name}` is filled in; `count` chooses the plural form (CLDR). */
export function t(key, values = {}) {
  const entry = dictionary[key] ?? key;
  const text = typeof entry === 'string' ? entry
    : entry[new Intl.PluralRules(language).select(values.count)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** What a problem means, in the language in use. */
export function problemWords({ code }) {
  const key = `problem.${code}`;
  return key in dictionary ? t(key) : t('problem.other', { code });
}

/** Names in a row: “Ann, Ben and Cai”. */
export function names(list) {
  return new Intl.ListFormat(locale()).format(list);
}
