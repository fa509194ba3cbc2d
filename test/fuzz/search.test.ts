import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../command-line/usage-error.ts';
import { describeFinding } from '../../trials/fuzz/finding.ts';
import { makeHelp, readOptions } from '../../trials/fuzz/options.ts';
import { search } from '../../trials/fuzz/search.ts';
import { makeTarget } from '../../trials/fuzz/target.ts';
import { runTool } from '../run-tool.ts';

const sound = makeTarget('sound', fc.string(), () => {});
const broken = makeTarget('broken', fc.array(fc.nat()), (list) => {
  if (list.some((value) => value >= 1_000)) throw new RangeError('too great');
});

describe('the search', () => {
  test('stops at an input that breaks a target, shrinks it, and tells how to see it again', async () => {
    const { finding, runs } = await search({ targets: [sound, broken], seed: 7, goesOn: () => true });
    expect(finding?.target).toBe(broken);
    expect(finding?.details.counterexample).toEqual([[1_000]]);
    expect(runs.get('sound')).toBe(200);
    const text = describeFinding(broken, finding!.details);
    const [, seed, path] = /--target broken --seed (-?\d+) --path ([\d:]+)$/.exec(text) ?? [];
    const again = await broken.check({
      seed: Number(seed),
      path: path ?? '',
      numRuns: 1,
      endOnFailure: true,
    });
    expect(again.counterexample).toEqual([[1_000]]);
    expect(text).toContain('RangeError: too great');
  });

  test('tries the same inputs for the same seed, and other inputs in each turn and for another seed', async () => {
    const inputsOf = async (seed: number) => {
      const seen: number[] = [];
      const target = makeTarget('seen', fc.nat(), (value) => void seen.push(value));
      await search({ targets: [target], seed, goesOn: (runs) => runs < 400 });
      return seen;
    };
    const inputs = await inputsOf(1);
    expect(await inputsOf(1)).toEqual(inputs);
    expect(await inputsOf(2)).not.toEqual(inputs);
    expect(inputs.slice(0, 200)).not.toEqual(inputs.slice(200));
  });
});

const run = (args: string[], interruptAt?: RegExp) =>
  runTool(join(import.meta.dirname, '..', '..', 'trials', 'fuzz', 'main.ts'), args, { interruptAt });

test.each([
  [['--adore'], "Unknown option '--adore'"],
  [['--minutes', '0'], '--minutes must be a number above 0'],
  [['--seed', '1.5'], '--seed must be a whole number'],
  [['--target', 'all'], '--target all is none of a, b'],
  [['--path', '1:2'], '--path needs the --target and the --seed'],
  [['--target', 'a', '--seed', '1', '--path', 'x'], '--path x is not a path'],
])('the command line %j is refused in one line', (args, message) => {
  expect(() => readOptions(args, ['a', 'b'])).toThrow(UsageError);
  expect(() => readOptions(args, ['a', 'b'])).toThrow(message);
});

test('the help names every flag and target', () => {
  expect(readOptions(['--help', '--minutes', 'x'], [])).toBe('help');
  for (const word of ['--minutes', '--seed', '--target', '--path', 'some-target'])
    expect(makeHelp(['some-target'])).toContain(word);
});

describe('npm run fuzz', () => {
  test('prints one line and ends with 2 when a flag is malformed', async () => {
    const { exitCode, stderr } = await run(['--target', 'all']);
    expect(stderr).toMatch(/^fuzz: --target all is none of like-records, [^\n]+\n$/);
    expect(exitCode).toBe(2);
  });

  test('prints how many inputs it tried and ends with 0 when no input breaks anything', async () => {
    const { exitCode, stdout } = await run(['--minutes', '0.01', '--target', 'event-ids', '--seed', '1']);
    expect(stdout).toMatch(/^event-ids +[\d,]+ inputs\nNo input has broken anything\.\n$/);
    expect(exitCode).toBe(0);
  });

  test('ends with 130 when it is interrupted', async () => {
    const { exitCode, stdout } = await run(['--minutes', '10'], /searching/);
    expect(stdout).toContain('Interrupted');
    expect(exitCode).toBe(130);
  });
});
