/**
 * Where the link of an invitation leads who has no app yet. It asks the server nothing: who invites to what is for the
 * one who was invited, in the app.
 */
import { h, showView } from '../dom.js';
import { startOpen } from '../shell.js';
import { t } from '../words.js';

const token = location.pathname.split('/').pop();

await startOpen({
  words: ['invitation'],
  view: () => showView(t('invitation.title'),
    h('p', {}, t('invitation.text')),
    h('ol', { class: 'steps' },
      h('li', {}, t('invitation.install')),
      h('li', {}, t('invitation.open'), h('p', {}, h('a', { class: 'button', href: `kinline://invitation/${encodeURIComponent(token)}` }, t('invitation.button')))),
      h('li', {}, t('invitation.type'), h('p', {}, h('code', { class: 'token' }, decodeURIComponent(token)))),
      h('li', {}, t('invitation.prove'))),
    h('p', {}, t('invitation.careful'))),
});
