/** Booking requests, where the establishment confirms each. */
import { summary } from '../dom.js';
import { timeElement } from '../time.js';
import { names } from '../words.js';
import { showQueue } from './decide.js';
import { rejections } from './words.js';

const REASONS = ['no_allowance', 'not_on_list', 'slot_unavailable', 'no_adult', 'prisoner_moved', 'duplicate', 'other'];

export function showBookings(_, signal) {
  return showQueue({
    title: 'Booking requests',
    path: '/v1/staff/bookings',
    none: 'Nobody waits for an answer. Where bookings are confirmed by themselves (see Settings), nobody does.',
    wanted: ({ status }) => status.state === 'requested',
    reasons: rejections().filter(([reason]) => REASONS.includes(reason)),
    describe: ({ id, reference, prisoner, starts_at: startsAt, visitors, status }) => ({
      id,
      title: `${reference}, ${prisoner}`,
      content: summary([
        ['Starts', timeElement(startsAt)],
        ['Visitors', names(visitors.map(({ name }) => name))],
        ['Answer promised by', timeElement(status.answer_by)],
      ]),
      accept: 'Book it',
      acceptDecision: 'accept',
      canAccept: true,
    }),
  }, signal);
}
