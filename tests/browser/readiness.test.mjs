/** An establishment gets ready: steps on the staff page, real checks of the line from the laptop through the relay and back. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { assertAccessible, assertNoFailures, openAs, openBrowser, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';

const PLACE = 'SWI';
const LIMITS = '/v1/console/line-limits';

let browser;
let mock;
let laptop;
let staff;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  mock = await startMock();
  laptop = await openAs(browser, mock, worker('laptop'), '/laptop');
  staff = await openAs(browser, mock, worker('staff'), '/staff#readiness');
});
afterEach(async () => {
  await laptop?.context().close();
  await staff?.context().close();
  await mock?.stop();
});

const worker = (role) => mock.people.find((person) => person.role === role && person.establishment === PLACE);
const developer = (method, path, json) => mock.api(method, path, { token: mock.person('developer').token, json });
const readiness = () => mock.api('GET', '/v1/staff/readiness', { token: worker('staff').token });
const value = ({ readings }, measure) => readings.find((one) => one.measure === measure).value;

/** What a busy machine cannot break: that something is measured, and comes back. Everything else is judged as it is. */
async function forgiveSlowness() {
  const { items } = await developer('GET', LIMITS);
  const most = { loss_up: 60, loss_down: 60, jitter_up: 1e6, jitter_back: 1e6, round_trip: 1e6 };
  const least = { duration: 1, bandwidth_up: 1_000, bandwidth_down: 1_000, picture: 0.01, sound: 3, microphone: -100 };
  const wide = items.map((limit) => ({ ...limit, ...(limit.most === undefined ? { least: least[limit.measure] } : { most: most[limit.measure] }) }));
  await developer('PUT', LIMITS, { items: wide });
}

/** Does a check as a person does, and waits for its result. */
async function check(kind) {
  await laptop.evaluate(() => { location.hash = ''; });
  await laptop.getByRole('link', { name: 'Check this laptop' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'Check this laptop' }).waitFor();
  await laptop.getByLabel('Your name').fill('Elin Hughes');
  await laptop.getByLabel(kind, { exact: true }).check();
  await laptop.getByRole('button', { name: 'Start' }).click();
  await laptop.getByText('Sending a picture and a tone').waitFor();
  await assertAccessible(laptop, `check of the line, ${kind}, on its way`);
  await laptop.getByRole('button', { name: 'Check again' }).waitFor();
  const [newest] = (await readiness()).checks;
  return newest;
}

test('a network check and a test call that pass are the last steps: the establishment is live', async () => {
  await forgiveSlowness();
  await staff.getByText('Next step: Network checked.').waitFor();
  await assertAccessible(staff, 'readiness, not live');

  const network = await check('Network check');
  assert.equal(network.passed, true, JSON.stringify(network.readings));
  await laptop.getByText('This line is good enough for calls.').first().waitFor();
  await assertAccessible(laptop, 'network check, passed');
  assert.ok(value(network, 'picture') > 0 && value(network, 'sound') > 3, 'seen and heard');
  assert.ok(value(network, 'bandwidth_up') > 0 && value(network, 'bandwidth_down') > 0);

  const call = await check('Test call');
  assert.equal(call.passed, true, JSON.stringify(call.readings));
  assert.ok(value(call, 'microphone') > -100);
  assert.equal(call.by, 'Elin Hughes');
  assertNoFailures(laptop);

  await staff.reload();
  await staff.getByRole('heading', { name: 'Live: families can book calls' }).waitFor();
  await staff.locator('summary', { hasText: 'Test call on Laptop 1' }).click();
  await staff.getByRole('row', { name: 'Microphone' }).waitFor();
  await assertAccessible(staff, 'readiness, live');
  const { items } = await mock.api('GET', '/v1/establishments');
  assert.equal(items.find(({ id }) => id === PLACE).live, true);
});

test('a poor line fails, and says what to fix', async () => {
  await developer('POST', '/v1/console/faults', {
    path: '/v1/laptop/line-checks/', effect: 'poor_line', lose_every: 5, carries_bits: 700_000,
  });
  const network = await check('Network check');
  assert.equal(network.passed, false);
  const failed = network.readings.filter(({ passed }) => !passed).map(({ measure }) => measure);
  for (const measure of ['bandwidth_up', 'bandwidth_down', 'loss_up', 'loss_down']) {
    assert.ok(failed.includes(measure), `${measure}: ${JSON.stringify(network.readings)}`);
  }
  await laptop.getByRole('heading', { name: 'What to fix' }).waitFor();
  await laptop.getByText('Parts are lost on the way out.').waitFor();
  await laptop.getByText('Too little gets in.').waitFor();
  await assertAccessible(laptop, 'network check, failed');
  assertNoFailures(laptop);

  await staff.reload();
  await staff.getByText('Next step: Network checked.').waitFor();
  await staff.locator('summary', { hasText: 'Network check on Laptop 1' }).click();
  await staff.getByText('Too little gets out.').waitFor();
  await assertAccessible(staff, 'readiness, a check has failed');
});

test('staff note what they do by hand, and take it back', async () => {
  const trained = staff.locator('li.card', { hasText: 'Staff trained' });
  await staff.getByRole('button', { name: 'Take back: Staff trained' }).click();
  await staff.getByText('Next step: Staff trained.').waitFor();
  await trained.getByLabel('Done on').fill('2099-01-01');
  await trained.getByRole('button', { name: 'Mark as done: Staff trained' }).click();
  await staff.locator('.error-summary').waitFor();
  await assertAccessible(staff, 'readiness, a date to come');
  await trained.getByLabel('Done on').fill('2026-11-02');
  await trained.getByRole('button', { name: 'Mark as done: Staff trained' }).click();
  await trained.getByText('2 November 2026, Elin Hughes').waitFor();
  const { steps } = await readiness();
  assert.equal(steps[1].done.by, 'Elin Hughes');
  await until(staff, () => document.activeElement?.closest('.notice.good') !== null);
});

test('the laptop asks for a name, in Welsh too', async () => {
  await laptop.getByRole('button', { name: 'Cymraeg' }).click();
  await laptop.getByRole('link', { name: 'Profi’r gliniadur hwn' }).click();
  await laptop.getByRole('button', { name: 'Dechrau' }).click();
  await laptop.locator('.error-summary').getByText('Eich enw: rhowch enw').waitFor();
  await assertAccessible(laptop, 'check of the line, no name, in Welsh');
  assert.equal((await readiness()).checks.length, 0);
});
