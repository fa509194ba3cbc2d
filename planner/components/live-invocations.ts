// How often the functions of live counts are invoked.

import type { Capacity } from '../capacity.ts';
import type { Audience } from '../live/audience.ts';
import type { Traffic } from '../traffic.ts';
import { CALLS_PER_OPEN, slotMessagesAt } from './push.ts';
import { rollUpBatchesAt } from './roll-up.ts';

/** Invocations a second of roll-up and broadcast, which follow the likes. */
export const tellingInvocationsAt = (
  { rollUp, push }: Pick<Capacity, 'rollUp' | 'push'>,
  audience: Audience,
  at: Traffic,
): number => (rollUp ? rollUpBatchesAt(at, rollUp) : 0) + slotMessagesAt(audience, { rollUp, push });

/** Invocations a second of answer-viewer, which follow the pages. */
export const viewerInvocationsAt = (
  { push }: Pick<Capacity, 'push'>,
  { opensPerSecond }: Audience,
): number => (push ? CALLS_PER_OPEN * opensPerSecond : 0);

export const liveInvocationsAt = (
  capacity: Pick<Capacity, 'rollUp' | 'push'>,
  audience: Audience,
  at: Traffic,
): number => tellingInvocationsAt(capacity, audience, at) + viewerInvocationsAt(capacity, audience);
