import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkKeyText, MAX_KEY_BYTES, utf8Length } from '../../../core/likes/key-text.ts';

test.each([
  ['empty', ''],
  ['too-long', 'x'.repeat(MAX_KEY_BYTES + 1)],
  ['too-long', '€'.repeat(43)],
  ['control-character-or-lone-surrogate', 'a\u0000b'],
  ['control-character-or-lone-surrogate', 'a\nb'],
  ['control-character-or-lone-surrogate', 'a\u0085b'],
  ['control-character-or-lone-surrogate', 'a\ud800b'],
  ['control-character-or-lone-surrogate', '\udc00'],
  ['replacement-character', 'a\ufffd'],
])('the problem %s is found in %j', (problem, text) => {
  expect(checkKeyText(text)).toBe(problem);
});

test.each(['x', 'x'.repeat(MAX_KEY_BYTES), '€'.repeat(42), '👍', 'a/b c%2F?#', 'ß'])(
  '%j may name a post or a person',
  (text) => {
    expect(checkKeyText(text)).toBeUndefined();
  },
);

test('the length of a text is that of its UTF-8 encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
