// The bundler is needed once. It must not stay in memory beside the functions.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';

// vitest keeps esbuild from starting threads, so that this runs in a process of its own.
const PROGRAM = `
  const exits = [];
  process.on('worker', (worker) => exits.push(new Promise((resolve) => worker.once('exit', resolve))));
  const { threadSource } = await import(process.argv[1]);
  const same = threadSource() === threadSource();
  // A thread is announced a turn after its start.
  await new Promise(setImmediate);
  await Promise.all(exits);
  console.log(JSON.stringify({ threads: exits.length, same, holdsSource: threadSource().includes('workerData') }));
`;

test('the bundler leaves no thread behind', () => {
  const file = join(PROJECT_DIR, 'local/lambda/thread-source.ts');
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', PROGRAM, file], {
    env: { ...process.env, ESBUILD_WORKER_THREADS: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ threads: 1, same: true, holdsSource: true });
});
