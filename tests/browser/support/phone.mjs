/** The software phone: a line of its own to a call's media, with the drawn picture and voice. */
import { spawn } from 'node:child_process';

/**
 * Starts `KINLINE_PHONE line --json` in a call, the seed's if none is named. `result()` hangs up and
 * resolves to what the phone saw and heard.
 */
export function startPhone(mock, token, call = mock.call.id) {
  const binary = process.env.KINLINE_PHONE;
  if (!binary) throw new Error('KINLINE_PHONE must be the path of the kinline-phone binary');
  const child = spawn(binary, ['line', '--media', new URL(`/v1/calls/${call}/media`, mock.base).href, '--token', token, '--certificate', mock.certificate,
    '--seconds', '600', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (data) => { printed += data; });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    async result() {
      child.kill('SIGINT');
      const code = await ended;
      const last = printed.trim().split('\n').pop();
      if (code !== 0) throw new Error(`kinline-phone ended with ${code}: ${last}`);
      return JSON.parse(last);
    },
  };
}
