// Whether nothing is missing in a gallery: every page of the server and every view of each, at both widths, with large
// text and in all of the page's languages. The pages and their views are read from what the server serves.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PAGES = new URL('../../../server-mock/pages/', import.meta.url);
/** What the server serves beside those: the API document's page, in English. */
const OTHERS = [{ page: 'docs', views: ['first'], languages: ['en'] }];
const WIDTHS = ['phone', 'desk', 'large'];

/** What is missing among these pictures: `pages/PAGE/VIEW/NAME.LANGUAGE.WIDTH.png`. */
export async function missing(pictures) {
  const there = new Set(pictures.map((path) => [dirname(path), ...path.split('.').slice(-3, -1)].join(' ')));
  return (await wanted()).filter((one) => !there.has(one));
}

async function wanted() {
  const files = (await readdir(PAGES)).filter((name) => name.endsWith('.html'));
  const pages = [...await Promise.all(files.map(pageOf)), ...OTHERS];
  return pages.flatMap(({ page, views, languages }) => views.flatMap((view) => languages.flatMap((language) => (
    WIDTHS.map((width) => `${join('pages', page, view)} ${language} ${width}`)))));
}

/** Of an HTML file: a page with a place for it has both languages; its script names its views. */
async function pageOf(file) {
  const html = await readFile(new URL(file, PAGES), 'utf8');
  const script = html.match(/src="\/(assets\/[^"]+)"/)?.[1];
  const views = script && (await readFile(new URL(script, PAGES), 'utf8')).match(/\bviews: \{([^}]*)\}/)?.[1];
  return {
    page: file.replace('.html', ''),
    views: views ? [...views.matchAll(/('|\w*)\1?: show/g)].map(([, name]) => (name === "'" ? 'first' : name)) : ['first'],
    languages: html.includes('class="language"') ? ['en', 'cy'] : ['en'],
  };
}
