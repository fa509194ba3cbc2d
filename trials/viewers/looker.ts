// Somebody who looks at posts, as a viewer over WebSocket or as a poller.

import type { Sight } from './audience.ts';

export interface Looker {
  /** The count that is shown now. */
  countOf(postId: string): number | undefined;
  /** Returns what has happened since it was asked last. */
  take(): { readonly sights: readonly Sight[]; readonly messages: number; readonly reconnects: number };
  close(): Promise<void>;
}

/** Milliseconds since 1970 with a fraction, which two processes on this machine can compare. */
export const nowMs = (): number => performance.timeOrigin + performance.now();
