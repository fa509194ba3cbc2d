// Point-in-time recovery, which dynalite does not have. The latest time is now, where DynamoDB is five minutes behind.
// source: DynamoDB API, DescribeContinuousBackups, UpdateContinuousBackups, RestoreTableToPointInTime

import { randomUUID } from 'node:crypto';
import type { Store } from '../dynalite.ts';
import { changeTable, findTable, makeTable, type StoredTable } from '../stored-tables.ts';
import { type Operation, RefusedError } from '../take-operations.ts';
import type { ChangeLog } from './change-log.ts';
import { restoreItems, takeSnapshot } from './restore-items.ts';

/** Whatever would make the new table another one than the old one was. */
const OVERRIDE = /Override$/;

export function backupOperations(log: ChangeLog): Readonly<Record<string, Operation>> {
  return {
    DescribeContinuousBackups: async (store, { TableName }) =>
      describe(log, await requireTable(store, TableName)),
    async UpdateContinuousBackups(store, { TableName, PointInTimeRecoverySpecification }) {
      const wanted = PointInTimeRecoverySpecification as { PointInTimeRecoveryEnabled: boolean };
      const table = await requireTable(store, TableName);
      const sinceMs = table.BackedUpSinceMs ?? log.nowMs();
      const BackedUpSinceMs = wanted.PointInTimeRecoveryEnabled ? sinceMs : undefined;
      return describe(log, await changeTable(store, table.TableName, { BackedUpSinceMs }));
    },
    async RestoreTableToPointInTime(store, input) {
      const { SourceTableName, TargetTableName, RestoreDateTime, UseLatestRestorableTime } = input;
      const override = Object.keys(input).find((name) => OVERRIDE.test(name));
      if (override !== undefined)
        throw new RefusedError('ValidationException', `${override}: a table is restored as it was`);
      const source = await requireTable(store, SourceTableName);
      const timeMs = UseLatestRestorableTime === true ? log.nowMs() : Number(RestoreDateTime) * 1_000;
      checkTime(log, source, timeMs);
      const snapshot = takeSnapshot(store, log, source, timeMs);
      const target = copyOf(source, String(TargetTableName), timeMs);
      if (!(await makeTable(store, target))) {
        snapshot.values.destroy();
        throw new RefusedError('TableAlreadyExistsException', `Table already exists: ${target.TableName}`);
      }
      // The answer does not wait for the items. The table is active when they are there.
      void restoreItems(store, target, snapshot)
        .then(() => changeTable(store, target.TableName, inStatus(target, 'ACTIVE')))
        .catch((error: unknown) =>
          console.error(`${target.TableName} could not be restored: ${String(error)}`),
        );
      return { TableDescription: target };
    },
  };
}

async function requireTable(store: Store, name: unknown): Promise<StoredTable> {
  const table = await findTable(store, String(name));
  if (!table) throw new RefusedError('TableNotFoundException', `Table not found: ${String(name)}`);
  return table;
}

function describe(log: ChangeLog, { BackedUpSinceMs: sinceMs }: StoredTable): object {
  const PointInTimeRecoveryDescription =
    sinceMs === undefined
      ? { PointInTimeRecoveryStatus: 'DISABLED' }
      : {
          PointInTimeRecoveryStatus: 'ENABLED',
          EarliestRestorableDateTime: Math.max(log.reachMs, sinceMs) / 1_000,
          LatestRestorableDateTime: log.nowMs() / 1_000,
        };
  return {
    ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription },
  };
}

function checkTime(log: ChangeLog, { TableName, BackedUpSinceMs: sinceMs }: StoredTable, timeMs: number) {
  if (sinceMs === undefined)
    throw new RefusedError(
      'PointInTimeRecoveryUnavailableException',
      `Point in time recovery is not enabled for table '${TableName}'`,
    );
  const earliestMs = Math.max(log.reachMs, sinceMs);
  // A time that is no number is in no range.
  if (!(timeMs >= earliestMs && timeMs <= log.nowMs()))
    throw new RefusedError(
      'InvalidRestoreTimeException',
      `The table can be restored to a time from ${new Date(earliestMs).toISOString()} on`,
    );
}

/** The new table has the keys, the indexes and the throughput of its source, and none of the settings that a restore leaves out. */
function copyOf(source: StoredTable, TableName: string, timeMs: number): StoredTable {
  const { BackedUpSinceMs: _, TimeToLiveAttribute: __, DeletionProtectionEnabled: ___, ...kept } = source;
  const TableArn = source.TableArn.replace(/[^/]+$/, TableName);
  const indexes = source.GlobalSecondaryIndexes?.map((index) => ({
    ...index,
    IndexArn: `${TableArn}/index/${index.IndexName}`,
  }));
  const named = {
    ...kept,
    TableName,
    TableArn,
    TableId: randomUUID(),
    CreationDateTime: Date.now() / 1_000,
    ...(indexes && { GlobalSecondaryIndexes: indexes }),
    RestoreSummary: { SourceTableArn: source.TableArn, RestoreDateTime: timeMs / 1_000 },
  };
  return { ...named, ...inStatus(named, 'CREATING') };
}

const inStatus = (
  { GlobalSecondaryIndexes: indexes, RestoreSummary }: StoredTable,
  status: 'CREATING' | 'ACTIVE',
): Partial<StoredTable> => ({
  TableStatus: status,
  RestoreSummary: { ...RestoreSummary, RestoreInProgress: status === 'CREATING' },
  ...(indexes && {
    GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: status })),
  }),
});
