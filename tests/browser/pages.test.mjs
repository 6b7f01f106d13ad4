/** Every page and view: for everybody's eyes, ears and hands, narrow, dark, and with large text. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser, openPage } from './support/browser.mjs';
import { register, submitIdentity } from './support/family.mjs';
import { startMock } from './support/mock.mjs';
import { photograph } from './support/photograph.mjs';

const VIEWS = {
  laptop: [['/laptop', 'Calls today'], ['/laptop#ask', 'Ask for a call']],
  reviewer: [['/review', 'Cases to decide']],
  staff: [['/staff', 'Calls of today'], ['/staff#day/2026-11-25', 'Video calls, Wednesday 25 November 2026'], ['/staff#requests', 'Call requests'],
    ['/staff#telephone', 'Book a call for a family'], ['/staff#contacts', 'Contact requests'], ['/staff#people', 'People'], ['/staff#person/A1234BC', 'Thomas Example'],
    ['/staff#times', 'Days and times'], ['/staff#times/week', 'The week'], ['/staff#times/closures', 'Closed dates and exceptions'], ['/staff#times/asking', 'Who may ask, and who decides']],
  developer: [['/console', 'Clock'], ['/console#people', 'People'], ['/console#mails', 'Mails'], ['/console#events', 'Events'],
    ['/console#faults', 'Faults'], ['/console#policy', 'Acceptable use policy'], ['/console#phone', 'Connect a phone']],
};
/** WCAG 2.2: 1.4.10 (320 px), 1.4.4 (200% text), 1.4.3 and 1.4.11 in both colour schemes. */
const EYES = {
  'phone width': { viewport: { width: 320, height: 640 } },
  'desk width': { viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark' },
  'text at 200%': { viewport: { width: 1024, height: 800 }, text: '200%' },
};

let mock;
let browser;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ seed: 'call-now' }), openBrowser()]);
  const artist = await openPage(browser, mock, '/');
  const token = await register(mock, 'view@example.org');
  await submitIdentity(mock, artist, token, { given_names: 'Mari', family_name: 'Rees' });
});
after(async () => { await browser?.close(); await mock?.stop(); });

for (const [eyes, { text, ...options }] of Object.entries(EYES)) {
  test(`every view, ${eyes}`, async (t) => {
    const index = await openPage(browser, mock, '/', options);
    await assertAccessible(index, 'index');
    for (const [role, views] of Object.entries(VIEWS)) {
      const page = await openAs(browser, mock, mock.person(role), views[0][0], options);
      for (const [path, title] of views) {
        await page.goto(new URL(path, mock.base).href);
        if (text) await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, text);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await assertAccessible(page, `${path}, ${eyes}`);
        assert.equal(await page.title(), `${title} – Kinline`);
        t.diagnostic(path);
      }
      await page.context().close();
    }
    await index.context().close();
  });
}

test('the API document can be read', async () => {
  const page = await openPage(browser, mock, '/docs');
  await page.getByRole('heading', { name: 'readiness' }).waitFor();
  await photograph(page, 'docs');
  await page.context().close();
});

test('a case of the review, narrow', async () => {
  const page = await openAs(browser, mock, mock.person('reviewer'), '/review', EYES['phone width']);
  await page.getByRole('link', { name: 'Mari Rees' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await assertAccessible(page, 'case, phone width');
});

test('everything is reached by keyboard, and the focus is seen', async () => {
  const page = await openAs(browser, mock, mock.person('staff'), '/staff#times/calls');
  await page.getByLabel('Length of a call').waitFor();
  await page.evaluate(() => document.activeElement.blur());
  const reached = [];
  for (let step = 0; step < 26; step++) {
    await page.keyboard.press('Tab');
    const { words, outline } = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { words: document.activeElement.textContent || document.activeElement.name, outline: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (words.length < 60) assert.ok(outline, `the focus is not seen on ${words}`);
    reached.push(words);
  }
  for (const wanted of ['Skip to main content', 'Sign out', 'Contact requests', 'call_seconds', 'capacity', 'Continue']) {
    assert.ok(reached.includes(wanted), `${wanted} was not reached: ${reached.join(', ')}`);
  }
});

test('the skip link leads to the content, and a view that changes has the focus on its heading', async () => {
  const page = await openAs(browser, mock, mock.person('staff'), '/staff');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Name or prisoner number').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'People');
  await page.getByRole('link', { name: 'Skip to main content' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(new URL(page.url()).hash, '#people');
});

test('targets are at least 24 by 24 pixels (WCAG 2.2, 2.5.8)', async () => {
  for (const [role, path] of [['staff', '/staff'], ['developer', '/console'], ['laptop', '/laptop']]) {
    const page = await openAs(browser, mock, mock.person(role), path);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, input, select, nav a, .banner a')]
      .map((element) => [element.textContent, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width && (width < 24 || height < 24)).map(([words]) => words));
    assert.deepEqual(small, [], path);
  }
});

test('no script or style stands in the HTML, and the policy would not run it', async () => {
  const page = await openPage(browser, mock, '/console');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.body.append(script);
    return Boolean(globalThis.ran);
  });
  assert.equal(ran, false);
});

test('everything is loaded from the server itself', async () => {
  const page = await openPage(browser, mock, '/');
  const hosts = new Set();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  for (const path of ['/', '/console', '/review', '/staff', '/laptop']) await page.goto(new URL(path, mock.base).href, { waitUntil: 'networkidle' });
  assert.deepEqual([...hosts], [mock.base]);
});

test('a server that cannot be reached is told, and the page mends itself', async () => {
  const page = await openAs(browser, mock, mock.person('staff'), '/staff');
  await page.getByRole('link', { name: mock.call.reference, exact: true }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('may be out of date').waitFor();
  await assertAccessible(page, 'out of date');
  await page.context().setOffline(false);
  await page.getByText('may be out of date').waitFor({ state: 'hidden' });
});
