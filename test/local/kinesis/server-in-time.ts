// Starts our server with a clock that the test moves.

import type { Kinesis } from '@aws-sdk/client-kinesis';
import type { LocalServer } from '../../../local/local-server.ts';
import { type KinesisOptions, startKinesisServer } from '../../../local/kinesis/server.ts';
import { makeKinesis } from './test-stream.ts';

export interface ServerInTime {
  readonly kinesis: Kinesis;
  readonly server: LocalServer;
  now(): number;
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function startServerInTime(
  options: Omit<KinesisOptions, 'now'> = {},
  startMs = Date.UTC(2026, 0, 1),
): Promise<ServerInTime> {
  let nowMs = startMs;
  const server = await startKinesisServer({ ...options, now: () => nowMs });
  const kinesis = makeKinesis(server.url);
  return {
    kinesis,
    server,
    now: () => nowMs,
    pass(ms) {
      nowMs += ms;
    },
    async close() {
      kinesis.destroy();
      await server.close();
    },
  };
}
