// What a viewer is told when a call failed: a frame, or the refusal of its handshake.

import { problemFrame } from '../../core/live/frames.ts';
import { isRetryable } from '../../core/stream/retryable.ts';
import { addMetric, describeError, logger } from '../runtime/telemetry.ts';
import { refuse } from './answer-handshake.ts';

export async function answerFailure(routeKey: string, error: unknown) {
  logger.error('A viewer could not be answered', { routeKey, error: describeError(error) });
  addMetric('RequestsFailed');
  const [status, detail] = isRetryable(error)
    ? ([503, 'A part of the system does not answer. Try again.'] as const)
    : ([500, 'Something unexpected happened. It was logged.'] as const);
  const hasNoFrame = routeKey === '$connect' || routeKey === '$disconnect';
  return hasNoFrame ? await refuse(status, detail) : { statusCode: 200, body: problemFrame(status, detail) };
}
