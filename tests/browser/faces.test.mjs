/** Faces on the staff page: a portrait is set, a stranger pauses the call, is shown, and is allowed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { assertAccessible, openAs, openBrowser, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';
import { startPhone } from './support/phone.mjs';

const MODELS = process.env.KINLINE_MODELS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kinline/models');

let mock;
let browser;
let staff;
let phone;
before(async () => {
  mock = await startMock({ seed: 'call-now', models: MODELS });
  // Before the laptop's camera: somebody who is not the person in prison, and moves a little as people do.
  const wall = ',pad=1280:720:400:90:gray,scale=672:378,crop=640:360:16+15*sin(n/3):9';
  const film = await cut('sample6.jpg', '1034:184', 'stranger.y4m', wall, ['-loop', '1', '-framerate', '10', '-t', '4']);
  browser = await openBrowser([`--use-file-for-fake-video-capture=${film}`]);
  staff = await openAs(browser, mock, mock.person('staff'), '/staff');
});
after(async () => {
  await phone?.result().catch(() => {});
  await browser?.close();
  await mock?.stop();
});

/** A part of a photograph of the models' folder, as a file; `place` puts it before a wall. */
async function cut(photo, corner, name, place = '', how = []) {
  const file = join(mock.data, name);
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...how, '-i', join(MODELS, 'photos', photo),
    '-vf', `crop=480:540:${corner}${place}`, '-pix_fmt', 'yuv420p', file]);
  return file;
}

const state = () => mock.api('GET', `/v1/calls/${mock.call.id}`, { token: mock.person('staff').token });

test('a portrait is set on the page of a person in prison', async () => {
  const { participants: [laptop] } = await state();
  const { items } = await mock.api('GET', '/v1/staff/prisoners', { token: mock.person('staff').token });
  const { number } = items.find(({ given_names: given, family_name: family }) => `${given} ${family}` === laptop.name);
  await staff.goto(new URL(`/staff#person/${number}`, mock.base).href);
  await staff.getByText('None: the laptop’s picture in calls cannot be compared').waitFor();
  await staff.getByRole('link', { name: 'Change the portrait' }).click();
  await staff.getByRole('button', { name: 'Save' }).click();
  await staff.getByRole('alert').getByText('Choose a photo.').waitFor();
  await assertAccessible(staff, 'portrait, none chosen');
  await staff.getByLabel('Photo', { exact: true }).setInputFiles(await cut('sample3.jpg', '445:190', 'portrait.jpg'));
  await staff.getByRole('button', { name: 'Save' }).click();
  await staff.getByText('The portrait is kept. Calls are compared with it').waitFor();
  await until(staff, () => document.querySelector('img.portrait')?.naturalWidth === 480);
  await assertAccessible(staff, 'person with portrait');
});

test('a stranger pauses the call; staff see the picture and allow them, by keyboard', async () => {
  await staff.goto(new URL(`/staff#call/${mock.call.id}`, mock.base).href);
  await staff.getByRole('heading', { level: 2, name: 'Faces' }).waitFor();
  phone = startPhone(mock, mock.person('family').token);
  const laptop = await openAs(browser, mock, mock.person('laptop'), `/laptop#call/${mock.call.id}`);
  // The newest: who was not seen for a moment is another one.
  const card = staff.locator('.sightings > li').first();
  await card.getByText('There now').waitFor();
  await card.getByRole('heading', { name: 'Somebody who is not approved' }).waitFor();
  await staff.getByText('Prison: somebody in the picture is not approved').waitFor();
  await staff.getByText('Family: there is no portrait').waitFor();
  await until(staff, () => document.querySelector('.sightings img')?.naturalWidth > 0);
  await assertAccessible(staff, 'call, a stranger');
  const cover = laptop.getByRole('alert').filter({ hasText: 'The call is paused' });
  await cover.getByText('Somebody in your picture is not approved for this call.').waitFor();
  await cover.getByText('or when a member of staff allows the other person').waitFor();
  await assertAccessible(laptop, 'paused for a stranger');
  const { participants: [{ name }] } = await state();

  await card.getByRole('button', { name: new RegExp(`^Allow for this call.*: in the picture of ${name}$`) }).focus();
  await staff.keyboard.press('Enter');
  await card.getByText('Allowed for this call').waitFor();
  await staff.getByText('Live', { exact: true }).waitFor();
  assert.equal(await card.getByRole('button').count(), 0);
  await until(staff, () => document.activeElement?.tagName === 'H3');
  await assertAccessible(staff, 'call, a stranger allowed');
  await laptop.getByText('The call is paused').waitFor({ state: 'hidden' });
});

test('the same in Welsh', async () => {
  await staff.getByRole('button', { name: 'Cymraeg' }).click();
  const card = staff.locator('.sightings > li').first();
  await card.getByText('Caniatawyd ar gyfer yr alwad hon').waitFor();
  await card.getByRole('heading', { name: 'Rhywun nad yw wedi’i gymeradwyo' }).waitFor();
  await assertAccessible(staff, 'call, a stranger allowed, in Welsh');
});

test('without models staff read that nobody watches', async () => {
  const blind = await startMock({ seed: 'call-now', models: null });
  try {
    const page = await openAs(browser, blind, blind.person('staff'), `/staff#call/${blind.call.id}`);
    await page.getByText('Faces are not watched').waitFor();
    await assertAccessible(page, 'call, faces not watched');
  } finally {
    await blind.stop();
  }
});
