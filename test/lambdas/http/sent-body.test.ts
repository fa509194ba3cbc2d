import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLargerThan, readText, type SentBody } from '../../../lambdas/http/sent-body.ts';

const plain = (text: string): SentBody => ({ text, isBase64: false });
const encoded = (bytes: Uint8Array): SentBody => ({
  text: Buffer.from(bytes).toString('base64'),
  isBase64: true,
});

describe('the size of a body that was sent', () => {
  test('is that of its UTF-8, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(120), (text, max) => {
        expect(isLargerThan(plain(text), max)).toBe(new TextEncoder().encode(text).length > max);
      }),
    );
  });

  test('is that of the bytes that its base64 stands for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(50), (bytes, max) => {
        expect(isLargerThan(encoded(bytes), max)).toBe(bytes.length > max);
      }),
    );
  });

  test('is told by the length alone when there are more characters than bytes are allowed', () => {
    const text = new Proxy({} as string & object, {
      get: (_, name) => {
        if (name !== 'length') throw new Error(`the body was read: ${String(name)}`);
        return 11;
      },
    });
    expect(isLargerThan({ text, isBase64: false }, 10)).toBe(true);
    expect(isLargerThan({ text, isBase64: false }, 33)).toBe(false);
    expect(() => isLargerThan({ text, isBase64: false }, 20)).toThrow('the body was read');
  });
});

describe('the text of a body that was sent', () => {
  test('is the same in base64 and plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readText(plain(text))).toBe(readText(encoded(Buffer.from(text))));
      }),
    );
  });

  test('is without a byte order mark', () => {
    expect(readText(plain('\ufeff{}'))).toBe('{}');
    expect(readText(encoded(Buffer.from('\ufeff{}')))).toBe('{}');
  });

  test('is not there when the bytes are not UTF-8', () => {
    expect(readText(encoded(Uint8Array.of(0x7b, 0xff, 0x7d)))).toBeUndefined();
  });
});
