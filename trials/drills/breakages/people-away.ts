// The pages have lost their buttons, so nobody likes anything. Whoever looks at counts is well, and so is the canary.

import type { Breakage } from '../drill.ts';

export const peopleAway: Breakage = {
  alarms: ['likes-not-accepted'],
  breakIt: async ({ likes }) => void (likes.away = true),
  mend: async ({ likes }) => void (likes.away = false),
};
