// CPU and memory of the relay with one publisher and 1 to 6 watchers: ours beside Janus, in one run.
//
// CPU is time that the process used, whatever else runs on the machine. Ours and Janus take turns, several rounds, and
// the median of each point counts: so what disturbs the machine for a while disturbs neither alone. Ours records the call
// meanwhile, which Janus does not: that thread is counted apart. Nor does either look at faces, which is another benchmark.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';
import { openPage } from './peers.mjs';
import { startJanus } from './janus.mjs';
import { startMock } from '../support/mock.mjs';
import { median, table } from './table.mjs';

const [seconds, rounds] = [Number(process.argv[2] ?? 6), Number(process.argv[3] ?? 3)];
const watchers = [1, 2, 3, 4, 5, 6];
/** Mbit/s that each watcher gets before it counts: noise of 2 Mbit/s is some 1.5 on a busy machine. */
const SETTLED = 1.4;

const measured = { ours: [], janus: [] };
for (let round = 0; round < rounds; round++) {
  measured.ours.push(await measureOurs());
  measured.janus.push(await measureJanus());
}
const [ours, theirs] = [middle(measured.ours), middle(measured.janus)];
table(`Relay, ms of CPU a second, one publisher of 2 Mbit/s H.264 and Opus (median of ${rounds} rounds, ${seconds} s each)`,
  ['watchers', 'ours', 'Janus', 'ours of Janus', 'ours Mbit/s out', 'Janus Mbit/s out', 'our recorder'],
  watchers.map((count, i) => [count, ours.points[i].cpu, theirs.points[i].cpu, ours.points[i].cpu / theirs.points[i].cpu,
    ours.points[i].rate, theirs.points[i].rate, ours.points[i].recorder]));
table('Relay', ['', 'ours', 'Janus', 'ours of Janus'], [
  ['ms of CPU a second, each further watcher', ours.each, theirs.each, ours.each / theirs.each],
  ['ms of CPU a Mbit sent, 6 watchers', ours.bit, theirs.bit, ours.bit / theirs.bit],
  ['memory with 6 watchers, MB', ours.memory, theirs.memory, ours.memory / theirs.memory],
]);

async function measureOurs() {
  const mock = await startMock({ seed: 'call-now', models: null });
  const browser = await openPage();
  const page = await browser.kinline(mock);
  const token = (role) => mock.person(role).token;
  await page.evaluate(([url, token]) => bench.post(url, token, 'send'), [mock.call.media, token('laptop')]);
  const watch = () => page.evaluate(([url, token]) => bench.post(url, token, 'receive'), [mock.call.watch, token('staff')]);
  const result = await grow(mock.pid, page, watch);
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
  for (const count of watchers) {
    await watch();
    for (let tries = 0; tries < 15 && (await measure(pid, page, 1)).rate < SETTLED * count; tries++);
    points.push(await measure(pid, page, seconds));
  }
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;
  return { points, memory };
}

/** ms of CPU a second that a process uses, its recorder apart, and Mbit/s that the page's watchers receive. */
async function measure(pid, page, seconds) {
  const now = async () => [performance.now(), ...cpu(pid), (await page.evaluate(() => bench.received())).bytes];
  const before = await now();
  await pass(seconds * 1_000);
  const after = await now();
  const [ms, used, recorder, bytes] = after.map((value, i) => value - before[i]);
  return { cpu: (used * 1_000) / ms, recorder: (recorder * 1_000) / ms, rate: (bytes * 8) / ms / 1_000 };
}

/** ms of CPU that a process has used: all its threads but the recorder, and the recorder. */
function cpu(pid) {
  const read = (task, file) => readFileSync(`/proc/${pid}/task/${task}/${file}`, 'utf8');
  const used = [0, 0];
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    used[Number(read(task, 'comm').trim() === 'recorder')] += Number(read(task, 'schedstat').split(' ')[0]) / 1e6;
  }
  return used;
}

/** The median of each figure over all rounds. */
function middle(runs) {
  const of = (figure) => median(runs.map(figure));
  const names = ['cpu', 'recorder', 'rate'];
  const points = watchers.map((_, i) => Object.fromEntries(names.map((name) => [name, of((run) => run.points[i][name])])));
  const last = points.at(-1);
  return {
    points,
    each: slope(points.map((point) => point.cpu)),
    bit: last.cpu / last.rate,
    memory: of((run) => run.memory),
  };
}

/** Of the straight line that is nearest to figures at even distances (least squares). */
function slope(figures) {
  const centre = (figures.length - 1) / 2;
  const weigh = (of) => figures.reduce((sum, figure, i) => sum + (i - centre) * of(figure, i), 0);
  return weigh((figure) => figure) / weigh((_, i) => i - centre);
}
