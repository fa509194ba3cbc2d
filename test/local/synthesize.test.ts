import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { synthesize } from '../../local/synthesize.ts';
import { runningProcesses } from '../running-processes.ts';

let projectDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'app-'));
  // A temporary directory that is left behind would be here.
  vi.stubEnv('TMPDIR', projectDir);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(projectDir, { recursive: true });
});

const leftBehind = () => readdirSync(projectDir).filter((name) => name.startsWith('likes-assembly-'));

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function run(
  source: string,
  {
    context = {},
    env,
    signal,
  }: { context?: Record<string, string>; env?: Record<string, string>; signal?: AbortSignal } = {},
) {
  writeFileSync(join(projectDir, 'app.mjs'), source);
  const cdkJson = { app: 'node app.mjs', context: { kept: 'yes', scenario: 'of cdk.json' } };
  writeFileSync(join(projectDir, 'cdk.json'), JSON.stringify(cdkJson));
  return synthesize({ projectDir, context, env, ...(signal && { signal }) });
}

test.each([
  ['throw new RangeError("no scenario none");', 'node app.mjs: RangeError: no scenario none'],
  ['console.error("first\\nsecond"); process.exit(1);', 'node app.mjs: first'],
  ['process.exit(3);', 'node app.mjs: the app ended with exit code 3'],
])('an app that fails is told in one line, and leaves nothing behind: %s', async (source, message) => {
  const failing = run(source);
  await expect(failing).rejects.toMatchObject({ name: 'SynthesisError' });
  await expect(failing).rejects.toThrow(message);
  expect(leftBehind()).toEqual([]);
});

test('a stop in the middle ends the app and leaves nothing behind', async () => {
  const stop = new AbortController();
  const running = run('setInterval(() => {}, 1000);', { signal: stop.signal });
  stop.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(leftBehind()).toEqual([]);
});

test('a stop also ends what the app has started', async () => {
  const stop = new AbortController();
  const source = `import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    writeFileSync('pid', String(pid));
    setInterval(() => {}, 1000);`;
  const running = run(source, { signal: stop.signal });
  const pid = await vi.waitUntil(() => readIfThere(join(projectDir, 'pid')), { timeout: 20_000 });
  stop.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(runningProcesses()).not.toContain(Number(pid));
  expect(leftBehind()).toEqual([]);
});

test('the app gets the context of cdk.json, overridden by that of the command, and the directory to write to', async () => {
  const source = `import { writeFileSync } from 'node:fs';
    writeFileSync(process.env.CDK_OUTDIR + '/context.json', process.env.CDK_CONTEXT_JSON);`;
  const assemblyDir = await run(source, { context: { scenario: 'of the command' } });
  expect(leftBehind()).toEqual([assemblyDir.slice(projectDir.length + 1)]);
  expect(JSON.parse(readFileSync(join(assemblyDir, 'context.json'), 'utf8'))).toEqual({
    kept: 'yes',
    scenario: 'of the command',
  });
});

test('the app gets the environment of the command, with what is added to it and nothing that it says about the assembly', async () => {
  const source = `import { writeFileSync } from 'node:fs';
    const { TMPDIR, STAGES, CDK_OUTDIR } = process.env;
    writeFileSync(CDK_OUTDIR + '/env.json', JSON.stringify({ TMPDIR, STAGES, CDK_OUTDIR }));`;
  const assemblyDir = await run(source, { env: { STAGES: 'elsewhere', CDK_OUTDIR: '/nowhere' } });
  expect(JSON.parse(readFileSync(join(assemblyDir, 'env.json'), 'utf8'))).toEqual({
    TMPDIR: projectDir,
    STAGES: 'elsewhere',
    CDK_OUTDIR: assemblyDir,
  });
});
