/** What reviewers read of the protocol's words. */
import { tag } from '../dom.js';
import { t } from '../words.js';

const STATES = { submitted: 'wait', in_review: 'wait', approved: 'good', rejected: 'bad' };

/** Where a case stands. */
export const stateTag = (state) => tag(t(`review.state.${state}`), STATES[state]);

export const documentName = (value) => t(`document.${value}`);
export const photoName = (value) => t(`photo.${value}`);

/** Why something must be sent again, in the order of the protocol. */
export const rejections = () => ['photo_blurred', 'photo_glare', 'photo_cut_off', 'photo_dark', 'document_expired', 'document_not_accepted',
  'details_differ', 'portrait_unclear', 'portrait_differs', 'other'].map((value) => [value, t(`identity_rejection.${value}`)]);

/** How a document can be seen without photos. */
export const otherWays = () => ['in_person', 'post'].map((value) => [value, t(`way.${value}`)]);

/** How long somebody has waited, in the largest unit that fits. */
export function waited(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 60) return t('wait.minutes', { count: minutes });
  if (minutes < 48 * 60) return t('wait.hours', { count: Math.floor(minutes / 60) });
  return t('wait.days', { count: Math.floor(minutes / 1440) });
}
