// What the OpenAPI document says about the operations of answer-activity.ts.

import type { Operation } from '../../core/api/routes.ts';
import {
  Cursor,
  MOST_MINUTES,
  MyLikes,
  PageLimit,
  PostTimeline,
  StepMinutes,
  Time,
  TrendingPosts,
} from './activity-schemas.ts';
import type { Description, Parameter } from './description.ts';
import { PostIdInPath } from './schemas.ts';

const inQuery = (name: string, schema: Parameter['schema']): Parameter => ({
  name,
  in: 'query',
  required: false,
  schema,
});

export const activityDescriptions = {
  readTimeline: {
    summary: 'How many people liked a post at the end of each minute',
    description: `Without \`from\` and \`to\` these are the last 60 steps. A range has ${MOST_MINUTES} minutes at most. A minute in which nothing changed has the count of the one before it. Minutes are kept for a month, from a post's 100th like on; what is older is null.`,
    person: 'none',
    parameters: [
      { name: 'postId', in: 'path', schema: PostIdInPath },
      inQuery('from', Time),
      inQuery('to', Time),
      inQuery('step', StepMinutes),
    ],
    answer: { status: 200, description: 'A point for each step.', schema: PostTimeline },
    problems: [400, 404, 429, 503],
  },
  readTrending: {
    summary: 'The posts whose counts have grown most in the last 10 to 20 minutes',
    person: 'none',
    parameters: [inQuery('limit', PageLimit)],
    answer: { status: 200, description: 'The posts, the greatest growth first.', schema: TrendingPosts },
    problems: [400, 404, 429, 503],
  },
  readMyLikes: {
    summary: 'The posts that you like',
    description:
      'In the order of the post ids. A page may be shorter than the limit, or empty, although there are more: `next` tells.',
    person: 'required',
    parameters: [inQuery('limit', PageLimit), inQuery('after', Cursor)],
    answer: {
      status: 200,
      description: 'A page of posts, each with the time of your like.',
      schema: MyLikes,
    },
    problems: [400, 401, 429, 503],
  },
} satisfies Partial<Record<Operation, Description>>;
