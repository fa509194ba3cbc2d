// The adapters' two ways to commit. Both must do what the port promises.

import { commitTogether } from '../../../adapters/dynamodb/commit-statements.ts';
import { readTogether } from '../../../adapters/dynamodb/counter-reads.ts';
import { makeSplitCounters, type SplitCountersOptions } from '../../../adapters/dynamodb/counters.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';

type MakeCounters = (options: SplitCountersOptions) => SplitCounters;

export const makeTogether: MakeCounters = (options) =>
  commitTogether(readTogether(makeSplitCounters(options), options), options);

export const waysToCommit: [name: string, make: MakeCounters][] = [
  ['by a single write', makeSplitCounters],
  ['together', makeTogether],
];
