/** A reviewer decides identity cases; the family reads what came of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser, openPage, until } from './support/browser.mjs';
import { register, submitIdentity } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
let artist;
before(async () => {
  [mock, browser] = await Promise.all([startMock(), openBrowser()]);
  artist = await openPage(browser, mock, '/');
  page = await openAs(browser, mock, mock.person('reviewer'), '/review');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const someone = async (given_names, family_name, email) => {
  const token = await register(mock, email);
  await submitIdentity(mock, artist, token, { given_names, family_name });
  return token;
};
const identity = (token) => mock.api('GET', '/v1/identity', { token });

test('the queue has the longest wait first, and says how long', async () => {
  await someone('First', 'Waiter', 'first@example.org');
  await someone('Second', 'Waiter', 'second@example.org');
  await page.getByRole('link', { name: 'Second Waiter' }).waitFor();
  const cases = await page.locator('.card h2 a').allTextContents();
  assert.ok(cases.indexOf('First Waiter') < cases.indexOf('Second Waiter'), cases.join());
  await page.getByText('Waiting for').first().waitFor();
  await assertAccessible(page, 'queue');
});

test('a case shows what was typed and the photos; approving it tells the family', async () => {
  const token = await someone('Mari Elen', 'Rees', 'mari@example.org');
  await page.getByRole('link', { name: 'Mari Elen Rees' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mari Elen Rees' }).waitFor();
  await page.getByText('4 March 1986').waitFor();
  await page.getByText('Driving licence').waitFor();
  await until(page, () => [...document.querySelectorAll('.photos img')].filter(({ naturalWidth }) => naturalWidth === 1200).length === 3);
  await assertAccessible(page, 'case');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('status').getByText('Mari Elen Rees is approved').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Mari Elen Rees' }).count(), 0);
  assert.equal((await identity(token)).state, 'approved');
});

test('rejecting needs a reason; the family gets reason, photo and sentence', async () => {
  const token = await someone('Owain', 'Price', 'owain@example.org');
  await page.getByRole('link', { name: 'Owain Price' }).click();
  await page.getByRole('button', { name: 'Reject' }).click();
  const summary = page.getByRole('alert');
  await summary.getByRole('link', { name: 'Choose why.' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'reason');
  await page.getByLabel('Something else').check();
  await page.getByRole('button', { name: 'Reject' }).click();
  await summary.getByText('Write a sentence').waitFor();
  await assertAccessible(page, 'case, refused');
  await page.getByLabel('A photo is too blurred to read').check();
  await page.getByLabel('Back of the document').check();
  await page.getByLabel('A sentence for the family').fill('Please put the card on a dark table.');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('status').getByText('Owain Price was asked').waitFor();
  const { state, reason, photo, note } = await identity(token);
  assert.deepEqual({ state, reason, photo, note },
    { state: 'rejected', reason: 'photo_blurred', photo: 'document_back', note: 'Please put the card on a dark table.' });
});

test('what two reviewers decide at once is decided once, and the second is told', async () => {
  await someone('Twice', 'Decided', 'twice@example.org');
  const second = await openAs(browser, mock, mock.person('reviewer'), '/review');
  for (const one of [page, second]) {
    await one.getByRole('link', { name: 'Twice Decided' }).click();
    await one.getByRole('button', { name: 'Approve' }).waitFor();
  }
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('status').getByText('Twice Decided is approved').waitFor();
  await second.getByRole('button', { name: 'Approve' }).click();
  await second.getByRole('alert').getByText('decided already').waitFor();
});
