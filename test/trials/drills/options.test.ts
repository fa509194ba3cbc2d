import { expect, test } from 'vitest';
import { drills, notDrilled } from '../../../trials/drills/drills.ts';
import { HELP, readOptions } from '../../../trials/drills/options.ts';

test.each<[string[], string]>([
  [['--only', 'rain'], 'there is no drill "rain"'],
  [['--minute', '0'], '--minute'],
  [['--minute', '61'], '--minute'],
  [['--loud'], '--loud'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('without options every drill runs, with minutes of 2 s', () => {
  expect(readOptions([])).toEqual({ drills, minuteMs: 2_000, logFile: undefined });
});

test('drills may be chosen, and the minute', () => {
  const options = readOptions(['--only', 'batcher-off', '--minute', '3', '--log', 'drills.log']);
  expect(options).toMatchObject({
    drills: [{ name: 'batcher-off' }],
    minuteMs: 3_000,
    logFile: 'drills.log',
  });
});

test.each(drills)('$name may be chosen alone', (drill) => {
  expect(readOptions(['--only', drill.name])).toMatchObject({ drills: [drill] });
});

test('the help names every drill and option, and what is not drilled', () => {
  const names = [...drills.map(({ name }) => name), ...Object.keys(notDrilled)];
  for (const word of ['--only', '--minute', '--log', ...names]) expect(HELP).toContain(word);
});
