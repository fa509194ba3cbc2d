// Another function of the account takes all executions, so none of ours begins.

import { dashed } from '../../../planner/operations/alarm.ts';
import type { Breakage } from '../drill.ts';
import { askForKey, makeKey } from '../keys.ts';
import { passSmoke } from '../run-tool.ts';
import { type Called, waysIn } from '../ways-in.ts';

/** As many as an account has at first. */
const ALL = 1_000;

const FUNCTIONS = [
  'acceptLike',
  'batchLikes',
  'readCounts',
  'issueVisitor',
  'rotateKeys',
  'describeApi',
  'mergeBuckets',
  'drainBurst',
  'rollUp',
  'answerViewer',
  'broadcast',
].map(dashed);

export const accountFull: Breakage = {
  alarms: [
    ...FUNCTIONS.map((name) => `${name}-throttled`),
    'executions-near-quota',
    // People get 503, so nobody's like is accepted, and the canary is not run either.
    'api-failing',
    'viewers-failing',
    'likes-not-accepted',
    'canary-silent',
  ],
  mayFollow: {
    'canary-failed': 'a run may be going on',
    'likes-not-counted': 'likes may have been accepted just before',
    'batch-likes-behind-minutes': 'what has waited is old when it is read',
    'roll-up-behind-minutes': 'what has waited is old when it is read',
    'burst-old': 'what has waited is old until it is drained',
    'broadcast-old': 'what has waited is old until it is told',
  },
  async breakIt(rig) {
    rig.cloud.runOtherFunctions(ALL);
    for (const name of FUNCTIONS) if (name in waysIn) rig.everySecond.add(waysIn[name as Called]);
    await askForKey(rig);
  },
  // The runbook says to bound the other function.
  async mend(rig) {
    rig.everySecond.clear();
    rig.cloud.runOtherFunctions(0);
    await makeKey(rig);
  },
  isOver: passSmoke,
};
