/** What reviewers read of the protocol's words. */

export const DOCUMENTS = {
  passport: 'Passport',
  driving_licence: 'Driving licence',
  identity_card: 'Identity card',
  residence_permit: 'Biometric residence permit',
};

export const PHOTOS = {
  document_front: 'Front of the document',
  document_back: 'Back of the document',
  portrait: 'Portrait',
};

/** In the order of the protocol. */
export const REJECTIONS = [
  ['photo_blurred', 'A photo is too blurred to read'],
  ['photo_glare', 'A reflection hides something'],
  ['photo_cut_off', 'A corner or edge is missing'],
  ['photo_dark', 'A photo is too dark to read'],
  ['document_expired', 'The document has expired'],
  ['document_not_accepted', 'This kind of document is not accepted'],
  ['details_differ', 'Name or date of birth differ from the document’s'],
  ['portrait_unclear', 'The face is hidden, turned away, or not alone'],
  ['portrait_differs', 'The portrait does not look like the document’s photo'],
  ['other', 'Something else: say it in the sentence below'],
];

export const STATES = {
  submitted: ['Waiting', 'wait'],
  in_review: ['In review', 'wait'],
  approved: ['Approved', 'good'],
  rejected: ['Rejected', 'bad'],
};
