// Puts the meter into dynalite. A request is refused before it is carried out, by the limits of its table and key. A write is
// refused once more when the indexes that it has to change are known. All that is consumed is taken as soon as it is known.

import { type Action, type Database, database, type Request, replaceAction } from '../dynalite.ts';
import { findIndexWrites, type IndexWrite, type Item } from './index-writes.ts';
import { meterBatches } from './meter-batches.ts';
import { meterQueries } from './meter-queries.ts';
import type { Refusal } from './meter.ts';
import { keyOf, learnTable, type Metering } from './metering.ts';
import { makeThrottledError } from './throttled-error.ts';

interface Write {
  readonly table: string;
  readonly key: string | undefined;
  readonly units: number;
  readonly indexes: readonly { readonly name: string; readonly writes: readonly IndexWrite[] }[];
}

/** The units of a write that dynalite is about to carry out. It changes the indexes before anything else runs. */
let pending: Write | undefined;

export function meterDynalite(metering: Metering): void {
  meterItems(metering, { ...database });
  meterBatches(metering);
  meterQueries(metering);
  for (const name of ['getItem', 'putItem', 'updateItem', 'deleteItem'])
    replaceAction(name, (action) => refuseFirst(metering, action, name === 'getItem' ? 'Read' : 'Write'));
  replaceAction('deleteTable', (action) => (store, input, done) => {
    metering.meter.forget(input.TableName);
    action(store, input, done);
  });
}

function refuseFirst({ meter, onThrottled }: Metering, action: Action, operation: 'Read' | 'Write'): Action {
  return (store, request, done) =>
    learnTable(meter, store, request.TableName, () => {
      const { TableName } = request;
      const key = keyOf(meter, request);
      const refusal =
        operation === 'Read'
          ? meter.refuseRead(TableName, undefined, key)
          : meter.refuseWrite(TableName, key);
      if (!refusal) return action(store, request, done);
      onThrottled(refusal);
      done(makeThrottledError(refusal));
    });
}

function meterItems({ meter, onThrottled }: Metering, original: Database): void {
  const unitsOf = (item: Item | undefined | null) => original.capacityUnits(item, false, false);

  database.addConsumedCapacity = (request, isRead, one, other) => {
    const { TableName: table, ConsistentRead } = request;
    const key = keyOf(meter, request);
    const answer = original.addConsumedCapacity(request, isRead, one, other);
    if (isRead) {
      meter.takeRead(table, undefined, key, original.capacityUnits(one, true, ConsistentRead));
      return answer;
    }
    const units = Math.max(unitsOf(one), other ? unitsOf(other) : 0);
    // An update and a put hand over both items, in this order. A deletion hands over the item that was there.
    pending = { table, key, units, indexes: indexWrites(table, one ?? undefined, other ?? undefined) };
    return answer === undefined ? undefined : addIndexUnits(answer, request, pending);
  };

  function indexWrites(table: string, before: Item | undefined, after: Item | undefined): Write['indexes'] {
    const { KeySchema = [], GlobalSecondaryIndexes = [] } = meter.describe(table) ?? {};
    const tableKeys = KeySchema.map(({ AttributeName }) => AttributeName);
    return GlobalSecondaryIndexes.map((index) => ({
      name: index.IndexName,
      writes: findIndexWrites(index, tableKeys, before, after, unitsOf),
    }));
  }

  database.updateIndexes = (store, table, before, after, done) => {
    const write = pending;
    pending = undefined;
    if (write) {
      const refusal = firstRefusal(write);
      if (refusal) {
        onThrottled(refusal);
        return done(makeThrottledError(refusal));
      }
      meter.takeWrite(write.table, undefined, write.key, write.units);
      for (const { name, writes } of write.indexes)
        for (const { key, units } of writes) meter.takeWrite(write.table, name, key, units);
    }
    original.updateIndexes(store, table, before, after, done);
  };

  function firstRefusal({ table, indexes }: Write): Refusal | undefined {
    for (const { name, writes } of indexes) {
      const refusal = meter.refuseIndexWrite(table, name, writes);
      if (refusal) return refusal;
    }
    return undefined;
  }

  // A failed condition consumes what the write of the item that is there would. source: DynamoDB guide, "Working with items"
  database.checkConditional = (request, item) => {
    const failed = original.checkConditional(request, item);
    if (failed) meter.takeWrite(request.TableName, undefined, keyOf(meter, request), unitsOf(item));
    return failed;
  };
}

/** dynalite leaves the indexes out of what it says a write consumed. */
function addIndexUnits(answer: unknown, { ReturnConsumedCapacity }: Request, { units, indexes }: Write) {
  const unitsOfIndex = indexes
    .filter(({ writes }) => writes.length > 0)
    .map(({ name, writes }) => ({ name, units: writes.reduce((sum, write) => sum + write.units, 0) }));
  if (unitsOfIndex.length === 0) return answer;
  return {
    ...(answer as object),
    CapacityUnits: unitsOfIndex.reduce((sum, index) => sum + index.units, units),
    ...(ReturnConsumedCapacity === 'INDEXES' && {
      GlobalSecondaryIndexes: Object.fromEntries(
        unitsOfIndex.map((index) => [index.name, { CapacityUnits: index.units }]),
      ),
    }),
  };
}
