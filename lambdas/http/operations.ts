// What the OpenAPI document says about each operation. Methods and paths are in core/api/routes.ts.

import type { Operation } from '../../core/api/routes.ts';
import { activityDescriptions } from './activity-operations.ts';
import { FeedLimit, FeedPlace } from './feed-query.ts';
import {
  Feed,
  LikeAccepted,
  LikesAccepted,
  Live,
  ManyPostLikes,
  PosedChallenge,
  PostLikes,
  ReceiptAnswer,
  Visitor,
} from './answer-schemas.ts';
import type { Description, Parameter } from './description.ts';
import { MAX_POSTS_PER_READ, MAX_POSTS_PER_STRANGERS_READ } from './named-posts.ts';
import {
  BadgeLabel,
  makeIdempotencyKey,
  makeLikeActions,
  PostId,
  PostIdInPath,
  ReceiptText,
} from './schemas.ts';

// The document does not depend on the time. Only the checks of requests do.
const noClock = () => 0;

const postId: Parameter = { name: 'postId', in: 'path', schema: PostIdInPath };
const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: makeIdempotencyKey(noClock),
};
// OpenAPI cannot say that one of two parameters is required. So the document has the one that takes any id, and that the
// generators of clients agree on.
const post: Parameter = {
  name: 'post',
  in: 'query',
  description:
    'A post. Repeat the parameter for more of them: `post=a&post=b`. Instead of it or beside it, `posts=a,b` names posts whose ids have no comma and no space at either end. The request line and all headers together may have 10,240 bytes.',
  schema: PostId,
  maxItems: MAX_POSTS_PER_READ,
};

const badgeLabel: Parameter = { name: 'label', in: 'query', required: false, schema: BadgeLabel };

const feedLimit: Parameter = { name: 'limit', in: 'query', required: false, schema: FeedLimit };
const feedPlace: Parameter = { name: 'after', in: 'query', required: false, schema: FeedPlace };

const receipt: Parameter = { name: 'receipt', in: 'path', schema: ReceiptText };

const CACHING =
  'Without a token the answer has an ETag, and `Cache-Control` says how long it may be kept: a second while a post moves, up to a minute when nothing happens. `If-None-Match` with the ETag is answered with 304 while the answer is the same. No cache may keep an answer to a person.';

const DENIED =
  'Answers 403 to a person who may not like anything here. It answers 403 with `errors` to likes of posts that are closed for likes; a like is taken back from such a post as from any other.';

const accepted = { status: 202, description: 'The action is durable and will be counted, or was shed.' };
const likeProblems = [400, 401, 403, 413, 429, 503];

export const descriptions: Readonly<Record<Operation, Description>> = {
  like: {
    summary: 'Like a post',
    description: DENIED,
    person: 'required',
    parameters: [postId, idempotencyKey],
    answer: { ...accepted, schema: LikeAccepted },
    problems: likeProblems,
  },
  unlike: {
    summary: 'Take a like back',
    person: 'required',
    parameters: [postId, idempotencyKey],
    answer: { ...accepted, schema: LikeAccepted },
    problems: likeProblems,
  },
  likeMany: {
    summary: 'Like and unlike up to 100 posts at once',
    person: 'required',
    parameters: [],
    description:
      'When several actions name one post, the one with the greatest id wins, wherever it stands in the list. Actions without an id are stamped in the order of the list. A list is refused when it has two opposite actions on a post under one id, or when one of two opposite actions has no id and the later one would lose to the earlier one. A list with a like of a post that is closed for likes is refused with 403, and `errors` names the actions to leave out.',
    body: makeLikeActions(noClock),
    answer: { ...accepted, schema: LikesAccepted },
    problems: [...likeProblems, 415],
  },
  readLikes: {
    summary: 'How many people like a post',
    description: CACHING,
    person: 'optional',
    parameters: [postId],
    answer: { status: 200, description: 'The count, and how fresh it is.', schema: PostLikes },
    problems: [400, 401, 429, 503],
  },
  readLikesOfMany: {
    summary: 'How many people like each of up to 100 posts',
    description: `Without a token a read names at most ${MAX_POSTS_PER_STRANGERS_READ} posts. ${CACHING}`,
    person: 'optional',
    parameters: [post],
    answer: { status: 200, description: 'The posts that were asked for, each once.', schema: ManyPostLikes },
    problems: [400, 401, 429, 503],
  },
  readBadge: {
    summary: 'The count as a picture',
    description:
      'Everybody gets the same picture, and caches may keep it for a minute. `If-None-Match` with its ETag is answered with 304 while the picture is the same.',
    person: 'none',
    parameters: [postId, badgeLabel],
    answer: { status: 200, description: 'An SVG for light and dark pages.', mediaType: 'image/svg+xml' },
    problems: [400, 429, 503],
  },
  ...activityDescriptions,
  readFeed: {
    summary: 'The posts of the site, newest first',
    description:
      'Everybody gets the same posts, and caches may keep them for ten seconds. Likes are not in it: read those of the posts that are in view.',
    person: 'none',
    parameters: [feedLimit, feedPlace],
    answer: { status: 200, description: 'A page of posts.', schema: Feed },
    problems: [400, 429, 503],
  },
  readReceipt: {
    summary: 'What became of an action of yours',
    person: 'required',
    parameters: [receipt],
    answer: { status: 200, description: 'The state of the action.', schema: ReceiptAnswer },
    problems: [400, 401, 404, 429, 503],
  },
  issueVisitor: {
    summary: 'Become an anonymous visitor, or stay one (not where an OpenID Connect issuer is configured)',
    description:
      'With a visitor token, even one that has expired or is refused elsewhere, the answer is a new token of the same person. A token that shows nobody is refused with 401. Without a token you are a new person. A deployment may want a challenge solved before that: the answer is then a 401 of the type `urn:problem-type:likes-counter:challenge`, whose `challenge` says where to get one. Send the solution as `Authorization: Solution …`. It is good for one visitor, and for a short time.',
    person: 'optional',
    parameters: [],
    answer: {
      status: 201,
      description: 'A token that makes you the same person next time. Renew it before it expires, or later.',
      schema: Visitor,
    },
    problems: [401, 413, 429, 503],
  },
  poseChallenge: {
    summary: 'Get a challenge to solve before you become a visitor (only where the deployment asks for one)',
    person: 'none',
    parameters: [],
    answer: { status: 201, description: 'A challenge of your own.', schema: PosedChallenge },
    problems: [404, 413, 429, 503],
  },
  describeLive: {
    summary: 'Where to connect for live counts',
    person: 'none',
    parameters: [],
    answer: { status: 200, description: 'The address, which caches may keep for an hour.', schema: Live },
    problems: [],
  },
  describeApi: {
    summary: 'This document',
    person: 'none',
    parameters: [],
    answer: { status: 200, description: 'OpenAPI 3.1.' },
    problems: [],
  },
};
