import { expect, test } from 'vitest';
import { drills } from '../../../trials/drills/drills.ts';
import { HELP, readOptions } from '../../../trials/drills/options.ts';

test.each<[string[], string]>([
  [['--only', 'rain'], 'there is no drill "rain"'],
  [['--minute', '0'], '--minute'],
  [['--minute', '61'], '--minute'],
  [['--loud'], '--loud'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('without options every drill runs, with minutes of 5 s', () => {
  expect(readOptions([])).toEqual({ drills, minuteMs: 5_000, logFile: undefined });
});

test('a drill may be chosen, and the minute', () => {
  const options = readOptions(['--only', 'dlq-filled', '--minute', '2', '--log', 'drills.log']);
  expect(options).toMatchObject({ drills: [{ name: 'dlq-filled' }], minuteMs: 2_000, logFile: 'drills.log' });
});

test('the help names every drill and option', () => {
  for (const word of ['--only', '--minute', '--log', ...drills.map(({ name }) => name)])
    expect(HELP).toContain(word);
});
