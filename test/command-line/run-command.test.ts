import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Command, exitCodeOf } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { runTool } from '../run-tool.ts';

class NoAnswerError extends Error {}

const command: Command<readonly string[]> = {
  name: 'count',
  help: 'Counts.\n',
  readOptions(args) {
    if (args.includes('--adore')) throw new UsageError("Unknown option '--adore'");
    return args.includes('--help') ? 'help' : args;
  },
  run: async () => {},
  failures: [NoAnswerError],
};

async function execute(
  changes: Partial<Command<readonly string[]>>,
  args: string[] = [],
  signal = neverAborted,
) {
  const output = { stdout: '', stderr: '' };
  const exitCode = await exitCodeOf(
    { ...command, ...changes },
    {
      args,
      signal,
      stdout: (text) => void (output.stdout += text),
      stderr: (text) => void (output.stderr += text),
    },
  );
  return { ...output, exitCode };
}

const neverAborted = new AbortController().signal;
const failWith = (error: unknown) => ({
  run: async () => {
    throw error;
  },
});
const mustNotRun = failWith(new Error('it ran'));

describe('a command that fails', () => {
  test('because of a wrong option says so in one line, does nothing, and ends with 2', async () => {
    expect(await execute(mustNotRun, ['--adore'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "count: Unknown option '--adore'\n",
    });
  });

  test('because of what it was given says so in one line and ends with 2', async () => {
    const failed = await execute(failWith(new UsageError('votes.csv: no such file')));
    expect(failed).toEqual({ exitCode: 2, stdout: '', stderr: 'count: votes.csv: no such file\n' });
  });

  test('in a way that it names says so in one line and ends with 1', async () => {
    class RefusedError extends NoAnswerError {}
    for (const error of [new NoAnswerError('no answer for 60 s'), new RefusedError('no answer for 60 s')])
      expect(await execute(failWith(error))).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: 'count: no answer for 60 s\n',
      });
  });

  test('in any other way hands on the failure as it is', async () => {
    for (const failure of [new TypeError('x is undefined'), 'text', undefined])
      await expect(execute(failWith(failure))).rejects.toBe(failure);
    await expect(execute({ ...failWith(new NoAnswerError('')), failures: [] })).rejects.toThrow(
      NoAnswerError,
    );
  });

  test('after an interruption says nothing and ends with 130, whatever the failure is', async () => {
    for (const failure of [new UsageError('a'), new NoAnswerError('b'), new TypeError('c')])
      expect(await execute(failWith(failure), [], AbortSignal.abort())).toEqual({
        exitCode: 130,
        stdout: '',
        stderr: '',
      });
  });
});

test('a command that returns an exit code ends with it, also after an interruption', async () => {
  const run = async () => 1;
  expect(await execute({ run })).toMatchObject({ exitCode: 1 });
  expect(await execute({ run }, [], AbortSignal.abort())).toMatchObject({ exitCode: 1 });
});

test('a command that returns nothing ends with 0', async () => {
  expect(await execute({})).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('a command is run with its options and the signal', async () => {
  let given: unknown[] = [];
  const run = async (...all: unknown[]) => void (given = all);
  await execute({ run }, ['a', 'b']);
  expect(given).toEqual([['a', 'b'], neverAborted]);
});

test('help is printed instead of running, and ends with 0', async () => {
  expect(await execute(mustNotRun, ['--help'])).toEqual({ exitCode: 0, stdout: 'Counts.\n', stderr: '' });
});

/** Evaluates code in a process of its own, with runCommand imported. */
const runScript = (code: string, args: string[]) =>
  runTool('--input-type=module', [
    '--eval',
    `import { runCommand } from ${JSON.stringify(join(import.meta.dirname, '../../command-line/run-command.ts'))}; ${code}`,
    ...args,
  ]);

describe('a process', () => {
  test('is given the arguments, and gets the exit code', async () => {
    const code = `await runCommand({ name: 'x', help: '', readOptions: (args) => args, run: async ([code]) => Number(code) });`;
    expect(await runScript(code, ['-', '7'])).toEqual({ exitCode: 7, stdout: '', stderr: '' });
  });

  test('that fails in a way nobody expected shows the stack', async () => {
    const code = `await runCommand({ name: 'x', help: '', readOptions: () => ({}), run: () => none.such });`;
    const { exitCode, stderr } = await runScript(code, []);
    expect(stderr).toMatch(/ReferenceError: none is not defined\n +at /);
    expect(exitCode).toBe(1);
  });
});
