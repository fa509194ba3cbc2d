// Faults that an execution environment meets on purpose, to see what survives them. Nothing of this runs unless a fault is asked for.

import type { InvokeResult } from './invoke-result.ts';

export interface InvocationFault {
  /**
   * `killed-before`: the environment ends before the request goes out. `killed-after`: it ends when the answer is there, which
   * nobody hears. `hang`: it stands still until the function's timeout ends it. `zombie`: it is reported as timed out, stands
   * still for a while, and goes on.
   */
  readonly kind: 'killed-before' | 'killed-after' | 'hang' | 'zombie';
  /** At which HTTP request of the invocation, from 1. One with fewer requests meets the fault before it says its result. */
  readonly step: number;
  /** How long a zombie stands still. */
  readonly freezeMs: number;
}

export interface WatchedInvocation {
  readonly fault?: InvocationFault | undefined;
  ended?(result: InvokeResult): void;
}

/** Called when an invocation starts in an environment. */
export type WatchInvocation = (functionName: string, payloadJson: string) => WatchedInvocation | undefined;
