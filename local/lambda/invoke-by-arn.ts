// Invokes a function as a service does that knows its ARN only.

import type { LambdaFunction } from './function.ts';
import type { InvokeResult } from './invoke-result.ts';

const NOT_FOUND: InvokeResult = {
  status: 'function-error',
  errorType: 'ResourceNotFoundException',
  errorMessage: 'there is no such function in the local cloud',
};

export const makeInvokeByArn =
  (functions: ReadonlyMap<string, LambdaFunction>) =>
  async (functionArn: string, payloadJson: string): Promise<InvokeResult> =>
    (await functions.get(functionArn.split(':').at(-1) ?? '')?.invoke(payloadJson)) ?? NOT_FOUND;
