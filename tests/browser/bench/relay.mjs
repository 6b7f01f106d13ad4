// CPU and memory of the relay with one publisher and 1 to 6 watchers: ours beside Janus, in one run.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';
import { openPage } from './peers.mjs';
import { startJanus } from './janus.mjs';
import { startMock } from '../support/mock.mjs';
import { table } from './table.mjs';

const seconds = Number(process.argv[2] ?? 8);
const watchers = [1, 2, 3, 4, 5, 6];

const ours = await measureOurs();
const theirs = await measureJanus();
table(`Relay, ms of CPU a second, one publisher of 640x360 H.264 and Opus (${seconds} s each)`,
  ['watchers', 'ours', 'Janus', 'ours kbit/s out', 'Janus kbit/s out'],
  watchers.map((count, i) => [count, ours.points[i].cpu, theirs.points[i].cpu, ours.points[i].rate, theirs.points[i].rate]));
const [slope, janusSlope] = [each(ours.points), each(theirs.points)];
table('Relay, for each further watcher', ['', 'ours', 'Janus', 'ours of Janus'], [
  ['ms of CPU a second', slope, janusSlope, slope / janusSlope],
  ['memory with 6 watchers, MB', ours.memory, theirs.memory, ours.memory / theirs.memory],
]);

async function measureOurs() {
  const mock = await startMock({ seed: 'call-now' });
  const browser = await openPage();
  const page = await browser.kinline(mock);
  const token = (role) => mock.person(role).token;
  await page.evaluate(([url, token]) => bench.post(url, token, 'send'), [mock.call.media, token('laptop')]);
  const watch = (page) => page.evaluate(([url, token]) => bench.post(url, token, 'receive'), [mock.call.watch, token('staff')]);
  const result = await grow(mock.pid, page, () => watch(page));
  await browser.close();
  await mock.stop();
  return result;
}

async function measureJanus() {
  const janus = await startJanus();
  const browser = await openPage();
  const page = await browser.plain();
  const feed = await page.evaluate((base) => bench.janusPublish(base), janus.base);
  const watch = () => page.evaluate(([base, feed]) => bench.janusWatch(base, feed), [janus.base, feed]);
  const result = await grow(janus.pid, page, watch);
  await browser.close();
  await janus.stop();
  return result;
}

/** Adds watchers one by one and measures each step. */
async function grow(pid, page, watch) {
  const points = [];
  for (const _ of watchers) {
    await watch();
    await pass(2_000); // the publisher's bit rate settles
    const [before, bytesBefore] = [cpu(pid), (await page.evaluate(() => bench.received())).bytes];
    await pass(seconds * 1_000);
    const bytes = (await page.evaluate(() => bench.received())).bytes - bytesBefore;
    points.push({ cpu: (cpu(pid) - before) / seconds, rate: (bytes * 8) / seconds / 1_000 });
  }
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;
  return { points, memory };
}

/** ms of CPU that a process has used, over all its threads. */
function cpu(pid) {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
    .reduce((sum, ms) => sum + ms, 0);
}

function each(points) {
  return (points.at(-1).cpu - points[0].cpu) / (points.length - 1);
}
