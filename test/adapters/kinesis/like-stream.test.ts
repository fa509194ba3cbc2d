import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeLikeRecords } from '../../../adapters/kinesis/like-records.ts';
import { LikeStreamError, makeLikeStream } from '../../../adapters/kinesis/like-stream.ts';
import { decodeLikeRecord } from '../../../core/likes/like-record.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { laneOf } from '../../../core/stream/lane.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { type Connected, implementations, type Limits } from './puts-clients.ts';

const EVENT: LikeEvent = {
  v: 1,
  id: '019ab38a-4c00-7000-8000-000000000001',
  postId: 'post-1',
  userId: 'ann',
  op: 'like',
};
const ACKNOWLEDGED = { status: 200, body: { SequenceNumber: '1', ShardId: 'shardId-000000000000' } };

let server: Server;
let url: string;
let connected: Connected | undefined;
let answer: { status: number; body: object } | 'never';
let requests: { target: string; body: Record<string, string> }[];

beforeEach(async () => {
  answer = ACKNOWLEDGED;
  requests = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      requests.push({
        target: String(request.headers['x-amz-target']),
        body: JSON.parse(text) as Record<string, string>,
      });
      if (answer === 'never') return;
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  connected?.close();
  connected = undefined;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function failureOf(promise: Promise<unknown>): Promise<LikeStreamError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LikeStreamError)) throw new Error('no LikeStreamError', { cause: error });
  return error;
}

describe.each(implementations)('the like stream by %s', (_, connect) => {
  const streamOf = (options: { streamArn?: string } = {}, limits: Limits = {}) => {
    connected?.close();
    connected = connect(url, limits);
    return makeLikeStream({ puts: connected.puts, streamName: 'like-events', ...options });
  };
  const put = (...events: LikeEvent[]) => streamOf().put(events);

  test.each(['ProvisionedThroughputExceededException', 'LimitExceededException', 'KMSThrottlingException'])(
    'says that it is throttled on %s',
    async (__type) => {
      answer = { status: 400, body: { __type, message: 'slow down' } };
      expect(await put(EVENT)).toBe('throttled');
    },
  );

  test('fails and is not retryable when Kinesis refuses the call', async () => {
    answer = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such stream' } };
    const error = await failureOf(put(EVENT));
    expect(error).toMatchObject({ retryable: false, cause: { name: 'ResourceNotFoundException' } });
  });

  test('fails and is retryable when Kinesis breaks, does not answer or cannot be reached', async () => {
    answer = { status: 500, body: { __type: 'InternalFailure' } };
    expect(await failureOf(put(EVENT))).toMatchObject({ retryable: true });
    answer = 'never';
    const impatient = streamOf({}, { requestTimeoutMs: 100 });
    expect(await failureOf(impatient.put([EVENT]))).toMatchObject({
      retryable: true,
      cause: { name: 'TimeoutError' },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await failureOf(put(EVENT))).toMatchObject({ retryable: true });
  });

  test('refuses an empty record', async () => {
    await expect(put()).rejects.toThrow(RangeError);
    expect(requests).toEqual([]);
  });

  test('puts one record for a person, and the batcher reads the same events from it', async () => {
    const events = [EVENT, { ...EVENT, postId: 'post-2', op: 'unlike' } as const];
    expect(await put(...events)).toEqual({ place: undefined });
    expect(requests).toMatchObject([
      { target: 'Kinesis_20131202.PutRecord', body: { StreamName: 'like-events', PartitionKey: 'ann' } },
    ]);
    const data = Buffer.from(requests[0]?.body['Data'] ?? '', 'base64');
    expect(decodeLikeRecord(data, 'ann')).toEqual({ ok: true, events });
  });

  test('tells the lane and the position of the record when it knows the ARN of the stream', async () => {
    const streamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';
    answer = { status: 200, body: { SequenceNumber: '4951', ShardId: 'shardId-000000000003' } };
    expect(await streamOf({ streamArn }).put([EVENT])).toEqual({
      place: { lane: laneOf(streamArn, 'shardId-000000000003'), position: toPosition('4951') },
    });
  });

  test('gives up when it is told to, and that is retryable', async () => {
    answer = 'never';
    expect(await failureOf(streamOf().put([EVENT], AbortSignal.abort()))).toMatchObject({ retryable: true });
  });
});

describe.each(implementations)('many records in one call by %s', (_, connect) => {
  const OTHER = { ...EVENT, userId: 'bob' };
  const putAll = () => {
    connected ??= connect(url);
    return makeLikeRecords({ puts: connected.puts, streamName: 'like-events' }).putAll([[EVENT], [OTHER]]);
  };

  test('a call that succeeds tells which of its records failed', async () => {
    const Records = [
      { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' },
      { SequenceNumber: '1', ShardId: 'shardId-000000000000' },
    ];
    answer = { status: 200, body: { FailedRecordCount: 1, Records } };
    expect(await putAll()).toEqual([0]);
    expect(requests).toMatchObject([
      {
        target: 'Kinesis_20131202.PutRecords',
        body: { StreamName: 'like-events', Records: [{ PartitionKey: 'ann' }, { PartitionKey: 'bob' }] },
      },
    ]);
  });

  test('a call that is throttled whole has put nothing', async () => {
    answer = { status: 400, body: { __type: 'ThrottlingException', message: 'slow down' } };
    expect(await putAll()).toEqual([0, 1]);
  });

  test('fails as one record does', async () => {
    answer = { status: 500, body: { __type: 'InternalFailure' } };
    expect(await failureOf(putAll())).toMatchObject({ retryable: true });
    answer = { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
    expect(await failureOf(putAll())).toMatchObject({ retryable: false });
  });
});
