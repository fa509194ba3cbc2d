// Reads which part of a timeline is asked for.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import type { Range } from '../../core/live/fill-minutes.ts';
import { MINUTE_MS, minuteOf } from '../../core/live/minute.ts';
import { MOST_MINUTES, StepMinutes, Time } from './activity-schemas.ts';
import { badField } from './problem.ts';

const USUAL_POINTS = 60;

/** Sets `range`. Without parameters it is the hour that ends with the running minute. Answers 400 to a range that is too long, or empty. */
export const readRange = (now: () => number) =>
  createMiddleware<{ Variables: { range: Range } }>(async (c, next) => {
    const step = v.safeParse(v.optional(StepMinutes), c.req.query('step'), { abortPipeEarly: true });
    if (!step.success) return badField('step', step.issues[0].message);
    const to = v.safeParse(v.optional(Time), c.req.query('to'), { abortPipeEarly: true });
    if (!to.success) return badField('to', to.issues[0].message);
    const from = v.safeParse(v.optional(Time), c.req.query('from'), { abortPipeEarly: true });
    if (!from.success) return badField('from', from.issues[0].message);

    const stepMinutes = Number(step.output ?? 1);
    // The minute that `to` lies in is the last one. A minute that has not begun has no count.
    const lastMs = minuteOf(Math.min(to.output === undefined ? now() : Date.parse(to.output), now()));
    const toMs = lastMs + MINUTE_MS;
    const usualMs = Math.min(USUAL_POINTS * stepMinutes, MOST_MINUTES) * MINUTE_MS;
    const fromMs = from.output === undefined ? toMs - usualMs : minuteOf(Date.parse(from.output));
    if (fromMs >= toMs) return badField('from', 'must be before `to`, and not in the future');
    if (toMs - fromMs > MOST_MINUTES * MINUTE_MS)
      return badField('from', `must be at most ${MOST_MINUTES} minutes before \`to\``);
    c.set('range', { fromMs, toMs, stepMinutes });
    return await next();
  });
