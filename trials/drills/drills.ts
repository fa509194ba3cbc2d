// All drills, in the order in which they run, and the alarms that none of them can set off.

import { accountFull } from './breakages/account-full.ts';
import { batcherOff } from './breakages/batcher-off.ts';
import { broadcastOff } from './breakages/broadcast-off.ts';
import { burstFlooded } from './breakages/burst-flooded.ts';
import { canaryOff } from './breakages/canary-off.ts';
import { countersSlow } from './breakages/counters-slow.ts';
import { countersThrottled } from './breakages/counters-throttled.ts';
import { daysPass } from './breakages/days-pass.ts';
import { dlqFilled } from './breakages/dlq-filled.ts';
import { functionsCrashing } from './breakages/functions-crashing.ts';
import { peopleAway } from './breakages/people-away.ts';
import { recordsSetAside } from './breakages/records-set-aside.ts';
import { tablesImported } from './breakages/tables-imported.ts';
import { type Drill, together } from './drill.ts';

export const drills: readonly Drill[] = [
  {
    name: 'left-lying',
    breaks:
      'a like is in the DLQ, malformed records are on the stream, and nobody broadcasts or runs the canary',
    withinMinutes: 30,
    ...together([dlqFilled, recordsSetAside, broadcastOff, canaryOff]),
  },
  {
    name: 'batcher-off',
    breaks: 'the mapping of batch-likes is switched off',
    withinMinutes: 30,
    ...batcherOff,
  },
  {
    name: 'burst-flooded',
    breaks: 'the stream throttles every put, and a crowd likes',
    withinMinutes: 30,
    ...burstFlooded,
  },
  {
    name: 'people-away',
    breaks: 'the like buttons are gone from the pages',
    withinMinutes: 20,
    ...peopleAway,
  },
  {
    name: 'front-crashing',
    breaks: 'a release crashes in the functions that people call',
    withinMinutes: 40,
    ...functionsCrashing(
      {
        'read-counts': 'always',
        'answer-viewer': 'always',
        'rotate-keys': 'always',
        'accept-like': 'now and then',
        'issue-visitor': 'now and then',
        'describe-api': 'now and then',
      },
      // The canary cannot read what it liked.
      ['api-failing', 'viewers-failing', 'canary-failed'],
    ),
  },
  {
    name: 'back-crashing',
    breaks: 'a release crashes in the functions that streams, queues and schedules call',
    withinMinutes: 60,
    ...functionsCrashing(
      {
        'batch-likes': 'always',
        'roll-up': 'always',
        'drain-burst': 'now and then',
        'merge-buckets': 'now and then',
        broadcast: 'now and then',
      },
      // Nothing is counted, the like of the canary neither.
      ['batch-likes-behind-minutes', 'roll-up-behind-minutes', 'likes-not-counted', 'canary-failed'],
      {
        'burst-old': 'a message that meets two crashes comes again only after twice the visibility timeout',
        'broadcast-old': 'so does a message for open pages',
      },
    ),
  },
  {
    name: 'account-full',
    breaks: 'another function of the account takes all executions',
    withinMinutes: 50,
    ...accountFull,
  },
  {
    name: 'tables-imported',
    breaks: 'somebody writes into each table under one key, far more than planned',
    withinMinutes: 30,
    ...tablesImported(['ledger', 'counters', 'posts', 'timeline', 'connections']),
  },
  {
    name: 'counters-throttled',
    breaks: 'the counters may be read once a second',
    withinMinutes: 30,
    ...countersThrottled,
  },
  {
    name: 'counters-slow',
    breaks: 'each read of the counters takes 1.5 s, and a crowd reads',
    withinMinutes: 30,
    ...countersSlow,
  },
  {
    name: 'days-pass',
    breaks: 'batch-likes and roll-up crash for two days',
    withinMinutes: 5_000,
    minuteMs: 25,
    ...daysPass,
  },
];

/** Why no drill sets off an alarm. */
export const notDrilled: Readonly<Record<string, string>> = {
  'dearer-than-planned':
    'It counts dollars of a day, from $1 on, which are some 500,000 requests: a shorter minute makes no request dearer',
};
