// Names an event source mapping among the outputs of its stack, so that operators can pause and resume it.

import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';

/** @param of the function, as in BatchLikes */
export function nameMapping(mapping: CfnEventSourceMapping, of: string): void {
  new CfnOutput(Stack.of(mapping), `${of}MappingId`, { value: mapping.ref });
}
