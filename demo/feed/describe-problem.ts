// Says in full sentences what is wrong with an action, or with reading the counts.

import type { Problem } from '../likes-client/types.ts';

/** @param lasting whether the browser stores what waits */
export function describeProblem({ code, liked, status, detail }: Problem, lasting: boolean): string {
  // The page goes on with a sentence of its own.
  const cause =
    detail?.replace(/\.$/, '') ??
    (status ? `The counter answered ${status}` : 'The counter cannot be reached');
  const action = liked ? 'like' : 'unlike';
  switch (code) {
    case 'waiting':
      return `${cause}. This ${action} is kept ${lasting ? 'in this browser' : 'while this page is open'}, and the page sends it again.`;
    case 'refused':
      return `${cause}. This ${action} was not accepted.${status === 403 ? '' : ' Please try again.'}`;
    case 'unknown':
      return `${cause}. It is not known whether it arrived. The button shows what the counter knows.`;
    case 'too-old':
      return `This ${action} could not be sent for a day, so it was given up. The button shows what the counter knows.`;
    case 'too-many':
      return `Too many likes wait to be sent. This one was not taken.`;
    default:
      return `${cause}. The counts may be old. The page is trying again.`;
  }
}
