// What the parts that put the meter into dynalite share.

import type { Request, Store } from '../dynalite.ts';
import { keyValueOf } from './index-writes.ts';
import type { Meter, Refusal } from './meter.ts';

export interface Metering {
  readonly meter: Meter;
  readonly onThrottled: (refusal: Refusal) => void;
}

/** Runs `then` once the table is known. A table that does not exist stays unknown, and the action itself says so. */
export function learnTable(meter: Meter, store: Store, name: string, then: () => void): void {
  if (meter.describe(name)) return then();
  store.getTable(name, false, (_, table) => {
    if (table) meter.learn(table);
    then();
  });
}

/** Returns the value of the partition key of the item that a request is about. */
export function keyOf(meter: Meter, { TableName, Key, Item: item }: Request): string | undefined {
  const name = meter.describe(TableName)?.KeySchema[0]?.AttributeName;
  return keyValueOf((Key ?? item)?.[name ?? '']);
}
