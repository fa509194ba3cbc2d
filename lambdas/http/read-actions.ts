// Reads the body of a request with many actions.

import { MAX_EVENTS_PER_RECORD } from '../../core/likes/like-record.ts';
import { type Look, readJson } from './read-json.ts';
import { makeLikeActions, TOO_MANY_ACTIONS } from './schemas.ts';

/** The body, its list, and for each action an object of three members. */
const MOST_VALUES = 2 + 4 * MAX_EVENTS_PER_RECORD;

/** So many values are still parsed, so that the checks can name what is wrong with a list that is a little too long. */
export const MAX_PARSED_VALUES = 1.5 * MOST_VALUES;

/** Sets `body` to the actions, or answers 400 or 415, or what `look` answers to a list before its actions are checked. */
export const readActions = (now: () => number, look: Look) =>
  readJson({
    schema: makeLikeActions(now),
    now,
    look,
    maxValues: MAX_PARSED_VALUES,
    tooMany: {
      field: 'actions',
      detail: `${TOO_MANY_ACTIONS}, each with nothing but postId, op and id`,
    },
  });
