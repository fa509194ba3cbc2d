// The outcome of an invocation. Each outcome is expected, and the caller decides what to do about it.

export type InvokeResult =
  | { readonly status: 'ok'; readonly payloadJson: string }
  | { readonly status: 'function-error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly status: 'timeout' }
  | { readonly status: 'throttled' };

export type Invoke = (payloadJson: string) => Promise<InvokeResult>;
