/** Photographs of the pages that the tests see, for `cargo xtask gallery`. */
import { join } from 'node:path';

const FOLDER = process.env.KINLINE_GALLERY;
/** Each with the text's size: WCAG 2.2, 1.4.4. */
const WIDTHS = {
  phone: { size: { width: 390, height: 844 }, text: '' },
  desk: { size: { width: 1280, height: 900 }, text: '' },
  large: { size: { width: 1280, height: 900 }, text: '200%' },
};
/** What a page has when the test did not choose its size: Playwright's. */
const UNCHOSEN = 1280;
/** Of a page that is longer only the beginning is photographed; pixels. */
const LONGEST = 12_000;

/**
 * Photographs a page as `pages/PATH/VIEW/NAME.LANGUAGE.WIDTH.png` in the folder that `KINLINE_GALLERY` names, if it names
 * one: at phone and desk width, with text at 200%, and in all of its languages; only as it is where the test chose how
 * that is, has a dialog open or watches a call, which a change of language would leave.
 */
export async function photograph(page, name) {
  if (!FOLDER) return;
  const before = page.viewportSize();
  const chosen = await textSize(page);
  const isChosen = before.width !== UNCHOSEN || await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const widths = isChosen ? { [before.width]: { size: before, text: chosen } } : WIDTHS;
  const file = join(FOLDER, 'pages', ...place(page.url()), name.replace(/[^\p{L}\d]+/gu, '-').replace(/^-/, ''));
  const language = await shown(page);
  for (const code of [language, ...isChosen ? [] : await others(page)]) {
    await speak(page, code);
    for (const [width, { size, text }] of Object.entries(widths)) {
      await page.setViewportSize(size);
      await textSize(page, text);
      const fullPage = await page.evaluate((most) => document.documentElement.scrollHeight < most, LONGEST);
      await page.screenshot({ path: `${file}.${code}.${width}.png`, fullPage });
    }
  }
  await speak(page, language);
  await textSize(page, chosen);
  await page.setViewportSize(before);
}

/** Pages whose address is not called as they are. */
const PAGES = { '': 'index', i: 'invitation' };

/** Of an address its page and view: `['staff', 'person']` of `/staff#person/A1234BC`; a page's first view is `first`. */
function place(address) {
  const { pathname, hash } = new URL(address);
  const [path] = pathname.slice(1).split('/');
  return [PAGES[path] ?? path, hash.slice(1).split('/')[0] || 'first'];
}

/** The size of the page's text, which it takes from now on if one is given; that before. */
const textSize = (page, wanted) => page.evaluate((size) => {
  const { style } = document.documentElement;
  const before = style.fontSize;
  if (size !== undefined) style.fontSize = size;
  return before;
}, wanted);

const shown = (page) => page.evaluate(() => document.documentElement.lang);

const others = (page) => page.evaluate(() => {
  const stays = location.pathname === '/laptop' || location.hash.startsWith('#recordings') || !document.querySelector('main video');
  return document.querySelector('dialog[open]') || !stays ? []
    : [...document.querySelectorAll('.language button:not([aria-current])')].map((button) => button.lang);
});

/** Changes the language as a click does, and waits until the page is drawn: until nothing more is asked of the server. */
async function speak(page, code) {
  if (await shown(page) === code) return;
  const asked = new Set();
  const begun = (request) => asked.add(request);
  const done = (request) => asked.delete(request);
  page.on('request', begun).on('requestfinished', done).on('requestfailed', done);
  await page.evaluate((wanted) => document.querySelector(`.language button[lang=${wanted}]`).click(), code);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
  // A recording that is played is asked for without end.
  for (let looks = 0; looks < 100 && (looks === 0 || asked.size); looks++) await page.evaluate(() => new Promise((later) => { setTimeout(later, 50); }));
  page.off('request', begun).off('requestfinished', done).off('requestfailed', done);
}
