import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../tools/mapping/options.ts';

const OUTPUTS = ['--outputs', 'outputs.json'];
const NAMES = 'batch-likes, drain-burst, roll-up, broadcast';

test.each([
  [['--pause', 'batch-likes'], 'say which deployment: either --url or --outputs'],
  [[...OUTPUTS, '--pause', 'accept-like'], `--pause takes ${NAMES}, not "accept-like"`],
  [[...OUTPUTS, '--resume', ''], `--resume takes ${NAMES}, not ""`],
  [
    [...OUTPUTS, '--pause', 'roll-up', '--resume', 'roll-up'],
    '--pause and --resume are opposites: choose one',
  ],
])('%j is refused in one line', (args, line) => {
  expect(() => readOptions(args)).toThrow(new UsageError(line));
});

test('without a change, the mappings are only shown', () => {
  expect(readOptions(OUTPUTS)).toEqual({
    deployment: { outputsFile: 'outputs.json', endpoint: undefined },
    change: undefined,
  });
});

test.each([
  ['--pause', 'Disabled'],
  ['--resume', 'Enabled'],
])('%s wants a mapping to be %s', (flag, wanted) => {
  expect(readOptions([...OUTPUTS, flag, 'batch-likes'])).toMatchObject({
    change: { name: 'batch-likes', wanted },
  });
});
