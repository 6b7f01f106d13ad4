/** Real Chromium, pages of people who are signed in, and what can be asked of every page. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { photograph } from './photograph.mjs';

/** Long: the machine may be busy. Nothing is asserted about time. */
export const PATIENCE = Number(process.env.KINLINE_PATIENCE ?? 60_000);

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream=fps=20',
  '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection', '--mute-audio',
  '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding'];

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core'), 'utf8');

/** A browser. `KINLINE_CHROMIUM` names another than Debian's; `flags` are further ones. */
export function openBrowser(flags = []) {
  return chromium.launch({ executablePath: process.env.KINLINE_CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...flags] });
}

/** A page of a person of their own, as in a browser profile of their own. Errors of its scripts fail the test. */
export async function openPage(browser, mock, path, options = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', permissions: ['camera', 'microphone'], ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.failures = [];
  page.on('pageerror', (error) => page.failures.push(error.stack));
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && page.failures.push(message.text()));
  await page.goto(new URL(path, mock.base).href);
  return page;
}

/** Types a sign-in code as a person does. */
export async function signIn(page, code) {
  await page.getByRole('textbox').fill(code);
  await page.keyboard.press('Enter');
}

/** A page that the seeded person of this role is signed in to. */
export async function openAs(browser, mock, person, path, options) {
  const page = await openPage(browser, mock, path, options);
  await signIn(page, person.code);
  await page.locator('.who button').waitFor();
  return page;
}

/** No rule of axe is broken, the page does not scroll sideways, no script failed. The gallery gets its picture. */
export async function assertAccessible(page, name) {
  await photograph(page, name);
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`);
  assert.equal(told.length, 0, `${name}:\n${told.join('\n')}`);
  assert.ok(passes.length > 5, `${name}: axe looked at nothing`);
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= width, `${name}: ${content} px of content in ${width} px`);
  assertNoFailures(page, name);
}

/** No script of the page failed, and nothing was against its security policy. */
export function assertNoFailures(page, name = page.url()) {
  assert.deepEqual(page.failures, [], name);
}

/** Waits until `check(...)` in the page gives something true; resolves to it. */
export async function until(page, check, argument) {
  const handle = await page.waitForFunction(check, argument, { timeout: PATIENCE, polling: 100 });
  return handle.jsonValue();
}
