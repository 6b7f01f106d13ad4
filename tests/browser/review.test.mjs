/** A reviewer decides identity cases; the family reads what came of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openAs, openBrowser, openPage, until } from './support/browser.mjs';
import { drawPhoto, register, submitIdentity } from './support/family.mjs';
import { startMock } from './support/mock.mjs';

let mock;
let browser;
let page;
let artist;
before(async () => {
  [mock, browser] = await Promise.all([startMock({ models: null }), openBrowser()]);
  artist = await openPage(browser, mock, '/');
  page = await openAs(browser, mock, mock.person('reviewer'), '/review');
});
after(async () => { await browser?.close(); await mock?.stop(); });

const someone = async (given_names, family_name, email) => {
  const token = await register(mock, email);
  await submitIdentity(mock, artist, token, { given_names, family_name });
  return token;
};
const identity = (token) => mock.api('GET', '/v1/identity', { token });

test('the queue has the longest wait first, and says how long', async () => {
  await someone('First', 'Waiter', 'first@example.org');
  await someone('Second', 'Waiter', 'second@example.org');
  await page.getByRole('link', { name: 'Second Waiter' }).waitFor();
  const cases = await page.locator('.card h2 a').allTextContents();
  assert.ok(cases.indexOf('First Waiter') < cases.indexOf('Second Waiter'), cases.join());
  await page.getByText('Waiting for').first().waitFor();
  await assertAccessible(page, 'queue');
});

test('a case shows what was typed and the photos; approving it tells the family', async () => {
  const token = await someone('Mari Elen', 'Rees', 'mari@example.org');
  await page.getByRole('link', { name: 'Mari Elen Rees' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mari Elen Rees' }).waitFor();
  await page.getByText('4 March 1986').waitFor();
  await page.getByText('Driving licence').waitFor();
  await until(page, () => [...document.querySelectorAll('.photos img')].filter(({ naturalWidth }) => naturalWidth === 1200).length === 3);
  await assertAccessible(page, 'case');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('status').getByText('Mari Elen Rees is approved').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Mari Elen Rees' }).count(), 0);
  assert.equal((await identity(token)).state, 'approved');
});

test('photos are looked at closer, by keyboard alone', async () => {
  await someone('Zoomed', 'Closer', 'zoomed@example.org');
  await page.getByRole('link', { name: 'Zoomed Closer' }).click();
  const photo = page.getByRole('button', { name: 'Look closer: Back of the document of Zoomed Closer' });
  await photo.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Back of the document' });
  await dialog.waitFor();
  const width = () => dialog.locator('img').evaluate(({ clientWidth }) => clientWidth);
  const scrolled = () => dialog.locator('.look').evaluate(({ scrollLeft, scrollTop }) => scrollLeft + scrollTop);
  await until(page, () => document.querySelector('dialog img').naturalWidth === 1200);
  const before = await width();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await dialog.getByText('200 %').waitFor();
  assert.equal(await width(), before * 2);
  const middle = await scrolled();
  await page.keyboard.press('ArrowDown');
  await until(page, (from) => { const { scrollLeft, scrollTop } = document.querySelector('dialog .look'); return scrollLeft + scrollTop > from; }, middle);
  await assertAccessible(page, 'photo, larger');
  await page.keyboard.press('0');
  await dialog.getByText('100 %').waitFor();
  await dialog.getByRole('button', { name: 'Larger' }).click();
  await dialog.getByText('150 %').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await photo.evaluate((it) => it === document.activeElement));
});

test('the machine’s findings stand beside what was typed, in both languages', async () => {
  await someone('Found', 'Differently', 'found@example.org');
  const link = page.getByRole('link', { name: 'Found Differently' });
  await page.goto(new URL('/review#', mock.base).href);
  const id = (await link.getAttribute('href')).split('/').pop();
  // What this server finds in noise, without models.
  await link.click();
  await page.getByText('Faces are not compared on this server.').waitFor();
  await page.getByText('This kind of document has no machine-readable zone.').waitFor();
  const findings = {
    photos: [{ photo: 'document_front', problem: 'glare' }],
    zone: {
      state: 'read', photo: 'document_front', valid: false, expires: '2026-11-01', expiry: 'expired',
      lines: ['P<UTODIFFERENTLY<<FOUND<<<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO8603041F2611015<<<<<<<<<<<<<<02'],
      differences: [{ field: 'date_of_birth', typed: '1986-03-04', document: '1968-03-04' }],
    },
    faces: { state: 'compared', likeness: 'likely_not' },
  };
  await page.route(`**/v1/review/cases/${id}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), findings } });
  });
  const faces = { document_front: await drawPhoto(artist, 'document', { width: 160, height: 200 }), portrait: await drawPhoto(artist, 'portrait', { width: 180, height: 200 }) };
  await page.route('**/faces/*', (route) => route.fulfill({ contentType: 'image/jpeg', body: faces[route.request().url().split('/').pop()] }));
  await page.reload();
  await page.getByText('Likely not the same person').waitFor();
  const compared = (name) => page.locator('.summary > div').filter({ hasText: name }).last();
  await compared('Date of birth').getByText('Differs typed: 4 March 1986; on the document: 4 March 1968').waitFor();
  // What agrees is told too.
  await compared('First names').getByText('Agrees Found').waitFor();
  await compared('Last name').getByText('Agrees Differently').waitFor();
  await page.getByText('Do not fit').waitFor();
  await page.getByText('Front of the document: a reflection').waitFor();
  // Each face under its own name.
  for (const [caption, width] of [['On the document', 160], ['In the portrait', 180]]) {
    const face = page.locator('.faces figure').filter({ hasText: caption }).locator('img');
    await until(page, ([image, width]) => image.naturalWidth === width, [await face.elementHandle(), width]);
  }
  await assertAccessible(page, 'case with findings');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await page.getByText('Nid yr un person, mae’n debyg').waitFor();
  await page.getByText('teipiwyd: 4 Mawrth 1986; ar y ddogfen: 4 Mawrth 1968').waitFor();
  await assertAccessible(page, 'case with findings, in Welsh');
  await page.getByRole('button', { name: 'English' }).click();
  await page.unrouteAll({ behavior: 'wait' });
});

test('who has no attempt left is approved when their document was seen', async () => {
  const token = await someone('Five', 'Times', 'five@example.org');
  const reviewer = mock.person('reviewer').token;
  const open = async () => (await mock.api('GET', '/v1/review/cases', { token: reviewer })).items
    .find(({ submission }) => submission.given_names === 'Five');
  for (;;) {
    const { id, submission } = await open();
    await mock.api('POST', `/v1/review/cases/${id}/decision`, { token: reviewer, json: { decision: 'reject', reason: 'photo_dark' } });
    if ((await identity(token)).attempts_left === 0) break;
    await mock.api('POST', '/v1/identity-cases', { token, json: submission });
  }
  await page.goto(new URL('/review#', mock.base).href);
  await page.getByRole('heading', { name: 'Another way to show a document' }).waitFor();
  await assertAccessible(page, 'queue with another way');
  await page.getByRole('link', { name: 'Five Times' }).click();
  await page.getByRole('button', { name: 'Approve: the document was seen' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Choose how it was seen.' }).waitFor();
  await assertAccessible(page, 'case without attempts, refused');
  await page.getByLabel('The person came with it').check();
  await page.getByRole('button', { name: 'Approve: the document was seen' }).click();
  await page.getByRole('status').getByText('Five Times is approved').waitFor();
  assert.equal((await identity(token)).state, 'approved');
});

test('rejecting needs a reason; the family gets reason, photo and sentence', async () => {
  const token = await someone('Owain', 'Price', 'owain@example.org');
  await page.getByRole('link', { name: 'Owain Price' }).click();
  await page.getByRole('button', { name: 'Reject' }).click();
  const summary = page.getByRole('alert');
  await summary.getByRole('link', { name: 'Choose why.' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'reason');
  await page.getByLabel('Something else').check();
  await page.getByRole('button', { name: 'Reject' }).click();
  await summary.getByText('Write a sentence').waitFor();
  await assertAccessible(page, 'case, refused');
  await page.getByLabel('A photo is too blurred to read').check();
  await page.getByRole('radio', { name: 'Back of the document' }).check();
  await page.getByLabel('A sentence for the family').fill('Please put the card on a dark table.');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('status').getByText('Owain Price was asked').waitFor();
  const { state, reason, photo, note } = await identity(token);
  assert.deepEqual({ state, reason, photo, note },
    { state: 'rejected', reason: 'photo_blurred', photo: 'document_back', note: 'Please put the card on a dark table.' });
});

test('what two reviewers decide at once is decided once, and the second is told', async () => {
  await someone('Twice', 'Decided', 'twice@example.org');
  const second = await openAs(browser, mock, mock.person('reviewer'), '/review');
  for (const one of [page, second]) {
    await one.getByRole('link', { name: 'Twice Decided' }).click();
    await one.getByRole('button', { name: 'Approve' }).waitFor();
  }
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('status').getByText('Twice Decided is approved').waitFor();
  await second.getByRole('button', { name: 'Approve' }).click();
  await second.getByRole('alert').getByText('decided already').waitFor();
});
