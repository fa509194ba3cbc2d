// The body of a request, as the gateway hands it over. It stays as it is until everything that is cheaper to check has been checked.

import { isUtf8 } from 'node:buffer';

export interface SentBody {
  readonly text: string;
  /** Whether `text` stands for bytes, in base64. */
  readonly isBase64: boolean;
}

/** No character of UTF-16 takes more bytes in UTF-8. */
const MAX_BYTES_PER_CHARACTER = 3;

/** Tells by the length of the text alone, wherever that is enough. */
export function isLargerThan({ text, isBase64 }: SentBody, maxBytes: number): boolean {
  if (isBase64) return Buffer.byteLength(text, 'base64') > maxBytes;
  if (text.length > maxBytes) return true;
  return text.length * MAX_BYTES_PER_CHARACTER > maxBytes && Buffer.byteLength(text) > maxBytes;
}

/** Returns the text without a byte order mark, or undefined for bytes that are not UTF-8. */
export function readText({ text, isBase64 }: SentBody): string | undefined {
  if (!isBase64) return withoutMark(text);
  const bytes = Buffer.from(text, 'base64');
  return isUtf8(bytes) ? withoutMark(bytes.toString()) : undefined;
}

const withoutMark = (text: string) => (text.startsWith('\ufeff') ? text.slice(1) : text);
