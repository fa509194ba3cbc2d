import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSlotMessage, encodeSlotMessages } from '../../../core/live/slot-message.ts';

const AS_OF = '2026-11-26T12:00:00.000Z';

const counts = fc.array(
  fc.record({
    postId: fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    count: fc.nat(),
    asOf: fc.constant(AS_OF),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('the messages of a slot', () => {
  test('hold every count once, in ASCII, and none is longer than the bound', () => {
    fc.assert(
      fc.property(fc.nat(1_000), counts, fc.integer({ min: 400, max: 2_000 }), (slot, posts, maxBytes) => {
        const bodies = encodeSlotMessages(slot, posts, maxBytes);
        const messages = bodies.map((body) => decodeSlotMessage(body));
        expect(messages.map((it) => it?.slot)).toEqual(bodies.map(() => slot));
        expect(messages.flatMap((it) => it?.posts ?? [])).toEqual(posts);
        for (const [index, body] of bodies.entries()) {
          expect(body).toMatch(/^[ -~]*$/);
          const isAlone = messages[index]?.posts.length === 1;
          expect(isAlone || body.length <= maxBytes).toBe(true);
        }
      }),
    );
  });

  test('are as few as the bound allows for', () => {
    const posts = Array.from({ length: 100 }, (_, index) => ({
      postId: `p${index}`,
      count: index,
      asOf: AS_OF,
    }));
    expect(encodeSlotMessages(0, posts, 100_000)).toHaveLength(1);
    expect(encodeSlotMessages(0, [], 100_000)).toEqual([]);
  });

  test.each([
    'no json',
    'null',
    '[]',
    '{"v":2,"slot":0,"posts":[]}',
    '{"v":1,"slot":-1,"posts":[]}',
    '{"v":1,"slot":"0","posts":[]}',
    '{"v":1,"slot":0}',
    '{"v":1,"slot":0,"posts":[null]}',
    `{"v":1,"slot":0,"posts":[{"postId":"","count":1,"asOf":"${AS_OF}"}]}`,
    `{"v":1,"slot":0,"posts":[{"postId":"p","count":1.5,"asOf":"${AS_OF}"}]}`,
    '{"v":1,"slot":0,"posts":[{"postId":"p","count":1,"asOf":"today"}]}',
  ])('are malformed when they are %s', (body) => {
    expect(decodeSlotMessage(body)).toBeUndefined();
  });

  test('are read without an exception, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => decodeSlotMessage(text)).not.toThrow();
      }),
    );
  });
});
