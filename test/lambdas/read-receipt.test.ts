import '../../trials/fuzz/environment.ts';
import { expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../core/counters/counter-item.ts';
import { encodeReceipt, ownerOf, type Receipt } from '../../core/likes/receipt.ts';
import { stampOf } from '../../core/likes/stamp.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { MAX_RECEIPT_CHARACTERS, writeReceipt } from '../../lambdas/http/read-receipt.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { asAnn, eventIdAt, NOW_MS, readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const ROUTE = 'GET /v1/receipts/{receipt}';
const PLACE = { lane: '1k7xq3s-0', position: '0212' };
const RECEIPT: Receipt = {
  owner: ownerOf('ann'),
  id: eventIdAt(NOW_MS),
  op: 'like',
  postId: 'p',
  issuedAs: 'accepted',
  place: PLACE,
};
const VERSION = { ...PLACE, stamp: stampOf(RECEIPT) };

const reader = {
  ...readerOf({}),
  readRow: async () => [VERSION],
  readItem: async () => ({ ...EMPTY_ITEM, marks: new Map([[PLACE.lane, PLACE.position]]) }),
};
const handler = serve(makeReadCounts({ reader, verifyToken }));

async function get(receipt: string, headers: Record<string, string> = asAnn) {
  const answer = await handler(httpApiEvent(ROUTE, { parameters: { receipt }, headers }));
  return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown> };
}

test('nobody reads a receipt without a token', async () => {
  expect(await get(writeReceipt(RECEIPT), {})).toMatchObject({ statusCode: 401 });
});

test.each([
  ['empty', ''],
  ['no base64url', 'a+b'],
  ['too long', 'a'.repeat(MAX_RECEIPT_CHARACTERS + 1)],
  ['a receipt in another spelling', `${writeReceipt(RECEIPT)}=`],
])('answers 400 to a text that is %s', async (_, text) => {
  expect(await get(text)).toMatchObject({ statusCode: 400, body: { errors: [{ field: 'receipt' }] } });
});

test.each([
  ['the receipt of another person', writeReceipt({ ...RECEIPT, owner: ownerOf('bob') })],
  ['a text that is no receipt', 'abcd'],
  ['a receipt that is cut off', writeReceipt(RECEIPT).slice(0, -4)],
  ['a receipt in another spelling', Buffer.from(` ${encodeReceipt(RECEIPT)}`).toString('base64url')],
])('answers 404 to %s', async (_, text) => {
  expect(await get(text)).toMatchObject({ statusCode: 404 });
});

test('tells its owner what became of the action, and no cache may keep that', async () => {
  expect(await get(writeReceipt(RECEIPT))).toMatchObject({
    statusCode: 200,
    headers: { 'cache-control': 'private, no-store' },
    body: { postId: 'p', id: RECEIPT.id, op: 'like', state: 'applied', effect: 'took-effect' },
  });
});

test('the longest receipt fits its bounds', () => {
  const place = { lane: '1k7xq3s-'.padEnd(40, '9'), position: `84${'z'.repeat(84)}` };
  const longest = writeReceipt({ ...RECEIPT, postId: '"'.repeat(128), place });
  expect(longest.length).toBeLessThanOrEqual(MAX_RECEIPT_CHARACTERS);
});

test('accept-like gives a receipt that read-counts understands', async () => {
  const stream = { put: async () => ({ place: PLACE }) };
  const accept = serve(makeAcceptLike({ stream, verifyToken, now: () => NOW_MS, newId: () => RECEIPT.id }));
  const like = httpApiEvent('PUT /v1/posts/{postId}/like', { parameters: { postId: 'p' }, headers: asAnn });
  const { receipt } = JSON.parse((await accept(like)).body) as { receipt: string };
  expect(receipt).toBe(writeReceipt(RECEIPT));
  expect(await get(receipt)).toMatchObject({ body: { state: 'applied' } });
});
