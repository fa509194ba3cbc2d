// What `npm run chaos -- --help` prints.

import { DEFAULT_RATES } from './fault-rates.ts';

const defaults = Object.entries(DEFAULT_RATES).map(([name, rate]) => `${name}=${rate}`);
/** Returns the defaults from one name to another. */
const from = (first: keyof typeof DEFAULT_RATES, last: keyof typeof DEFAULT_RATES) => {
  const names = Object.keys(DEFAULT_RATES);
  return defaults.slice(names.indexOf(first), names.indexOf(last) + 1).join('  ');
};

export const HELP = `Runs the counter on a local cloud where everything fails now and then, and checks that every count is exact.

  npm run chaos -- --minutes 10 --seed 7

It sends bursts of 250 batches of 40 actions over HTTP until the time is over. Of each 40 actions, 5 are repeated sends and 3% are
unlikes, and newer actions overtake older ones. After each burst the counts must settle at the truth, after the last one within
30 s.

  --minutes N      how long bursts are sent (default 2)
  --seed N         repeats the workload and the dice (default 1), but not how threads interleave
  --batches N      how many batches of 40 actions a burst has (default 250)
  --within N       seconds after the last action within which all must be exact (default 30)
  --faults LIST    changes the defaults, as in "batch-likes=20,zombie=0"; after "none" it begins without any fault, as in
                   "none,batch-likes=30,killed-after=1"
  --log FILE       write the log of the local cloud here, with the errors of the functions
  --help           this text

Faults and their defaults
  ${from('accept-like', 'answer-viewer')}
      percent of the stage's invocations that fail
  ${from('killed-before', 'hang')}
      how they fail, in parts: killed before a request goes out; killed when its answer is there; reported as timed out
      while the thread goes on; hanging until the function's own timeout
  ${from('throttled-put', 'throttled-put')}
      percent of the puts on the stream that are throttled besides, so that likes go to the burst queue
  ${from('throttle', 'delay')}
      percent of the functions' calls to DynamoDB, Kinesis and SQS that are throttled, lost on the way there or back,
      or late by up to 4 s
  ${from('reshard', 'drop')}
      times a minute: shards are split, merged or scaled; merge-buckets is invoked; a malformed record is put into the
      stream; the audit runs and repairs; 30% of the viewers' connections are dropped
  ${from('false-count', 'false-count')}
      counts that are made wrong in every burst but the last, for the audit to correct; then there are no viewers
  ${from('second-reader', 'second-reader')}
      readers of the whole retention, started one after the other from the middle of the run on
  ${from('viewer', 'viewer')}
      viewers that watch 40 posts each over WebSocket, and must end with exact counts within the same time

Exit code: 0 every count, also at every viewer, and the ledger are exact; 1 they are not, with the story of the posts that differ, or were so too late;
2 wrong options; 130 interrupted.
`;
