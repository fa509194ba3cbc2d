import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../trials/model/command/options.ts';

const MAIN = fileURLToPath(new URL('../../trials/model/main.ts', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const ended = once(child, 'exit').then(async ([code]) => ({ code, out: await out, err: await err }));
  return { child, ended };
}

describe('the command line of the model', () => {
  test('takes the number of schedules, the first seed, the number of threads and a mutant', () => {
    const args = ['--schedules', '7', '--seed', '3', '--workers', '2', '--mutant', 'no-tombstone'];
    expect(readOptions(args)).toEqual({ schedules: 7, seed: 3, workers: 2, mutant: 'no-tombstone' });
    expect(readOptions([])).toMatchObject({ schedules: 20_000, seed: 1, mutant: undefined });
  });

  test.each([
    [['--schedules', '0'], '--schedules must be a whole number from 1'],
    [['--seed', 'x'], '--seed must be a whole number from 0'],
    [['--seed=-1'], '--seed must be a whole number from 0'],
    [['--seed', '4294967295', '--schedules', '2'], '--schedules must be a whole number from 1 to 1'],
    [['--workers', '0.5'], '--workers must be a whole number from 1'],
    [['--mutant', 'toString'], '--mutant toString is none of those that --help lists'],
    [['--what'], "Unknown option '--what' (--help lists the flags)"],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('npm run model', () => {
  test('prints what it ran and ends with 0 when it finds no error', async () => {
    const { code, out } = await start('--schedules', '300').ended;
    expect(out).toMatch(/\d+ {2}call commit\n/);
    expect(out).toMatch(/\n300 schedules from seed 1 on, in .* s \(.*\/s\): no error\n$/);
    expect(code).toBe(0);
  });

  test('tells the story of an error and ends with 1', async () => {
    const { code, out } = await start('--mutant', 'blind-version-write').ended;
    expect(out).toMatch(/: an error with seed \d+\n/);
    expect(out).toMatch(/\nWrong: .*\n$/);
    expect(code).toBe(1);
  });

  test('prints one line and ends with 2 when it is asked for a mutant that does not exist', async () => {
    const { code, out, err } = await start('--mutant', 'x').ended;
    expect([code, out, err]).toEqual([2, '', 'model: --mutant x is none of those that --help lists\n']);
  });

  test('lists the mutants in its help', async () => {
    const { code, out } = await start('--help').ended;
    expect([code, out]).toEqual([0, expect.stringContaining('child-before-parent')]);
  });

  test('prints what it ran when it is interrupted', async () => {
    const { child, ended } = start('--schedules', '1000000');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(out).toMatch(/of 1,000,000 schedules from seed 1 on, in .*: no error\n$/);
    expect(code).toBe(130);
  });
});
