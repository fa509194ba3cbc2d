// Watches every invocation. It draws the fault of the invocation, counts deliveries, and notes both in the journal.

import type { SQSEvent } from 'aws-lambda';
import type { InvocationFault, WatchInvocation } from '../../local/lambda/invocation-fault.ts';
import type { InvokeResult } from '../../local/lambda/invoke-result.ts';
import { drawInvocationFault } from './draw-faults.ts';
import type { FaultRates } from './fault-rates.ts';
import { readInvocation, stageOf } from './invocation-reading.ts';
import type { Journal } from './journal.ts';

export interface WatchedInvocations {
  readonly watch: WatchInvocation;
  readonly deliveries: Deliveries;
}

export interface Deliveries {
  readonly records: number;
  /** How many records were delivered more than once. */
  readonly repeated: number;
  /** How many deliveries were not the first of their record. */
  readonly again: number;
}

export function watchInvocations({
  rates,
  random,
  journal,
}: {
  rates: FaultRates;
  random: () => number;
  journal: Journal;
}): WatchedInvocations {
  const times = new Map<string, number>();
  const underWay = new Map<string, number>();
  let deliveries = 0;
  let repeated = 0;

  function noteDelivery(record: string): void {
    const before = times.get(record) ?? 0;
    times.set(record, before + 1);
    deliveries += 1;
    if (before === 1) repeated += 1;
  }

  /** Counts how often the queue was used, and how often its messages came again. */
  function noteMessages(payloadJson: string): void {
    const { Records } = JSON.parse(payloadJson) as SQSEvent;
    journal.events.count('messages received', Records.length);
    const again = Records.filter(({ attributes }) => Number(attributes?.ApproximateReceiveCount ?? 1) > 1);
    if (again.length > 0) journal.events.count('messages received again', again.length);
  }

  function enter(lane: string | undefined): void {
    if (lane === undefined) return;
    const others = underWay.get(lane) ?? 0;
    if (others > 0) journal.events.count('invocations that overlapped on their shard');
    underWay.set(lane, others + 1);
  }

  function leave(lane: string | undefined, afterMs: number): void {
    if (lane === undefined) return;
    const leaveNow = () => underWay.set(lane, (underWay.get(lane) ?? 1) - 1);
    if (afterMs === 0) leaveNow();
    else setTimeout(leaveNow, afterMs).unref();
  }

  return {
    get deliveries() {
      return { records: times.size, repeated, again: deliveries - times.size };
    },
    watch(functionName, payloadJson) {
      const stage = stageOf(functionName);
      if (stage === undefined) return undefined;
      const { steps, posts, description, lane, records } = readInvocation(stage, payloadJson);
      for (const record of records) noteDelivery(record);
      enter(lane);
      const fault = drawInvocationFault(rates, stage, steps, random);
      journal.events.count(`invocations of ${stage}`);
      if (stage === 'drain-burst') noteMessages(payloadJson);
      if (fault) journal.note(`${stage} ${description}: ${describeFault(fault)}`, posts);
      return {
        fault,
        ended(result) {
          const happened = fault && hasHappened(fault, result);
          if (happened) journal.faults.count(`${stage} ${fault.kind}`);
          // A zombie goes on when it wakes.
          leave(lane, happened && fault.kind === 'zombie' ? fault.freezeMs : 0);
          if (stage === 'batch-likes')
            journal.note(`${stage} ${description}: ${describeResult(result)}`, posts);
        },
      };
    },
  };
}

function describeFault({ kind, step, freezeMs }: InvocationFault): string {
  return `${kind} at call ${step}${kind === 'zombie' ? `, stands still for ${freezeMs} ms` : ''}`;
}

function hasHappened({ kind }: InvocationFault, result: InvokeResult): boolean {
  if (kind === 'hang' || kind === 'zombie') return result.status === 'timeout';
  return result.status === 'function-error' && result.errorType === 'Runtime.ExitError';
}

function describeResult(result: InvokeResult): string {
  if (result.status === 'function-error') return `failed with ${result.errorType}`;
  if (result.status !== 'ok') return result.status;
  return result.payloadJson.includes('itemIdentifier') ? `answered ${result.payloadJson}` : 'done';
}
