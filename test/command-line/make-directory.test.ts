import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDirectory } from '../../command-line/make-directory.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'make-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a path that is a file, or below one, or a link to nothing, is the error of the system', () => {
  writeFileSync(join(dir, 'file'), '');
  symlinkSync(join(dir, 'nothing'), join(dir, 'link'));
  expect(() => makeDirectory(join(dir, 'file'))).toThrow('EEXIST');
  expect(() => makeDirectory(join(dir, 'file', 'a'))).toThrow('EEXIST');
  expect(() => makeDirectory(join(dir, 'link'))).toThrow('EEXIST');
  expect(() => makeDirectory('/proc/none/a')).toThrow('ENOENT');
});

test('several that make the same directory at once all succeed', async () => {
  const rounds = 2_000;
  const module = JSON.stringify(join(import.meta.dirname, '..', '..', 'command-line', 'make-directory.ts'));
  // The threads wait for each other before each round, so that they meet in the middle of one call.
  const script = `
    const { workerData: { dir, turns } } = require('node:worker_threads');
    import(${module}).then(({ makeDirectory }) => {
      const turn = new Int32Array(turns);
      for (let round = 0; round < ${rounds}; round++) {
        Atomics.add(turn, 0, 1);
        while (Atomics.load(turn, 0) < 2 * (round + 1));
        makeDirectory(dir + '/' + round);
      }
    });`;
  const turns = new SharedArrayBuffer(4);
  const workers = [1, 2].map(() => new Worker(script, { eval: true, workerData: { dir, turns } }));
  const failed = Promise.race(workers.map(async (worker) => (await once(worker, 'error'))[0] as Error));
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')));
  const outcome = await Promise.race([failed, ended.then(() => undefined)]);
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect(outcome).toBeUndefined();
});

test('the mode is that of every directory that is made', () => {
  makeDirectory(join(dir, 'a', 'b'), 0o700);
  for (const path of ['a', 'a/b']) expect(statSync(join(dir, path)).mode & 0o777).toBe(0o700);
});
