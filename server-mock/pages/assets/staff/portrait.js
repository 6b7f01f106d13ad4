/** The form for the portrait of a person in prison. Goes back to their page. */
import { attempt, request } from '../api.js';
import { field, h, showView } from '../dom.js';
import { back, incomplete } from '../parts.js';
import { go } from '../shell.js';
import { t } from '../words.js';
import { fullName } from './words.js';

/** `say` tells what is to be said on their page. */
export function showPortrait(person, _, say) {
  const form = h('form', { novalidate: true },
    field('photo', t('person.portrait_file'), { type: 'file', accept: 'image/jpeg,image/png', hint: t('person.portrait_hint') }),
    h('button', {}, t('page.save')));
  showView(t('person.portrait_title'), back(`#person/${person.number}`, t('person.back', { name: fullName(person) })),
    h('p', {}, t('person.portrait_text')), form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const [file] = form.elements.photo.files;
      if (!file) throw incomplete(['photo', t('person.portrait_missing')]);
      const path = `/v1/staff/prisoners/${encodeURIComponent(person.number)}/portrait`;
      const answer = await request('PUT', path, { headers: { 'content-type': file.type || 'image/jpeg' }, body: file });
      const { usable } = await answer.json();
      say(() => t(usable === false ? 'person.portrait_unusable' : 'person.portrait_done'));
      go(`person/${person.number}`);
    });
  });
}
