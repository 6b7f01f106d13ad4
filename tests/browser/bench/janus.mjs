// Janus on loopback, for measuring beside it: a process of ours with a configuration of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PLUGINS = '/usr/lib/x86_64-linux-gnu/janus';
const QUIET = ['textroom', 'audiobridge', 'duktape', 'lua', 'nosip', 'recordplay', 'sip', 'streaming', 'videocall', 'voicemail'];

/** Starts Janus; `base` is its HTTP API, `pid` its process, `stop()` ends it. */
export async function startJanus() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'kinline-janus-'));
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write('janus.jcfg', `general: { debug_level = 3; log_to_stdout = true; session_timeout = 0
    plugins_folder = "${PLUGINS}/plugins"; transports_folder = "${PLUGINS}/transports"
    events_folder = "${PLUGINS}/events"; loggers_folder = "${PLUGINS}/loggers" }
    nat: { ice_enforce_list = "127.0.0.1,lo"; ice_lite = true; full_trickle = false; nice_debug = false }
    media: { ipv6 = false }
    plugins: { disable = "${QUIET.map((name) => `libjanus_${name}.so`).join(',')}" }
    transports: { disable = "libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_websockets.so" }
    events: { broadcast = false }`);
  write('janus.transport.http.jcfg', `general: { json = "compact"; base_path = "/janus"; http = true; port = ${port}; ip = "127.0.0.1"; https = false }
    admin: { admin_http = false }
    cors: { allow_origin = "*" }`);
  write('janus.plugin.echotest.jcfg', 'general: { events = false }');
  write('janus.plugin.videoroom.jcfg', `general: { events = false }
    room-1: { publishers = 2; bitrate = 0; videocodec = "h264"; audiocodec = "opus"; h264_profile = "42e01f" }`);
  const child = spawn('janus', ['--configs-folder', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { log = (log + data).slice(-20_000); });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const base = `http://127.0.0.1:${port}/janus`;
  await answers(`${base}/info`, child, () => log);
  return {
    base, pid: child.pid, log: () => log,
    async stop() { child.kill(); await ended; rmSync(folder, { recursive: true }); },
  };
}

async function answers(url, child, log) {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`Janus ended:\n${log()}`);
    const reply = await fetch(url).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Janus does not answer:\n${log()}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
