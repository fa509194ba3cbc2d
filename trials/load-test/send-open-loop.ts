// Sends everything at its scheduled time, whether or not earlier requests have been answered. Latency counts from that time, so the
// wait behind a slow answer shows (no coordinated omission).

import { setTimeout as sleep } from 'node:timers/promises';
import { isAbortError } from '../../traffic/api-errors.ts';

export interface OpenLoop<Item, Result> {
  /** Ascending by `atMs`, which counts from the start. */
  readonly items: readonly Item[];
  readonly send: (item: Item) => Promise<Result>;
  readonly onSent: (item: Item, lateMs: number) => void;
  readonly onAnswer: (item: Item, result: Result, latencyMs: number) => void;
  /** Ends the run at once. Answers that are still to come are not waited for. */
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Timers are late by up to a millisecond. What is due by then is sent together. */
const TIMER_MS = 1;

/** Resolves when everything is answered or the signal is aborted. Rejects with the first failure of `send`. */
export async function sendOpenLoop<Item extends { readonly atMs: number }, Result>(
  loop: OpenLoop<Item, Result>,
): Promise<void> {
  const { items, send, onSent, onAnswer, now = () => performance.now(), wait = sleepFor } = loop;
  const failed = new AbortController();
  const stop = AbortSignal.any([loop.signal, failed.signal]);
  const startMs = now();
  const inFlight = new Set<Promise<void>>();

  async function sendOne(item: Item): Promise<void> {
    onSent(item, Math.max(0, now() - startMs - item.atMs));
    const result = await send(item);
    if (!stop.aborted) onAnswer(item, result, now() - startMs - item.atMs);
  }

  for (const item of items) {
    const dueInMs = startMs + item.atMs - now();
    if (dueInMs > TIMER_MS) await wait(dueInMs, stop).catch(ignoreAbort);
    if (stop.aborted) break;
    const sending = sendOne(item).catch((error: unknown) => {
      if (!stop.aborted) failed.abort(error);
    });
    inFlight.add(sending);
    void sending.then(() => inFlight.delete(sending));
  }
  await Promise.race([Promise.all(inFlight), aborted(stop)]);
  if (failed.signal.aborted) throw failed.signal.reason;
}

const sleepFor = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal });

function ignoreAbort(error: unknown): void {
  if (!isAbortError(error)) throw error;
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
