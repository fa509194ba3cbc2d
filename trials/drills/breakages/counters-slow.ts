// Each read of the counters takes longer than people like to wait, and far longer than any pause of a busy machine. So a crowd of
// readers needs nearly all executions of the account.

import type { Breakage } from '../drill.ts';

const DELAY_MS = 1_500;
const CROWD = 20;

export const countersSlow: Breakage = {
  alarms: ['api-slow', 'executions-near-quota'],
  mayFollow: {
    'canary-failed': 'the canary is one of the readers',
    'api-failing': 'a reader who waits behind the crowd may wait for too long',
  },
  async breakIt({ tables, everySecond, likes }) {
    tables.readsTakeMs = DELAY_MS;
    everySecond.add(async () => {
      await Promise.all(Array.from({ length: CROWD }, () => likes.look()));
    });
  },
  async mend({ tables, everySecond }) {
    everySecond.clear();
    tables.readsTakeMs = 0;
  },
};
