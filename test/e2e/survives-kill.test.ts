// Accepted means durable: the local cloud is killed in the middle, restarted on its data, and the votes are sent again.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';

let dataDir: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'likes-data-'));
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function startCloud(): Promise<{
  url: string;
  kill: (signal: NodeJS.Signals) => Promise<number | null>;
}> {
  const child = spawn(
    process.execPath,
    ['tools/start/main.ts', '--port', '0', '--shards', '2', '--data', dataDir],
    {
      cwd: PROJECT_DIR,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  const exited = new Promise<number | null>((exit) => child.once('exit', exit));
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const code = await exited;
    running.delete(child);
    return code;
  };
  let output = '';
  const ready = new Promise<string>((resolve) => {
    // Read to the end: a process whose output nobody takes any more fails.
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /Ready: (http:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([ready, exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`the local cloud ended before it was ready: ${output}`);
  return { url, kill };
}

test('killed in the middle, restarted, sent again: every count equals the truth', async () => {
  const actions = generateWorkload({ seed: 4, actions: 1_200, posts: 50, users: 100, startMs: Date.now() });
  const tokens = new Map<string, string>();
  const store = { load: () => tokens, append: (user: string, token: string) => void tokens.set(user, token) };

  const first = await startCloud();
  const firstApi = openApi({ url: first.url, patienceMs: 0 });
  let accepted = 0;
  let killed: Promise<unknown> | undefined;
  const cut = sendActions(actions, {
    api: firstApi,
    visitors: makeVisitors(firstApi, store),
    onAccepted: () => {
      if (++accepted === 600) killed = first.kill('SIGKILL');
    },
  });
  await expect(cut).rejects.toThrow(/failed for 0 s/);
  await killed;
  await firstApi.close();

  const second = await startCloud();
  const api = openApi({ url: second.url });
  const visitors = makeVisitors(api, store);
  await sendActions(actions, { api, visitors });
  expect(visitors.forgotten).toBe(0);
  const settled = await waitForCounts(api, truthOf(actions), { unchangedForMs: 15_000 });
  expect(settled).toMatchObject({ differences: [] });
  await api.close();
  expect(await second.kill('SIGTERM')).toBe(0);
}, 180_000);
