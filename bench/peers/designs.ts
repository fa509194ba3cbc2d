// The designs in the order of the report. To add one, write a file in designs/ and name it here.

import type { Design } from './design.ts';
import { clientShards } from './designs/client-shards.ts';
import { exactlyOnceAggregation } from './designs/exactly-once-aggregation.ts';
import { ledgerThenAdd } from './designs/ledger-then-add.ts';
import { logAndRollUp } from './designs/log-and-roll-up.ts';
import { naive } from './designs/naive.ts';
import { oneTransaction } from './designs/one-transaction.ts';
import { ours } from './designs/ours.ts';
import { randomShards } from './designs/random-shards.ts';

export const designs: readonly Design[] = [
  naive,
  ledgerThenAdd,
  oneTransaction,
  randomShards,
  exactlyOnceAggregation,
  clientShards,
  logAndRollUp,
  ours,
];
