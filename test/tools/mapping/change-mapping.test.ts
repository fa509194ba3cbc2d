// Pausing and resuming through the local Lambda API, as the command does.

import { LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { makeMappings, type Mappings } from '../../../local/event-source-mapping/mappings.ts';
import { startLambdaApi } from '../../../local/lambda-api/server.ts';
import { changeMapping } from '../../../tools/mapping/change-mapping.ts';

const UUID = 'mapping';

let mappings: Mappings;
let lambda: LambdaClient;
let nowMs: number;
let said: string[];
/** What happens while the command waits. */
let onWait: () => void;
let starts: number;
let finishInvocation: () => void;

beforeEach(async () => {
  nowMs = 0;
  said = [];
  starts = 0;
  onWait = () => finishInvocation();
  finishInvocation = () => {};
  mappings = makeMappings();
  mappings.add({
    uuid: UUID,
    sourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/likes',
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:batch',
    batchSize: 100,
    enabled: true,
    start() {
      starts++;
      return { close: () => new Promise<void>((resolve) => (finishInvocation = resolve)) };
    },
  });
  const server = await startLambdaApi({ mappings });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  lambda = new LambdaClient({ endpoint: server.url, region: 'us-east-1', credentials });
  onTestFinished(async () => {
    lambda.destroy();
    await server.close();
  });
});

const change = (wanted: 'Enabled' | 'Disabled', uuid = UUID, signal = new AbortController().signal) =>
  changeMapping(
    {
      lambda,
      say: (line) => said.push(line),
      now: () => nowMs,
      async wait(ms, signal) {
        nowMs += ms;
        onWait();
        signal.throwIfAborted();
      },
    },
    uuid,
    wanted,
    signal,
  );
const stateOf = () => mappings.find(UUID)?.state;

test('a mapping that does not exist is an error', async () => {
  await expect(change('Disabled', 'none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('interrupted while it waits, it stops waiting', async () => {
  const interrupt = new AbortController();
  onWait = () => interrupt.abort();
  await expect(change('Disabled', UUID, interrupt.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(stateOf()).toBe('Disabling');
});

test('a pause waits for what is in flight, and says so every five seconds', async () => {
  let waits = 0;
  onWait = () => {
    if (++waits === 12) finishInvocation();
  };
  await change('Disabled');
  expect(stateOf()).toBe('Disabled');
  expect(said).toEqual(['...  Disabling, after 5 s', '...  Disabling, after 10 s']);
});

test('a change that somebody else has begun is waited for, then made', async () => {
  mappings.setEnabled(UUID, false);
  await change('Enabled');
  expect(stateOf()).toBe('Enabled');
  expect(starts).toBe(2);
});

test('a mapping that is as it is wanted is left alone', async () => {
  await change('Enabled');
  expect([nowMs, starts]).toEqual([0, 1]);
});
