/** Staff decide who may call whom. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
let family;
let people;
before(async () => {
  [mock, browser] = await Promise.all([startMock(), openBrowser()]);
  page = await openAs(browser, mock, mock.people.find(({ role, establishment }) => role === 'staff' && establishment === 'BWI'), '/staff');
  family = mock.person('family').token;
  people = mock.prisoners;
});
after(async () => { await browser?.close(); await mock?.stop(); });

const ask = (person, changes = {}) => mock.api('POST', '/v1/contacts', {
  token: family,
  json: { establishment: 'BWI', prisoner_number: person.number, given_names: person.given_names, family_name: person.family_name, date_of_birth: person.date_of_birth, ...changes },
});
const contact = async (id) => (await mock.api('GET', '/v1/contacts', { token: family })).items.find((one) => one.id === id);
const open = async (name) => {
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

test('a contact whose details fit is approved', async () => {
  const { id } = await ask(people.find(({ number }) => number === 'A2345BD'));
  await open('Contact requests');
  await page.getByText('All details fit a person here').waitFor();
  await assertAccessible(page, 'contact requests');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('status').getByText('done. The family was told.').waitFor();
  await page.getByText('Nobody waits for an answer').waitFor();
  assert.equal((await contact(id)).status.state, 'approved');
});

test('a contact that fits nobody can only be rejected, with a reason', async () => {
  const { id } = await ask({ number: 'A9999ZZ', given_names: 'No', family_name: 'Body', date_of_birth: '1980-01-01' });
  await open('Contact requests');
  await page.getByText('The details fit nobody here').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Approve' }).isDisabled());
  await page.getByRole('button', { name: 'Reject …' }).click();
  await page.getByRole('dialog').getByLabel('Number, name or date of birth').check();
  await assertAccessible(page, 'reject?');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('status').getByText('rejected. The family was told.').waitFor();
  const { status } = await contact(id);
  assert.deepEqual([status.state, status.reason], ['rejected', 'details_incorrect']);
});

test('staff of another establishment see none of it', async () => {
  const other = mock.people.find(({ role, establishment }) => role === 'staff' && establishment !== 'BWI');
  await ask({ number: 'A8888ZZ', given_names: 'Some', family_name: 'Body', date_of_birth: '1980-01-01' });
  const theirs = await openAs(browser, mock, other, '/staff#contacts');
  await theirs.getByText('Nobody waits for an answer').waitFor();
});
