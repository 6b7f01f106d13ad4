/** Photographs of the pages that the tests see, for `cargo xtask gallery`. */
import { join } from 'node:path';

const FOLDER = process.env.KINLINE_GALLERY;
const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
/** What a page has when the test did not choose its size: Playwright's. */
const UNCHOSEN = 1280;

/**
 * Photographs a page as `pages/PATH/NAME.LANGUAGE.WIDTH.png` in the folder that `KINLINE_GALLERY` names, if it names
 * one: at phone and desk width and in all of its languages, unless the test chose a width, has a dialog open or
 * is in a call, which a change of language would leave.
 */
export async function photograph(page, name) {
  if (!FOLDER) return;
  const before = page.viewportSize();
  const widths = before.width === UNCHOSEN ? WIDTHS : { [before.width]: before };
  const path = new URL(page.url()).pathname.slice(1) || 'index';
  const file = join(FOLDER, 'pages', path, name.replace(/[^\p{L}\d]+/gu, '-'));
  const language = await shown(page);
  for (const code of [language, ...await others(page)]) {
    await speak(page, code);
    for (const [width, size] of Object.entries(widths)) {
      await page.setViewportSize(size);
      await page.screenshot({ path: `${file}.${code}.${width}.png`, fullPage: true });
    }
  }
  await speak(page, language);
  await page.setViewportSize(before);
}

const shown = (page) => page.evaluate(() => document.documentElement.lang);

const others = (page) => page.evaluate(() => (document.querySelector('dialog[open], main video') ? []
  : [...document.querySelectorAll('.language button:not([aria-current])')].map((button) => button.lang)));

/** Changes the language as a click does, and waits until the page is drawn. */
async function speak(page, code) {
  if (await shown(page) === code) return;
  await page.evaluate((wanted) => document.querySelector(`.language button[lang=${wanted}]`).click(), code);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
  await page.waitForLoadState('networkidle');
}
