/** The developer console: clock, people, mails, events, faults, policy. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser, until } from './support/browser.mjs';
import { codeFromMail, register } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ seed: 'call-now' }), openBrowser()]);
  page = await openAs(browser, mock, mock.person('developer'), '/console');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const open = async (name, heading = name) => {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const clock = async () => Date.parse((await mock.api('GET', '/v1/console/clock', { token: mock.person('developer').token })).now);

test('the clock moves on, and to an instant', async () => {
  await open('Clock');
  const before = await clock();
  await page.getByRole('button', { name: 'On by 1 hour' }).click();
  await page.getByRole('status').getByText('The clock was moved').waitFor();
  assert.ok(await clock() - before >= 3_600_000);
  await assertAccessible(page, 'clock');

  const wanted = `${new Date(before + 30 * 86_400_000).toISOString().slice(0, 10)}T03:04:05Z`;
  await page.getByLabel('Date (UTC)').fill(wanted.slice(0, 10));
  await page.getByLabel('Time (UTC)').fill(wanted.slice(11, 19));
  await page.getByRole('button', { name: 'Move the clock' }).click();
  await page.getByText(`moved to ${wanted}`).waitFor();
  assert.ok(await clock() >= Date.parse(wanted));
});

test('people are shown with their codes', async () => {
  await open('People');
  for (const role of ['staff', 'reviewer', 'laptop']) {
    await page.getByText(mock.person(role).code).first().waitFor();
  }
  await assertAccessible(page, 'people');
});

test('a mail is read, and found by its address', async () => {
  await register(mock, 'reader@example.org');
  await register(mock, 'other@example.org');
  await open('Mails');
  await page.getByLabel('Only to this address').fill('reader@example.org');
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelectorAll('.card').length === 1);
  await page.getByText('To reader@example.org').waitFor();
  const code = await codeFromMail(mock, 'reader@example.org');
  assert.ok((await page.locator('.card').textContent()).replaceAll(' ', '').includes(code));
  await assertAccessible(page, 'mails');
});

test('events appear as they happen', async () => {
  await open('Events');
  await page.getByRole('cell', { name: 'account.signed_in' }).first().waitFor();
  const before = await page.getByRole('rowheader').first().textContent();
  await register(mock, 'event@example.org');
  await until(page, (number) => Number(document.querySelector('tbody th').textContent) > Number(number), before);
  await assertAccessible(page, 'events');
});

test('a fault makes a route fail until it is switched off', async () => {
  await open('Faults');
  await page.getByLabel('Method').selectOption('GET');
  await page.getByLabel('Path begins with').fill('/v1/establishments');
  await page.getByLabel('HTTP status').fill('503');
  await page.getByRole('button', { name: 'Switch the fault on' }).click();
  await page.getByRole('status').getByText('The fault is on').waitFor();
  await assertAccessible(page, 'faults');
  await assert.rejects(mock.api('GET', '/v1/establishments'), /503/);
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await page.getByText('Nothing goes wrong on purpose').waitFor();
  assert.ok((await mock.api('GET', '/v1/establishments')).items.length);
});

test('each kind of fault has its own number', async () => {
  await open('Faults');
  await page.getByLabel('Path begins with').fill('/v1/bookings');
  for (const [effect, number] of [['The answer comes later', 'Milliseconds'], ['The connection is cut in the request', 'After so many bytes'],
    ['has a poor line', 'Loses one packet in']]) {
    await page.getByLabel(effect).check();
    await page.getByLabel(number).fill('1234');
    await page.getByRole('button', { name: 'Switch the fault on' }).click();
    await page.getByText(`${number}: 1234`).waitFor();
    await page.getByRole('button', { name: 'Switch it off' }).click();
    await page.getByText('Nothing goes wrong on purpose').waitFor();
  }
});

test('a new version of the policy is put in force', async () => {
  await open('Policy', 'Acceptable use policy');
  const { version } = await mock.api('GET', '/v1/policy?language=en');
  await until(page, () => document.getElementById('cy-text').value.length > 0);
  await page.getByLabel('Heading').first().fill('Rules, told anew');
  await page.getByRole('button', { name: 'Put a new version in force' }).click();
  await page.getByRole('status').getByText(`Version ${version + 1} is in force`).waitFor();
  await assertAccessible(page, 'policy');
  const now = await mock.api('GET', '/v1/policy?language=en');
  assert.deepEqual([now.version, now.title], [version + 1, 'Rules, told anew']);
});
