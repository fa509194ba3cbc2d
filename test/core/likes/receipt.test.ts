import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkKeyText } from '../../../core/likes/key-text.ts';
import {
  decodeReceipt,
  encodeReceipt,
  ownerOf,
  type Receipt,
  receiptOf,
} from '../../../core/likes/receipt.ts';
import { laneOf } from '../../../core/stream/lane.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const RECEIPT: Receipt = {
  owner: ownerOf('ann'),
  id: eventIdAt(NOW_MS),
  op: 'like',
  postId: 'p',
  issuedAs: 'accepted',
  place: { lane: laneOf('arn', 'shardId-000000000012'), position: toPosition('4951') },
};
const parts = JSON.parse(encodeReceipt(RECEIPT)) as unknown[];

test.each([
  ['no JSON', 'x'],
  ['no array', '{}'],
  ['nothing', '[]'],
  ['a receipt of a newer release', JSON.stringify([2, ...parts.slice(1)])],
  ['a part too few', JSON.stringify(parts.slice(0, -1))],
  ['a part too many', JSON.stringify([...parts, ''])],
  ...parts.map((_, index): [string, string] => {
    const changed = parts.with(index, index % 2 ? 'Ä\u0000' : null);
    return [`a bad part ${index}`, JSON.stringify(changed)];
  }),
  ['the name of a property that every object has', JSON.stringify(parts.with(2, 'constructor'))],
])('%s is no receipt', (_, text) => {
  expect(decodeReceipt(text)).toBeUndefined();
});

test('no text breaks the reader', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(decodeReceipt(text)).toBeUndefined();
    }),
  );
});

const postId = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => !checkKeyText(text));
const place = fc.record({
  lane: fc.tuple(fc.string(), fc.nat()).map(([arn, shard]) => laneOf(arn, `shardId-${shard}`)),
  position: fc.bigInt({ min: 0n, max: 10n ** 129n - 1n }).map((number) => toPosition(String(number))),
});

test('every receipt goes through its text unchanged', () => {
  const receipt = fc.record({
    owner: fc.string().map(ownerOf),
    id: fc.nat().map((ms) => eventIdAt(NOW_MS + ms)),
    op: fc.constantFrom('like' as const, 'unlike' as const),
    postId,
    issuedAs: fc.constantFrom('accepted' as const, 'queued' as const, 'shed' as const),
    place: fc.option(place, { nil: undefined }),
  });
  fc.assert(
    fc.property(receipt, (each) => {
      expect(decodeReceipt(encodeReceipt(each))).toEqual(each);
    }),
  );
});

test('the receipt of an action says which way it took', () => {
  const event = { v: 1, id: RECEIPT.id, postId: 'p', userId: 'ann', op: 'like' } as const;
  const { place: known } = RECEIPT;
  expect(receiptOf({ event, fate: { state: 'accepted', place: known } })).toEqual(RECEIPT);
  expect(receiptOf({ event, fate: { state: 'queued', because: 'throttled' } })).toEqual({
    ...RECEIPT,
    issuedAs: 'queued',
    place: undefined,
  });
});
