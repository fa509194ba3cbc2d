// Starts fresh processes, the bundles in turns, so that noise of the machine meets all of them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCodeDir } from '../assembly.ts';
import { bundleFunction } from '../bundle-function.ts';
import { percentile } from '../delays.ts';
import { COLD_BASELINE, type ColdStart, type FirstCall } from './cold-start.ts';

/**
 * The process's environment must be that of the functions.
 *
 * @param event a like that accept-like answers with 202
 */
export async function measureColdStarts(
  assemblyDir: string,
  event: object,
  processes: number,
): Promise<ColdStart[]> {
  const dir = await mkdtemp(join(tmpdir(), 'likes-cold-start-'));
  try {
    const bundles: readonly (readonly [name: string, file: string])[] = [
      ['accept-like', join(findCodeDir(assemblyDir, 'accept-like'), 'index.mjs')],
      ['PutRecord by the light client alone', await bundle('light-put', dir)],
      [COLD_BASELINE, await bundle('sdk-put', dir)],
    ];
    const calls = new Map<string, FirstCall[]>(bundles.map(([name]) => [name, []]));
    for (let round = 0; round < processes; round++)
      for (const [name, file] of bundles) calls.get(name)?.push(await callFirst(file, event));
    return [...calls].map(([name, found]) => ({
      name,
      processes,
      milliseconds: percentile(
        found.map((it) => it.milliseconds),
        0.5,
      ),
      cpuMilliseconds: percentile(
        found.map((it) => it.cpuMilliseconds),
        0.5,
      ),
    }));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function bundle(name: string, dir: string): Promise<string> {
  const file = join(dir, `${name}.mjs`);
  await bundleFunction(join(import.meta.dirname, `${name}.ts`), file);
  return file;
}

async function callFirst(file: string, event: object): Promise<FirstCall> {
  const child = fork(join(import.meta.dirname, 'first-call.ts'), [file, JSON.stringify(event)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const failed = exited.then(([code]) => {
    throw new Error(`the first call of ${file} ended with ${String(code)}`);
  });
  const [call] = (await Promise.race([once(child, 'message'), failed])) as [FirstCall];
  await exited;
  return call;
}
