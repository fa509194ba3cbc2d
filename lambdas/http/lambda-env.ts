// What the handlers of a request find in its context.

import type { LambdaContext } from 'hono/aws-lambda';
import type { RepairedEvent } from './repair-event.ts';

export interface LambdaEnv {
  /** What the Lambda adapter passes along with a request. */
  Bindings: { event: RepairedEvent; lambdaContext?: LambdaContext };
  Variables: {
    /** It is aborted when there is no time left to answer. */
    signal: AbortSignal;
    /** The address of the client, where the edge tells it. */
    viewerAddress?: string | undefined;
  };
}
