// Answers 403 to persons who are denied, and for posts that are closed for likes. Taking a like back is never refused to a person because
// of the post.

import { createMiddleware } from 'hono/factory';
import type { ReadDenyList } from '../../core/fairness/deny-list.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { addMetric } from '../runtime/telemetry.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { MAX_FIELD_ERRORS } from './list-of.ts';
import { type FieldError, problem } from './problem.ts';

const CLOSED = 'is closed for likes';

type Action = Pick<LikeEvent, 'postId' | 'op'>;

interface Variables {
  readonly userId: string;
  readonly postId: string;
  /** Of a request with many actions. */
  readonly actions?: readonly Action[];
}

/** @param op what a request with one action does */
export const refuseDenied = (denied: ReadDenyList, op?: LikeEvent['op']) =>
  createMiddleware<LambdaEnv>(async (c, next) => {
    const { persons, posts } = await denied();
    const { userId, postId, actions } = c.var as unknown as Variables;
    if (persons.has(userId)) {
      addMetric('LikesDenied', actions?.length ?? 1);
      return problem(403, 'This person may not like anything here.');
    }
    if (posts.size === 0) return await next();
    const errors = actions
      ? actions.flatMap((action, index) => refuse(posts, action, `actions[${index}].postId`))
      : refuse(posts, { postId, op: op ?? 'like' }, 'postId');
    const [first] = errors;
    if (!first) return await next();
    addMetric('LikesDenied', errors.length);
    return problem(403, `${first.field}: ${CLOSED}`, { errors: errors.slice(0, MAX_FIELD_ERRORS) });
  });

const refuse = (posts: ReadonlySet<string>, { postId, op }: Action, field: string): FieldError[] =>
  op === 'like' && posts.has(postId) ? [{ field, detail: CLOSED }] : [];
