// A burst on the whole system, run by the local cloud: while the stream throttles every put, likes are queued; later they are drained,
// each counts once, and its receipt says so.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeReceiptReader } from '../../adapters/dynamodb/receipt-reader.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { decodeReceipt } from '../../core/likes/receipt.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';
import { startFaultProxy } from '../../trials/chaos/fault-proxy.ts';

let cloud: LocalCloud;
let api: Api;
let visitors: Visitors;
/** Which puts on the stream are throttled. */
let throttled: (operation: string) => boolean = () => false;

beforeAll(async () => {
  cloud = await runApp({
    context: { shards: '2' },
    wrapEndpoint: async (service, url) =>
      service === 'kinesis'
        ? await startFaultProxy({
            service,
            url,
            pickFault: ({ operation }) =>
              operation.startsWith('PutRecord') && throttled(operation) ? { kind: 'throttle' } : undefined,
          })
        : undefined,
  });
  api = openApi({ url: cloud.url });
  visitors = makeVisitors(api);
}, 120_000);

afterAll(async () => {
  await api.close();
  await cloud.close();
});

interface Answer {
  readonly state: string;
  readonly receipt: string;
  readonly effect?: string;
}

async function send(method: 'PUT' | 'DELETE' | 'GET', path: string, person: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${await visitors.tokenOf(person)}` };
  const { status, text } = await api.call({ method, path, headers });
  expect(status).toBe(method === 'GET' ? 200 : 202);
  return JSON.parse(text) as Answer;
}

const like = (postId: string, person: string) => send('PUT', `/v1/posts/${postId}/like`, person);
const receiptOf = ({ receipt }: Answer, person: string) => send('GET', `/v1/receipts/${receipt}`, person);

const soon = { timeout: 30_000, interval: 200 };

test('a like that the stream takes is accepted, and its receipt says when it is applied and when it is overtaken', async () => {
  const accepted = await like('calm', 'ann');
  expect(accepted.state).toBe('accepted');
  await vi.waitFor(
    async () =>
      expect(await receiptOf(accepted, 'ann')).toMatchObject({ state: 'applied', effect: 'took-effect' }),
    soon,
  );
  const takenBack = await send('DELETE', '/v1/posts/calm/like', 'ann');
  await vi.waitFor(
    async () => expect(await receiptOf(accepted, 'ann')).toMatchObject({ effect: 'overtaken' }),
    soon,
  );
  expect(await receiptOf(takenBack, 'ann')).toMatchObject({ state: 'applied', effect: 'took-effect' });
}, 90_000);

test('a receipt names the place of the record as the batcher does', async () => {
  const accepted = await like('placed', 'ann');
  const receipt = decodeReceipt(Buffer.from(accepted.receipt, 'base64url').toString());
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const countersTable = cloud.outputs['CountersTable'] ?? '';
  const reader = makeReceiptReader({ client: clients.dynamodb, countersTable, likesTable: '' });
  await vi.waitFor(async () => {
    const root = await reader.readItem('placed', ROOT_BUCKET);
    expect(root?.marks.get(receipt?.place?.lane ?? '')).toBe(receipt?.place?.position);
    expect(root?.count).toBe(1);
  }, soon);
  clients.destroy();
}, 60_000);

test('while the stream throttles, likes are queued; then they are drained, and each counts once', async () => {
  const people = Array.from({ length: 60 }, (_, index) => `person-${index}`);
  throttled = () => true;
  const answers = await Promise.all(people.map((person) => like('burst', person)));
  expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['queued']));
  const [first] = answers as [Answer];
  expect(await receiptOf(first, 'person-0')).toMatchObject({ state: 'queued' });
  throttled = () => false;
  const settled = await waitForCounts(api, new Map([['burst', people.length]]), { unchangedForMs: 30_000 });
  expect(settled).toMatchObject({ differences: [] });
  await vi.waitFor(
    async () =>
      expect(await receiptOf(first, 'person-0')).toMatchObject({ state: 'applied', effect: 'took-effect' }),
    soon,
  );
}, 120_000);

test('drain-burst holds back while the stream throttles it, and no message is lost', async () => {
  throttled = () => true;
  const answers = await Promise.all(['ben', 'cid'].map((person) => like('slow', person)));
  expect(answers.map(({ state }) => state)).toEqual(['queued', 'queued']);
  let refusals = 0;
  throttled = (operation) => operation === 'PutRecords' && refusals++ < 5;
  expect(await waitForCounts(api, new Map([['slow', 2]]), { unchangedForMs: 60_000 })).toMatchObject({
    differences: [],
  });
  expect(refusals).toBeGreaterThan(5);
}, 120_000);
