/** A mock server of one's own: the real binary, a free port, a data folder that is deleted after. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts `KINLINE_MOCK serve --json`; `models` is the folder of those that faces are watched with, `null` for none.
 * Resolves when it answers, to what it printed and:
 * `pid`, `data`, `person(role)`, `api(method, path, { token, json, body, headers })`, `signal(name)`,
 * `crash()`, `restart()`, `stop()`.
 */
export async function startMock({ seed = 'demo', clock, models } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'kinline-browser-'));
  const extra = clock ? ['--clock', clock] : [];
  let { child, ended, description } = await serve(data, '127.0.0.1:0', ['--seed', seed, ...extra], models);
  const agent = new Agent({ ca: await readFile(description.certificate) });
  const mock = {
    ...description,
    pid: child.pid,
    data,
    agent,
    person: (role) => mock.people.find((person) => person.role === role),
    api: (method, path, options) => call(agent, method, new URL(path, mock.base), options),
    signal: (name) => child.kill(name),
    /** Ends it as a power cut would. */
    async crash() {
      child.kill('SIGKILL');
      await ended;
    },
    /** Starts it again after a crash, at the same address with the same data. */
    async restart() {
      ({ child, ended, description } = await serve(data, new URL(mock.base).host, [], models));
      Object.assign(mock, { people: description.people, pid: child.pid });
    },
    async stop() {
      agent.destroy();
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
  return mock;
}

async function serve(data, listen, options, models) {
  const binary = process.env.KINLINE_MOCK;
  if (!binary) throw new Error('KINLINE_MOCK must be the path of the kinline-mock binary');
  const child = spawn(binary, ['serve', '--listen', listen, '--data', data, '--json', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { RUST_LOG: 'error', ...process.env, ...(models !== undefined && { KINLINE_MODELS: models ?? undefined }) } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => { throw new Error(`kinline-mock ended with ${code}`); }),
  ]);
  return { child, ended, description: JSON.parse(line) };
}

/** An API call that must succeed; resolves to its JSON, or to a Buffer of anything else. */
function call(agent, method, url, { token, json, body, headers = {} } = {}) {
  const sent = json === undefined ? body : JSON.stringify(json);
  const all = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers: all }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const isJson = /json/.test(answer.headers['content-type'] ?? '');
      const value = isJson ? JSON.parse(bytes) : bytes;
      if (answer.statusCode < 300) resolve(value);
      else reject(new Error(`${method} ${url.pathname}: ${answer.statusCode} ${bytes}`));
    });
    asked.on('error', reject);
    asked.end(sent);
  });
}
