// The README's picture: the phone's screen and the laptop page in one real call. Writes the PNG that it is told.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, signIn } from '../support/browser.mjs';
import { codeFromMail } from '../support/family.mjs';
import { startMock } from '../support/mock.mjs';
import { callRoom, home } from './scenes.mjs';

const out = process.argv[2] ?? 'call.png';
const EMAIL = 'nan@example.org';
const folder = await mkdtemp(join(tmpdir(), 'kinline-picture-'));
const file = (name) => join(folder, name);

const painter = await openBrowser();
await photograph(home, file('home.png'));
await photograph(callRoom, file('room.png'));
execFileSync('ffmpeg', ['-loglevel', 'error', '-loop', '1', '-i', file('room.png'), '-t', '2', '-r', '20', '-pix_fmt', 'yuv420p', file('room.y4m')]);

const mock = await startMock({ seed: 'demo' });
const prisoner = mock.prisoners[0];
const worker = (role) => mock.people.find((person) => person.role === role && person.establishment === prisoner.establishment);
await book();
const { items: bookings } = await mock.api('GET', '/v1/console/bookings', { token: mock.person('developer').token });
const { starts_at: start } = bookings.find(({ establishment }) => establishment === prisoner.establishment);
await mock.api('PUT', '/v1/console/clock', { token: mock.person('developer').token, json: { now: new Date(Date.parse(start) - 2_000).toISOString() } });

const laptopBrowser = await openBrowser([`--use-file-for-fake-video-capture=${file('room.y4m')}`]);
const context = await laptopBrowser.newContext({ ignoreHTTPSErrors: true, permissions: ['camera', 'microphone'], viewport: { width: 960, height: 780 } });
const laptop = await context.newPage();
await laptop.goto(new URL('/laptop', mock.base).href);
await signIn(laptop, worker('laptop').code);
await laptop.getByRole('link', { name: 'Go in to the call of' }).click();
const call = startPhone('--camera', file('home.png'), 'call', '--html', file('phone.html'), '--seconds', '12');
await laptop.getByRole('heading', { level: 1, name: 'Call with' }).waitFor();
await laptop.waitForFunction(() => document.querySelector('.pictures video')?.videoWidth > 0);
await laptop.waitForTimeout(4_000); // the pictures sharpen
await laptop.screenshot({ path: file('laptop.png') });
await once(call, 'exit');
await compose();

await laptopBrowser.close();
await painter.close();
await mock.stop();
await rm(folder, { recursive: true });

/** Registers, is approved, and books, with the software phone. */
async function book() {
  const { token } = mock.person('reviewer');
  const { token: staff } = worker('staff');
  phone('register', '--email', EMAIL);
  phone('confirm', '--code', await codeFromMail(mock, EMAIL));
  phone('identity', '--given-names', 'Megan', '--family-name', 'Example', '--born', '1951-05-06');
  const [{ id }] = (await mock.api('GET', '/v1/review/cases', { token })).items;
  await mock.api('POST', `/v1/review/cases/${id}/decision`, { token, json: { decision: 'approve' } });
  phone('policy');
  phone('contact', '--establishment', prisoner.establishment, '--number', prisoner.number, '--given-names', prisoner.given_names,
    '--family-name', prisoner.family_name, '--born', prisoner.date_of_birth);
  const request = (await mock.api('GET', '/v1/staff/contacts', { token: staff })).items.find(({ visitor }) => visitor === 'Megan Example');
  await mock.api('POST', `/v1/staff/contacts/${request.contact.id}/decision`, { token: staff, json: { decision: 'approve' } });
  phone('book');
}

function phone(...step) {
  execFileSync(process.env.KINLINE_PHONE, [...address(), ...step], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function startPhone(...step) {
  return spawn(process.env.KINLINE_PHONE, [...address(), ...step], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function address() {
  return ['--data', file('phone'), '--server', mock.base, '--certificate', mock.certificate, '--time-zone', 'Europe/London'];
}

async function photograph(svg, path) {
  const page = await painter.newPage({ viewport: { width: 640, height: 360 } });
  await page.setContent(`<body style="margin:0">${svg}`);
  await page.screenshot({ path });
  await page.close();
}

/** Both side by side, as one PNG. */
async function compose() {
  const image = async (path) => `data:image/png;base64,${(await readFile(path)).toString('base64')}`;
  const screen = await painter.newPage({ viewport: { width: 390, height: 780 } });
  await screen.goto(`file://${file('phone.html')}`);
  await screen.screenshot({ path: file('phone.png') });
  const page = await painter.newPage({ viewport: { width: 1460, height: 880 } });
  await page.setContent(`<style>
      body { margin: 0; display: flex; gap: 40px; align-items: center; justify-content: center; height: 880px; background: #cfd9de }
      img { display: block } .phone { border: 12px solid #14202b; border-radius: 36px } .laptop { border: 14px solid #3a4852; border-bottom-width: 34px; border-radius: 14px; width: 900px }
    </style><img class="phone" src="${await image(file('phone.png'))}"><img class="laptop" src="${await image(file('laptop.png'))}">`);
  await page.waitForFunction(() => [...document.images].every((picture) => picture.complete));
  await writeFile(out, await page.screenshot());
}
