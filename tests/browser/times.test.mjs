/** Days and times: changed part by part, seen before it counts, and no booked call dropped in silence. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser } from './support/browser.mjs';
import { book } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
let family;
let person;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ clock: '2026-11-23T09:00:00Z' }), openBrowser()]);
  person = mock.people.find(({ role, establishment }) => role === 'staff' && establishment === 'BWI');
  family = mock.person('family').token;
  page = await openAs(browser, mock, person, '/staff#times');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const portal = () => mock.api('GET', '/v1/staff/portal', { token: person.token });
const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();
const change = async (part) => {
  await page.getByRole('link', { name: new RegExp(`^Change\\s*: ${part}$`) }).click();
  await title(part);
};
const goOn = () => page.getByRole('button', { name: 'Continue' }).click();

test('what is typed is kept: half a time over a refusal and a reload, a part until it is saved', async () => {
  await title('Days and times');
  await assertAccessible(page, 'days and times');
  await change('The week');
  const monday = page.getByRole('group', { name: 'Monday' });
  await monday.getByRole('button', { name: 'Add a time' }).click();
  await monday.getByLabel('From').last().fill('18:00');
  await goOn();
  await page.getByRole('alert').getByText('Monday: fill in both times, or remove them.').waitFor();
  await assertAccessible(page, 'the week, refused');
  await page.reload();
  await title('The week');
  assert.equal(await monday.getByLabel('From').last().inputValue(), '18:00');
  await monday.getByLabel('To').last().fill('19:10');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await page.getByRole('heading', { level: 1, name: 'Yr wythnos' }).waitFor();
  const llun = page.getByRole('group', { name: 'Dydd Llun' });
  assert.equal(await llun.getByLabel('Hyd').last().inputValue(), '19:10');
  await assertAccessible(page, 'the week, Welsh');
  await page.getByRole('button', { name: 'English' }).click();
  await title('The week');
  await goOn();
  await page.getByText('You have changes that are not saved').waitFor();
  await page.reload();
  await page.getByText('You have changes that are not saved').waitFor();
  assert.ok(!(await portal()).timetable.recurring.mon.includes('1800-1910'), 'nothing counts yet');
});

test('every part can be changed, and reads as it was typed', async () => {
  await change('Closed dates and exceptions');
  await page.getByLabel('Close from').fill('2026-12-24');
  await page.getByLabel('Until').fill('2026-12-26');
  await page.getByRole('button', { name: 'Close these dates' }).click();
  await page.getByRole('button', { name: 'Remove Saturday 26 December 2026' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2026-12-23');
  await page.getByRole('button', { name: 'Add this date' }).click();
  const special = page.getByRole('group', { name: 'Wednesday 23 December 2026' });
  await special.getByRole('button', { name: 'Add a time' }).click();
  await special.getByLabel('From').fill('09:00');
  await special.getByLabel('To').fill('11:00');
  await assertAccessible(page, 'closed dates');
  await goOn();
  await page.getByText('Friday 25 December 2026').first().waitFor();

  await change('Calls and laptops');
  await page.getByLabel('Between two calls on one laptop').fill('');
  await goOn();
  await page.getByRole('alert').getByText('Between two calls on one laptop: write a number.').waitFor();
  await page.getByLabel('Between two calls on one laptop').fill('10');
  await assertAccessible(page, 'calls and laptops');
  await goOn();
  await change('Allowance');
  await page.getByLabel('Minutes').fill('90');
  await goOn();
  await change('Who may ask, and who decides');
  await page.getByLabel('Staff, for a family that telephones').uncheck();
  await page.getByLabel('Staff decide each request').check();
  await assertAccessible(page, 'who may ask');
  await goOn();
  await change('Visitors');
  await page.getByLabel('A visitor counts as an adult from').fill('16');
  await goOn();
  await change('Precedence and kept calls');
  await page.getByLabel('Somebody goes first after').fill('60');
  await assertAccessible(page, 'precedence');
  await goOn();
  await change('What families should know');
  await page.getByLabel('In English').fill('Be there ten minutes early.');
  await page.getByLabel('In Welsh').fill('Byddwch yno ddeg munud yn gynnar.');
  await assertAccessible(page, 'what families should know');
  await goOn();
  await page.getByText('90 each month').waitFor();
  await assertAccessible(page, 'days and times, changed');
});

test('the check says what a family will see; saving makes it count', async () => {
  const [answer] = await Promise.all([page.waitForResponse(/\/portal\/preview$/), page.getByRole('link', { name: 'Check and save' }).click()]);
  await title('Check before saving');
  const offered = (await answer.json()).days.flatMap(({ slots }) => slots);
  await page.getByText(`${offered.length} times could be booked`).waitFor();
  await page.getByText('Show the days and times').click();
  await page.getByRole('row', { name: /^Monday .* 18:00/ }).first().waitFor();
  await assertAccessible(page, 'check');
  await page.getByRole('button', { name: 'Save' }).click();
  await title('Days and times saved');
  await assertAccessible(page, 'saved');
  const { settings, timetable } = await portal();
  assert.ok(timetable.recurring.mon.includes('1800-1910'));
  assert.deepEqual([timetable.unbookable, timetable.anomalous], [['2026-12-24', '2026-12-25'], { '2026-12-23': ['0900-1100'] }]);
  assert.deepEqual([settings.turn_round_seconds, settings.minutes_a_month, settings.adult_age, settings.reserved.days_without_visit, settings.automatic, settings.who_may_ask.establishment],
    [600, 90, 16, 60, false, false]);
  assert.equal(settings.information.cy, 'Byddwch yno ddeg munud yn gynnar.');
});

test('a number that cannot be is refused, and leads to where it is mended', async () => {
  await page.getByRole('link', { name: 'Days and times', exact: true }).first().click();
  await change('Visitors');
  await page.getByLabel('A visitor counts as an adult from').fill('30');
  await goOn();
  await page.getByRole('link', { name: 'Check and save' }).click();
  const problem = page.getByRole('alert').getByRole('link', { name: /A visitor counts as an adult from: write a number from \d+ to \d+/ });
  await problem.waitFor();
  await assertAccessible(page, 'check, refused');
  await problem.click();
  await title('Visitors');
  assert.equal(await page.getByLabel('A visitor counts as an adult from').inputValue(), '30');
  await page.getByRole('link', { name: 'Back to days and times' }).click();
  await page.getByRole('button', { name: 'Discard my changes' }).click();
  await page.getByRole('status').getByText('Your changes were discarded').waitFor();
});

test('a booked call that a change hits is decided before it can be saved', async () => {
  await mock.api('PUT', '/v1/staff/portal', { token: person.token, json: { portal: await portal().then((all) => ({ ...all, settings: { ...all.settings, automatic: true } })), hits: [] } });
  const calls = [];
  for (const at of [0, 8, 16]) calls.push(await book(mock, family, (slots) => slots[at]));
  assert.ok(calls.every(({ status }) => status.state === 'booked'));
  await page.reload();
  await title('Days and times');
  await change('Closed dates and exceptions');
  for (const date of new Set(calls.map(({ starts_at: start }) => start.slice(0, 10)))) {
    await page.getByLabel('Close from').fill(date);
    await page.getByRole('button', { name: 'Close these dates' }).click();
  }
  await goOn();
  await page.getByRole('link', { name: 'Check and save' }).click();
  await page.getByText('3 booked calls do not fit').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('choose what becomes of the call').waitFor();
  const [kept, moved, cancelled] = calls.map(({ reference }) => page.getByRole('group', { name: `What becomes of ${reference}?` }));
  await kept.getByLabel('Keep it').check();
  await moved.getByLabel('Ask the family to move it').check();
  await page.getByLabel('Time to offer').nth(1).selectOption({ index: 2 });
  await cancelled.getByLabel('Cancel it').check();
  await assertAccessible(page, 'check, calls that are hit');
  await page.getByRole('button', { name: 'Save' }).click();
  await title('Days and times saved');
  await assertAccessible(page, 'saved, with calls that were hit');
  const states = await Promise.all(calls.map(async ({ id }) => (await mock.api('GET', `/v1/bookings/${id}`, { token: family })).status));
  assert.deepEqual(states.map(({ state }) => state), ['booked', 'offered', 'cancelled']);
  assert.ok(states[1].instead, 'a booked call keeps its time until the family agrees');
});

test('of two who change at once the later is told, and loses nothing', async () => {
  await page.goto(new URL('/staff#times', mock.base).href);
  await title('Days and times');
  await change('Bank holidays');
  await page.getByLabel('Date', { exact: true }).fill('2027-01-04');
  await page.getByRole('button', { name: 'Add this bank holiday' }).click();
  await page.getByRole('button', { name: 'Remove Friday 25 December 2026' }).click();
  await assertAccessible(page, 'bank holidays');
  await goOn();
  await page.getByText('Monday 4 January 2027').waitFor();
  await change('Allowance');
  await page.getByLabel('Minutes').fill('70');
  await goOn();
  await page.getByRole('link', { name: 'Check and save' }).click();
  await title('Check before saving');
  const theirs = await portal();
  Object.assign(theirs.settings, { calls_a_month: 9, minutes_a_month: 80 });
  theirs.timetable.recurring.sun = ['1000-1200'];
  await mock.api('PUT', '/v1/staff/portal', { token: person.token, json: { portal: theirs } });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has saved days and times since you began').waitFor();
  const told = page.getByRole('listitem');
  await told.filter({ hasText: 'The week: theirs counts' }).waitFor();
  await told.filter({ hasText: 'Allowance: you have both changed it' }).getByText('Show theirs').click();
  await told.getByText('80 each month').waitFor();
  await assertAccessible(page, 'days and times, somebody else has saved');
  await page.getByRole('link', { name: 'Check and save' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await title('Days and times saved');
  const { settings, timetable, holidays } = await portal();
  assert.deepEqual([settings.calls_a_month, settings.minutes_a_month, timetable.recurring.sun], [9, 70, ['1000-1200']]);
  assert.deepEqual(['2026-12-25', '2027-01-04'].map((date) => holidays.includes(date)), [false, true]);
});

test('a file is shown with what is odd in it before anything is changed', async () => {
  await page.goto(new URL('/staff#times', mock.base).href);
  await page.getByRole('link', { name: 'Read days and times from a file' }).click();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('alert').getByText('Choose a file first.').waitFor();
  await page.getByLabel('Timetable file').setInputFiles(new URL('../../server-mock/tests/timetables/dirt.yml', import.meta.url).pathname);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('heading', { name: 'What dirt.yml says' }).waitFor();
  const odd = page.getByRole('listitem');
  await odd.filter({ hasText: 'si: neither true nor false; read as' }).waitFor();
  await odd.filter({ hasText: '2026-12-21 - 2026-12-23: not a date' }).waitFor();
  await assertAccessible(page, 'days and times from a file');
  const before = await portal();
  await page.getByRole('button', { name: 'Take these over' }).click();
  await page.getByText('You have changes that are not saved').waitFor();
  await page.getByText('10:30 to 11:30').first().waitFor();
  assert.deepEqual(await portal(), before, 'nothing counts yet');
  await page.getByRole('button', { name: 'Discard my changes' }).click();
  await page.getByText('Your changes were discarded').waitFor();
});
