// The messages between the thread of an execution environment and the thread that keeps it.

import type { InvocationFault } from './invocation-fault.ts';

export interface EnvironmentData {
  /** The file that exports the handler. */
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly memoryMb: number;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly payloadJson: string;
  /** When the invocation must be done, in milliseconds since 1970. */
  readonly deadlineMs: number;
  readonly fault?: InvocationFault | undefined;
}

export type EnvironmentMessage =
  | { readonly type: 'ready' }
  /** The invocation counts as timed out, though the thread goes on. */
  | { readonly type: 'timed-out' }
  | { readonly type: 'done'; readonly payloadJson: string }
  | {
      readonly type: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack: string;
    };
