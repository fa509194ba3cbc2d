// The command line of a withdrawal as a process of its own.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../../tools/withdraw/options.ts';
import { watchServerClock } from '../../../tools/withdraw/server-clock.ts';
import { runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'tools', 'withdraw', 'main.ts');
const dir = mkdtempSync(join(tmpdir(), 'withdraw-'));
const URL = ['--url', 'http://127.0.0.1:1'];
const ANN = [...URL, '--person', 'ann'];

test('what cannot be asked for is one line that says why', () => {
  const empty = join(dir, 'empty.txt');
  writeFileSync(empty, '\n\n');
  for (const [args, reason] of [
    [['--person', 'ann'], /say which deployment/],
    [[...URL, '--outputs', 'x'], /say which deployment/],
    [[...URL, '--endpoint', 'http://127.0.0.1:1'], /leave out --endpoint/],
    [URL, /say which likes/],
    [[...URL, '--persons', empty], /names nobody/],
    [[...URL, '--persons', join(dir, 'none')], /ENOENT/],
    [[...URL, '--person', ''], /no user id: empty/],
    [[...URL, '--from', 'yesterday'], /--from must be a time such as/],
    [[...URL, '--from', '2026-11-26T10:00:00'], /--from must be a time such as/],
    [[...URL, '--from', '2026-11-26T10:00:00Z', '--to', '2026-11-26T10:00:00Z'], /before --to/],
    [[...ANN, '--send', '--record', 'x'], /needs --reason/],
    [[...ANN, '--send', '--reason', ' ', '--record', 'x'], /needs --reason/],
    [[...ANN, '--send', '--reason', 'bots'], /needs --record/],
    [[...ANN, '--passes', '1'], /--passes must be a whole number from 2/],
    [[...ANN, '--per-second', '0'], /--per-second must be a number above 0/],
  ] as [string[], RegExp][])
    expect(() => readOptions(args)).toThrow(reason);
});

test('persons are named in a file and one by one, each once and in order', () => {
  const file = join(dir, 'persons.txt');
  writeFileSync(file, 'cid\r\nann\n\nann\n');
  expect(readOptions([...URL, '--persons', file, '--person', 'ben'])).toMatchObject({
    persons: ['ann', 'ben', 'cid'],
    send: undefined,
  });
});

test('a deployment that does not answer is one line and exit code 2', async () => {
  const { exitCode, stderr, stdout } = await runTool(MAIN, ANN);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^withdraw: --url [^\n]+ is not a running local cloud: [^\n]+\n$/);
});

test('the clock is that of the answers, whatever the machine says, and there is none before the first', async () => {
  type Middleware = (next: (args: object) => Promise<object>) => (args: object) => Promise<object>;
  let middleware: Middleware | undefined;
  const client = { middlewareStack: { add: (added: Middleware) => (middleware = added) } };
  let machineMs = Date.UTC(2027, 0, 1);
  const clock = watchServerClock(client as never, () => machineMs);
  expect(clock).toThrow('has not told the time');
  const date = 'Thu, 26 Nov 2026 12:00:00 GMT';
  await middleware?.(async () => ({ response: { headers: { date } } }))({});
  machineMs += 250;
  expect(clock()).toBe(Date.parse(date) + 250);
});
