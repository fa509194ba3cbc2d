// The shapes of all requests and answers. The functions check requests with them, and the OpenAPI document is made from them, so the
// two agree.

import * as v from 'valibot';
import { checkClientEventId } from '../../core/likes/event-id.ts';
import { checkKeyText, MAX_KEY_BYTES } from '../../core/likes/key-text.ts';
import { MAX_EVENTS_PER_RECORD } from '../../core/likes/like-record.ts';

/** The most posts that one read may name, which is what one BatchGetItem takes. */
export const MAX_POSTS_PER_READ = 100;

export const PostId = v.pipe(
  v.string(),
  v.minLength(1, 'must not be empty'),
  // A text never has more characters than bytes. The check below has the exact rule.
  v.maxLength(MAX_KEY_BYTES, `must be at most ${MAX_KEY_BYTES} bytes of UTF-8`),
  v.check(
    (text) => !checkKeyText(text),
    ({ input }) => describeKeyTextProblem(input),
  ),
  v.description(`At most ${MAX_KEY_BYTES} bytes of UTF-8, without control characters and U+FFFD.`),
);

function describeKeyTextProblem(text: string): string {
  switch (checkKeyText(text)) {
    case 'too-long':
      return `must be at most ${MAX_KEY_BYTES} bytes of UTF-8`;
    case 'replacement-character':
      return 'must not hold U+FFFD, which stands for bytes that were not UTF-8';
    default:
      return 'must not hold control characters or lone surrogates';
  }
}

const EventId = v.pipe(
  v.string(),
  v.uuid(),
  v.description('A UUIDv7, which carries the time of the action.'),
);

const EVENT_ID_PROBLEMS = {
  'not-a-uuidv7': 'must be a UUIDv7 in lower case',
  'too-far-ahead': 'must not be more than a minute ahead of the server’s clock',
  'too-old': 'must not be more than a day old',
};

/** An event id that a client chose itself. The server's clock decides whether it is too old or too far ahead. */
export const makeClientEventId = (now: () => number) =>
  v.pipe(
    v.string(),
    v.uuid(EVENT_ID_PROBLEMS['not-a-uuidv7']),
    v.check(
      (id) => !checkClientEventId(id, now()),
      ({ input }) => EVENT_ID_PROBLEMS[checkClientEventId(input, now()) ?? 'not-a-uuidv7'],
    ),
    v.description(
      'A UUIDv7 that you choose for the action. It may be at most a minute ahead of the server’s clock and at most a day old. Sending the same action again with the same id changes nothing.',
    ),
  );

export const makeLikeActions = (now: () => number) =>
  v.strictObject({
    actions: v.pipe(
      v.array(
        v.strictObject({
          postId: PostId,
          op: v.picklist(['like', 'unlike']),
          id: v.optional(makeClientEventId(now)),
        }),
      ),
      v.minLength(1, 'must hold at least one action'),
      v.maxLength(MAX_EVENTS_PER_RECORD, `must hold at most ${MAX_EVENTS_PER_RECORD} actions`),
    ),
  });

export const LikeAccepted = v.object({ id: EventId, state: v.literal('accepted') });

export const LikesAccepted = v.object({
  events: v.array(v.object({ postId: PostId, id: EventId })),
  state: v.literal('accepted'),
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
      'Whether you like the post, by your newest action that has been processed. It is present only when the request has a token.',
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
});
