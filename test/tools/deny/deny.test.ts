// The operator's command on a real server.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { FEED_KEY, PLACE_KEY } from '../../../adapters/dynamodb/post-item.ts';
import { readDenied } from '../../../adapters/dynamodb/deny-list.ts';
import { MAX_DENIED } from '../../../core/fairness/deny-list.ts';
import { deny } from '../../../tools/deny/deny.ts';
import { type DenyCommand, readOptions } from '../../../tools/deny/options.ts';
import { createTable, startDynalite, type TestDynamoDB } from '../../adapters/dynamodb/servers.ts';

const HOUR_MS = 3_600_000;
let server: TestDynamoDB;
let table: { client: TestDynamoDB['client']; table: string };

beforeAll(async () => {
  server = await startDynalite();
  table = { client: server.client, table: 'posts' };
  await createTable(server.client, 'posts', [FEED_KEY, PLACE_KEY]);
});
afterAll(() => server?.close());

const URL = ['--url', 'http://127.0.0.1:1'];
const run = (args: string[], nowMs: number) => deny(table, readOptions(args) as DenyCommand, nowMs);

test('what is denied for a time is told until then, and goes with the next entry that is added', async () => {
  const reason = ['--reason', 'click farm', '--by', 'olga'];
  expect(await run(['add', ...URL, '--person', 'ann', ...reason, '--for', '1h'], 0)).toBe(
    'person ann: denied within a minute until 1970-01-01T01:00:00.000Z.',
  );
  expect(await run(['list', ...URL], HOUR_MS - 1)).toBe(
    'person ann\n  since 1970-01-01T00:00:00.000Z until 1970-01-01T01:00:00.000Z, by olga: click farm',
  );
  expect(await run(['list', ...URL], HOUR_MS)).toBe('Nobody and nothing is denied.');
  await run(['add', ...URL, '--post', 'p', '--post', 'q', ...reason], HOUR_MS);
  expect((await readDenied(table)).map(({ kind, id }) => `${kind} ${id}`)).toEqual(['post p', 'post q']);
  expect(await run(['remove', ...URL, '--post', 'p', '--post', 'q'], HOUR_MS)).toMatch(
    /^post p, post q: allowed/,
  );
  expect(await readDenied(table)).toEqual([]);
});

test('the list does not grow beyond its bound', async () => {
  const named = Array.from({ length: MAX_DENIED + 1 }, (_, index) => ['--post', `p${index}`]).flat();
  await expect(run(['add', ...URL, ...named, '--reason', 'r'], 0)).rejects.toThrow(/may have 1000/);
  expect(await readDenied(table)).toEqual([]);
});

test('what cannot be asked for is one line that says why', () => {
  for (const [args, reason] of [
    [[], /list, add or remove, not ""/],
    [['forbid', ...URL], /not "forbid"/],
    [['list'], /say which deployment/],
    [['list', ...URL, '--post', 'p'], /name nobody/],
    [['add', ...URL, '--reason', 'r'], /--person or --post/],
    [['add', ...URL, '--post', 'p'], /needs --reason/],
    [['add', ...URL, '--post', 'p', '--reason', 'r'.repeat(201)], /--reason has more than 200/],
    [['add', ...URL, '--post', 'p', '--reason', 'r', '--for', '7'], /90m, 12h or 7d/],
    [['add', ...URL, '--post', 'p\u0000', '--reason', 'r'], /--post "p\\u0000" is no id/],
    [['remove', ...URL, '--post', 'p', '--for', '7d'], /go with add/],
  ] as [string[], RegExp][])
    expect(() => readOptions(args)).toThrow(reason);
  expect(readOptions(['--help'])).toBe('help');
  expect(readOptions(['add', '--help'])).toBe('help');
});
