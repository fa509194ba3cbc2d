// What a like button says, in English until the page changes it.

import type { ProblemCode, Status } from '../likes-client/types.ts';

type Texts = Record<Status | ProblemCode | 'like' | 'none' | 'asOf' | 'liked' | 'unliked' | 'inAll', string>;

export const texts: Texts = {
  like: 'Like',
  none: 'no likes yet',
  asOf: 'as of ',
  liked: 'like counted',
  unliked: 'unlike counted',
  inAll: 'in all',
  // The count says how old it is, so these two need no words.
  idle: '',
  stale: '',
  sending: 'sending…',
  retrying: 'not confirmed yet',
  limited: 'waiting…',
  counting: 'counting…',
  slow: 'still counting…',
  waiting: 'not confirmed yet',
  refused: 'not accepted',
  unknown: 'not known to be counted',
  'too-old': 'not sent',
  'too-many': 'too many wait',
};
