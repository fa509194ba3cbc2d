import { CreateStreamCommand, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import type { LocalServer } from '../../../local/local-server.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import { Journal } from '../../../trials/chaos/journal.ts';
import { makeResharder } from '../../../trials/chaos/reshard.ts';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';

const StreamName = 'stream';
let server: LocalServer;
let clients: ServiceClients;

beforeAll(async () => {
  server = await startKinesisServer();
  clients = makeServiceClients({ dynamodb: '', kinesis: server.url, sqs: '', secretsManager: '' });
  await clients.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 4 }));
});

afterAll(async () => {
  clients.destroy();
  await server.close();
});

test('shards are split, merged and scaled again and again, and stay between two and six', async () => {
  const journal = new Journal();
  const reshard = makeResharder({
    kinesis: clients.kinesis,
    streamName: StreamName,
    random: makeSeededRandom(1),
    journal,
  });
  for (let count = 0; count < 100; count++) {
    await reshard();
    const { Shards = [] } = await clients.kinesis.send(new ListShardsCommand({ StreamName }));
    const open = Shards.filter(
      ({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined,
    );
    expect(open.length).toBeGreaterThanOrEqual(2);
    expect(open.length).toBeLessThanOrEqual(6);
  }
  const counts = Object.fromEntries([...journal.events.counts, ...journal.faults.counts]);
  // Kinesis allows ten in a day.
  expect(counts['UpdateShardCount']).toBe(9);
  expect(counts['SplitShard']).toBeGreaterThan(20);
  expect(counts['MergeShards']).toBeGreaterThan(20);
});
