// The text of a receipt in a URL and in an answer: base64url, so that a path takes it as it is.

import { createMiddleware } from 'hono/factory';
import { decodeReceipt, encodeReceipt, ownerOf, type Receipt } from '../../core/likes/receipt.ts';
import { badField, problem } from './problem.ts';

/** The longest ids, written as JSON escapes, and the longest place take fewer. */
export const MAX_RECEIPT_CHARACTERS = 800;

export const RECEIPT_TEXT = `^[A-Za-z0-9_-]{1,${MAX_RECEIPT_CHARACTERS}}$`;
const TEXT = new RegExp(RECEIPT_TEXT);

export const writeReceipt = (receipt: Receipt): string =>
  Buffer.from(encodeReceipt(receipt)).toString('base64url');

/** Sets `receipt`. Answers 400 to what can be no receipt, and 404 to any other text that is no receipt of the person who asks. */
export const readReceipt = createMiddleware<{ Variables: { userId: string; receipt: Receipt } }>(
  async (c, next) => {
    const text = new URL(c.req.url).pathname.split('/')[3] ?? '';
    if (!TEXT.test(text)) return badField('receipt', 'must be the text that an answer gave');
    const receipt = decodeReceipt(Buffer.from(text, 'base64url').toString());
    // A receipt has one spelling.
    if (!receipt || receipt.owner !== ownerOf(c.var.userId) || writeReceipt(receipt) !== text)
      return problem(404, 'You have no such receipt.');
    c.set('receipt', receipt);
    return await next();
  },
);
