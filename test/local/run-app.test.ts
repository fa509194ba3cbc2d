import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { UsageError } from '../../command-line/usage-error.ts';
import { runApp, synthesizeApp } from '../../local/run-app.ts';
import { lockDataDir } from '../../local/data-dir.ts';

const MAX_START_MS = 90_000;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'run-app-'));
  vi.stubEnv('TMPDIR', dir);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

const assemblies = () => readdirSync(dir).filter((name) => name.startsWith('likes-assembly-'));

test('a port that is taken is a usage error before anything is synthesized', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const log: string[] = [];
  await expect(runApp({ port, log: (line) => log.push(line) })).rejects.toThrow(
    new UsageError(`port ${port} is taken: choose another with --port`),
  );
  expect(log).toEqual([]);
});

test(
  'a scenario that does not exist is a usage error, and no assembly is left behind',
  async () => {
    for (const start of [runApp, synthesizeApp])
      await expect(start({ context: { scenario: 'none' } })).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringContaining('none'),
      });
    expect(assemblies()).toEqual([]);
  },
  MAX_START_MS,
);

test(
  'a cloud that does not start is a usage error, and no assembly is left behind',
  async () => {
    const dataDir = join(dir, 'data');
    onTestFinished(lockDataDir(dataDir));
    await expect(runApp({ dataDir })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('is in use by process'),
    });
    expect(assemblies()).toEqual([]);
  },
  MAX_START_MS,
);

test.each(['synthesizing', 'stack '])(
  'interrupted at "%s", it rejects with the reason, and no assembly is left behind',
  async (moment) => {
    const interrupted = new AbortController();
    const log = (line: string) => line.startsWith(moment) && interrupted.abort();
    await expect(runApp({ signal: interrupted.signal, log })).rejects.toMatchObject({ name: 'AbortError' });
    expect(assemblies()).toEqual([]);
  },
  MAX_START_MS,
);

test(
  'the assembly stays as long as the cloud runs',
  async () => {
    const cloud = await runApp();
    expect(assemblies()).toHaveLength(1);
    expect(await fetch(`${cloud.url}/v1/openapi.json`)).toMatchObject({ status: 200 });
    await cloud.close();
    expect(assemblies()).toEqual([]);
  },
  MAX_START_MS,
);
