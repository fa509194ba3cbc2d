// What waits in the queues, as fauxqs keeps it.

export interface QueueUsage {
  readonly name: string;
  readonly visible: number;
  /** Messages that somebody has received and not deleted yet. */
  readonly notVisible: number;
  /** When the oldest message was sent. Undefined when there is none. */
  readonly oldestSentMs: number | undefined;
}

interface SentMessage {
  readonly sentTimestamp: number;
}

interface Queue {
  readonly name: string;
  inspectMessages(): {
    readonly ready: readonly SentMessage[];
    readonly delayed: readonly SentMessage[];
    readonly inflight: readonly { readonly message: SentMessage }[];
  };
}

export function readQueueUsage(queue: Queue): QueueUsage {
  const { ready, delayed, inflight } = queue.inspectMessages();
  let oldestSentMs: number | undefined;
  for (const { sentTimestamp } of [...ready, ...delayed, ...inflight.map(({ message }) => message)])
    oldestSentMs = Math.min(oldestSentMs ?? sentTimestamp, sentTimestamp);
  return { name: queue.name, visible: ready.length, notVisible: inflight.length, oldestSentMs };
}
