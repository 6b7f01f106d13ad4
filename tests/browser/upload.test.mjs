/** An unmodified tus client sends a photo; the line is cut half-way; it goes on where it was. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from './support/browser.mjs';
import { drawPhoto, register, upload } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

const tus = await readFile(createRequire(import.meta.url).resolve('tus-js-client/dist/tus.min.js'), 'utf8');

let mock;
let browser;
let page;
before(async () => {
  [mock, browser] = await Promise.all([startMock(), openBrowser()]);
  page = await openPage(browser, mock, '/');
  await page.evaluate(tus);
});
after(async () => { await browser?.close(); await mock?.stop(); });

test('tus-js-client resumes a cut upload, and the reviewer gets every byte', async () => {
  const token = await register(mock, 'tus@example.org');
  const photo = await drawPhoto(page, 'tus');
  const half = Math.trunc(photo.length / 2);
  await mock.api('POST', '/v1/console/faults', {
    token: mock.person('developer').token,
    json: { method: 'PATCH', path: '/v1/uploads', effect: 'cut_request', bytes: half, times: 1 },
  });
  const offsets = [];
  page.on('request', (request) => request.method() === 'PATCH' && offsets.push(Number(request.headers()['upload-offset'])));

  const address = await page.evaluate(([base64, bearer]) => new Promise((resolve, reject) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const sent = new globalThis.tus.Upload(new Blob([bytes]), {
      endpoint: '/v1/uploads',
      retryDelays: [0, 100, 500, 1000, 2000],
      headers: { authorization: `Bearer ${bearer}` },
      metadata: { filetype: 'image/jpeg', kind: 'portrait' },
      onError: reject,
      onSuccess: () => resolve(sent.url),
    });
    sent.start();
  }), [photo.toString('base64'), token]);

  assert.ok(offsets.length >= 2, `the upload was not cut: ${offsets}`);
  assert.equal(offsets[0], 0);
  assert.ok(offsets.at(-1) > 0, `it began again at the start: ${offsets}`);

  const photos = [{ kind: 'portrait', upload: address.split('/').pop() },
    { kind: 'document_front', upload: await upload(mock, token, 'document_front', await drawPhoto(page, 'front')) }];
  const { case: id } = await mock.api('POST', '/v1/identity-cases', {
    token,
    json: { given_names: 'Tus', family_name: 'Upload', date_of_birth: '1986-03-04', document: 'passport', photos },
  });
  const kept = await mock.api('GET', `/v1/review/cases/${id}/photos/portrait`, { token: mock.person('reviewer').token });
  const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
  assert.equal(digest(kept), digest(photo));
});
