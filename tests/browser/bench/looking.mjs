// What looking at faces costs the server: CPU for each sender and second, with nobody, one and two people in the picture.
// CPU is that of the thread that looks, whatever else runs on the machine.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readFile } from 'node:fs/promises';
import { startMock } from '../support/mock.mjs';
import { startPhone } from '../support/phone.mjs';
import { table } from './table.mjs';

const MODELS = process.env.KINLINE_MODELS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kinline/models');
const PHOTO = join(MODELS, 'photos/sample3.jpg');
const seconds = Number(process.argv[2] ?? 15);

const mock = await startMock({ seed: 'call-now', models: MODELS });
const cut = async (name, filter) => {
  const file = join(mock.data, name);
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', PHOTO, '-vf', filter, file]);
  return file;
};
const staff = { token: mock.person('staff').token };
const rows = [];
try {
  const { participants: [{ name }] } = await mock.api('GET', `/v1/calls/${mock.call.id}`, staff);
  const { items } = await mock.api('GET', '/v1/staff/prisoners', staff);
  const { number } = items.find(({ given_names: given, family_name: family }) => `${given} ${family}` === name);
  const body = await readFile(await cut('portrait.jpg', 'crop=480:540:445:190'));
  await mock.api('PUT', `/v1/staff/prisoners/${number}/portrait`, { ...staff, body, headers: { 'content-type': 'image/jpeg' } });
  const scenes = [['nobody (drawn)', undefined], ['one person', await cut('one.png', 'crop=480:540:445:190,pad=1280:720:400:90:gray')],
    ['three people', PHOTO]];
  for (const [what, camera] of scenes) {
    const phone = startPhone(mock, mock.person('laptop').token, { camera });
    await phone.sending;
    await pass(seconds * 1000);
    const { items: sessions } = await mock.api('GET', '/v1/console/media', { token: mock.person('developer').token });
    const { decoded, looks, cpu_ms: cpu } = sessions.find(({ faces }) => faces).faces;
    rows.push([what, decoded, looks, cpu]);
    await phone.result();
  }
} finally {
  await mock.stop();
}
table(`Looking at faces on the server, a sender and second (640x360, ${seconds} s each)`, ['in the picture', 'pictures decoded', 'looked at', 'ms of CPU'], rows);
