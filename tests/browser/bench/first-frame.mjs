// From the call to the first decoded picture, ms: ours beside Chromium to Chromium and Janus, in turn, in one run.
import { setTimeout as pass } from 'node:timers/promises';
import { openPage } from './peers.mjs';
import { startJanus } from './janus.mjs';
import { startMock } from '../support/mock.mjs';
import { startPhone } from '../support/phone.mjs';
import { median, table } from './table.mjs';

const rounds = Number(process.argv[2] ?? 9);
const mock = await startMock({ seed: 'call-now' });
const janus = await startJanus();
const browser = await openPage();
const { media } = mock.call;
const [family, laptop] = ['family', 'laptop'].map((role) => mock.person(role).token);
const results = new Map();
const add = (name, ms) => results.set(name, [...(results.get(name) ?? []), ms]);

for (let round = 0; round < rounds; round++) {
  add('Chromium to Chromium, one page', await (await browser.plain()).evaluate(() => bench.direct()));
  await browser.hangUp();

  add('Chromium, Janus, Chromium (echo)', await (await browser.plain()).evaluate((base) => bench.janusEcho(base), janus.base));
  await browser.hangUp();

  const both = [family, laptop].map((token) => startPhone(mock, token, { seconds: 3 }));
  for (const { first_frame_ms } of await Promise.all(both.map((phone) => phone.ended))) add('phone, relay, phone: join at once', first_frame_ms);

  const waiting = startPhone(mock, family);
  await waiting.sending;
  await pass(1_500); // it has been waiting for a while
  add('Chromium joins a waiting phone', await (await browser.kinline(mock)).evaluate(([url, token]) => bench.post(url, token, 'both'), [media, laptop]));
  await browser.hangUp();
  await waiting.result();

  const page = await browser.kinline(mock);
  const joined = page.evaluate(([url, token]) => bench.post(url, token, 'both'), [media, laptop]);
  await page.evaluate(() => bench.connected());
  await pass(1_500);
  add('phone joins a waiting Chromium', (await startPhone(mock, family, { seconds: 3 }).ended).first_frame_ms);
  await joined;
  await browser.hangUp();
}

await browser.close();
await janus.stop();
await mock.stop();

const base = results.get('Chromium to Chromium, one page');
table('Call to first decoded picture, ms', ['peer', 'median', 'min', 'max', 'of Chromium to Chromium'],
  [...results].map(([name, values]) => [name, median(values), Math.min(...values), Math.max(...values), median(values) / median(base)]));
