// Generates random ids, keys and events for property tests.

import * as fc from 'fast-check';
import { checkKeyText } from '../../core/likes/key-text.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';

export const eventIds = fc.uuid({ version: 7 });

export const keyTexts = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => checkKeyText(text) === undefined);

export const likeEvents: fc.Arbitrary<LikeEvent> = fc.record(
  {
    v: fc.constant(1 as const),
    id: eventIds,
    postId: keyTexts,
    userId: keyTexts,
    op: fc.constantFrom('like', 'unlike'),
  },
  { noNullPrototype: true },
);

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
