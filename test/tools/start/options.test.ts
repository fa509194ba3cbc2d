import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { HELP, readOptions } from '../../../tools/start/options.ts';
import { lockDataDir } from '../../../local/data-dir.ts';
import { makeDataDir } from '../../local/resources/test-cloud.ts';
import { runTool } from '../../run-tool.ts';

/** Of a start that ends in an error, on a machine that has much else to do. */
const MAX_START_MS = 90_000;

const PROJECT_DIR = resolve(import.meta.dirname, '..', '..', '..');
const read = (...args: string[]) => readOptions(args, process.cwd());

describe('a wrong option is one line that names it', () => {
  test.each([
    [['--adore'], "Unknown option '--adore' (--help lists the flags)"],
    [['hello'], "Unexpected argument 'hello' (--help lists the flags)"],
    [['--port'], "Option '--port <value>' argument missing (--help lists the flags)"],
    [['--port', '--data'], "Option '--port' argument is ambiguous (--help lists the flags)"],
    [['--help=yes'], "Option '--help' does not take an argument (--help lists the flags)"],
    ...['65536', '-1', '3e3', '0x10', '', ' ', '1.5', 'NaN', '99999999999999999999'].map((port) => [
      [`--port=${port}`],
      `--port must be a whole number from 0 to 65535, not "${port}"`,
    ]),
    [['--shards', '0'], '--shards must be a whole number from 1 to 10000, not "0"'],
    [['--concurrency', 'many'], '--concurrency must be a whole number from 1 to 1000, not "many"'],
    [['--limits', 'yes'], '--limits must be on or off, not "yes"'],
    [['--scale', '2'], '--scale must be 1/N or a number above 0 and up to 1, not "2"'],
    [['--data='], '--data: no directory is named'],
    [['--site', ' '], '--site: no directory is named'],
    [['--allow-origin', ' '], '--allow-origin: no origin is named'],
    [['--site', 'none'], '--site none: no such directory'],
    [['--site', 'package.json'], '--site package.json: no such directory'],
  ] as [string[], string][])('%j', (args, message) => {
    expect(() => read(...args)).toThrow(UsageError);
    expect(() => read(...args)).toThrow(new UsageError(message));
    expect(() => read(...args)).not.toThrow(/\n/);
  });
});

test('without options the scenario decides, nothing is kept, and the demo is served', () => {
  expect(read()).toEqual({
    port: 3_000,
    context: {},
    dataDir: undefined,
    concurrency: undefined,
    limits: 'on',
    scale: 1,
    alarmMinuteMs: 60_000,
    siteDir: undefined,
  });
});

test('options are read, directories relative to where the command was given', () => {
  const all = [
    '--port=0',
    '--scenario',
    'calm',
    '--shards',
    '4',
    '--allow-origin',
    'http://localhost:5173',
    '--allow-origin=https://*',
    '--data',
    'kept',
    '--concurrency',
    '2',
    '--limits',
    'off',
    '--scale=1/100',
    '--alarm-minute',
    '5',
    '--site',
    '.',
  ];
  expect(read(...all)).toEqual({
    port: 0,
    context: { scenario: 'calm', shards: '4', allowedOrigins: 'http://localhost:5173,https://*' },
    dataDir: join(PROJECT_DIR, 'kept'),
    concurrency: 2,
    limits: 'off',
    scale: 0.01,
    alarmMinuteMs: 5_000,
    siteDir: PROJECT_DIR,
  });
});

test('help goes before everything else, and names every option', () => {
  expect(read('--help', '--port', 'x')).toBe('help');
  for (const option of [
    'port',
    'scenario',
    'shards',
    'allow-origin',
    'data',
    'concurrency',
    'limits',
    'scale',
    'alarm-minute',
    'site',
    'help',
  ])
    expect(HELP).toContain(`--${option}`);
});

/** Runs `npm start` without npm, to its end. */
const run = (...args: string[]) => runTool('tools/start/main.ts', args, { cwd: PROJECT_DIR });

describe('npm start ends with one line and exit code 2', () => {
  test('for a wrong option', async () => {
    const { exitCode, stderr } = await run('--port', 'x');
    expect([exitCode, stderr]).toEqual([
      2,
      'start: --port must be a whole number from 0 to 65535, not "x"\n',
    ]);
  });

  test('for a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { exitCode, stderr } = await run('--port', String(port));
    server.close();
    expect([exitCode, stderr]).toEqual([2, `start: port ${port} is taken: choose another with --port\n`]);
  });

  test(
    'for a scenario that there is not',
    async () => {
      const { exitCode, stderr } = await run('--port', '0', '--scenario', 'none');
      expect(stderr).toMatch(/^start: [^\n]*none[^\n]*\n$/);
      expect(exitCode).toBe(2);
    },
    MAX_START_MS,
  );

  test(
    'for an origin that API Gateway does not take',
    async () => {
      const { exitCode, stderr } = await run('--port', '0', '--allow-origin', 'https://*.example.com');
      expect(stderr).toMatch(
        /^start: [^\n]*allowedOrigins: "https:\/\/\*\.example\.com" is not an origin[^\n]*\n$/,
      );
      expect(exitCode).toBe(2);
    },
    MAX_START_MS,
  );

  test.each<[string, (dataDir: string) => string]>([
    [
      'is in use',
      (dataDir) => {
        lockDataDir(dataDir);
        return `${dataDir} is in use by process ${process.pid}`;
      },
    ],
    [
      'is a file',
      (dataDir) => {
        rmSync(dataDir, { recursive: true });
        writeFileSync(dataDir, '');
        return dataDir;
      },
    ],
    [
      'is broken',
      (dataDir) => {
        writeFileSync(join(dataDir, 'dynamodb'), '');
        return `DynamoDB did not start on ${join(dataDir, 'dynamodb')}`;
      },
    ],
  ])(
    'for a data directory that %s',
    async (_, prepare) => {
      const dataDir = makeDataDir();
      const message = prepare(dataDir);
      const { exitCode, stderr } = await run('--port', '0', '--data', dataDir);
      expect(stderr).toMatch(/^start: [^\n]+\n$/);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(2);
    },
    MAX_START_MS,
  );
});

test('npm start --help explains itself and ends with 0', async () => {
  expect(await run('--help')).toEqual({ exitCode: 0, stdout: HELP, stderr: '' });
});

test('new visitors solve a challenge only where it is asked for', () => {
  expect(readOptions(['--challenge', 'proof-of-work'], process.cwd())).toMatchObject({
    context: { challenge: 'proof-of-work' },
  });
  expect(readOptions([], process.cwd())).toMatchObject({ context: {} });
});

test('an edge is wanted only where it is asked for', () => {
  expect(readOptions(['--edge'], process.cwd())).toMatchObject({ context: { edge: 'true' } });
  expect(readOptions([], process.cwd())).toMatchObject({ context: {} });
});
