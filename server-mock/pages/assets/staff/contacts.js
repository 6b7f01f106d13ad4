/** Contact requests: may this visitor call this person? */
import { h, summary, tag } from '../dom.js';
import { birthday, timeElement } from '../time.js';
import { showQueue } from './decide.js';
import { CONTACT_REJECTIONS } from './words.js';

export function showContacts(_, signal) {
  return showQueue({
    title: 'Contact requests',
    path: '/v1/staff/contacts',
    none: 'Nobody waits for an answer.',
    wanted: ({ contact }) => contact.status.state === 'requested',
    reasons: CONTACT_REJECTIONS,
    describe: ({ contact, visitor, matched }) => ({
      id: contact.id,
      title: `${visitor} asks for ${contact.given_names} ${contact.family_name}`,
      content: [
        h('p', {}, matched ? tag('All details fit a person here', 'good') : tag('The details fit nobody here', 'bad')),
        summary([
          ['Prisoner number', contact.prisoner_number],
          ['Date of birth', birthday(contact.date_of_birth)],
          ['Asked', timeElement(contact.status.requested_at)],
          ['Answer promised by', timeElement(contact.status.answer_by)],
        ]),
        matched ? null : h('p', { class: 'quiet' }, 'It can only be rejected: the family learns that something they typed does not fit.'),
      ].filter(Boolean),
      accept: 'Approve',
      acceptDecision: 'approve',
      canAccept: Boolean(matched),
    }),
  }, signal);
}
