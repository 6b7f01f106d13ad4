/** A family member without a phone: the API as their app speaks it. */
import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:https';

/** Registers an address with the code from the mock's mailbox; resolves to the bearer token. */
export async function register(mock, email) {
  const registration = await mock.api('POST', '/v1/registrations', { json: { email, language: 'en' } });
  const code = await codeFromMail(mock, email);
  const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x;
  const { token } = await mock.api('POST', `/v1/registrations/${registration.id}/confirmation`, { json: { code, device_key: key } });
  return token.access_token;
}

/** The six digits of the newest mail to an address. */
export async function codeFromMail(mock, email) {
  const { token } = mock.person('developer');
  const { items } = await mock.api('GET', `/v1/console/mails?to=${encodeURIComponent(email)}`, { token });
  return `${items[0].subject}\n${items[0].body}`.match(/\b(\d{3}) ?(\d{3})\b/).slice(1).join('');
}

/** A JPEG that a browser draws: noise, so that it is as large as a photo; `text` stands on it. */
export function drawPhoto(page, text, { width = 1200, height = 800 } = {}) {
  return page.evaluate(async ([words, w, h]) => {
    const canvas = new OffscreenCanvas(w, h);
    const context = canvas.getContext('2d');
    const noise = context.createImageData(w, h);
    for (let at = 0; at < noise.data.length; at += 4) {
      noise.data.set([96 + Math.random() * 128, 96 + Math.random() * 128, 96 + Math.random() * 128, 255], at);
    }
    context.putImageData(noise, 0, 0);
    context.font = 'bold 120px sans-serif';
    context.fillText(words, 60, 400);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, [text, width, height]).then((base64) => Buffer.from(base64, 'base64'));
}

/** Uploads a photo in one request (tus, creation-with-upload); resolves to the upload's id. */
export function upload(mock, token, kind, bytes) {
  const headers = {
    authorization: `Bearer ${token}`,
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(bytes.length),
    'upload-metadata': `filetype ${btoa('image/jpeg')},kind ${btoa(kind)}`,
  };
  return new Promise((resolve, reject) => {
    const asked = request(new URL('/v1/uploads', mock.base), { method: 'POST', agent: mock.agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode === 201) resolve(answer.headers.location.split('/').pop());
      else reject(new Error(`upload: ${answer.statusCode}`));
    });
    asked.on('error', reject);
    asked.end(bytes);
  });
}

/** Holds a slot and asks for a call in it; resolves to the booking. `choose` takes one of the slots. */
export async function book(mock, token, choose = (slots) => slots[0]) {
  const { version } = await mock.api('GET', '/v1/policy?language=en');
  await mock.api('POST', '/v1/policy/agreements', { token, json: { version } });
  const { items } = await mock.api('GET', '/v1/contacts', { token });
  const { id: contact } = items.find(({ status }) => status.state === 'approved');
  const { slots } = await mock.api('GET', `/v1/contacts/${contact}/slots`, { token });
  const hold = await mock.api('POST', '/v1/holds', { token, json: { contact, slot: choose(slots).id } });
  return mock.api('POST', '/v1/bookings', { token, json: { hold: hold.id, companions: [] } });
}

/** Submits an identity case with three photos that `page` draws. */
export async function submitIdentity(mock, page, token, { given_names, family_name }) {
  const photos = [];
  for (const kind of ['document_front', 'document_back', 'portrait']) {
    photos.push({ kind, upload: await upload(mock, token, kind, await drawPhoto(page, kind)) });
  }
  return mock.api('POST', '/v1/identity-cases', {
    token,
    json: { given_names, family_name, date_of_birth: '1986-03-04', document: 'driving_licence', photos },
  });
}
