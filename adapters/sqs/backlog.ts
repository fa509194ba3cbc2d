// How long the burst queue takes to drain, by its depth. It is asked at most once in a few seconds, because every call has a price.

import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { keepFresh } from '../keep-fresh.ts';

const FRESH_MS = 5_000;
const MAX_STALE_MS = 60_000;

export interface BacklogOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** How many messages a second leave the queue while it drains. */
  readonly drainedPerSecond: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** @returns a function that returns seconds. While the queue does not answer, there is no backlog: nothing is shed without need. */
export function makeBacklogSeconds(options: BacklogOptions): () => Promise<number> {
  const { client, queueUrl, drainedPerSecond, now, random } = options;
  const depth = keepFresh({
    read: async () => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    },
    now,
    random,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  return async () => {
    try {
      return (await depth()).value / drainedPerSecond;
    } catch {
      return 0;
    }
  };
}
