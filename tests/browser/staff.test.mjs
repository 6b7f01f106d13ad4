/** Staff watch a call, pause, resume and end it; its recording plays. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { assertAccessible, openAs, openBrowser, openPage, signIn, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';
import { startPhone } from './support/phone.mjs';
import { LISTEN, installEyes, look, seeGreen, seeMark, seeMoving } from './support/pictures.mjs';

let mock;
let browser;
let laptop;
let staff;
let phone;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ seed: 'call-now' }), openBrowser()]);
  const open = async (role, path) => {
    const page = await openPage(browser, mock, path);
    await page.context().addInitScript(LISTEN);
    await page.reload();
    await signIn(page, mock.person(role).code);
    return page;
  };
  laptop = await open('laptop', `/laptop#call/${mock.call.id}`);
  staff = await open('staff', '/staff');
  phone = startPhone(mock, mock.person('family').token);
  await laptop.getByRole('heading', { name: 'Call with' }).waitFor();
  await installEyes(laptop);
  await installEyes(staff);
});
after(async () => {
  await phone?.result().catch(() => {});
  await browser?.close();
  await mock?.stop();
});

const state = () => mock.api('GET', `/v1/calls/${mock.call.id}`, { token: mock.person('staff').token });
const decoded = (page) => page.evaluate(async () => (await globalThis.received()).framesDecoded);
let tile;

test('staff see both sides of a live call, and hear on demand', async () => {
  await staff.getByText('Live', { exact: true }).waitFor();
  await assertAccessible(staff, 'calls of today');
  await staff.getByRole('link', { name: mock.call.reference, exact: true }).click();
  await staff.getByRole('heading', { level: 1, name: `Call ${mock.call.reference}` }).waitFor();
  await assertAccessible(staff, 'call, not watched');
  await staff.getByRole('button', { name: 'Watch' }).click();
  const { participants } = await state();
  tile = (name) => `[data-participant="${participants.find((one) => one.name === name).id}"] video`;
  const prisoner = participants.find(({ side }) => side === 'prison').name;
  const first = await seeMark(staff, tile(mock.person('family').name));
  await seeMark(staff, tile(mock.person('family').name), first.frame + 10);
  await seeGreen(staff, tile(prisoner));
  await seeMoving(staff, tile(prisoner));
  await assertAccessible(staff, 'call, watched');

  const audible = () => staff.evaluate(() => [...document.querySelectorAll('.picture video')].filter(({ muted }) => !muted).length);
  assert.equal(await audible(), 0);
  await staff.getByRole('button', { name: `Turn sound on: ${mock.person('family').name}` }).click();
  assert.equal(await audible(), 1);
  await until(staff, async () => (await globalThis.received()).audioEnergy > 0);
});

test('a pause stops pictures and sound on both sides at once, while staff go on; the cover says why', async () => {
  const family = tile(mock.person('family').name);
  await staff.getByRole('button', { name: 'Pause …' }).click();
  await staff.getByRole('dialog').getByLabel('A short check in the room').waitFor();
  await assertAccessible(staff, 'pause?');
  await staff.getByLabel('Somebody needs a moment').check();
  await staff.getByRole('button', { name: 'Pause', exact: true }).click();
  await staff.getByText('Paused by staff: Somebody needs a moment').waitFor();
  const cover = laptop.getByRole('alert').filter({ hasText: 'The call is paused' });
  await cover.getByText('Somebody needs a moment').waitFor();
  await cover.getByText('A member of staff starts the call again').waitFor();
  assert.equal(await laptop.locator('.pictures video.old').count(), 1, 'what was seen before the pause is hidden until more comes');
  await assertAccessible(laptop, 'paused');
  await assertAccessible(staff, 'paused');

  const { left_ms: left, phase, reasons } = await state();
  assert.deepEqual([phase, reasons], ['paused', [{ reason: 'staff', why: 'wellbeing' }]]);
  // What was on its way may still be shown; then staff see moving pictures while nothing comes to the laptop.
  const { frame } = await seeMark(staff, family);
  const settled = await seeMark(staff, family, frame + 20);
  const before = await laptop.evaluate(() => globalThis.received());
  await seeMark(staff, family, settled.frame + 40);
  const later = await laptop.evaluate(() => globalThis.received());
  assert.equal(later.framesDecoded, before.framesDecoded, 'pictures go on');
  assert.ok(later.audioEnergy <= before.audioEnergy * 1.001 + 1e-6, `sound goes on: ${before.audioEnergy}, then ${later.audioEnergy}`);
  assert.equal((await state()).left_ms, left, 'time runs in a pause');
});

test('resuming brings pictures back to both sides', async () => {
  const frames = await decoded(laptop);
  await staff.getByRole('button', { name: 'Resume' }).click();
  await laptop.getByText('The call is paused').waitFor({ state: 'hidden' });
  await until(laptop, async (before) => (await globalThis.received()).framesDecoded > before + 20, frames);
  await seeMark(laptop, '.pictures video:not(.old)');
  assert.ok((await state()).returned_ms > 0);
});

test('the phone saw moving pictures of the laptop, and heard it', async () => {
  const seen = await phone.result();
  phone = undefined;
  assert.ok(seen.frames_in > 30, JSON.stringify(seen));
  assert.ok(seen.audio_played > 50, JSON.stringify(seen));
});

test('ending asks first; both sides are told how it ended', async () => {
  await staff.getByRole('button', { name: 'End …' }).click();
  await assertAccessible(staff, 'end?');
  await staff.getByRole('button', { name: 'Cancel' }).click();
  assert.notEqual((await state()).phase, 'ended');
  await staff.getByRole('button', { name: 'End …' }).click();
  await staff.getByRole('button', { name: 'End the call' }).click();
  await staff.getByText('The call is over. Ended by staff').waitFor();
  await laptop.getByRole('heading', { level: 1, name: 'The call is over' }).waitFor();
  await laptop.getByText('A member of staff ended the call').waitFor();
  await assertAccessible(laptop, 'ended');
});

test('the recordings play side by side, and ffprobe finds nothing wrong', async () => {
  const { token } = mock.person('staff');
  let items = [];
  while (items.length < 2 || items.some(({ sha256 }) => !sha256)) {
    ({ items } = await mock.api('GET', `/v1/staff/calls/${mock.call.id}/recordings`, { token }));
  }
  await staff.getByRole('link', { name: 'Recordings of this call' }).click();
  await staff.getByRole('button', { name: 'Play' }).waitFor();
  await installEyes(staff);
  await until(staff, (count) => [...document.querySelectorAll('.picture video')].filter(({ readyState }) => readyState >= 2).length === count, items.length);
  const lengths = await staff.evaluate(() => [...document.querySelectorAll('.picture video')].map(({ duration }) => duration));
  lengths.forEach((length, index) => assert.ok(Math.abs(length - items[index].duration_ms / 1000) < 0.5, `${length} s, ${items[index].duration_ms} ms`));
  await staff.getByRole('button', { name: 'Play' }).click();
  await until(staff, () => [...document.querySelectorAll('.picture video')].every((video) => video.currentTime > 2 && video.getVideoPlaybackQuality().totalVideoFrames > 20));
  await staff.getByRole('button', { name: 'Pause' }).click();
  // Somebody may have come seconds after the other: to where both are.
  const both = Math.max(...items.map(({ starts_ms: starts }) => starts)) / 1000 + 1;
  await staff.getByLabel('Position').fill(both.toFixed(1));
  const ends = items.map(({ starts_ms: starts }) => both - starts / 1000 + 0.5);
  await until(staff, (most) => [...document.querySelectorAll('.picture video')].every(({ currentTime, seeking }, index) => !seeking && currentTime <= most[index]), ends);
  await assertAccessible(staff, 'recordings');

  for (const { id, name } of items) {
    const file = join(mock.data, `${name}.mp4`);
    await writeFile(file, await mock.api('GET', `/v1/staff/recordings/${id}`, { token }));
    const { stdout, stderr } = await promisify(execFile)('ffprobe', ['-v', 'error', '-count_frames', '-show_entries',
      'stream=codec_name,nb_read_frames', '-of', 'json', file]);
    const codecs = Object.fromEntries(JSON.parse(stdout).streams.map((stream) => [stream.codec_name, Number(stream.nb_read_frames)]));
    assert.ok(codecs.h264 > 30 && codecs.opus > 50, `${name}: ${stdout}`);
    assert.equal(stderr, '', name);
  }
});

test('the recording of the phone shows the phone’s picture', async () => {
  const name = mock.person('family').name;
  const selector = `video[aria-label="Recording of ${name}"]`;
  const { frame } = await seeMark(staff, selector);
  await staff.getByRole('button', { name: 'Play' }).click();
  await seeMark(staff, selector, frame + 10);
  assert.ok((await look(staff, selector)).width >= 320);
});
