// Resharding a real stream of the local Kinesis, which enforces AWS's limits on the calls.

import { CreateStreamCommand, UpdateShardCountCommand } from '@aws-sdk/client-kinesis';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import { ReshardLimitError, readSummary, reshard } from '../../../tools/reshard/reshard.ts';

let kinesis: ServiceClients['kinesis'];
let said: string[];

beforeEach(async () => {
  said = [];
  const server = await startKinesisServer();
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  ({ kinesis } = clients);
  onTestFinished(async () => {
    clients.destroy();
    await server.close();
  });
  await kinesis.send(new CreateStreamCommand({ StreamName: 'likes', ShardCount: 2 }));
});

const shardsOf = async () => (await readSummary(kinesis, 'likes')).shards;
const run = (to: number, signal = new AbortController().signal) =>
  reshard(
    {
      kinesis,
      say: (line) => said.push(line),
      now: Date.now,
      wait: async (_, signal) => signal.throwIfAborted(),
    },
    'likes',
    to,
    signal,
  );

test('at the limit of a day it stops, says how far it came, and the same command goes on from there', async () => {
  for (let calls = 0; calls < 9; calls++)
    await kinesis.send(
      new UpdateShardCountCommand({
        StreamName: 'likes',
        TargetShardCount: calls % 2 ? 2 : 3,
        ScalingType: 'UNIFORM_SCALING',
      }),
    );
  const failure = await run(12).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ReshardLimitError);
  expect((failure as Error).message).toMatch(/^the stream has 6 shards, .*10 times in 24 hours/);
  expect(await shardsOf()).toBe(6);
}, 20_000);

test('a change that was begun goes on from where the stream is', async () => {
  await run(4);
  said = [];
  await run(16);
  expect(said).toEqual(['4 -> 8 shards', '8 -> 16 shards']);
});

test('it goes up and down in calls that Kinesis takes', async () => {
  await run(7);
  expect(await shardsOf()).toBe(7);
  await run(1);
  expect(await shardsOf()).toBe(1);
  expect(said).toEqual(['2 -> 4 shards', '4 -> 7 shards', '7 -> 4 shards', '4 -> 2 shards', '2 -> 1 shards']);
});

test('a stream that has so many shards is left as it is', async () => {
  await run(2);
  expect(said).toEqual([]);
});
