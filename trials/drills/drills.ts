// All drills, in the order in which they run.

import { batcherOff } from './breakages/batcher-off.ts';
import { burstFlooded } from './breakages/burst-flooded.ts';
import { dlqFilled } from './breakages/dlq-filled.ts';
import { functionCrashing } from './breakages/function-crashing.ts';
import { keyNotRotated } from './breakages/key-not-rotated.ts';
import { recordsSetAside } from './breakages/records-set-aside.ts';
import { retentionEnding } from './breakages/retention-ending.ts';
import { tableThrottled } from './breakages/table-throttled.ts';
import type { Drill } from './drill.ts';

export const drills: readonly Drill[] = [
  dlqFilled,
  recordsSetAside,
  batcherOff,
  burstFlooded,
  functionCrashing,
  keyNotRotated,
  tableThrottled,
  retentionEnding,
];
