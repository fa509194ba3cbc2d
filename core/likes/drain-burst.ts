// Puts a batch of messages of the burst queue on the stream, and tells which of them must come again. PutRecords does not keep the
// order of its records, and a message that comes again is put again: the ids of the events decide, so neither changes a count.

import { isRetryable } from '../stream/retryable.ts';
import { readBurstMessage } from './burst-message.ts';
import type { SetAsideRecord } from './collect-batch.ts';
import type { LikeEvent } from './like-event.ts';
import type { LikeRecords, Quarantine } from './ports.ts';

/** When less time is left, nothing more is put. A call to the stream takes 5 s at most, and then the queue is told what comes again. */
export const DRAIN_RESERVED_MS = 6_000;

/** The most records of one call. source: Kinesis API reference, PutRecords */
const MAX_RECORDS = 500;

/** What the quarantine names as the lane of a message, which has none yet. */
const LANE = 'burst';

export interface BurstMessage {
  readonly id: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receives: number;
  /** Names this receipt to the queue. */
  readonly receiptHandle: string;
}

/** A message that the queue shows again after this time. */
export interface PostponedMessage {
  readonly receiptHandle: string;
  readonly seconds: number;
}

export interface DrainPorts {
  readonly records: LikeRecords;
  readonly quarantine: Quarantine;
  /** How long to wait after this many throttled or failed calls in a row, in milliseconds. It is random, and grows to some seconds. */
  readonly backoffMs: (attempt: number) => number;
  readonly pause: (ms: number) => Promise<void>;
  /** Rejects when the queue does not take it. The messages then come again after the queue's own visibility timeout. */
  readonly postpone: (messages: readonly PostponedMessage[]) => Promise<void>;
  /** Returns a number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

export interface DrainedBatch {
  /** Messages whose records the stream has taken. */
  readonly drained: number;
  readonly setAside: readonly SetAsideRecord[];
  /** How often a record was throttled. */
  readonly throttled: number;
  /** The ids of the messages that must come again. */
  readonly unfinished: readonly string[];
  readonly failures: readonly unknown[];
}

interface Waiting {
  readonly message: BurstMessage;
  readonly events: readonly LikeEvent[];
}

/**
 * After a throttle it puts nothing until it has waited, and so holds back the mapping, which hands over the next batch only when this
 * one is done.
 */
export async function drainBurst(
  ports: DrainPorts,
  messages: readonly BurstMessage[],
  remainingMs: () => number,
): Promise<DrainedBatch> {
  const { waiting: all, malformed } = readMessages(messages);
  const failures: unknown[] = [];
  const kept = await keepMalformed(ports.quarantine, malformed, failures);
  let waiting = all;
  let throttled = 0;
  for (let attempt = 0; waiting.length > 0; ) {
    const batch = waiting.slice(0, MAX_RECORDS);
    const { refused, error } = await putBatch(ports.records, batch);
    waiting = [...refused, ...waiting.slice(MAX_RECORDS)];
    if (error === undefined) throttled += refused.length;
    else failures.push(error);
    if (error !== undefined && !isRetryable(error)) break;
    if (waiting.length === 0) break;
    attempt = refused.length > 0 ? attempt + 1 : 0;
    const waitMs = attempt > 0 ? ports.backoffMs(attempt) : 0;
    if (remainingMs() - waitMs < DRAIN_RESERVED_MS) {
      if (error === undefined) await postponeThrottled(ports, waiting, failures);
      break;
    }
    if (waitMs > 0) await ports.pause(waitMs);
  }
  return {
    drained: all.length - waiting.length,
    setAside: kept ? malformed : [],
    throttled,
    unfinished: [
      ...waiting.map(({ message }) => message.id),
      ...(kept ? [] : malformed.map(({ record }) => record.sequenceNumber)),
    ],
    failures,
  };
}

function readMessages(messages: readonly BurstMessage[]) {
  const waiting: Waiting[] = [];
  const malformed: SetAsideRecord[] = [];
  for (const message of messages) {
    const { id, body } = message;
    const read = readBurstMessage(body);
    if (read.ok) waiting.push({ message, events: read.events });
    else {
      const record = {
        sequenceNumber: id,
        partitionKey: read.userId,
        data: new TextEncoder().encode(body),
      };
      malformed.push({ record, problem: read.problem });
    }
  }
  return { waiting, malformed };
}

/** A malformed message that cannot be kept comes again. The others do not wait for it. */
async function keepMalformed(
  quarantine: Quarantine,
  malformed: readonly SetAsideRecord[],
  failures: unknown[],
): Promise<boolean> {
  try {
    if (malformed.length > 0) await quarantine.put(LANE, malformed);
    return true;
  } catch (error) {
    failures.push(error);
    return false;
  }
}

/**
 * A stream that throttles takes some records all the time, so these messages come again soon. When the stream fails, messages wait
 * for the visibility timeout, because few receives must outlast the failure.
 */
async function postponeThrottled(
  { postpone, random }: DrainPorts,
  waiting: readonly Waiting[],
  failures: unknown[],
): Promise<void> {
  const postponed = waiting.map(({ message: { receiptHandle, receives } }) => ({
    receiptHandle,
    seconds: secondsUntilNext(receives, random()),
  }));
  try {
    await postpone(postponed);
  } catch (error) {
    failures.push(error);
  }
}

const FIRST_POSTPONED_SECONDS = 5;
const LONGEST_POSTPONED_SECONDS = 180;

/** Returns whole seconds, at least 1: a random part of a bound that triples with every receive. */
export function secondsUntilNext(receives: number, random: number): number {
  const bound = Math.min(LONGEST_POSTPONED_SECONDS, FIRST_POSTPONED_SECONDS * 3 ** (receives - 1));
  return 1 + Math.floor(random * bound);
}

async function putBatch(
  records: LikeRecords,
  batch: readonly Waiting[],
): Promise<{ refused: readonly Waiting[]; error: unknown }> {
  try {
    const refused = new Set(await records.putAll(batch.map(({ events }) => events)));
    return { refused: batch.filter((_, index) => refused.has(index)), error: undefined };
  } catch (error) {
    return { refused: batch, error };
  }
}
