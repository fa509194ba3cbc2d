import { expect, test } from 'vitest';
import { summarizeProfiles } from '../../bench/profile/summarize.ts';

const profileOf = (times: Readonly<Record<string, number>>, functionName = 'f') =>
  JSON.stringify({
    nodes: Object.keys(times).map((url, id) => ({ id, callFrame: { functionName, url } })),
    samples: Object.keys(times).map((_, id) => id),
    timeDeltas: Object.values(times).map((ms) => ms * 1_000),
  });

test('time is told by package, part of Node, bundle and folder', () => {
  const profileJson = profileOf({
    'file:///a/node_modules/x/node_modules/@scope/dependency/index.js': 5,
    'node:_http_client': 4,
    'file:///tmp/asset.1/index.mjs': 3,
    'file:///a/local/kinesis/server.ts': 2,
    'file:///a/local/kinesis/put.ts': 2,
  });
  expect(summarizeProfiles([{ thread: 'main', profileJson }])).toEqual([
    {
      thread: 'main',
      busyMs: 16,
      places: [
        ['@scope/dependency', 5],
        ['node: HTTP', 4],
        ['local/kinesis', 4],
        ['the bundle: our code and the AWS SDK', 3],
      ],
    },
  ]);
});

test('threads of one name are added up, the busiest name comes first, and idle time is no time', () => {
  const [first, second] = summarizeProfiles([
    { thread: 'one', profileJson: profileOf({ 'node:net': 1 }) },
    { thread: 'two', profileJson: profileOf({ 'node:net': 2 }) },
    { thread: 'two', profileJson: profileOf({ 'node:net': 2 }) },
    { thread: 'one', profileJson: profileOf({ '': 100 }, '(idle)') },
  ]);
  expect([first?.thread, first?.busyMs, second?.thread, second?.busyMs]).toEqual(['two', 4, 'one', 1]);
});
