// The steps of a restore over a fake of DynamoDB, which takes its time as AWS does. on-local-dynamodb.test.ts runs them over a server.

import { expect, test } from 'vitest';
import { readOptions } from '../../../tools/restore/options.ts';
import {
  checkRestore,
  type Origin,
  restoreTable,
  type Tables,
  type TableSettings,
} from '../../../tools/restore/restore-table.ts';

const AT_MS = Date.UTC(2026, 10, 26, 12);
const request = { source: 'likes', target: 'likes-new', atMs: AT_MS };
const BARE: TableSettings = {
  deletionProtection: false,
  pointInTimeRecovery: false,
  timeToLive: undefined,
  tags: {},
};
const FULL: TableSettings = {
  deletionProtection: true,
  pointInTimeRecovery: true,
  timeToLive: 'expiresAt',
  tags: { app: 'likes-counter' },
};

/** A table becomes active with the third look at it. */
function makeFake(window?: { earliestMs: number; latestMs: number }) {
  const found = new Map<string, { settings: TableSettings; looks: number; origin?: Origin }>([
    ['likes', { settings: FULL, looks: 9 }],
  ]);
  const restores: string[] = [];
  const tables: Tables = {
    async readStatus(table) {
      const it = found.get(table);
      return it && (++it.looks > 3 ? 'ACTIVE' : 'CREATING');
    },
    readOrigin: async (table) => found.get(table)?.origin,
    readSettings: async (table) => found.get(table)?.settings ?? BARE,
    readWindow: async () => window,
    async startRestore(source, target, atMs) {
      restores.push(`${source} ${target} ${new Date(atMs).toISOString()}`);
      found.set(target, { settings: BARE, looks: 0, origin: { source, atMs } });
    },
    async applySettings(table, settings) {
      const it = found.get(table);
      if (!it || it.looks < 3) throw new Error('the table is not active yet');
      if (++it.looks <= 5) return false;
      it.settings = settings;
      return true;
    },
  };
  return { tables, restores, found };
}

const ports = (tables: Tables, pause = async () => {}) => ({ tables, pause, onStatus: () => {} });

test('a time that is out of reach is an error that names the times in reach, and nothing is restored', async () => {
  const { tables, restores } = makeFake({ earliestMs: AT_MS + 1_000, latestMs: AT_MS + 60_000 });
  await expect(checkRestore(tables, request)).rejects.toThrow(
    '--at: likes can be restored to a time from 2026-11-26T12:00:01.000Z to 2026-11-26T12:01:00.000Z',
  );
  expect(restores).toEqual([]);
});

test('a table without backups is an error', async () => {
  await expect(checkRestore(makeFake().tables, request)).rejects.toThrow('keeps no backups');
});

test('a table is restored, awaited, and then gets what a restore leaves out', async () => {
  const { tables, restores, found } = makeFake({ earliestMs: 0, latestMs: AT_MS });
  await checkRestore(tables, request);
  await restoreTable(ports(tables), request);
  expect(restores).toEqual(['likes likes-new 2026-11-26T12:00:00.000Z']);
  expect(found.get('likes-new')?.settings).toEqual(FULL);
});

test('a new table whose backups cannot be switched on yet is waited for', async () => {
  const { tables, found } = makeFake({ earliestMs: 0, latestMs: AT_MS });
  let pauses = 0;
  await restoreTable(
    ports(tables, async () => void pauses++),
    request,
  );
  expect([pauses, found.get('likes-new')?.settings]).toEqual([4, FULL]);
});

test('a run that was interrupted goes on with the table that is there', async () => {
  const { tables, restores, found } = makeFake({ earliestMs: 0, latestMs: AT_MS });
  const interrupted = restoreTable(
    ports(tables, () => Promise.reject(new Error('interrupted'))),
    request,
  );
  await expect(interrupted).rejects.toThrow('interrupted');
  tables.readWindow = async () => undefined;
  await checkRestore(tables, request);
  await restoreTable(ports(tables), request);
  expect(restores).toHaveLength(1);
  expect(found.get('likes-new')?.settings).toEqual(FULL);
});

test.each([
  ['of another second', { source: 'likes', atMs: AT_MS + 1_000 }],
  ['of another table', { source: 'counters', atMs: AT_MS }],
  ['that was not restored', undefined],
])(
  'a table %s that has the name already is an error, and not taken for the restored one',
  async (_, origin) => {
    const { tables, found } = makeFake({ earliestMs: 0, latestMs: AT_MS });
    found.set('likes-new', { settings: BARE, looks: 9, ...(origin && { origin }) });
    await expect(checkRestore(tables, request)).rejects.toThrow(
      'likes-new is there already, and is not likes as of 2026-11-26T12:00:00.000Z: choose another --suffix',
    );
  },
);

test('a table that is named twice is restored once', () => {
  const args = ['--outputs', 'f', '--at', '2026-11-26T12:00:00Z', '--tables', 'likes,likes,posts'];
  expect(readOptions(args)).toMatchObject({ tables: ['likes', 'posts'] });
});

test.each([
  [[], 'say which deployment: either --url or --outputs'],
  [['--url', 'http://127.0.0.1:3000', '--outputs', 'f'], 'say which deployment'],
  [['--outputs', 'f'], '--at needs a time with its zone'],
  [['--outputs', 'f', '--at', '2026-11-26T12:00:00'], '--at needs a time with its zone'],
  [['--outputs', 'f', '--at', '2026-13-26T12:00:00Z'], '--at needs a time with its zone'],
  [['--outputs', 'f', '--at', '2026-11-26T12:00:00Z', '--tables', 'votes'], '--tables takes counters, likes'],
  [['--outputs', 'f', '--at', '2026-11-26T12:00:00Z', '--suffix', 'a b'], '--suffix takes'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('the names of the new tables end with the time, in UTC', () => {
  expect(readOptions(['--outputs', 'f', '--at', '2026-11-26T13:00:00+01:00'])).toEqual({
    deployment: { outputsFile: 'f', endpoint: undefined },
    atMs: AT_MS,
    tables: undefined,
    suffix: '20261126T120000',
    checkOnly: false,
  });
});
