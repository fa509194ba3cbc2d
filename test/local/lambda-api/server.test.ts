// The real SDK on the local Lambda API: mappings are paused and resumed.

import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeMappings, type Mappings } from '../../../local/event-source-mapping/mappings.ts';
import { makeCredentials } from '../../../local/guard/credentials.ts';
import { startLambdaApi } from '../../../local/lambda-api/server.ts';

const UUID = 'Likes-Mapping';
const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/likes';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:burst';

const credentials = makeCredentials();
let mappings: Mappings;
let lambda: LambdaClient;
let url: string;
/** What happens to the first mapping. */
let events: string[];
let finishInvocation: () => void;

beforeEach(async () => {
  events = [];
  finishInvocation = () => {};
  mappings = makeMappings(() => 1_000_000);
  mappings.add({
    uuid: UUID,
    sourceArn: STREAM,
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:batch',
    batchSize: 100,
    maxRecordAgeSeconds: 216_000,
    enabled: true,
    start() {
      events.push('starts');
      return {
        async close() {
          events.push('closes');
          await new Promise<void>((resolve) => (finishInvocation = resolve));
          events.push('closed');
        },
      };
    },
  });
  mappings.add({
    uuid: 'other',
    sourceArn: QUEUE,
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:drain',
    batchSize: 10,
    enabled: false,
    start: () => ({ close: async () => {} }),
  });
  const server = await startLambdaApi({ mappings, accessKeyId: credentials.accessKeyId });
  ({ url } = server);
  lambda = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    lambda.destroy();
    await server.close();
  });
});

const stateOf = async (uuid = UUID) =>
  (await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }))).State;
const setEnabled = (Enabled: boolean | undefined, more = {}) =>
  lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled, ...more }));

describe('a request that cannot be answered gets the error of AWS', () => {
  test('for a mapping that does not exist', async () => {
    const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(stateOf('none')).rejects.toMatchObject(missing);
    const update = new UpdateEventSourceMappingCommand({ UUID: 'none', Enabled: true });
    await expect(lambda.send(update)).rejects.toMatchObject(missing);
  });

  test('for a setting that is not supported, and nothing changes', async () => {
    await expect(setEnabled(false, { BatchSize: 7 })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'BatchSize is not supported by the local cloud',
    });
    await expect(setEnabled(undefined)).rejects.toThrow('Enabled must be true or false');
    expect(events).toEqual(['starts']);
  });

  test('for an operation that is not supported, and the error names it', async () => {
    await expect(lambda.send(new ListFunctionsCommand())).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'GET /2015-03-31/functions is not supported by the local cloud',
    });
  });

  test.each(['{', 'null', '7'])('for the body %j', async (body) => {
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x` };
    const path = `${url}/2015-03-31/event-source-mappings/${UUID}`;
    const answer = await fetch(path, { method: 'PUT', headers, body });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'InvalidParameterValueException',
    ]);
  });
});

test.each([
  ['a page', { origin: 'https://evil.example' }],
  ['a process without the key', {}],
])('%s is refused', async (_, headers) => {
  const answer = await fetch(`${url}/2015-03-31/event-source-mappings/`, { headers });
  expect(answer.status).toBe(403);
});

test('while a pause waits for what is in flight, the mapping is being disabled, and cannot be changed', async () => {
  expect(await setEnabled(false)).toMatchObject({ UUID, State: 'Disabling' });
  expect(events).toEqual(['starts', 'closes']);
  await expect(setEnabled(true)).rejects.toMatchObject({ name: 'ResourceInUseException' });
  finishInvocation();
  await vi.waitFor(async () => expect(await stateOf()).toBe('Disabled'));
});

test('a mapping that is resumed starts again, once', async () => {
  await setEnabled(false);
  finishInvocation();
  await vi.waitFor(async () => expect(await stateOf()).toBe('Disabled'));
  await setEnabled(true);
  await setEnabled(true);
  expect(await stateOf()).toBe('Enabled');
  expect(events).toEqual(['starts', 'closes', 'closed', 'starts']);
});

test('a mapping is found by its function and by its source', async () => {
  const list = async (filter: object) => {
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand(filter));
    return EventSourceMappings.map((it) => it.UUID);
  };
  expect(await list({})).toEqual([UUID, 'other']);
  expect(await list({ FunctionName: 'batch' })).toEqual([UUID]);
  expect(await list({ FunctionName: 'atch' })).toEqual([]);
  expect(await list({ EventSourceArn: QUEUE })).toEqual(['other']);
});

test('a mapping says what it reads, how old a record may be, and when that was changed', async () => {
  expect(await lambda.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
    UUID,
    EventSourceArn: STREAM,
    BatchSize: 100,
    MaximumRecordAgeInSeconds: 216_000,
    State: 'Enabled',
    LastModified: new Date(1_000_000),
  });
});
