import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataDirInUseError, lockDataDir } from '../../local/data-dir.ts';

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

const MODULE = JSON.stringify(join(import.meta.dirname, '..', '..', 'local', 'data-dir.ts'));

/** Starts another process that takes the directory and says whether it got it. */
async function takeElsewhere(): Promise<{ child: ChildProcess; answer: string }> {
  const script = `import(${MODULE}).then(({ lockDataDir }) => {
    lockDataDir(${JSON.stringify(dataDir)});
    console.log('taken');
    setInterval(() => {}, 1000);
  }).catch(({ name }) => console.log(name));`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, answer: String(line).trim() };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a directory that another process uses', () => {
  test('is refused, and the process is named', async () => {
    const { child } = await takeElsewhere();
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError);
    expect(() => lockDataDir(dataDir)).toThrow(
      `${dataDir} is in use by process ${child.pid}: stop it, or use another`,
    );
  });

  test('is free again once that process was killed', async () => {
    const { child } = await takeElsewhere();
    await end(child);
    expect(existsSync(join(dataDir, 'lock'))).toBe(true);
    expect(() => lockDataDir(dataDir)()).not.toThrow();
  });

  test('goes to only one of several processes that take it at the same time, after its owner was killed', async () => {
    for (let time = 0; time < 5; time++) {
      await end((await takeElsewhere()).child);
      const others = await Promise.all([takeElsewhere(), takeElsewhere(), takeElsewhere()]);
      expect(others.map(({ answer }) => answer).toSorted()).toEqual([
        'DataDirInUseError',
        'DataDirInUseError',
        'taken',
      ]);
      for (const { child, answer } of others) if (answer === 'taken') await end(child);
    }
  });
});

describe('a lock that is left behind', () => {
  const leave = (lock: string) => writeFileSync(join(dataDir, 'lock'), lock);

  test('is recognised even when another process has its pid now', () => {
    leave(JSON.stringify({ pid: process.ppid, startedAt: '1' }));
    expect(() => lockDataDir(dataDir)()).not.toThrow();
  });

  test('is respected when nobody can tell whether the process is the same', () => {
    leave(JSON.stringify({ pid: process.ppid }));
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError);
  });

  test.each(['', '{"pid":', 'null', '7', '{}', '{"pid":"x"}', '{"pid":0}', '{"pid":-1}'])(
    'is replaced when it is malformed, because its writer was killed: %j',
    (lock) => {
      leave(lock);
      expect(() => lockDataDir(dataDir)()).not.toThrow();
    },
  );
});

test('a directory that the system refuses to make is an error at once', () => {
  expect(() => lockDataDir('/proc/none/x')).toThrow(/ENOENT|EACCES|EPERM/);
});

test('a missing directory is made, and giving it back removes the lock and nothing else', () => {
  const deep = join(dataDir, 'a', 'b');
  const unlock = lockDataDir(deep);
  expect(JSON.parse(readFileSync(join(deep, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  expect(() => lockDataDir(deep)).toThrow(DataDirInUseError);
  mkdirSync(join(deep, 'dynamodb'));
  unlock();
  expect(existsSync(join(deep, 'lock'))).toBe(false);
  expect(existsSync(join(deep, 'dynamodb'))).toBe(true);
});
