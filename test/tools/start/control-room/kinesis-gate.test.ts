// While the gate is closed, puts to the stream are throttled, and everything else passes.

import { CreateStreamCommand, ListStreamsCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { startKinesisServer } from '../../../../local/kinesis/server.ts';
import { makeServiceClients } from '../../../../local/service-clients.ts';
import { makeKinesisGate } from '../../../../tools/start/control-room/kinesis-gate.ts';

test('puts to the stream are throttled until the time is up', async () => {
  let nowMs = 0;
  await using stack = new AsyncDisposableStack();
  const kinesis = await startKinesisServer();
  stack.defer(() => kinesis.close());
  const gate = makeKinesisGate(() => nowMs);
  const server = await gate.open(kinesis.url);
  stack.defer(() => server.close());
  const { url } = server;
  const unused = url;
  const clients = makeServiceClients({ dynamodb: unused, kinesis: url, sqs: unused, secretsManager: unused });
  stack.defer(async () => clients.destroy());
  clients.kinesis.config.maxAttempts = async () => 1;
  const put = (StreamName: string) =>
    clients.kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: 'a', Data: Buffer.from('a') }));
  for (const StreamName of ['likes', 'others'])
    await clients.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));

  gate.close('likes', 1_000);
  await expect(put('likes')).rejects.toThrow('Rate exceeded');
  expect(await put('others')).toHaveProperty('SequenceNumber');
  expect((await clients.kinesis.send(new ListStreamsCommand({}))).StreamNames).toEqual(['likes', 'others']);
  nowMs = 1_000;
  expect(gate.isClosed).toBe(false);
  expect(await put('likes')).toHaveProperty('SequenceNumber');
});
