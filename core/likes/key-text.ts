// The text that may name a post or a person. Every hop (JSON, Kinesis partition key, DynamoDB key, log line) carries it unchanged.

/** The length of the longest post or user id, in UTF-8 bytes. */
export const MAX_KEY_BYTES = 128;

const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
/** A decoder puts this in the place of bytes that are not UTF-8. With it, two different names could become one. */
const REPLACEMENT = '\uFFFD';

export type KeyTextProblem =
  | 'empty'
  | 'too-long'
  | 'control-character-or-lone-surrogate'
  | 'replacement-character';

/** Returns what is wrong with a post or user id, or undefined when it is good. */
export function checkKeyText(text: string): KeyTextProblem | undefined {
  if (text === '') return 'empty';
  if (UNPRINTABLE.test(text)) return 'control-character-or-lone-surrogate';
  if (text.includes(REPLACEMENT)) return 'replacement-character';
  if (utf8Length(text) > MAX_KEY_BYTES) return 'too-long';
  return undefined;
}

/** Returns the length of well-formed text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    // A pair of surrogates takes four bytes, which is two for each of its units.
    bytes += unit < 0x800 || isSurrogate(unit) ? 1 : 2;
  }
  return bytes;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
