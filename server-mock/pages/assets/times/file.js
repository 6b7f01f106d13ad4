/** Days and times from a file in the Ministry's format: what is odd in it is shown before anything is changed. */
import { attempt, call } from '../api.js';
import { field, h, showView, summary } from '../dom.js';
import { Draft } from '../draft.js';
import { back, incomplete } from '../parts.js';
import { go } from '../shell.js';
import { t } from '../words.js';
import { fileOddities } from './odd.js';

/** `parts` are those that a file has a say in. */
export function showFile(edit, parts) {
  const draft = new Draft('times file');
  const form = h('form', { novalidate: true },
    field('file', t('times.file_label'), { type: 'file', accept: '.yml,.yaml,text/yaml', hint: t('times.file_hint') }),
    h('button', {}, t('times.file_read')));
  const found = h('div');
  showView(t('times.file'), back('#times', t('times.back')), h('p', {}, t('times.file_text')), form, found);
  const takeOver = (portal) => {
    edit.write(portal);
    draft.forget();
    go('times');
  };
  const show = ({ name, portal, problems }) => found.replaceChildren(
    h('h2', { tabindex: '-1' }, t('times.file_says', { name })), odd(problems), ...parts.map(({ rows }) => summary(rows(portal))),
    h('p', {}, t('times.file_next')),
    h('button', { type: 'button', onclick: () => takeOver(portal) }, t('times.file_take')));
  const before = draft.read(null);
  if (before) show(before);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const [file] = form.elements.file.files;
      if (!file) throw incomplete(['file', t('times.file_missing')]);
      const read = { name: file.name, ...await call('POST', '/v1/staff/portal/file', { text: await file.text() }) };
      draft.write(read);
      show(read);
      found.querySelector('h2').focus();
    });
  });
}

const odd = (problems) => (problems.length
  ? h('div', { class: 'notice wait' }, h('h3', {}, t('times.file_odd')), fileOddities(problems))
  : h('p', {}, t('times.file_sound')));
