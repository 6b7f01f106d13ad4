/** A person in prison asks for a call on the laptop; and where the link of an invitation leads. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser, openPage } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ clock: '2026-11-23T09:00:00Z' }), openBrowser()]);
  page = await openAs(browser, mock, mock.people.find(({ role, establishment }) => role === 'laptop' && establishment === 'BWI'), '/laptop');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();
const goOn = (name = 'Continue') => page.getByRole('button', { name }).click();

test('a person asks, one question a page; the family has it, and nothing stays on the laptop', async () => {
  await page.getByRole('link', { name: 'Ask for a call' }).click();
  await title('Ask for a call');
  await goOn();
  await page.getByRole('alert').getByText('Type your number.').waitFor();
  await assertAccessible(page, 'ask, number missing');
  await page.getByLabel('Your prisoner number').fill('a1234bc');
  await goOn();
  await title('Your calls');
  await assertAccessible(page, 'ask, own calls');
  await page.getByRole('link', { name: 'Ask for a call' }).click();
  await page.getByLabel(mock.person('family').name).check();
  await assertAccessible(page, 'ask, who');
  await goOn();
  await page.getByLabel('The time you want most').selectOption({ index: 3 });
  await page.getByLabel('A second time').selectOption({ index: 7 });
  await page.reload();
  await title('When?');
  assert.equal(await page.getByLabel('A second time').evaluate((select) => select.selectedIndex), 7);
  await assertAccessible(page, 'ask, when');
  await goOn();
  await title('Is this right?');
  await assertAccessible(page, 'ask, check');
  await goOn('Yes, ask them');
  await title('You have asked');
  await page.getByText('Not booked yet.').waitFor();
  await assertAccessible(page, 'ask, sent');
  const { items } = await mock.api('GET', '/v1/bookings', { token: mock.person('family').token });
  const asked = items.find(({ status }) => status.state === 'asked');
  assert.deepEqual([asked.asked_by, asked.choices.length], ['prisoner', 2]);
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 0, 'nothing of it stays on the laptop');
});

test('a person chooses among their calls: the next one, later ones, what waits for an answer', async () => {
  const family = mock.person('family');
  const asFamily = { token: family.token };
  const { items } = await mock.api('GET', '/v1/bookings', asFamily);
  const asked = items.find(({ status }) => status.state === 'asked');
  // The family takes the second of the times, and asks for an earlier one itself.
  await mock.api('POST', `/v1/bookings/${asked.id}/answer`, { ...asFamily, json: { answer: 'accept', slot: asked.choices[1].id, party: {} } });
  const { slots } = await mock.api('GET', `/v1/contacts/${asked.contact}/slots`, asFamily);
  const hold = await mock.api('POST', '/v1/holds', { ...asFamily, json: { contact: asked.contact, slot: slots[0].id } });
  await mock.api('POST', '/v1/bookings', { ...asFamily, json: { hold: hold.id, companions: [] } });

  await page.goto(new URL('/laptop#ask', mock.base).href);
  await page.getByLabel('Your prisoner number').fill('A1234BC');
  await goOn();
  await title('Your calls');
  const group = (name) => page.locator('h2', { hasText: name }).locator('xpath=following-sibling::ul[1]');
  assert.equal(await group('Your next call').getByRole('listitem').count(), 1);
  await group('Later calls').getByRole('link').first().waitFor();
  await assertAccessible(page, 'ask, chosen among');
  await group('Later calls').getByRole('link').last().click();
  await page.getByText('This call takes place.').waitFor();
  await page.getByText(family.name).waitFor();
  await assertAccessible(page, 'ask, one call');
  assert.equal(await page.getByRole('link', { name: 'Go in' }).count(), 0, 'it is not open yet');
  await page.getByRole('link', { name: 'All your calls' }).click();
  await group('Your next call').getByRole('link').click();
  await page.getByText('Your family', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All your calls' }).click();
  await page.getByRole('link', { name: 'Ask for a call' }).click();
  await page.getByLabel(family.name).check();
  await goOn();
  await page.getByLabel('The time you want most').selectOption({ index: 5 });
  await goOn();
  await title('Is this right?');
  await goOn('Yes, ask them');
  await title('You have asked');
});

test('stopping forgets who asked', async () => {
  await page.goto(new URL('/laptop#ask', mock.base).href);
  await page.getByLabel('Your prisoner number').fill('A1234BC');
  await goOn();
  await title('Your calls');
  await page.getByRole('heading', { name: 'Not booked yet', exact: true }).waitFor();
  await page.getByRole('button', { name: 'I have finished' }).click();
  await title('Calls today');
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 0);
  await page.goto(new URL('/laptop#ask/who', mock.base).href);
  await title('Ask for a call');
});

test('a number that is not known here is told', async () => {
  await page.goto(new URL('/laptop#ask', mock.base).href);
  await page.getByLabel('Your prisoner number').fill('A9999ZZ');
  await goOn();
  await page.getByRole('alert').getByText('This is not known here').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
});

test('the link of an invitation says what to do, in both languages, and asks the server nothing', async () => {
  const asked = [];
  const guest = await openPage(browser, mock, '/');
  guest.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await guest.goto(new URL('/i/abc-DEF_123', mock.base).href);
  await guest.getByRole('heading', { level: 1, name: 'Somebody asks you to come to a video call' }).waitFor();
  const button = guest.getByRole('link', { name: 'Open the invitation in the app' });
  assert.equal(await button.getAttribute('href'), 'kinline://invitation/abc-DEF_123');
  await guest.getByText('abc-DEF_123', { exact: true }).waitFor();
  await assertAccessible(guest, 'invitation');
  await guest.getByRole('button', { name: 'Cymraeg' }).click();
  await guest.getByRole('link', { name: 'Agor y gwahoddiad yn yr ap' }).waitFor();
  assert.deepEqual(asked.filter((path) => path.startsWith('/v1/')), []);
});
