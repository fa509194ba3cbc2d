// A batch is carried out without the parts whose keys are at their limit. It hands these back, and fails only when nothing is left.

import { type Action, type Request, replaceAction, type Store } from '../dynalite.ts';
import type { Item } from './index-writes.ts';
import type { Meter, Refusal } from './meter.ts';
import { keyOf, learnTable, type Metering } from './metering.ts';
import { makeThrottledError } from './throttled-error.ts';

interface TableReads {
  readonly Keys: readonly Item[];
}

interface TableWrite {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

interface Batch<Requests> {
  readonly RequestItems: Readonly<Record<string, Requests>>;
}

type Unprocessed<Requests> = Record<string, Requests>;

export function meterBatches(metering: Metering): void {
  const { meter } = metering;
  replaceAction<Batch<TableReads>>('batchGetItem', (action) =>
    splitBatch(metering, action, 'UnprocessedKeys', {
      partsOf: ({ Keys }) => Keys,
      refuse: (TableName, Key) => meter.refuseRead(TableName, undefined, keyOf(meter, { TableName, Key })),
      withParts: (reads, Keys) => ({ ...reads, Keys }),
    }),
  );
  replaceAction<Batch<readonly TableWrite[]>>('batchWriteItem', (action) =>
    splitBatch(metering, action, 'UnprocessedItems', {
      partsOf: (writes) => writes,
      refuse: (TableName, { PutRequest, DeleteRequest }: TableWrite) => {
        const request: Request = { TableName, ...PutRequest, ...DeleteRequest };
        return meter.refuseWrite(TableName, keyOf(meter, request));
      },
      withParts: (_, parts) => parts,
    }),
  );
}

interface BatchParts<Requests, Part> {
  readonly partsOf: (requests: Requests) => readonly Part[];
  readonly refuse: (table: string, part: Part) => Refusal | undefined;
  readonly withParts: (requests: Requests, parts: readonly Part[]) => Requests;
}

function splitBatch<Requests, Part>(
  { meter, onThrottled }: Metering,
  action: Action<Batch<Requests>>,
  unprocessedName: 'UnprocessedKeys' | 'UnprocessedItems',
  { partsOf, refuse, withParts }: BatchParts<Requests, Part>,
): Action<Batch<Requests>> {
  return (store, batch, done) =>
    learnTables(meter, store, Object.keys(batch.RequestItems), () => {
      const taken: Unprocessed<Requests> = {};
      const refused: Unprocessed<Requests> = {};
      let first: Refusal | undefined;
      for (const [table, requests] of Object.entries(batch.RequestItems)) {
        const left: Part[] = [];
        const rest: Part[] = [];
        for (const part of partsOf(requests)) {
          const refusal = refuse(table, part);
          if (refusal) onThrottled(refusal);
          first ??= refusal;
          (refusal ? left : rest).push(part);
        }
        if (rest.length > 0) taken[table] = withParts(requests, rest);
        if (left.length > 0) refused[table] = withoutParsed(withParts(requests, left));
      }
      if (!first) return action(store, batch, done);
      if (Object.keys(taken).length === 0) return done(makeThrottledError(first));
      action(store, { ...batch, RequestItems: taken }, (error, answer) => {
        if (error || !answer) return done(error);
        const unprocessed = answer[unprocessedName] as Unprocessed<Requests>;
        for (const [table, requests] of Object.entries(refused)) {
          const more = unprocessed[table];
          const parts = [...(more ? partsOf(more) : []), ...partsOf(requests)];
          unprocessed[table] = withParts(requests, parts);
        }
        done(undefined, answer);
      });
    });
}

/** dynalite keeps what it has parsed beside the request, under names that begin with an underscore. */
const withoutParsed = <Requests>(requests: Requests): Requests =>
  Array.isArray(requests)
    ? requests
    : (Object.fromEntries(
        Object.entries(requests as object).filter(([name]) => !name.startsWith('_')),
      ) as Requests);

function learnTables(
  meter: Meter,
  store: Store,
  [name, ...others]: readonly string[],
  then: () => void,
): void {
  if (name === undefined) return then();
  learnTable(meter, store, name, () => learnTables(meter, store, others, then));
}
