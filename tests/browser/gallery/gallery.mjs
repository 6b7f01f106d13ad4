// Photographs the screens (HTML pages under FOLDER/screens), makes FOLDER/index.html of every PNG under FOLDER, and
// fails where a page or a view has none.
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '../support/browser.mjs';
import { missing } from './complete.mjs';

const folder = process.argv[2];
/** Each with the size of the text, which is 106.25% as usual. */
const WIDTHS = { phone: [390, ''], desk: [1280, ''], large: [390, '212.5%'] };
const KINDS = { screens: 'The family’s screens', pages: 'The establishment’s pages', android: 'The Android app', ios: 'The iOS app' };

await photographScreens();
const pictures = await files('.png');
await writeFile(join(folder, 'index.html'), index(pictures));
console.log(`${pictures.length} pictures`);
const forgotten = await missing(pictures);
if (forgotten.length) {
  console.error(`These are in no picture:\n${forgotten.join('\n')}`);
  process.exitCode = 1;
}

async function files(ending) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(ending) && name !== 'index.html').sort();
}

/** At phone width, at desk width, and with text at 200%. */
async function photographScreens() {
  const browser = await openBrowser();
  const page = await browser.newPage();
  for (const name of await files('.html')) {
    const path = join(folder, name);
    await page.goto(pathToFileURL(path).href);
    for (const [variant, [width, text]] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: 780 });
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, text);
      await page.screenshot({ path: path.replace(/html$/, `${variant}.png`), fullPage: true });
    }
  }
  await browser.close();
}

/** Grouped by folder; pictures of one thing (`NAME.VARIANT.png`) side by side. */
function index(pictures) {
  const groups = groupBy(pictures, dirname);
  const sections = [...groups].map(([group, names]) => {
    const things = groupBy(names, (name) => basename(name).split('.')[0]);
    return `<section id="${escape(group)}"><h2>${escape(title(group))}</h2>\n${[...things].map(thing).join('\n')}</section>`;
  });
  const links = [...groups].map(([group, names]) => `<li><a href="#${escape(group)}">${escape(title(group))}</a> (${names.length})</li>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kinline: gallery</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; color: #14202b; background: #dfe6ea }
  .pictures { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
  figure { margin: 0 } img { height: 24rem; max-width: 40rem; object-fit: contain; object-position: top left; background: #fff; border: 1px solid #7a8a94 }
  h3 { margin-bottom: .25rem }
</style></head><body><main><h1>Kinline: every screen and page</h1>
<ul>${links.join('')}</ul>
${sections.join('\n')}
</main></body></html>
`;
}

function thing([name, pictures]) {
  const words = name.replace(/-[\da-f]{8}$/, '').replaceAll('-', ' ');
  const figures = pictures.map((path) => {
    const variant = basename(path, '.png').split('.').slice(1).join(', ') || words;
    const address = path.split(sep).map(encodeURIComponent).join('/');
    return `<figure><a href="${address}"><img loading="lazy" src="${address}" alt="${escape(`${words}, ${variant}`)}"></a><figcaption>${escape(variant)}</figcaption></figure>`;
  });
  return `<h3>${escape(words)}</h3><div class="pictures">${figures.join('')}</div>`;
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function title(group) {
  const [kind, ...rest] = relative('', group).split(sep);
  return [KINDS[kind] ?? kind, ...rest].join(': ');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
