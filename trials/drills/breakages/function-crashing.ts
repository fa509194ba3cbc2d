// A release of a function crashes in every invocation.

import type { Drill } from '../drill.ts';

export const functionCrashing: Drill = {
  name: 'function-crashing',
  breaks: 'read-counts crashes',
  alarm: 'read-counts-errors',
  mayFollow: ['api-failing'],
  withinMinutes: 15,
  breakIt: async ({ crashing }) => void crashing.add('ReadCounts'),
  // The runbook says to go back to the release before it.
  mend: async ({ crashing }) => crashing.clear(),
};
