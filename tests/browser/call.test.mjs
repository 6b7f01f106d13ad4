/** The laptop page in a call with the software phone: pictures and sound both ways, and its words. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { assertAccessible, assertNoFailures, openAs, openBrowser, openPage, signIn, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';
import { startPhone } from './support/phone.mjs';
import { LISTEN, installEyes, likeness, look, lookAtFile, seeMark, seeMoving } from './support/pictures.mjs';

let mock;
let browser;
let laptop;
let phone;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });
beforeEach(async () => {
  mock = await startMock({ seed: 'call-now' });
  laptop = await openPage(browser, mock, '/laptop');
  await laptop.context().addInitScript(LISTEN);
  await laptop.reload();
  await signIn(laptop, mock.person('laptop').code);
});
afterEach(async () => {
  await phone?.result().catch(() => {});
  phone = undefined;
  await laptop?.context().close();
  await mock?.stop();
});

const enter = () => laptop.getByRole('link', { name: 'Go in to the call of' }).click();
const remote = '.pictures video';
const family = () => mock.person('family');

/** Both in the call, and the laptop sees the phone. */
async function talk() {
  await enter();
  phone = startPhone(mock, family().token, { frames: join(mock.data, 'frames') });
  await laptop.getByRole('heading', { level: 1, name: `Call with ${family().name}` }).waitFor();
  await installEyes(laptop);
  return seeMark(laptop, remote);
}

test('the waiting room says who is expected, shows the own picture, hears the microphone', async () => {
  await assertAccessible(laptop, 'calls of today');
  await enter();
  await laptop.getByRole('heading', { level: 1, name: 'Waiting room' }).waitFor();
  await laptop.locator('.present').getByText('not here yet').first().waitFor();
  await until(laptop, () => document.querySelector('.own video').videoWidth > 0);
  await until(laptop, () => document.querySelector('meter').value > 0.05);
  await assertAccessible(laptop, 'waiting room');
  await laptop.getByRole('button', { name: 'Cymraeg' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'Ystafell aros' }).waitFor();
  await laptop.getByRole('button', { name: 'Gadael yr ystafell aros' }).waitFor();
  await assertAccessible(laptop, 'waiting room, Welsh');
});

test('laptop page and software phone see and hear each other', async () => {
  const first = await talk();
  const later = await seeMark(laptop, remote, first.frame + 20);
  assert.equal(later.sender, first.sender);
  await seeMoving(laptop, remote, 20);
  await assertAccessible(laptop, 'call');
  const area = (selector) => laptop.locator(selector).first().evaluate((element) => element.clientWidth * element.clientHeight);
  assert.ok(await area('.own') < await area('.pictures .picture') / 4, 'the own picture covers the other');
  assert.equal(await laptop.locator('.pictures .picture').count(), 1, 'those who did not come take no place');

  const before = await laptop.evaluate(() => globalThis.received());
  await until(laptop, async (energy) => (await globalThis.received()).audioEnergy > energy * 1.2, before.audioEnergy);
  const { codecs, framesSent } = await laptop.evaluate(() => globalThis.received());
  assert.ok(codecs.some((codec) => /H264.*profile-level-id=42e01f/.test(codec)), codecs.join());
  assert.ok(framesSent > 0);

  const own = await look(laptop, '.own video');
  const pictures = await Promise.all((await phone.pictures(2)).map((file) => lookAtFile(laptop, file)));
  for (const picture of pictures) assert.ok(likeness(picture, own) > 0.7, `the phone saw something else: ${likeness(picture, own)}`);
  assert.ok(likeness(pictures[0], await look(laptop, remote)) < 0.3, 'two different pictures are not told apart');

  const result = await phone.result();
  phone = undefined;
  assert.ok(result.frames_in > 100, JSON.stringify(result));
  assert.ok(result.audio_played > 20, JSON.stringify(result));
  assertNoFailures(laptop);
});

test('the time left is the server’s and runs down', async () => {
  await talk();
  const seconds = async () => {
    const [, minutes, rest] = (await laptop.getByRole('timer').textContent()).match(/(\d+):(\d\d)/);
    return Number(minutes) * 60 + Number(rest);
  };
  const before = await seconds();
  await until(laptop, (then) => {
    const [, minutes, rest] = document.querySelector('[role=timer]').textContent.match(/(\d+):(\d\d)/);
    return Number(minutes) * 60 + Number(rest) < then - 1;
  }, before);
  const { left_ms: left } = await mock.api('GET', `/v1/calls/${mock.call.id}`, { token: mock.person('laptop').token });
  assert.ok(Math.abs(left / 1000 - await seconds()) < 5);
});

test('microphone and camera are switched off and on, and the button says so', async () => {
  await talk();
  await laptop.getByRole('button', { name: 'Microphone: on' }).click();
  await laptop.getByRole('button', { name: 'Microphone: off' }).waitFor();
  await laptop.getByRole('button', { name: 'Camera: on' }).click();
  await laptop.getByRole('button', { name: 'Camera: off' }).waitFor();
  const enabled = () => laptop.evaluate(() => document.querySelector('.own video').srcObject.getTracks().map((track) => track.enabled));
  assert.deepEqual(await enabled(), [false, false]);
  await laptop.getByRole('button', { name: 'Camera: off' }).click();
  await laptop.getByRole('button', { name: 'Microphone: off' }).click();
  assert.deepEqual(await enabled(), [true, true]);
});

test('leaving asks first, then says that the call is over', async () => {
  await talk();
  await laptop.getByRole('button', { name: 'Leave the call' }).click();
  await laptop.getByRole('dialog').getByText('The call ends for everybody').waitFor();
  await assertAccessible(laptop, 'leave?');
  await laptop.getByRole('button', { name: 'No, stay' }).click();
  await seeMark(laptop, remote);
  await laptop.getByRole('button', { name: 'Leave the call' }).click();
  await laptop.getByRole('button', { name: 'Yes, leave' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'The call is over' }).waitFor();
  await laptop.getByText('You left the call').waitFor();
  await assertAccessible(laptop, 'left');
  await laptop.getByRole('button', { name: 'Cymraeg' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'Mae’r alwad ar ben' }).waitFor();
  assert.equal(await laptop.locator('video').count(), 0, 'another language does not join again');
  await laptop.getByRole('button', { name: 'English' }).click();
  await laptop.getByRole('link', { name: 'Back to the calls of today' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'Calls today' }).waitFor();
});

test('the call comes back by itself when the line was dead for a while', async () => {
  const { frame } = await talk();
  mock.signal('SIGSTOP');
  await laptop.getByText('This laptop has lost its connection. It tries again by itself').waitFor();
  // The page has its words in both languages, whether the server answers or not.
  await laptop.getByRole('button', { name: 'Cymraeg' }).click();
  await laptop.getByText('Mae’r gliniadur hwn wedi colli ei gysylltiad. Mae’n rhoi cynnig arall').waitFor();
  await laptop.getByRole('button', { name: 'English' }).click();
  await assertAccessible(laptop, 'connection lost');
  mock.signal('SIGCONT');
  await laptop.getByText('It tries again by itself').waitFor({ state: 'hidden' });
  await seeMark(laptop, remote, frame);
  await laptop.getByText('The call is paused').waitFor({ state: 'hidden' });
});

test('the page tells that the server is gone, and is back in the call when the server is', async () => {
  await talk();
  await mock.crash();
  await laptop.getByText('This laptop has lost its connection').first().waitFor();
  await mock.restart();
  await laptop.getByText('It tries again by itself').waitFor({ state: 'hidden' });
  await phone.result().catch(() => {});
  phone = startPhone(mock, family().token);
  await seeMark(laptop, remote);
  assertNoFailures(laptop);
});

test('a call that is opened on a second page is told on the first', async () => {
  await enter();
  await laptop.getByRole('heading', { level: 1, name: 'Waiting room' }).waitFor();
  await laptop.locator('.present').getByText('not here yet').first().waitFor();
  const second = await openAs(browser, mock, mock.person('laptop'), `/laptop#call/${mock.call.id}`);
  await laptop.getByText('opened on another page').waitFor();
  await assertAccessible(laptop, 'opened elsewhere');
  await second.context().close();
  await laptop.getByRole('button', { name: 'Use this page instead' }).click();
  await laptop.getByRole('heading', { level: 1, name: 'Waiting room' }).waitFor();
});
