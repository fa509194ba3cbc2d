// What the handlers of a request find in its context.

import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';

export interface LambdaEnv {
  /** What the Lambda adapter passes along with a request. */
  Bindings: { event: LambdaEvent; lambdaContext?: LambdaContext };
  /** The signal is aborted when there is no time left to answer. */
  Variables: { signal: AbortSignal };
}
