/** The page of one part: what is typed is kept, and goes into the draft of the whole when it is complete. */
import { attempt } from '../api.js';
import { h, showView } from '../dom.js';
import { Draft, keepForm } from '../draft.js';
import { go } from '../shell.js';
import { back } from '../parts.js';
import { t } from '../words.js';

/**
 * `part.content(portal, typed)` makes the inputs, `typed` being the draft of the form, by the inputs' names;
 * `part.read(elements, portal)` gives the changed portal, or throws what is incomplete.
 */
export function showPart(name, part, edit) {
  const key = `times ${name}`;
  const form = h('form', { novalidate: true });
  form.append(...part.content(edit.portal, new Draft(key).read({}), form), h('button', {}, t('page.go_on')));
  showView(t(`times.${name}`), back('#times', t('times.back')), h('p', {}, t(`times.${name}_text`)), form);
  const draft = keepForm(form, key);
  part.ready?.(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => {
      edit.write(part.read(form.elements, edit.portal));
      draft.forget();
      go('times');
    });
  });
}
