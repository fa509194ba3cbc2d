// The shapes of requests and answers about posts over time, trends and a person's likes.

import * as v from 'valibot';
import { PostId } from './schemas.ts';

/** A day. One query reads so many rows, which are 150 KB at most. */
export const MOST_MINUTES = 24 * 60;

/** The longest ids, written as JSON escapes, take fewer. */
export const CURSOR_TEXT = '^[A-Za-z0-9_-]{1,1200}$';

export const PageLimit = v.pipe(
  v.string(),
  v.regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100'),
  v.description('From 1 to 100. Without it that is 20.'),
);

export const StepMinutes = v.pipe(
  v.string(),
  v.regex(/^([1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440)$/, `must be a whole number from 1 to ${MOST_MINUTES}`),
  v.description('The minutes of a step. Without it that is 1.'),
);

const TIME = 'must be a time in UTC, such as 2026-11-26T19:27Z';

export const Time = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/, TIME),
  v.check((text) => !Number.isNaN(Date.parse(text)), TIME),
  v.description('A time in UTC, such as `2026-11-26T19:27Z`. The minute that it lies in counts.'),
);

export const Cursor = v.pipe(
  v.string(),
  v.regex(new RegExp(CURSOR_TEXT)),
  v.description('The `next` of the page before. It works with your own token only.'),
);

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const PostTimeline = v.object({
  postId: PostId,
  stepMinutes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  points: v.array(
    v.object({
      at: v.pipe(v.string(), v.isoTimestamp(), v.description('When the step begins.')),
      count: v.pipe(
        v.nullable(Count),
        v.description(
          'The count at the end of the step, or so far. It is null when nothing is known as old.',
        ),
      ),
      likes: v.pipe(
        v.nullable(v.pipe(v.number(), v.integer())),
        v.description('How much the count changed in the step. It is null when one of both counts is.'),
      ),
    }),
  ),
});

export const TrendingPosts = v.object({
  since: v.pipe(v.string(), v.isoTimestamp(), v.description('Likes from then on are counted here.')),
  posts: v.array(
    v.object({
      postId: PostId,
      count: v.pipe(Count, v.description('The count, as roll-up has seen it last. It may be 15 s old.')),
      likes: v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('By how much the count has grown.'),
      ),
    }),
  ),
});

export const MyLikes = v.object({
  likes: v.array(v.object({ postId: PostId, likedAt: v.pipe(v.string(), v.isoTimestamp()) })),
  next: v.pipe(v.optional(Cursor), v.description('There may be more. Ask for them with `after`.')),
});
