// A query and a scan consume what they have read. dynalite tells it when it is asked to, and what the caller did not ask for is
// taken out again.

import { type Action, type Request, replaceAction } from '../dynalite.ts';
import { keyValueOf } from './index-writes.ts';
import type { Meter } from './meter.ts';
import { learnTable, type Metering } from './metering.ts';
import { makeThrottledError } from './throttled-error.ts';

interface ConsumedCapacity {
  CapacityUnits: number;
  Table?: { CapacityUnits: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
}

export function meterQueries(metering: Metering): void {
  for (const name of ['query', 'scan']) replaceAction(name, (action) => meterQuery(metering, action));
}

function meterQuery({ meter, onThrottled }: Metering, action: Action): Action {
  return (store, request, done) =>
    learnTable(meter, store, request.TableName, () => {
      const { TableName: table, IndexName: index, ReturnConsumedCapacity: wanted = 'NONE' } = request;
      const key = queriedKey(meter, request);
      const refusal = meter.refuseRead(table, index, key);
      if (refusal) {
        onThrottled(refusal);
        return done(makeThrottledError(refusal));
      }
      action(store, { ...request, ReturnConsumedCapacity: 'INDEXES' }, (error, answer) => {
        if (error || !answer) return done(error);
        const consumed = answer['ConsumedCapacity'] as ConsumedCapacity;
        atLeastOneRead(consumed, request);
        // What an index does not hold is read from the table.
        const ofIndex = consumed.GlobalSecondaryIndexes?.[index ?? '']?.CapacityUnits ?? 0;
        if (ofIndex > 0) meter.takeRead(table, index, key, ofIndex);
        const ofTable = consumed.CapacityUnits - ofIndex;
        if (ofTable > 0) meter.takeRead(table, undefined, index === undefined ? key : undefined, ofTable);
        if (wanted === 'NONE') delete answer['ConsumedCapacity'];
        if (wanted === 'TOTAL') {
          delete consumed.Table;
          delete consumed.GlobalSecondaryIndexes;
        }
        done(undefined, answer);
      });
    });
}

/** A query that finds nothing consumes as much as one read, which dynalite leaves out. */
function atLeastOneRead(consumed: ConsumedCapacity, { ConsistentRead, IndexName }: Request): void {
  if (consumed.CapacityUnits > 0) return;
  const units = ConsistentRead ? 1 : 0.5;
  consumed.CapacityUnits = units;
  const part = consumed.GlobalSecondaryIndexes?.[IndexName ?? ''] ?? consumed.Table;
  if (part) part.CapacityUnits = units;
}

/** Returns the partition key that is queried. A scan has none. */
function queriedKey(meter: Meter, { TableName, IndexName, KeyConditions }: Request): string | undefined {
  const table = meter.describe(TableName);
  const queried =
    IndexName === undefined
      ? table
      : table?.GlobalSecondaryIndexes?.find((index) => index.IndexName === IndexName);
  const name = queried?.KeySchema[0]?.AttributeName;
  return keyValueOf(KeyConditions?.[name ?? '']?.AttributeValueList?.[0]);
}
