// Sends a load to one API and records what becomes of each like.

import { fateOf } from './answer.ts';
import type { Load, ScheduledAction } from './make-load.ts';
import type { Recorder } from './recorder.ts';
import type { RequestOnce } from './request-once.ts';
import { sendOpenLoop } from './send-open-loop.ts';

interface SendLoad {
  readonly requests: RequestOnce;
  readonly tokens: ReadonlyMap<string, string>;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
}

export async function sendLoad(
  { actions }: Pick<Load, 'actions'>,
  { requests, tokens, recorder, signal }: SendLoad,
): Promise<void> {
  await sendOpenLoop({
    items: actions,
    signal,
    send: ({ id, user, postId, op }: ScheduledAction) =>
      requests.send({
        method: op === 'like' ? 'PUT' : 'DELETE',
        path: `/v1/posts/${postId}/like`,
        headers: { authorization: `Bearer ${tokens.get(user) ?? ''}`, 'idempotency-key': id },
      }),
    onSent: (action, lateMs) => recorder.sent(action, lateMs),
    onAnswer: (action, answer, latencyMs) => recorder.answered(action, fateOf(answer), latencyMs),
  });
}
