// An event source mapping as Lambda describes it.

import type { Mapping, Mappings } from '../event-source-mapping/mappings.ts';
import { LambdaError } from './lambda-error.ts';

/** Throws a ResourceNotFoundException if there is no such mapping. */
export function findMapping(mappings: Mappings, uuid: string): Mapping {
  const found = mappings.find(uuid);
  if (found) return found;
  throw new LambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');
}

export const describeMapping = ({
  uuid,
  sourceArn,
  functionArn,
  batchSize,
  maxRecordAgeSeconds,
  state,
  changedMs,
}: Mapping) => ({
  UUID: uuid,
  EventSourceArn: sourceArn,
  FunctionArn: functionArn,
  BatchSize: batchSize,
  ...(maxRecordAgeSeconds !== undefined && { MaximumRecordAgeInSeconds: maxRecordAgeSeconds }),
  State: state,
  StateTransitionReason: 'USER_INITIATED',
  LastModified: changedMs / 1_000,
});
