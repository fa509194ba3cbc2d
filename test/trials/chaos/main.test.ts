// The command line of the tool. Whole runs are in main.slow.test.ts.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'trials', 'chaos', 'main.ts');

const run = (args: string[]) => runTool(MAIN, args);

test('--help explains every option and fault', async () => {
  const { stdout, exitCode } = await run(['--help']);
  for (const word of ['--minutes', '--seed', '--faults', '--log', 'zombie=3', 'second-reader=1'])
    expect(stdout).toContain(word);
  expect(exitCode).toBe(0);
});

test.each([
  [['--minute', '1'], /--minute/],
  [['--minutes', '0'], /--minutes/],
  [['--seed', 'x'], /--seed/],
  [['--faults', 'gremlins=1'], /gremlins/],
  [['again'], /again/],
])('%j is one line and exit code 2', async (args, message) => {
  const { stderr, exitCode } = await run(args);
  expect(stderr).toMatch(/^chaos: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});
