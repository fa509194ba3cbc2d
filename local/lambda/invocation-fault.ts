// Faults that an execution environment meets on purpose, to show what survives them. There are none unless a caller asks for
// them.

import type { InvokeResult } from './invoke-result.ts';

export interface InvocationFault {
  /**
   * `killed-before`: the environment ends before the request goes out. `killed-after`: it ends when the answer has arrived, so
   * that nobody learns of the answer. `hang`: it stands still until the function's timeout ends it. `zombie`: it is reported as
   * timed out, stands still for a while, and goes on.
   */
  readonly kind: 'killed-before' | 'killed-after' | 'hang' | 'zombie';
  /**
   * The number of the HTTP request, from 1, at which the invocation meets the fault. An invocation with fewer requests meets it
   * before it returns its result.
   */
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
