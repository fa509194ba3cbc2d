import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBurstMessage, readBurstMessage } from '../../../core/likes/burst-message.ts';
import { checkKeyText, MAX_KEY_BYTES } from '../../../core/likes/key-text.ts';
import { MAX_EVENTS_PER_RECORD } from '../../../core/likes/like-record.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const EVENT: LikeEvent = { v: 1, id: eventIdAt(NOW_MS), postId: 'p', userId: 'ann', op: 'like' };

test.each([
  ['', 'empty', ''],
  ['no json', 'not-json', ''],
  ['null', 'not-an-object', ''],
  ['[]', 'no-events', ''],
  ['{"userId":7}', 'bad-version', ''],
  [JSON.stringify({ ...EVENT, v: 2 }), 'newer-version', 'ann'],
  [JSON.stringify([EVENT, { ...EVENT, userId: 'bob' }]), 'several-users', 'ann'],
])('the body %j is malformed: %s', (body, problem, userId) => {
  expect(readBurstMessage(body)).toEqual({ ok: false, problem, userId });
});

test('no text breaks the reader', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
      expect(readBurstMessage(body).ok).toBe(false);
    }),
  );
});

const keyText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => !checkKeyText(text));

test('events go through a message unchanged, and SQS takes each of its characters', () => {
  fc.assert(
    fc.property(fc.array(keyText, { minLength: 1, maxLength: 5 }), keyText, (postIds, userId) => {
      const events = postIds.map((postId) => ({ ...EVENT, postId, userId }));
      const body = encodeBurstMessage(events);
      expect(body).toMatch(/^[ -~]+$/);
      expect(readBurstMessage(body)).toEqual({ ok: true, events });
    }),
  );
});

test('the longest record fits into a message of 1 MiB', () => {
  const longest = 'é'.repeat(MAX_KEY_BYTES / 2);
  const events = Array.from({ length: MAX_EVENTS_PER_RECORD }, () => ({
    ...EVENT,
    postId: longest,
    userId: longest,
  }));
  expect(encodeBurstMessage(events).length).toBeLessThan(1024 * 1024);
});
