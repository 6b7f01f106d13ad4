/** Contact requests: may this visitor call this person? */
import { h, summary, tag } from '../dom.js';
import { birthday, timeElement } from '../time.js';
import { showQueue } from './decide.js';
import { t } from '../words.js';
import { contactRejections } from './words.js';

export function showContacts(_, signal) {
  return showQueue({
    title: t('contacts.title'),
    path: '/v1/staff/contacts',
    none: t('decide.none'),
    wanted: ({ contact }) => contact.status.state === 'requested',
    reasons: contactRejections(),
    describe: ({ contact, visitor, matched }) => ({
      id: contact.id,
      title: t('contacts.asks', { visitor, prisoner: `${contact.given_names} ${contact.family_name}` }),
      content: [
        h('p', {}, matched ? tag(t('contacts.fit'), 'good') : tag(t('contacts.unfit'), 'bad')),
        summary([
          [t('prisoner.number'), contact.prisoner_number],
          [t('prisoner.born'), birthday(contact.date_of_birth)],
          [t('decide.asked'), timeElement(contact.status.requested_at)],
          [t('decide.answer_by'), timeElement(contact.status.answer_by)],
        ]),
        matched ? null : h('p', { class: 'quiet' }, t('contacts.only_reject')),
      ].filter(Boolean),
      accept: t('contacts.approve'),
      acceptDecision: 'approve',
      canAccept: Boolean(matched),
    }),
  }, signal);
}
