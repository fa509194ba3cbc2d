// The shapes of all requests and answers. The functions check requests with them, and the OpenAPI document is made from them, so the
// two agree.

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

const EventId = v.pipe(
  v.string(),
  v.uuid(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  v.description('UUIDv7 in lower case. It carries the time of the action.'),
);

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

const TakenState = v.pipe(
  v.picklist(['accepted', 'queued', 'shed']),
  v.description(
    'accepted: it is on the stream. queued: it waits in the queue for bursts, and is as durable. shed: a policy has dropped it, and it changes nothing.',
  ),
);

export const LikeAccepted = v.object({ id: EventId, state: TakenState, receipt: ReceiptText });

export const LikesAccepted = v.object({
  events: v.array(v.object({ postId: PostId, id: EventId, state: TakenState, receipt: ReceiptText })),
  state: v.pipe(TakenState, v.description('The state of all actions that were not shed.')),
});

export const ReceiptAnswer = v.object({
  postId: PostId,
  id: EventId,
  op: v.picklist(['like', 'unlike']),
  state: v.pipe(
    v.picklist(['queued', 'accepted', 'applied', 'set-aside', 'shed']),
    v.description(
      'set-aside: the count has passed the action without it. It is kept, and can be sent through again.',
    ),
  ),
  effect: v.pipe(
    v.optional(v.picklist(['took-effect', 'overtaken'])),
    v.description('Only of an applied action. overtaken: a newer action of yours on the post holds.'),
  ),
});

export const PostLikes = v.object({
  postId: PostId,
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  asOf: v.pipe(
    v.nullable(v.pipe(v.string(), v.isoTimestamp())),
    v.description('The time when the count last took in likes. It is null while nothing has been counted.'),
  ),
  liked: v.pipe(
    v.optional(v.boolean()),
    v.description(
      'Whether you like the post. Only with a token. It is as fresh as the batch: an action that was accepted shows here once the batch that holds it has been taken in.',
    ),
  ),
});

export const ManyPostLikes = v.object({ posts: v.array(PostLikes) });

export const Visitor = v.object({
  token: v.pipe(v.string(), v.description('The bearer token of an anonymous visitor.')),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
});

export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.string(),
  errors: v.optional(v.array(v.object({ field: v.string(), detail: v.string() }))),
  serverTime: v.pipe(
    v.optional(v.pipe(v.string(), v.isoTimestamp())),
    v.description("The server's time, when an event id was refused: correct your clock by it."),
  ),
});
