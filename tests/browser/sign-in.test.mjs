/** Signing in on a page: right, wrong, of another role, and out again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoFailures, openBrowser, openPage, signIn } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
before(async () => { [mock, browser] = await Promise.all([startMock(), openBrowser()]); });
after(async () => { await browser?.close(); await mock?.stop(); });

test('a wrong code is told in an error summary that has the focus', async () => {
  const page = await openPage(browser, mock, '/staff');
  await signIn(page, 'WRONG-CODE-1');
  const summary = page.getByRole('alert');
  await summary.getByText('This sign-in code is not known').waitFor();
  assert.equal(await summary.getByRole('heading').textContent(), 'There is a problem');
  assert.ok(await summary.evaluate((element) => element === document.activeElement));
  await assertAccessible(page, 'sign-in, refused');
});

test('the right code opens the page, and signing out closes it', async () => {
  const page = await openPage(browser, mock, '/staff');
  const { code, name } = mock.person('staff');
  await signIn(page, code.toLowerCase());
  await page.getByRole('heading', { level: 1, name: 'Calls of today' }).waitFor();
  assert.match(await page.locator('.who').textContent(), new RegExp(name));
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Calls of today' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  assert.ok(await page.getByRole('navigation').isHidden());
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  assertNoFailures(page);
});

test('a code of another role leads to its own page', async () => {
  const page = await openPage(browser, mock, '/staff');
  await signIn(page, mock.person('reviewer').code);
  await page.waitForURL('**/review');
  await page.getByRole('heading', { level: 1, name: 'Cases to decide' }).waitFor();
  await page.goto(new URL('/staff', mock.base).href);
  await page.getByText('That does not open this page').waitFor();
});

test('a session that ends while the page is open asks to sign in again', async () => {
  const page = await openPage(browser, mock, '/staff');
  await signIn(page, mock.person('staff').code);
  await page.getByRole('heading', { level: 1, name: 'Calls of today' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Days and times' }).click();
  await page.getByText('You have been signed out').waitFor();
});

test('the laptop page asks in Welsh too', async () => {
  const page = await openPage(browser, mock, '/laptop');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mewngofnodi' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'cy');
  await assertAccessible(page, 'sign-in, Welsh');
  await signIn(page, 'ANGHYWIR');
  await page.getByRole('alert').getByText('Nid yw’r cod mewngofnodi hwn yn hysbys').waitFor();
});
