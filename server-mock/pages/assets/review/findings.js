/** What the machine saw in the photos: advice, beside what was typed. */
import { h, summary, tag } from '../dom.js';
import { birthday } from '../time.js';
import { t } from '../words.js';
import { photoName } from './words.js';

const LIKENESS = { likely_same: 'good', cannot_tell: 'wait', likely_not: 'bad' };
const EXPIRY = { unknown: 'wait', in_date: 'good', accepted: 'wait', expired: 'bad' };

const TYPED = ['given_names', 'family_name', 'date_of_birth'];

/** All of it, beside what was typed; a sentence as long as there is nothing yet. */
export function findings(id, typed, found) {
  if (!found) return h('p', { role: 'status' }, t('findings.none_yet'));
  return [
    h('p', {}, t('findings.advice')),
    h('h3', {}, t('findings.faces')), faces(id, found.faces),
    h('h3', {}, t('findings.zone')), zone(typed, found.zone),
    h('h3', {}, t('findings.photos')), problems(found.photos),
  ].flat();
}

function faces(id, { state, likeness, photo }) {
  if (state !== 'compared') return h('p', {}, t(`findings.faces.${state}`, { photo: photo && photoName(photo) }));
  const face = (kind, words) => h('figure', {},
    h('img', { src: `/v1/review/cases/${id}/faces/${kind}`, alt: '' }), h('figcaption', {}, words));
  return [
    h('p', {}, tag(t(`likeness.${likeness}`), LIKENESS[likeness])),
    h('div', { class: 'faces' }, face('document_front', t('findings.face_document')), face('portrait', t('findings.face_portrait'))),
  ];
}

function zone(typed, { state, photo, lines, valid, differences, expires, expiry }) {
  if (state !== 'read') return h('p', {}, t(`findings.zone.${state}`));
  const value = (field, text) => (field === 'date_of_birth' && text ? birthday(text) : text || t('findings.unknown'));
  const compared = (field) => {
    const other = differences.find((it) => it.field === field);
    const words = other ? t('findings.difference', { typed: value(field, other.typed), document: value(field, other.document) }) : value(field, typed[field]);
    return [t(`typed.${field}`), tag(t(other ? 'findings.differs' : 'findings.same'), other ? 'bad' : 'good'), h('span', {}, ' ', words)];
  };
  return [
    h('p', {}, t('findings.zone.read', { photo: photoName(photo) })),
    // Wider than a phone: it scrolls by itself, also with the keyboard.
    h('pre', { class: 'zone', tabindex: '0', role: 'region', 'aria-label': t('findings.zone') }, lines.join('\n')),
    summary([
      [t('findings.check_digits'), tag(t(valid ? 'findings.check_digits.right' : 'findings.check_digits.wrong'), valid ? 'good' : 'bad')],
      [t('findings.expires'), expires ? `${birthday(expires)} ` : '', tag(t(`expiry.${expiry}`), EXPIRY[expiry])],
      ...TYPED.map(compared),
    ]),
  ];
}

function problems(photos) {
  if (!photos.length) return h('p', {}, t('findings.photos.good'));
  return h('ul', {}, photos.map(({ photo, problem }) => h('li', {}, t('findings.photo', { photo: photoName(photo), problem: t(`photo_problem.${problem}`) }))));
}
