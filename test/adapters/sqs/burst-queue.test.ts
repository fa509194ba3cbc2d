import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeSQS } from '../../../adapters/clients.ts';
import { makeBacklogSeconds } from '../../../adapters/sqs/backlog.ts';
import { BurstQueueError, makeBurstQueue } from '../../../adapters/sqs/burst-queue.ts';
import { readBurstMessage } from '../../../core/likes/burst-message.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const EVENT: LikeEvent = {
  v: 1,
  id: eventIdAt(NOW_MS),
  postId: 'p\ufffe👍',
  userId: 'ann\uffff',
  op: 'like',
};

let server: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', `http://127.0.0.1:${server.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  client = makeSQS();
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function createQueue(QueueName: string): Promise<string> {
  await client.send(new CreateQueueCommand({ QueueName }));
  return `http://127.0.0.1:${server.port}/000000000000/${QueueName}`;
}

test('a queue that is not there takes nothing, and the like may be tried again', async () => {
  const queue = makeBurstQueue({ client, queueUrl: `http://127.0.0.1:${server.port}/000000000000/gone` });
  const error: unknown = await queue.send([EVENT]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BurstQueueError);
  expect(error).toMatchObject({ retryable: true });
});

test('events that were sent can be read from the queue, whatever characters their ids have', async () => {
  const queueUrl = await createQueue('burst');
  await makeBurstQueue({ client, queueUrl }).send([EVENT, { ...EVENT, op: 'unlike' }]);
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  expect(Messages.map(({ Body = '' }) => readBurstMessage(Body))).toEqual([
    { ok: true, events: [EVENT, { ...EVENT, op: 'unlike' }] },
  ]);
});

test('the backlog is the depth by the rate at which it drains, and it is asked at most once in a few seconds', async () => {
  const queueUrl = await createQueue('backlog');
  const queue = makeBurstQueue({ client, queueUrl });
  for (let sent = 0; sent < 6; sent++) await queue.send([EVENT]);
  let nowMs = 0;
  const sends = vi.spyOn(client, 'send');
  const options = { client, queueUrl, drainedPerSecond: 2, now: () => nowMs, random: () => 0.5 };
  const backlogSeconds = makeBacklogSeconds(options);
  expect([await backlogSeconds(), await backlogSeconds()]).toEqual([3, 3]);
  nowMs = 10_000;
  await backlogSeconds();
  expect(sends.mock.calls.filter(([command]) => command instanceof GetQueueAttributesCommand)).toHaveLength(
    2,
  );
  sends.mockRestore();
});

test('while the queue does not tell its depth, there is no backlog, so nothing is shed', async () => {
  const queueUrl = `http://127.0.0.1:${server.port}/000000000000/gone`;
  const options = { client, queueUrl, drainedPerSecond: 2, now: () => 0, random: () => 0.5 };
  expect(await makeBacklogSeconds(options)()).toBe(0);
});
