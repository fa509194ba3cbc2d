// The shapes of all requests. The functions check requests with them, and the OpenAPI document is made from them, so the two agree.

import * as v from 'valibot';
import { checkClientEventId, MAX_EVENT_ID_AHEAD_MS } from '../../core/likes/event-id.ts';
import { checkKeyText, MAX_KEY_BYTES } from '../../core/likes/key-text.ts';
import { MAX_EVENTS_PER_RECORD } from '../../core/likes/like-record.ts';
import { isGoodAction } from './is-good-action.ts';
import { listOf } from './list-of.ts';
import { RECEIPT_TEXT } from './read-receipt.ts';

export const TOO_LONG = `must be at most ${MAX_KEY_BYTES} bytes of UTF-8`;

/** The longest label of a badge. */
const MAX_LABEL_CHARACTERS = 40;

/** JSON Schema has no word for bytes. Every text that is too long in characters is too long in bytes, and the check is exact. */
const textOfKey = (pattern: string) =>
  v.pipe(
    v.string(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(MAX_KEY_BYTES, TOO_LONG),
    v.regex(new RegExp(pattern), ({ input }) => describeKeyTextProblem(input)),
  );

/** Without these no id goes unchanged through every hop. */
const UNPRINTABLE = String.raw`\u0000-\u001f\u007f-\u009f\ufffd`;

export const PostId = v.pipe(
  textOfKey(`^[^${UNPRINTABLE}]+$`),
  v.check(
    (text) => !checkKeyText(text),
    ({ input }) => describeKeyTextProblem(input),
  ),
  v.description(`At most ${MAX_KEY_BYTES} bytes of UTF-8, without control characters and U+FFFD.`),
);

/** The post ids that a path can hold, for the document. API Gateway decodes a slash and a question mark before it routes. */
export const PostIdInPath = v.pipe(
  textOfKey(`^(?!\\.{1,2}$)[^/?${UNPRINTABLE}]+$`),
  v.description(
    `At most ${MAX_KEY_BYTES} bytes of UTF-8, percent-encoded, without control characters and U+FFFD. A path cannot hold the ids that contain / or ?, and not the ids . and ..: use the routes of several posts for them.`,
  ),
);

/** XML cannot hold U+FFFE and U+FFFF, nor half a character. */
export const BadgeLabel = v.pipe(
  v.string(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(MAX_LABEL_CHARACTERS, `must be at most ${MAX_LABEL_CHARACTERS} characters`),
  v.regex(
    new RegExp(`^[^${UNPRINTABLE}\\ufffe\\uffff]+$`),
    'must not hold control characters, U+FFFD, U+FFFE or U+FFFF',
  ),
  v.check((text) => text.isWellFormed(), 'must not hold lone surrogates'),
  v.description('What stands behind the count. Without it that is `likes`, or `like` for one.'),
);

function describeKeyTextProblem(text: string): string {
  switch (checkKeyText(text)) {
    case 'too-long':
      return TOO_LONG;
    case 'replacement-character':
      return 'must not hold U+FFFD, which stands for bytes that were not UTF-8';
    default:
      return 'must not hold control characters or lone surrogates';
  }
}

const AHEAD_SECONDS = MAX_EVENT_ID_AHEAD_MS / 1_000;
const EVENT_ID_PROBLEMS = {
  'not-a-uuidv7': 'must be a UUIDv7',
  'too-far-ahead': `must not be more than ${AHEAD_SECONDS} seconds ahead of the server’s clock`,
  'too-old': 'must not be more than a day old',
};

const UUID_V7 = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}';
const UuidV7 = v.pipe(
  v.string(),
  v.uuid(EVENT_ID_PROBLEMS['not-a-uuidv7']),
  v.regex(new RegExp(`^${UUID_V7}$`), EVENT_ID_PROBLEMS['not-a-uuidv7']),
);
const OWN_ID = `UUIDv7 of your own for the action, in upper or lower case, at most ${AHEAD_SECONDS} seconds ahead of the server's clock and at most a day old. When it is refused, the problem document tells the server's time. A request that repeats an id changes nothing. An id is for one action: if you use one id for a like and an unlike of the same post, the unlike wins, in whatever order they arrive.`;

/** Judges an id in lower case by the server's clock. */
const checkTime = (now: () => number) =>
  v.check(
    (id: string) => !checkClientEventId(id, now()),
    ({ input }) => EVENT_ID_PROBLEMS[checkClientEventId(input, now()) ?? 'not-a-uuidv7'],
  );

/** An event id that a client chose itself. It becomes lower case, because the greater of two ids wins as a text. */
export const makeClientEventId = (now: () => number) =>
  v.pipe(UuidV7, v.toLowerCase(), checkTime(now), v.description(OWN_ID));

const QuotedUuidV7 = v.pipe(v.string(), v.regex(new RegExp(`^"${UUID_V7}"$`)));

/** The same id in a header. It is bare, or the quoted string of draft-ietf-httpapi-idempotency-key-header. */
export const makeIdempotencyKey = (now: () => number) =>
  v.pipe(
    v.union([UuidV7, QuotedUuidV7], EVENT_ID_PROBLEMS['not-a-uuidv7']),
    v.description(`${OWN_ID} It may stand in double quotes.`),
    v.transform((key) => key.replaceAll('"', '').toLowerCase()),
    checkTime(now),
  );

export const TOO_MANY_ACTIONS = `must hold at most ${MAX_EVENTS_PER_RECORD} actions`;

export const makeLikeAction = (now: () => number) =>
  v.strictObject({
    postId: PostId,
    op: v.picklist(['like', 'unlike']),
    id: v.optional(makeClientEventId(now)),
  });

export const makeLikeActions = (now: () => number) =>
  v.strictObject({
    actions: listOf(makeLikeAction(now), {
      least: 1,
      most: MAX_EVENTS_PER_RECORD,
      tooShort: 'must hold at least one action',
      tooLong: TOO_MANY_ACTIONS,
      isGood: (sent) => isGoodAction(sent, now()),
    }),
  });

export const ReceiptText = v.pipe(
  v.string(),
  v.regex(new RegExp(RECEIPT_TEXT)),
  v.description('Names one action, so that you can ask later what became of it. Keep it as it is.'),
);
