/** The office: a call booked by telephone, requests with their checks, the day, and what staff know of a person. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser } from './support/browser.mjs';
import { book } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
let family;
let staff;
let prisoner;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ clock: '2026-11-23T09:00:00Z' }), openBrowser()]);
  const person = mock.people.find(({ role, establishment }) => role === 'staff' && establishment === 'BWI');
  staff = person.token;
  family = mock.person('family').token;
  prisoner = mock.prisoners.find(({ number }) => number === 'A1234BC');
  const portal = await mock.api('GET', '/v1/staff/portal', { token: staff });
  Object.assign(portal.settings, { automatic: false });
  await mock.api('PUT', '/v1/staff/portal', { token: staff, json: { portal } });
  page = await openAs(browser, mock, person, '/staff');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const clock = (instant) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
const seen = ({ id }) => mock.api('GET', `/v1/bookings/${id}`, { token: family });
const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();
const view = async (hash, name) => {
  await page.goto(new URL(`/staff#${hash}`, mock.base).href);
  await title(name);
};
/** The error summary says it, and has the focus. */
const refused = async (text) => {
  const summary = page.getByRole('alert').filter({ hasText: text });
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the focus is in the error summary');
};

test('a call is booked for a family that telephones, and the family sees it', async () => {
  await view('telephone', 'Book a call for a family');
  await page.getByLabel('Name or prisoner number').fill(prisoner.family_name);
  await page.getByRole('button', { name: 'Find' }).click();
  await assertAccessible(page, 'telephone, who');
  await page.getByRole('link', { name: `${prisoner.given_names} ${prisoner.family_name}` }).click();
  await page.getByLabel('When?').waitFor();
  await page.getByRole('button', { name: 'Book this call' }).click();
  await refused('Choose who asks.');
  await assertAccessible(page, 'telephone, refused');
  await page.getByRole('radio', { name: /^Siân Example/ }).check();
  await page.getByLabel('When?').selectOption({ index: 1 });
  await page.getByLabel('Note for colleagues').fill('Mother cannot hear well');
  await page.reload();
  await page.getByLabel('When?').waitFor();
  assert.ok(await page.getByRole('radio', { name: /^Siân Example/ }).isChecked(), 'a reload keeps what was chosen');
  assert.equal(await page.getByLabel('Note for colleagues').inputValue(), 'Mother cannot hear well');
  await page.getByRole('button', { name: 'Book this call' }).click();
  await title('Call booked');
  const reference = await page.locator('.panel strong').textContent();
  await assertAccessible(page, 'telephone, booked');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await title('Galwad wedi’i threfnu');
  assert.equal(await page.locator('.panel strong').textContent(), reference, 'another language says the same');
  await page.getByRole('button', { name: 'English' }).click();
  const { items } = await mock.api('GET', '/v1/bookings', { token: family });
  const booking = items.find((one) => one.reference === reference);
  assert.deepEqual([booking.status.state, booking.asked_by], ['booked', 'establishment']);
  await page.reload();
  await page.getByLabel('When?').waitFor();
  assert.equal(await page.getByLabel('Note for colleagues').inputValue(), '', 'what was sent is forgotten');
});

test('a request is booked on its page, where the checks stand', async () => {
  const asked = await book(mock, family, (slots) => slots[5]);
  await view('requests', 'Call requests');
  await page.getByRole('link', { name: asked.reference }).waitFor();
  await assertAccessible(page, 'requests');
  await page.getByRole('link', { name: asked.reference }).click();
  await page.getByText('Bans and restrictions').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await refused('Choose what your decision is.');
  await assertAccessible(page, 'request, refused');
  await page.getByRole('radio', { name: /^Book / }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await title('Call booked');
  await assertAccessible(page, 'request, booked');
  assert.equal((await seen(asked)).status.state, 'booked');
});

test('other times are offered, and the family can choose', async () => {
  const asked = await book(mock, family, (slots) => slots[12]);
  await view(`request/${asked.id}`, new RegExp(asked.reference));
  await page.getByRole('radio', { name: 'Offer other times' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('First time').selectOption({ index: 4 });
  await page.getByLabel('Second time').selectOption({ index: 9 });
  await assertAccessible(page, 'request, other times');
  await page.getByRole('button', { name: 'Offer these times' }).click();
  await title('Other times offered');
  await page.getByText('The call is not booked yet').waitFor();
  const { status } = await seen(asked);
  assert.deepEqual([status.state, status.slots.length, status.instead], ['offered', 2, false]);
});

test('a sensitive reason reaches the family only as a restriction', async () => {
  const asked = await book(mock, family, (slots) => slots[20]);
  await view(`request/${asked.id}/reject`, 'Why is the request rejected?');
  await page.getByLabel('The two must be kept apart').check();
  await page.getByText('The family is told: the person has a restriction.').waitFor();
  await assertAccessible(page, 'request, reject');
  await page.getByRole('button', { name: 'Reject the request' }).click();
  await title('Request rejected');
  assert.deepEqual((await seen(asked)).status, { state: 'rejected', reason: 'restricted' });
});

test('a ban marks a call that was booked before; extra calls and the last visit are kept', async () => {
  await view(`person/${prisoner.number}/restriction`, 'Add a ban or restriction');
  await page.getByLabel('No calls with a visitor: banned').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await refused('Choose the visitor.');
  await page.getByRole('radio', { name: /^Siân Example/ }).check();
  await page.getByLabel('Note for colleagues').fill('Letter of 30 October');
  await assertAccessible(page, 'person, restriction');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Calls that it affects are marked below').waitFor();
  await page.getByText('Look again').first().waitFor();
  await assertAccessible(page, 'person');
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('status').getByText('It has ended.').waitFor();
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await page.getByRole('status').getByText('Mae wedi dod i ben.').waitFor();
  await page.getByRole('button', { name: 'English' }).click();

  await page.getByRole('link', { name: 'Give extra calls' }).click();
  await page.getByLabel('Calls more').fill('2');
  await assertAccessible(page, 'person, extra calls');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/2 calls, 0 minutes more/).waitFor();
  await page.getByRole('link', { name: 'Change the visit' }).click();
  await page.getByLabel('Date of the visit').fill('2026-01-15');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Thursday 15 January 2026').waitFor();
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  await title('Where is the person?');
  await assertAccessible(page, 'person, whereabouts');
});

test('the list of the day says who, when and on which laptop, on paper too; what happens is told to the family', async () => {
  const { items } = await mock.api('GET', '/v1/bookings', { token: family });
  const [booking] = items.filter(({ status }) => status.state === 'booked');
  const date = booking.starts_at.slice(0, 10);
  await view(`day/${date}`, /^Video calls,/);
  const row = page.getByRole('row').filter({ hasText: prisoner.number }).filter({ hasText: clock(booking.starts_at) });
  await row.getByText('Laptop 1').waitFor();
  await assertAccessible(page, 'the day');
  await page.setViewportSize({ width: 390, height: 800 });
  await assertAccessible(page, 'the day, phone width');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.getByRole('navigation').isHidden());
  assert.ok(await page.getByRole('columnheader', { name: 'Notes' }).isVisible());
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 1_000);
  await page.emulateMedia({ media: 'screen' });

  await row.getByRole('link', { name: 'Something happened' }).click();
  await page.getByRole('button', { name: 'Tell the family' }).click();
  await refused('Choose what happened.');
  await page.getByLabel('It begins later').check();
  await page.getByLabel('How many minutes later').fill('10');
  await assertAccessible(page, 'event, late');
  await page.getByRole('button', { name: 'Tell the family' }).click();
  await title('The family was told');
  assert.equal(Date.parse((await seen(booking)).delayed_to), Date.parse(booking.starts_at) + 10 * 60_000);

  await page.getByRole('link', { name: 'Back to the day' }).click();
  await row.getByText('Late: expected').waitFor();
  await row.getByRole('link', { name: 'Something happened' }).click();
  await page.getByLabel('The person is in court').check();
  await page.getByRole('button', { name: 'Tell the family' }).click();
  await title('The family was told');
  await assertAccessible(page, 'event, told');
  assert.deepEqual((await seen(booking)).status, { state: 'cancelled', reason: 'prisoner_out' });
  await page.getByRole('link', { name: 'Back to the day' }).click();
  await row.getByText('Does not take place').waitFor();
});
