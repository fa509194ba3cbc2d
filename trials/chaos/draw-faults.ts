// The dice: they decide which invocation and which call meets which fault. Pure, given the random numbers.

import type { InvocationFault } from '../../local/lambda/invocation-fault.ts';
import { CALL_FAULTS, FAILURES, type FaultRates, type Stage } from './fault-rates.ts';

/** Zombies stand still for longer than a retry takes to start, and wake while it works. */
const FREEZE_MS = { least: 200, most: 5_000 };
/** The functions give up a call after 2 s, so the longer half of these delays is too long. */
const DELAY_MS = { least: 100, most: 4_000 };

export type CallFault =
  | { readonly kind: 'throttle' | 'lost-request' | 'lost-response' }
  /** The request or its answer takes its time. */
  | { readonly kind: 'delay'; readonly ms: number; readonly of: 'request' | 'response' };

/** @param steps about how many calls the invocation makes */
export function drawInvocationFault(
  rates: FaultRates,
  stage: Stage,
  steps: number,
  random: () => number,
): InvocationFault | undefined {
  if (random() * 100 >= rates[stage]) return undefined;
  const parts = FAILURES.reduce((sum, kind) => sum + rates[kind], 0);
  const kind = pick(FAILURES, rates, random() * parts);
  if (kind === undefined) return undefined;
  return { kind, step: 1 + Math.floor(random() * Math.max(1, steps)), freezeMs: between(FREEZE_MS, random) };
}

export function drawCallFault(rates: FaultRates, random: () => number): CallFault | undefined {
  const kind = pick(CALL_FAULTS, rates, random() * 100);
  if (kind !== 'delay') return kind && { kind };
  return { kind, ms: between(DELAY_MS, random), of: random() < 0.5 ? 'request' : 'response' };
}

/** Lays the shares in a line from 0 on. Returns the name whose share holds the point, and undefined beyond all shares. */
function pick<Name extends keyof FaultRates>(
  names: readonly Name[],
  rates: FaultRates,
  point: number,
): Name | undefined {
  let left = point;
  return names.find((name) => (left -= rates[name]) < 0);
}

function between({ least, most }: { least: number; most: number }, random: () => number): number {
  return Math.round(least + random() * (most - least));
}
