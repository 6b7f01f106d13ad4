/** The software phone: a line of its own to a call's media, with the drawn picture and voice. */
import { spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PATIENCE } from './browser.mjs';

/**
 * Starts `KINLINE_PHONE line --json` in a call, the seed's if none is named. `result()` hangs up and resolves
 * to what the phone saw and heard; the first and every hundredth picture that it decoded are kept
 * as PNG in the folder `frames`, if one is named:
 * `pictures(count)` waits for them. `camera` and `voice` are files that it is to show and say. It ends by itself after
 * `seconds`: then `ended` resolves to the same as `result()`. `sending`: its first picture has left.
 */
export function startPhone(mock, token, { call = mock.call.id, frames, camera, voice, seconds = 600 } = {}) {
  const binary = process.env.KINLINE_PHONE;
  if (!binary) throw new Error('KINLINE_PHONE must be the path of the kinline-phone binary');
  const child = spawn(binary, ['line', '--media', new URL(`/v1/calls/${call}/media`, mock.base).href, '--token', token, '--certificate', mock.certificate,
    '--seconds', String(seconds), '--json', ...option('--save-frames', frames), ...option('--camera', camera), ...option('--voice', voice)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const sending = new Promise((resolve) => child.stdout.on('data', (data) => { printed += data; resolve(); }));
  const ended = new Promise((resolve) => child.once('exit', resolve)).then((code) => {
    const last = printed.trim().split('\n').pop();
    if (code !== 0) throw new Error(`kinline-phone ended with ${code}: ${last}`);
    return JSON.parse(last);
  });
  // Who asks for neither is not to fail by it.
  ended.catch(() => {});
  return {
    sending,
    ended,
    async pictures(count) {
      const deadline = Date.now() + PATIENCE;
      let files = [];
      // The one after them is begun: so these are whole.
      while (files.length <= count) {
        if (Date.now() > deadline) throw new Error(`the phone decoded too few pictures: ${files}`);
        await pause(100);
        files = await readdir(frames).catch(() => []);
      }
      return Promise.all(files.sort().slice(0, count).map((file) => readFile(join(frames, file))));
    },
    async result() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function option(name, value) {
  return value ? [name, value] : [];
}
