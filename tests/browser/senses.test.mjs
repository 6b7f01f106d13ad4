/** A photograph and real speech go through the call: what the phone's camera and microphone are fed is what the laptop gets. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { callRoom, home } from './picture/scenes.mjs';
import { openBrowser, openPage, signIn, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';
import { startPhone } from './support/phone.mjs';
import { LISTEN, installEyes, likeness, look, lookAtFile, seeMoving } from './support/pictures.mjs';

const REMOTE = '.pictures video';
let browser;
let folder;
let mock;
let laptop;
let phone;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'kinline-senses-'));
  execFileSync('espeak-ng', ['-w', join(folder, 'speech.wav'), 'Hello my love. How was your week? We all think of you.']);
  await writeFile(join(folder, 'silence.wav'), silence(2));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  mock = await startMock({ seed: 'call-now' });
  laptop = await openPage(browser, mock, '/laptop');
  await laptop.context().addInitScript(LISTEN);
  await laptop.reload();
  await signIn(laptop, mock.person('laptop').code);
  await laptop.getByRole('link', { name: 'Go in to the call of' }).click();
});
afterEach(async () => {
  await phone?.result().catch(() => {});
  await laptop?.context().close();
  await mock?.stop();
});

/** The phone calls with this photograph before its camera and this file at its microphone. */
async function call(picture, voice) {
  const photo = await photograph(picture);
  await writeFile(join(folder, 'camera.jpg'), photo.jpeg);
  phone = startPhone(mock, mock.person('family').token, { camera: join(folder, 'camera.jpg'), voice: join(folder, voice) });
  await laptop.getByRole('heading', { level: 1, name: 'Call with' }).waitFor();
  await installEyes(laptop);
  await seeMoving(laptop, REMOTE, 30);
  return photo.png;
}

test('the laptop sees the photograph, and not another', async () => {
  const shown = await call(home, 'speech.wav');
  const other = (await photograph(callRoom)).png;
  const seen = await look(laptop, REMOTE);
  const [own, strange] = [likeness(seen, await lookAtFile(laptop, shown)), likeness(seen, await lookAtFile(laptop, other))];
  assert.ok(own > 0.5 && own > strange + 0.2, `like what was shown: ${own}, like another: ${strange}`);
});

test('the laptop hears the speech', async () => {
  await call(home, 'speech.wav');
  await until(laptop, async () => (await globalThis.received()).audioEnergy > 0.01);
});

test('a silent microphone is not heard', async () => {
  await call(home, 'silence.wav');
  const { audioPackets } = await laptop.evaluate(() => globalThis.received());
  await until(laptop, async (packets) => (await globalThis.received()).audioPackets > packets + 100, audioPackets);
  const { audioEnergy } = await laptop.evaluate(() => globalThis.received());
  assert.ok(audioEnergy < 0.001, `${audioEnergy}`);
});

/** A drawn scene, as a photograph of it. */
async function photograph(svg) {
  const page = await browser.newPage({ viewport: { width: 640, height: 360 } });
  await page.setContent(`<body style="margin:0">${svg}`);
  const files = { jpeg: await page.screenshot({ type: 'jpeg', quality: 90 }), png: await page.screenshot() };
  await page.close();
  return files;
}

/** So many seconds of nothing: a WAV file, 16 bits, 16 kHz, mono. */
function silence(seconds) {
  const bytes = seconds * 32_000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.alloc(bytes)]);
}
