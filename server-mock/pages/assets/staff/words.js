/** What staff read of the protocol's words. */
import { tag } from '../dom.js';
import { longDate } from '../time.js';
import { has, t } from '../words.js';

const PHASES = { scheduled: '', waiting: 'wait', live: 'good', paused: 'wait', ended: '' };
const PRESENCES = { away: 'bad', waiting: 'wait', connected: 'good', busy: 'wait' };
const STATES = { requested: 'wait', asked: 'wait', offered: 'wait', booked: 'good', rejected: 'bad', withdrawn: '', cancelled: 'bad', completed: '' };
export const RESULT_TONES = { passed: 'good', warning: 'wait', failed: 'bad' };

/** Values with their words, as `radios` and selects want them. */
const choices = (group, values) => values.map((value) => [value, t(`${group}.${value}`)]);

/** Where a call stands. */
export const phaseTag = (phase) => tag(t(`staff.phase.${phase}`), PHASES[phase]);

/** Where a participant is. */
export const presence = (value) => t(`staff.presence.${value}`);
export const presenceTag = (value) => tag(presence(value), PRESENCES[value]);

export const side = (value) => t(`side.${value}`);

/** How a call ended. */
export const end = (reason) => t(`end.${reason}`);

/** Why staff can pause. */
export const pauses = () => choices('pausing', ['room_check', 'conduct', 'technical', 'wellbeing']);

/** Why a contact can be rejected. */
export const contactRejections = () => choices('contact_rejection', ['details_incorrect', 'not_on_list', 'restricted']);

/** Why a request can be rejected: the whole list. */
export const rejections = () => choices('rejection', ['no_allowance', 'not_on_list', 'visitor_banned', 'slot_unavailable', 'no_adult',
  'details_incorrect', 'prisoner_moved', 'prisoner_released', 'prisoner_out', 'prisoner_banned', 'non_association', 'child_protection',
  'duplicate', 'other']);

/** What can happen to a call on its day. */
export const events = () => choices('event', ['late', 'no_show', 'moved', 'released', 'in_court', 'refused', 'unavailable', 'booked_in_error',
  'prisoner_banned', 'visitor_banned', 'non_association', 'child_protection']);

/** Where a booking stands. */
export const stateTag = ({ state }) => tag(t(`booking.${state}`), STATES[state]);

/** How a check went. */
export const resultTag = (result) => tag(t(`result.${result}`), RESULT_TONES[result]);

/** Why a call stands still. */
export function pauseReason({ reason, why, side: whose }) {
  if (reason === 'staff') return t('standing.staff', { why: t(`pausing.${why}`) });
  if (reason === 'connection') return t('standing.connection', { side: side(whose) });
  if (reason === 'left') return t('standing.left', { side: side(whose) });
  return t('standing.face', { side: side(whose) });
}

/** A person's name. */
export const fullName = ({ given_names: given, family_name: family }) => `${given} ${family}`;

/** “until 3 March 2027”, or that it has no end. */
export const until = (date) => (date ? t('restriction.until', { date: longDate(date) }) : t('restriction.no_end'));

/** What a reason is called to a family: what they read of it. */
export function toFamily(group, reason) {
  const key = `${group}.family.${reason}`;
  return has(key) ? t(key) : t(`${group}.${reason}`);
}
