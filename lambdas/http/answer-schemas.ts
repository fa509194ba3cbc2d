// The shapes of all answers, of which the OpenAPI document is made.

import * as v from 'valibot';
import { FeedPlace, MAX_POSTS_PER_PAGE } from './feed-query.ts';
import { PostId, ReceiptText } from './schemas.ts';

const EventId = v.pipe(
  v.string(),
  v.uuid(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  v.description('UUIDv7 in lower case. It carries the time of the action.'),
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

export const Feed = v.object({
  posts: v.pipe(
    v.array(
      v.object({
        postId: PostId,
        title: v.string(),
        text: v.string(),
        author: v.string(),
        createdAt: v.pipe(v.string(), v.isoTimestamp()),
      }),
    ),
    v.maxLength(MAX_POSTS_PER_PAGE),
  ),
  next: v.pipe(
    v.optional(FeedPlace),
    v.description('Ask for the posts after this place. Not on the last page.'),
  ),
});

export const Visitor = v.object({
  token: v.pipe(v.string(), v.description('The bearer token of an anonymous visitor.')),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
});

const Puzzle = v.object({
  kind: v.literal('proof-of-work'),
  salt: v.string(),
  target: v.pipe(
    v.string(),
    v.description(
      'Find the number from 0 up to `most` for which the first 16 bytes of PBKDF2-HMAC-SHA-256 are this, in base64url. Its decimal digits are the password, `salt` is the salt as it stands, and `rounds` are the iterations, for 32 bytes. The other 16 bytes, in base64url without padding, are the answer, and `salt.signature.answer` is the solution.',
    ),
  ),
  rounds: v.pipe(v.number(), v.integer(), v.minValue(1)),
  most: v.pipe(v.number(), v.integer(), v.minValue(1)),
  signature: v.string(),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
});

const Widget = v.object({
  kind: v.literal('turnstile'),
  siteKey: v.pipe(
    v.string(),
    v.description('Show the widget of the service with it. The token that it gives is the solution.'),
  ),
});

export const PosedChallenge = v.union([Puzzle, Widget]);

export const Live = v.object({
  url: v.pipe(
    v.nullable(v.pipe(v.string(), v.url())),
    v.description('Where to connect for live counts (WebSocket). It is null where pages ask for counts.'),
  ),
  maxPosts: v.pipe(
    v.optional(v.pipe(v.number(), v.integer())),
    v.description('The most posts that one connection watches. Only with an url.'),
  ),
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
  challenge: v.pipe(
    v.optional(v.string()),
    v.description('Where a challenge is posed, when one must be solved first (POST).'),
  ),
});
