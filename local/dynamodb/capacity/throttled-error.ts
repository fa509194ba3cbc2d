// The answer to a request that is refused, in DynamoDB's own words.

import type { Refusal } from './meter.ts';

const ERROR_PREFIX = 'com.amazonaws.dynamodb.v20120810#';

// Messages as they are seen of AWS. source: DynamoDB guide, "Diagnosing throttling", and the exceptions of the API reference
const PROVISIONED_MESSAGE =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with ' +
  'the UpdateTable API.';
const INDEX_MESSAGE =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider ' +
  'increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API.';
const ON_DEMAND_MESSAGE =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so ' +
  'please try again shortly. If exceptions persist, check if you have a hot key.';
const MAXIMUM_MESSAGE = 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.';

/** Returns such as `TableWriteKeyRangeThroughputExceeded`. */
export const reasonOf = ({ operation, index, limit }: Refusal) =>
  `${index === undefined ? 'Table' : 'Index'}${operation}${limit}`;

/** Returns the name under which throttles of this kind are counted. */
export const componentOf = ({ table, index, scope }: Refusal) =>
  index === undefined
    ? `dynamodb ${table} ${scope === 'key' ? 'key' : 'table'}`
    : `dynamodb ${table}/${index} ${scope === 'key' ? 'key' : 'index'}`;

/** Returns an error as dynalite answers it. */
export function makeThrottledError(refusal: Refusal): Error {
  const reasons = [{ reason: reasonOf(refusal), resource: refusal.arn }];
  const message = messageOf(refusal);
  const body = refusal.onDemand
    ? { __type: `${ERROR_PREFIX}ThrottlingException`, message, throttlingReasons: reasons }
    : {
        __type: `${ERROR_PREFIX}ProvisionedThroughputExceededException`,
        message,
        ThrottlingReasons: reasons,
      };
  return Object.assign(new Error(message), { statusCode: 400, body });
}

function messageOf({ onDemand, limit, index }: Refusal): string {
  if (limit === 'MaxOnDemandThroughputExceeded') return MAXIMUM_MESSAGE;
  if (onDemand) return ON_DEMAND_MESSAGE;
  return index === undefined ? PROVISIONED_MESSAGE : INDEX_MESSAGE;
}
