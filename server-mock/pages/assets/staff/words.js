/** What staff read of the protocol's words. */

export const PHASES = {
  scheduled: ['Not open yet', ''],
  waiting: ['Waiting room open', 'wait'],
  live: ['Live', 'good'],
  paused: ['Paused', 'wait'],
  ended: ['Over', ''],
};

export const PRESENCES = { away: ['Not here', 'bad'], waiting: ['In the waiting room', 'wait'], connected: ['Connected', 'good'] };

export const SIDES = { family: 'Family', prison: 'Prison' };

export const PAUSES = [
  ['room_check', 'A short check in the room'],
  ['conduct', 'Something said or shown is against the policy'],
  ['technical', 'A technical matter'],
  ['wellbeing', 'Somebody needs a moment'],
];

export const ENDS = {
  time_up: 'The time was used up',
  ended_by_staff: 'Ended by staff',
  family_left: 'The family left',
  prison_left: 'The person in prison left',
  family_no_show: 'Nobody of the family came',
  prison_no_show: 'The person in prison did not come',
  connection_lost: 'A connection was lost and did not come back',
};

export const CONTACT_REJECTIONS = [
  ['details_incorrect', 'Number, name or date of birth do not fit a person here'],
  ['not_on_list', 'The person has not put the visitor on their list'],
  ['restricted', 'There is a restriction (the family is told no more than that)'],
];

export const BOOKING_REJECTIONS = [
  ['no_allowance', 'The month’s calls are used up'],
  ['not_on_list', 'A visitor is not on the person’s list'],
  ['slot_unavailable', 'The time is not possible after all'],
  ['no_adult', 'No adult comes'],
  ['prisoner_moved', 'The person is elsewhere'],
  ['restricted', 'There is a restriction (the family is told no more than that)'],
  ['duplicate', 'The same call was asked for before'],
  ['other', 'Something else'],
];

/** Why a call stands still. */
export function pauseReason({ reason, why, side }) {
  if (reason === 'staff') return `Paused by staff: ${PAUSES.find(([value]) => value === why)?.[1] ?? why}`;
  if (reason === 'connection') return `${SIDES[side]}: the connection is lost. The call goes on by itself when it is back.`;
  return 'Somebody in the picture is not approved. The call goes on by itself when only approved people are in it.';
}
