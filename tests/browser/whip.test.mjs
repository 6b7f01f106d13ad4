/** A standard WHIP client publishes into a call and a standard WHEP client watches it, both unmodified. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openBrowser, openPage, signIn, until } from './support/browser.mjs';
import { startMock } from './support/mock.mjs';
import { LISTEN, installEyes, seeGreen, seeMoving } from './support/pictures.mjs';

const require = createRequire(import.meta.url);

let mock;
let browser;
let laptop;
let publisher;
let watcher;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ seed: 'call-now' }), openBrowser()]);
  laptop = await openPage(browser, mock, `/laptop#call/${mock.call.id}`);
  await signIn(laptop, mock.person('laptop').code);
  await laptop.getByRole('heading', { level: 1, name: 'Waiting room' }).waitFor();
  [publisher, watcher] = await Promise.all([openClient(), openClient()]);
});
after(async () => { await browser?.close(); await mock?.stop(); });

/** A page of no feature of ours, to which the client's modules are served as its own. */
async function openClient() {
  const page = await openPage(browser, mock, '/');
  await page.context().addInitScript(LISTEN);
  for (const name of ['whip', 'whep']) {
    await page.route(`**/clients/${name}.js`, (route) => route.fulfill({ path: require.resolve(`whip-whep/${name}.js`), contentType: 'text/javascript' }));
  }
  await page.reload();
  return page;
}

/** Magenta, which neither Chromium's camera nor the software phone's picture is, with a moving bar. */
async function seeMagenta(page, selector) {
  await page.waitForFunction((which) => {
    const seen = globalThis.look(which);
    return seen && seen.points.filter(([r, g, b]) => r > 150 && b > 150 && g < 110).length > seen.points.length * 0.7;
  }, selector, { timeout: 60_000, polling: 100 });
  await seeMoving(page, selector);
}

async function watch(address) {
  await watcher.evaluate(async ([url, token]) => {
    const { WHEPClient } = await import('/clients/whep.js');
    const connection = new RTCPeerConnection();
    const video = document.body.appendChild(Object.assign(document.createElement('video'), { autoplay: true, muted: true, id: 'watched' }));
    connection.addTransceiver('audio', { direction: 'recvonly' });
    connection.addTransceiver('video', { direction: 'recvonly' });
    video.srcObject = new MediaStream(connection.getReceivers().map(({ track }) => track));
    globalThis.client = new WHEPClient();
    await globalThis.client.view(connection, url, token);
  }, [address, mock.person('staff').token]);
  await installEyes(watcher);
}

async function stopWatching() {
  await watcher.evaluate(async () => { await globalThis.client.stop(); document.getElementById('watched').remove(); });
}

test('a WHIP client publishes: the laptop page shows its picture; candidates trickle by PATCH', async () => {
  const trickled = publisher.waitForResponse((response) => response.request().method() === 'PATCH');
  await publisher.evaluate(async ([url, token]) => {
    const { WHIPClient } = await import('/clients/whip.js');
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = canvas.getContext('2d');
    let at = 0;
    globalThis.drawing = setInterval(() => {
      context.fillStyle = '#f0f';
      context.fillRect(0, 0, 640, 360);
      context.fillStyle = '#000';
      context.fillRect((at += 7) % 640, 0, 40, 360);
    }, 50);
    const sound = new AudioContext();
    const oscillator = sound.createOscillator();
    const speaker = sound.createMediaStreamDestination();
    oscillator.connect(speaker);
    oscillator.start();
    const connection = new RTCPeerConnection();
    const tracks = [...speaker.stream.getTracks(), ...canvas.captureStream(20).getTracks()];
    for (const track of tracks) connection.addTransceiver(track, { direction: 'sendonly' });
    globalThis.client = new WHIPClient();
    await globalThis.client.publish(connection, url, token);
  }, [mock.call.media, mock.person('family').token]);
  await laptop.getByRole('heading', { level: 1, name: `Call with ${mock.person('family').name}` }).waitFor();
  await installEyes(laptop);
  await seeMagenta(laptop, '.pictures video');
  assert.equal((await trickled).status(), 204);
});

test('a WHEP client watches the laptop, and a participant that it names', async () => {
  await watch(mock.call.watch);
  await seeGreen(watcher, '#watched');
  await seeMoving(watcher, '#watched');
  await stopWatching();

  const { participants } = await mock.api('GET', `/v1/calls/${mock.call.id}`, { token: mock.person('staff').token });
  const { id } = participants.find(({ name }) => name === mock.person('family').name);
  await watch(`${mock.call.watch}?participant=${id}`);
  await seeMagenta(watcher, '#watched');
  await until(watcher, async () => (await globalThis.received()).audioEnergy > 0.001);
});

test('hanging up deletes the session', async () => {
  const answer = publisher.waitForResponse((response) => response.request().method() === 'DELETE');
  await publisher.evaluate(() => globalThis.client.stop());
  const deleted = await answer;
  assert.equal(deleted.status(), 200);
  await laptop.getByText('Your visitors have left the call').waitFor();
  const again = mock.api('DELETE', deleted.url(), { token: mock.person('family').token });
  await assert.rejects(again, /media_session_gone/);
});
