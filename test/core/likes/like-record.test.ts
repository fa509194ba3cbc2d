import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLikeEvent, type LikeEvent } from '../../../core/likes/like-event.ts';
import {
  decodeLikeRecord,
  encodeLikeRecord,
  MAX_EVENTS_PER_RECORD,
} from '../../../core/likes/like-record.ts';
import { bytesOf, keyTexts, likeEvents } from '../../../trials/fuzz/arbitraries.ts';

const EVENT: LikeEvent = {
  v: 1,
  id: '0190163d-8694-739b-aea5-966c26f8ad91',
  postId: 'post',
  userId: 'ann',
  op: 'like',
};

const recordOf = (value: unknown) => bytesOf(JSON.stringify(value));

describe('a malformed record', () => {
  test.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['not-json', bytesOf('likes please')],
    ['not-json', Uint8Array.of(0x22, 0xff, 0x22)],
    ['not-json', bytesOf(`\ufeff${JSON.stringify(EVENT)}`)],
    ['not-an-object', bytesOf('null')],
    ['not-an-object', recordOf([[EVENT]])],
    ['no-events', bytesOf('[]')],
    ['too-many-events', recordOf(Array.from({ length: MAX_EVENTS_PER_RECORD + 1 }, () => EVENT))],
    ['newer-version', recordOf({ ...EVENT, v: 2 })],
    ['newer-version', recordOf({ v: 7, shape: 'unknown' })],
    ['bad-version', recordOf({ ...EVENT, v: '1' })],
    ['bad-version', recordOf({ ...EVENT, v: 0 })],
    ['bad-version', recordOf({ ...EVENT, v: 1.5 })],
    ['bad-id', recordOf({ ...EVENT, id: EVENT.id.toUpperCase() })],
    ['bad-post-id', recordOf({ ...EVENT, postId: '' })],
    ['bad-post-id', recordOf({ ...EVENT, postId: 7 })],
    ['bad-user-id', recordOf({ ...EVENT, userId: 'a\u0000' })],
    ['bad-op', recordOf({ ...EVENT, op: 'love' })],
    ['unknown-field', recordOf({ ...EVENT, more: true })],
    ['several-users', recordOf([EVENT, { ...EVENT, userId: 'bob' }])],
    ['bad-op', recordOf([EVENT, { ...EVENT, op: undefined }])],
    ['not-json', new Uint8Array(1024 * 1024).fill(0x7b)],
  ])('has the problem %s', (problem, data) => {
    expect(decodeLikeRecord(data, 'ann')).toEqual({ ok: false, problem });
  });

  test('has the problem partition-key-is-not-the-user when its partition key is another person', () => {
    const problem = 'partition-key-is-not-the-user';
    expect(decodeLikeRecord(recordOf(EVENT), 'bob')).toEqual({ ok: false, problem });
  });
});

test('the events that were encoded are decoded again', () => {
  fc.assert(
    fc.property(keyTexts, fc.array(likeEvents, { minLength: 1, maxLength: 10 }), (userId, events) => {
      const own = events.map((event) => ({ ...event, userId }));
      expect(decodeLikeRecord(bytesOf(encodeLikeRecord(own)), userId)).toEqual({ ok: true, events: own });
    }),
  );
});

test('no bytes make the decoder throw, and all that it returns are like events', () => {
  const anything = fc.oneof(
    fc.uint8Array(),
    fc.json().map(bytesOf),
    fc.array(likeEvents).map((e) => bytesOf(JSON.stringify(e))),
  );
  fc.assert(
    fc.property(anything, keyTexts, (data, userId) => {
      const decoded = decodeLikeRecord(data, userId);
      for (const event of decoded.ok ? decoded.events : []) expect(checkLikeEvent(event)).toBeUndefined();
    }),
  );
});
