/** A short call from its booking to its end: not open yet, waiting room, warning, time up. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openBrowser, openPage, signIn } from './support/browser.mjs';
import { book } from './support/family.mjs';
import { startMock } from './support/mock.mjs';
import { startPhone } from './support/phone.mjs';
import { installEyes, seeMark } from './support/pictures.mjs';

const SECONDS = 30;

let mock;
let browser;
let console_;
let laptop;
let booking;
let phone;
before(async () => {
  [mock, browser] = await Promise.all([startMock(), openBrowser()]);
  const { token } = mock.people.find(({ role, establishment }) => role === 'staff' && establishment === 'BWI');
  const portal = await mock.api('GET', '/v1/staff/portal', { token });
  Object.assign(portal.settings, { call_seconds: SECONDS, automatic: true });
  await mock.api('PUT', '/v1/staff/portal', { token, json: { portal } });
  booking = await book(mock, mock.person('family').token);
  console_ = await openPage(browser, mock, '/console');
  await signIn(console_, mock.person('developer').code);
  laptop = await openPage(browser, mock, '/laptop');
});
after(async () => {
  await phone?.result().catch(() => {});
  await browser?.close();
  await mock?.stop();
});

test('the console jumps to the waiting room of the booking that is chosen', async () => {
  // Others have booked calls before it.
  const chosen = console_.getByLabel('The next one, or choose a later one');
  await chosen.selectOption(booking.reference);
  await console_.locator('dd', { hasText: booking.reference }).waitFor();
  await console_.getByRole('button', { name: 'Jump to the waiting room' }).click();
  await console_.getByRole('status').getByText('The clock was moved').waitFor();
  const { now } = await mock.api('GET', '/v1/console/clock', { token: mock.person('developer').token });
  assert.ok(Date.parse(now) >= Date.parse(booking.opens_at) && Date.parse(now) < Date.parse(booking.starts_at));
});

test('before the time the laptop says when it starts', async () => {
  await signIn(laptop, mock.people.find(({ role, establishment }) => role === 'laptop' && establishment === 'BWI').code);
  await laptop.getByRole('link', { name: 'Go in to the call of' }).click();
  await laptop.getByText(/The call starts at \d\d:\d\d, when everybody is here/).waitFor();
});

test('at the time the call starts; near the end a warning is spoken; then it is over by itself', async () => {
  phone = startPhone(mock, mock.person('family').token, { call: booking.call });
  await laptop.locator('.present').getByText('here', { exact: true }).first().waitFor();
  await console_.getByRole('button', { name: 'Jump to the start' }).click();
  await laptop.getByRole('heading', { level: 1, name: `Call with ${mock.person('family').name}` }).waitFor();
  await installEyes(laptop);
  await seeMark(laptop, '.pictures video');
  const warning = laptop.getByRole('status').filter({ hasText: /\d+ seconds? left\. Then the call ends by itself/ });
  await warning.waitFor();
  await assertAccessible(laptop, 'warned');
  await laptop.getByRole('heading', { level: 1, name: 'The call is over' }).waitFor();
  await laptop.getByText('The time was used up').waitFor();
  const { status } = await mock.api('GET', `/v1/bookings/${booking.id}`, { token: mock.person('family').token });
  assert.deepEqual([status.state, status.outcome], ['completed', 'time_up']);
});

test('the list says that it is over', async () => {
  await laptop.getByRole('link', { name: 'Back to the calls of today' }).click();
  await laptop.getByText('Over', { exact: true }).waitFor();
  assert.equal(await laptop.getByRole('link', { name: 'Go in to the call of' }).count(), 0);
});
