// Answers the text of a frame with the text of a frame, whatever it says.

import * as v from 'valibot';
import { type AnswerPorts, answerRequest } from '../../core/live/answer-request.ts';
import { problemFrame } from '../../core/live/frames.ts';
import { readRequest } from '../../core/live/read-request.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { PostId } from '../http/schemas.ts';
import { addMetric } from '../runtime/telemetry.ts';

export async function answerFrame(
  ports: AnswerPorts & { readonly limiter: RateLimiter },
  connectionId: string,
  text: string,
): Promise<string> {
  const read = readRequest(text, describePostId);
  if (!read.ok) return problemFrame(400, read.detail);
  const tokens = read.request.action === 'ping' ? 0 : read.request.posts.length;
  // The person is not known here. Each connection has the share of one.
  const waitMs = ports.limiter({ userId: connectionId }, tokens);
  if (waitMs === 0) return await answerRequest(ports, connectionId, read.request);
  addMetric('ReadsLimited', tokens);
  return problemFrame(429, `You ask for more than your share. Try again in ${Math.ceil(waitMs / 1_000)} s.`);
}

function describePostId(postId: string): string | undefined {
  const result = v.safeParse(PostId, postId, { abortPipeEarly: true });
  return result.success ? undefined : result.issues[0].message;
}
