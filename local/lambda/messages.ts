// What the thread of an execution environment and its keeper say to each other.

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
}

export type EnvironmentMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly payloadJson: string }
  | {
      readonly type: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack: string;
    };
