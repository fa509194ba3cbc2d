import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Cost, isDear } from '../../bench/requests/cost.ts';
import { kinds } from '../../bench/requests/kinds.ts';
import { isRefusal } from '../../bench/requests/kind.ts';
import { readOptions } from '../../bench/requests/options.ts';
import { formatCosts, summarize } from '../../bench/requests/report.ts';
import { countCall, NO_TRAFFIC } from '../../bench/requests/traffic.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { operations, routes } from '../../core/api/routes.ts';

const cost = (more: Partial<Cost> = {}): Cost => ({
  ...NO_TRAFFIC,
  route: 'GET /a',
  name: 'bad',
  status: 400,
  isRefusal: true,
  logBytes: 0,
  cpuMicroseconds: 100,
  likes: 0.5,
  ...more,
});

describe('the table of the costs of requests', () => {
  test('marks a refusal that costs more than a like, and nothing else', () => {
    const costs = [
      cost({ likes: 1 }),
      cost({ name: 'very bad', likes: 1.01 }),
      cost({ name: 'good', status: 200, isRefusal: false, likes: 3 }),
    ];
    expect(costs.map(isDear)).toEqual([false, true, false]);
    expect(formatCosts(costs).match(/DEAR/g)).toHaveLength(1);
    expect(formatCosts(costs)).toContain('| very bad | 400 | 0 | 0 | 0 | 0 | 0 | 100 | **1.01 DEAR** |');
    expect(summarize(costs)).toEqual([
      'DEAR: GET /a, very bad: 1.01 likes',
      '2 kinds of refusals, 1 of them dearer than a like. The dearest costs 1.01 likes: GET /a, very bad.',
    ]);
  });

  test('has the requests of a route together, and long paths under one heading', () => {
    const long = cost({ route: `GET /${'a'.repeat(100)}` });
    const table = formatCosts([cost(), long, cost({ route: 'GET /b' }), cost({ name: 'worse' }), long]);
    expect(table.match(/^### .*$/gm)).toEqual(['### `GET /a`', '### `any other path`', '### `GET /b`']);
  });
});

test('a call of AWS counts as what it stores and reads', () => {
  const put = (data: unknown) =>
    JSON.stringify({ Data: Buffer.from(JSON.stringify(data)).toString('base64') });
  const two = countCall(countCall(NO_TRAFFIC, 'PutRecord', put({ a: 1 })), 'PutRecord', put([{}, {}]));
  expect(two).toEqual({ events: 3, streamBytes: 7 + 7, reads: 0, writes: 0 });
  const keys = JSON.stringify({ RequestItems: { a: { Keys: [{}, {}] }, b: { Keys: [{}] } } });
  expect(countCall(NO_TRAFFIC, 'BatchGetItem', keys)).toMatchObject({ reads: 3 });
  expect(countCall(NO_TRAFFIC, 'UpdateItem', '{}')).toMatchObject({ writes: 1 });
  expect(countCall(NO_TRAFFIC, 'GetSecretValue', '{}')).toEqual(NO_TRAFFIC);
});

test('each operation has a request that is taken, and each that may refuse has refusals', () => {
  const routesOf = new Set(kinds.map(({ route }) => route));
  const missing = operations.filter((it) => !routesOf.has(`${routes[it].method} ${routes[it].path}`));
  expect(missing).toEqual([]);
  const refused = new Set(kinds.filter(isRefusal).map(({ route }) => route));
  expect([...routesOf].filter((route) => !refused.has(route))).toEqual([
    'GET /v1/live',
    'GET /v1/openapi.json',
    'OPTIONS /v1/likes',
  ]);
});

test.each([
  [[], { rounds: 15, requests: 20, json: false, write: false }],
  [
    ['--rounds', '1', '--requests', '2', '--json', '--write'],
    { rounds: 1, requests: 2, json: true, write: true },
  ],
  [['--help'], 'help'],
])('the options %j are understood', (args, options) => {
  expect(readOptions(args)).toEqual(options);
});

test.each([['--rounds', '0'], ['--requests', '1.5'], ['--fast']])(
  'the options %s %s are refused',
  (...args) => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  },
);

test('the bundles answer every kind of request as they should, and a refusal stores, reads and logs nothing', async () => {
  const main = join(PROJECT_DIR, 'bench/requests/main.ts');
  const child = spawn(process.execPath, [main, '--rounds', '1', '--requests', '1', '--json']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  // One request of each says nothing about the time that it takes. So one may seem to be dear.
  expect([0, 1]).toContain(exitCode);
  expect(stderr).toContain('kinds of refusals');
  const costs = JSON.parse(stdout) as Cost[];
  expect(costs.map(({ route, name }) => [route, name])).toEqual(
    kinds.map(({ route, name }) => [route, name]),
  );
  const notFree = costs.filter(
    ({ isRefusal: refused, events, streamBytes, reads, writes, logBytes }) =>
      refused && events + streamBytes + reads + writes + logBytes > 0,
  );
  expect(notFree).toEqual([]);
  expect(costs.filter(({ writes }) => writes > 0)).toEqual([]);
  const of = (name: string) => costs.find((it) => it.name === name);
  expect(of('a like, known token')).toMatchObject({ events: 1, reads: 0 });
  expect(of('100 actions, known token')).toMatchObject({ events: 100, reads: 0 });
  expect(of('100 posts, known token')).toMatchObject({ events: 0, reads: 200 });
}, 300_000);
