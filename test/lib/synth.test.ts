// Runs `cdk synth` as people do: with the CLI, strict template validation and real bundles, and without credentials.

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rigNames, scenarioNames } from '../../scenarios/index.ts';

const root = join(import.meta.dirname, '../..');
const bundleLimitBytes = 510_000;

// Six bundles and two validated templates take 5 s, and several times as long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

// The environment of a machine without AWS: it has no profile, credentials or instance metadata.
const environment = {
  PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(':'),
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
};

const synthesize = (outputDir: string, scenario: string, ...more: string[]) =>
  promisify(execFile)(
    'cdk',
    ['synth', '--quiet', '--no-notices', '--output', outputDir, '-c', `scenario=${scenario}`, ...more],
    { cwd: root, env: environment },
  );

describe('cdk synth', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'likes-synth-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('ends with one clear line and a failure on a bad context value', async () => {
    const synth = synthesize(join(directory, 'bad'), 'nope');
    const failure = (await synth.catch((error: unknown) => error)) as { code: number; stderr: string };
    expect(failure.code).toBe(1);
    const [clearLine, ...rest] = failure.stderr.split('\n').filter((it) => it && !it.startsWith('npm '));
    expect(clearLine).toBe(
      `scenario: unknown "nope"; known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`,
    );
    expect(rest).toEqual(['node bin/likes.ts: Subprocess exited with error 1']);
  });

  test('ends with one clear line for a production stage without a file', async () => {
    const synth = synthesize(join(directory, 'prod'), 'social-media', '-c', 'stage=prod');
    const failure = (await synth.catch((error: unknown) => error)) as { code: number; stderr: string };
    expect(failure.code).toBe(1);
    expect(failure.stderr.split('\n').filter((it) => it && !it.startsWith('npm '))).toEqual([
      'stage: "prod" is a production stage, which needs the file deployments/prod.json with its scenario and auth',
      'node bin/likes.ts: Subprocess exited with error 1',
    ]);
  });

  test('reads the file of a stage, and says what the command overrides', async () => {
    const output = join(directory, 'example');
    const { stderr } = await synthesize(output, 'social-media', '-c', 'stage=example', '-c', 'shards=2');
    expect(stderr).toContain(
      'for this run alone, the context overrides deployments/example.json: shards 2 (the file: 8)\n',
    );
    const [service = '', data = ''] = await Promise.all(
      ['Service', 'Data'].map((it) =>
        readFile(join(output, `Likes-social-media-example-${it}.template.json`), 'utf8'),
      ),
    );
    expect(service).toContain('likes.example.com');
    expect(service).toContain('https://id.example.com');
    expect(JSON.parse(data)).not.toHaveProperty(['Outputs', 'VisitorKeyArn']);
  });

  test('validates strictly, whoever runs it', async () => {
    const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')) as { context: object };
    expect(context).toHaveProperty(['@aws-cdk/core:validateAgainstDefaultRules'], true);
    expect(await readFile(join(root, 'bin/likes.ts'), 'utf8')).toContain('await addRulePacks(app);');
  });

  test('passes without a warning, and every function is one ESM bundle under 510 kB', async () => {
    const output = join(directory, 'good');
    const { stdout, stderr } = await synthesize(output, 'social-media');
    expect(stdout + stderr).not.toMatch(/warning|deprecat/i);
    expect(stderr).toContain('stage dev is a development stage: there is no deployments/dev.json\n');

    const assets = (await readdir(output)).filter((it) => it.startsWith('asset.'));
    expect(assets).toHaveLength(11);
    const bundles = await Promise.all(assets.map((it) => readdir(join(output, it))));
    expect(bundles).toEqual(assets.map(() => ['index.mjs']));
    const files = await Promise.all(assets.map((it) => stat(join(output, it, 'index.mjs'))));
    expect(Math.max(...files.map((it) => it.size))).toBeLessThan(bundleLimitBytes);
  });

  test('passes without a warning for LocalStack too', async () => {
    const output = join(directory, 'localstack');
    const { stdout, stderr } = await synthesize(output, 'social-media', '-c', 'target=localstack');
    expect(stdout + stderr).not.toMatch(/warning|deprecat/i);
  });
});
