import { setTimeout as pass } from 'node:timers/promises';
import { openPage, startLine } from './peers.mjs';
import { startMock } from '../support/mock.mjs';
import { spawn } from 'node:child_process';
const mock = await startMock({ seed: 'call-now' });
const browser = await openPage();
const { media } = mock.call;
const [family, laptop] = ['family', 'laptop'].map((role) => mock.person(role).token);
for (let i = 0; i < 3; i++) {
const waiting = startLine(mock, media, family, 6);
await waiting.sending;
await pass(1500);
const page = await browser.kinline(mock);
const s = spawn('python3', ['/tmp/sniff.py', '2'], { stdio: 'inherit' });
await pass(300);
console.log(await page.evaluate(([url, token]) => bench.post(url, token, 'both'), [media, laptop]));
await pass(2000);
await browser.hangUp();
await waiting.stop();
}
await browser.close(); await mock.stop();
