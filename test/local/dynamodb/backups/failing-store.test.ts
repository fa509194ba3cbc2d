import { expect, test, vi } from 'vitest';
import { ChangeLog } from '../../../../local/dynamodb/backups/change-log.ts';
import { backupOperations } from '../../../../local/dynamodb/backups/operations.ts';
import { database } from '../../../../local/dynamodb/dynalite.ts';
import { findTable, makeTable, type StoredTable } from '../../../../local/dynamodb/stored-tables.ts';

const SOURCE = {
  TableName: 'source',
  TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/source',
  TableStatus: 'ACTIVE',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BackedUpSinceMs: 1_000,
} as unknown as StoredTable;

test('a restore that the store ends says so, and the table never becomes active', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const store = database.create({});
  await makeTable(store, SOURCE);
  const log = new ChangeLog({ now: () => 2_000 });
  log.add('source', JSON.stringify({ id: { S: 'a' } }), undefined);
  const failing = {
    ...store,
    getItemDb: (name: string) => {
      if (name === 'target') throw new Error('the store is closed');
      return store.getItemDb(name);
    },
  };
  await backupOperations(log)['RestoreTableToPointInTime']?.(failing, {
    SourceTableName: 'source',
    TargetTableName: 'target',
    RestoreDateTime: 2,
  });
  await vi.waitUntil(() => said.mock.calls.length > 0, { interval: 1 });
  expect(said.mock.calls[0]?.join(' ')).toContain('target could not be restored: Error: the store is closed');
  expect((await findTable(store, 'target'))?.TableStatus).toBe('CREATING');
  said.mockRestore();
});
