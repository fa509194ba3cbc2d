import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../trials/deploy-check/options.ts';

test('without options it checks both targets on a MiniStack of our own, at a free port, and ignores its gaps', () => {
  expect(readOptions([])).toEqual({
    targets: ['aws', 'localstack'],
    endpoint: undefined,
    on: 'ministack',
    port: 0,
    python: undefined,
    actions: 2_000,
    gaps: 'ignored',
    quick: false,
    serve: false,
  });
});

test('one target can be checked on an emulator that runs already', () => {
  const args = ['--target', 'localstack', '--endpoint', 'http://127.0.0.1:4566/'];
  expect(readOptions(args)).toMatchObject({ targets: ['localstack'], endpoint: 'http://127.0.0.1:4566' });
});

test('the known gaps are watched after the checks, or instead of them', () => {
  expect(readOptions(['--gaps'])).toMatchObject({ gaps: 'too' });
  expect(readOptions(['--only-gaps'])).toMatchObject({ gaps: 'only' });
  expect(readOptions(['--gaps', '--only-gaps'])).toMatchObject({ gaps: 'only' });
});

test('LocalStack itself is started for the one target that it can take', () => {
  expect(readOptions(['--on', 'localstack'])).toMatchObject({ on: 'localstack', targets: ['localstack'] });
});

test('an emulator can be started without any check', () => {
  expect(readOptions(['--serve', '--port', '4566'])).toMatchObject({ serve: true, port: 4_566 });
});

test('help is help', () => {
  expect(readOptions(['--help'])).toBe('help');
});

test.each([
  [['--target', 'azure'], '--target must be aws, localstack or all, not "azure"'],
  [['--endpoint', 'here'], '--endpoint here is not an http or https address'],
  [['--port', '70000'], '--port must be a whole number from 0 to 65535, not "70000"'],
  [['--actions', '0'], '--actions must be a whole number from 1, not "0"'],
  [
    ['--endpoint', 'http://a', '--port', '1'],
    '--port is for the emulator that is started: leave out --endpoint',
  ],
  [
    ['--endpoint', 'http://a', '--python', 'x'],
    '--python is for the emulator that is started: leave out --endpoint',
  ],
  [['--endpoint', 'http://a', '--gaps'], '--gaps is for the emulator that is started: leave out --endpoint'],
  [
    ['--endpoint', 'http://a', '--only-gaps'],
    '--only-gaps is for the emulator that is started: leave out --endpoint',
  ],
  [['--on', 'moto'], '--on must be ministack or localstack, not "moto"'],
  [
    ['--on', 'localstack', '--target', 'aws'],
    '--target aws is not for LocalStack, which has no HTTP API: --target localstack',
  ],
  [
    ['--endpoint', 'http://a', '--on', 'localstack'],
    '--on is for the emulator that is started: leave out --endpoint',
  ],
  [
    ['--endpoint', 'http://a', '--serve'],
    '--serve is for the emulator that is started: leave out --endpoint',
  ],
  [['--docker'], "Unknown option '--docker' (--help lists the flags)"],
])('%j is one line', (args, line) => {
  expect(() => readOptions(args)).toThrow(new UsageError(line));
});
