// dynalite knows neither warm throughput nor a maximum of on-demand throughput, and it takes half a second to change a capacity.
// Here both are part of a table, and UpdateTable changes a table at once.

import type { TableDescription } from './capacity/table-description.ts';
import { type Callback, replaceAction, type Store, validationOf } from './dynalite.ts';

const LONG = { type: 'Long' };
const THROUGHPUT_TYPES = {
  OnDemandThroughput: {
    type: 'FieldStruct<OnDemandThroughput>',
    children: { MaxReadRequestUnits: LONG, MaxWriteRequestUnits: LONG },
  },
  WarmThroughput: {
    type: 'FieldStruct<WarmThroughput>',
    children: { ReadUnitsPerSecond: LONG, WriteUnitsPerSecond: LONG },
  },
};

/** What a request may change alone, for all that dynalite knows of it. */
const BY_THEMSELVES = ['OnDemandThroughput', 'WarmThroughput', 'DeletionProtectionEnabled'];

type Children = Record<string, { children: Children }>;

interface Throughput {
  ProvisionedThroughput?: { ReadCapacityUnits?: number; WriteCapacityUnits?: number };
  OnDemandThroughput?: object;
  WarmThroughput?: object;
}

interface Index extends Throughput {
  readonly IndexName: string;
}

interface Table extends Throughput {
  DeletionProtectionEnabled?: boolean;
  BillingModeSummary?: { BillingMode?: string };
  readonly GlobalSecondaryIndexes?: readonly Index[];
}

interface Update extends Throughput {
  readonly TableName: string;
  readonly BillingMode?: string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly GlobalSecondaryIndexUpdates?: readonly { readonly Update?: Index }[];
}

/** @param onUpdated is told a table whose throughput has changed */
export function replaceThroughputUpdates(onUpdated: (table: TableDescription) => void): void {
  const create = validationOf('createTable');
  Object.assign(create.types, THROUGHPUT_TYPES);
  Object.assign(
    (create.types as Children)['GlobalSecondaryIndexes']?.children['children'] ?? {},
    THROUGHPUT_TYPES,
  );
  const update = validationOf('updateTable');
  Object.assign(update.types, THROUGHPUT_TYPES);
  const updates = (update.types as Children)['GlobalSecondaryIndexUpdates']?.children['children'] as
    | Children
    | undefined;
  const updateIndex = updates?.['Update']?.children;
  if (updateIndex) {
    Object.assign(updateIndex, THROUGHPUT_TYPES);
    delete (updateIndex['ProvisionedThroughput'] as { notNull?: boolean } | undefined)?.notNull;
  }
  const { custom } = update;
  update.custom = (input) => (BY_THEMSELVES.some((name) => name in input) ? undefined : custom(input));

  replaceAction<Update>('updateTable', (action) => (store, input, done) => {
    if (input.GlobalSecondaryIndexUpdates?.some(({ Update: change }) => !change))
      return action(store, input, done);
    updateThroughput(store, input, (error, answer) => {
      if (answer) onUpdated(answer['TableDescription'] as TableDescription);
      done(error, answer);
    });
  });
}

function updateThroughput(store: Store, input: Update, done: Callback): void {
  store.tableDb.lock(input.TableName, (release) => {
    const finish = release(done);
    store.getTable(input.TableName, false, (error, found) => {
      if (error || !found) return finish(error);
      const table = found as Table;
      applyUpdate(table, input);
      store.tableDb.put(input.TableName, table, (failed) => finish(failed, { TableDescription: table }));
    });
  });
}

function applyUpdate(
  table: Table,
  { BillingMode, DeletionProtectionEnabled, GlobalSecondaryIndexUpdates = [], ...throughput }: Update,
) {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  if (DeletionProtectionEnabled !== undefined) table.DeletionProtectionEnabled = DeletionProtectionEnabled;
  if (BillingMode !== undefined) table.BillingModeSummary = { ...table.BillingModeSummary, BillingMode };
  if (BillingMode === 'PAY_PER_REQUEST')
    for (const each of [table, ...indexes])
      each.ProvisionedThroughput = {
        ...each.ProvisionedThroughput,
        ReadCapacityUnits: 0,
        WriteCapacityUnits: 0,
      };
  applyThroughput(table, throughput);
  for (const { Update: change } of GlobalSecondaryIndexUpdates) {
    const index = indexes.find(({ IndexName }) => IndexName === change?.IndexName);
    if (index && change) applyThroughput(index, change);
  }
}

function applyThroughput(
  of: Throughput,
  { ProvisionedThroughput, OnDemandThroughput, WarmThroughput }: Throughput,
) {
  if (ProvisionedThroughput)
    of.ProvisionedThroughput = { ...of.ProvisionedThroughput, ...ProvisionedThroughput };
  if (OnDemandThroughput) of.OnDemandThroughput = OnDemandThroughput;
  if (WarmThroughput) of.WarmThroughput = { ...of.WarmThroughput, ...WarmThroughput };
}
