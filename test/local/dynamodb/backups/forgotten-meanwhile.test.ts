import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { ChangeLog } from '../../../../local/dynamodb/backups/change-log.ts';
import { backupOperations } from '../../../../local/dynamodb/backups/operations.ts';
import { type Batch, database } from '../../../../local/dynamodb/dynalite.ts';
import { findTable, makeTable, type StoredTable } from '../../../../local/dynamodb/stored-tables.ts';

const SOURCE = {
  TableName: 'source',
  TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/source',
  TableStatus: 'ACTIVE',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BackedUpSinceMs: 1_000,
} as unknown as StoredTable;
const KEY = { id: { S: 'a' } };
const itemOf = (n: string) => ({ ...KEY, n: { N: n } });

/** Forgets all it knows as soon as whoever looked at it lets others run. */
class ForgetfulLog extends ChangeLog {
  isAsked = false;

  override nowMs(): number {
    if (this.isAsked) {
      this.isAsked = false;
      queueMicrotask(() => this.add('other', 'x'.repeat(1_000), undefined));
    }
    return super.nowMs();
  }
}

test('a change that the log forgets while the new table is made is taken back all the same', async () => {
  const clock = { ms: 1_000 };
  const log = new ForgetfulLog({ now: () => clock.ms, mostBytes: 500 });
  const store = database.create({});
  await makeTable(store, SOURCE);
  const items = store.getItemDb('source');
  const write = promisify((batch: readonly Batch[], done: (error?: unknown) => void) =>
    items.batch(batch, done),
  );
  await write([{ type: 'put', key: database.createKey(KEY, SOURCE), value: itemOf('2') }]);
  clock.ms = 1_500;
  log.add('source', JSON.stringify(KEY), itemOf('1'));

  clock.ms = 2_000;
  log.isAsked = true;
  await backupOperations(log)['RestoreTableToPointInTime']?.(store, {
    SourceTableName: 'source',
    TargetTableName: 'target',
    RestoreDateTime: 1.2,
  });
  await vi.waitUntil(async () => (await findTable(store, 'target'))?.TableStatus === 'ACTIVE', {
    interval: 1,
  });
  expect(log.reachMs).toBe(2_000);
  const restored: object[] = [];
  for await (const item of store.getItemDb('target').createValueStream()) restored.push(item);
  expect(restored).toEqual([itemOf('1')]);
});
