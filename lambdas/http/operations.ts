// What the OpenAPI document says about each operation. Methods and paths are in core/api/routes.ts.

import type * as v from 'valibot';
import type { Operation } from '../../core/api/routes.ts';
import {
  LikeAccepted,
  LikesAccepted,
  makeClientEventId,
  makeLikeActions,
  ManyPostLikes,
  MAX_POSTS_PER_READ,
  PostId,
  PostLikes,
  Visitor,
} from './schemas.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly schema: v.GenericSchema;
  /** For a comma-separated list: how many values it may hold. */
  readonly maxItems?: number;
}

export interface Description {
  readonly summary: string;
  readonly person: 'required' | 'optional' | 'none';
  readonly parameters: readonly Parameter[];
  readonly body?: v.GenericSchema;
  readonly answer: {
    readonly status: number;
    readonly description: string;
    readonly schema?: v.GenericSchema;
  };
  readonly problems: readonly number[];
}

// The document does not depend on the time. Only the checks of requests do.
const noClock = () => 0;

const postId: Parameter = { name: 'postId', in: 'path', schema: PostId };
const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: makeClientEventId(noClock),
};
const posts: Parameter = {
  name: 'posts',
  in: 'query',
  description: 'Post ids, each percent-encoded, separated by commas.',
  schema: PostId,
  maxItems: MAX_POSTS_PER_READ,
};

const accepted = { status: 202, description: 'The action is taken in and will be counted.' };
const likeProblems = [400, 401, 413, 503];

export const descriptions: Readonly<Record<Operation, Description>> = {
  like: {
    summary: 'Like a post',
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
    body: makeLikeActions(noClock),
    answer: { ...accepted, schema: LikesAccepted },
    problems: [...likeProblems, 415],
  },
  readLikes: {
    summary: 'How many people like a post',
    person: 'optional',
    parameters: [postId],
    answer: { status: 200, description: 'The count, and how fresh it is.', schema: PostLikes },
    problems: [400, 401, 503],
  },
  readLikesOfMany: {
    summary: 'How many people like each of up to 100 posts',
    person: 'optional',
    parameters: [posts],
    answer: { status: 200, description: 'The posts that were asked for, each once.', schema: ManyPostLikes },
    problems: [400, 401, 503],
  },
  issueVisitor: {
    summary: 'Become an anonymous visitor (not where an OpenID Connect issuer is configured)',
    person: 'none',
    parameters: [],
    answer: {
      status: 201,
      description: 'A token that makes you the same person next time.',
      schema: Visitor,
    },
    problems: [413, 503],
  },
  describeApi: {
    summary: 'This document',
    person: 'none',
    parameters: [],
    answer: { status: 200, description: 'OpenAPI 3.1.' },
    problems: [],
  },
};
