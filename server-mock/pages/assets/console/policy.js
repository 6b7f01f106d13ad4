/** The acceptable use policy: what is in force, and a new version. */
import { attempt, call } from '../api.js';
import { field, h, showDone, showView } from '../dom.js';

const LANGUAGES = [['en', 'English'], ['cy', 'Welsh']];

export async function showPolicy() {
  const version = h('p');
  const form = h('form', {},
    LANGUAGES.map(([code, name]) => h('fieldset', { lang: code }, h('legend', { lang: 'en' }, name),
      field(`${code}-title`, 'Heading', { required: true }),
      field(`${code}-text`, 'Text', { element: 'textarea', rows: '8', required: true, hint: 'An empty line between two paragraphs' }))),
    h('button', {}, 'Put a new version in force'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const { version } = await call('POST', '/v1/console/policies', readForm(form));
      await read();
      showDone(() => `Version ${version} is in force. Families are asked to agree to it before their next call.`);
    });
  });
  showView('Acceptable use policy', version, form);
  await attempt(read);

  async function read() {
    for (const [code] of LANGUAGES) {
      const policy = await call('GET', `/v1/policy?language=${code}`);
      version.textContent = `Version ${policy.version} is in force. A text never changes: a change is a new version.`;
      form.elements[`${code}-title`].value = policy.title;
      form.elements[`${code}-text`].value = policy.paragraphs.join('\n\n');
    }
  }
}

function readForm(form) {
  return Object.fromEntries(LANGUAGES.map(([code]) => [code, {
    title: form.elements[`${code}-title`].value.trim(),
    paragraphs: form.elements[`${code}-text`].value.split(/\n\s*\n/).map((text) => text.trim()).filter(Boolean),
  }]));
}
