import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePrivateDirectory, UnsafeDataDirError } from '../../local/private-directory.ts';
import { startLocalCloud } from '../../local/cloud.ts';

let dir: string;
let dataDir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'private-'));
  dataDir = join(dir, 'data');
});
afterEach(() => rmSync(dir, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

/** Returns why the directory is refused. */
function refusal(): string {
  try {
    makePrivateDirectory(dataDir);
  } catch (error) {
    if (error instanceof UnsafeDataDirError) return error.message;
    throw error;
  }
  return 'it is taken';
}

test('a symbolic link in the place of the directory is not followed', () => {
  mkdirSync(join(dir, 'elsewhere'), { mode: 0o755 });
  symlinkSync(join(dir, 'elsewhere'), dataDir);
  expect(refusal()).toContain(`${dataDir} is a symbolic link`);
  expect(modeOf(join(dir, 'elsewhere'))).toBe(0o755);
  rmSync(join(dir, 'elsewhere'), { recursive: true });
  expect(refusal()).toContain(`${dataDir} is a symbolic link`);
});

test.each([
  'lock',
  'lock.db',
  'dynamodb',
  'secrets.json',
  'secrets.json.new',
  'kinesis/stream-61/stream.json',
])('a symbolic link in the place of %s is not followed, and its target stays as it is', (entry) => {
  const target = join(dir, 'target');
  writeFileSync(target, 'kept');
  chmodSync(target, 0o644);
  mkdirSync(join(dataDir, 'kinesis', 'stream-61'), { recursive: true });
  symlinkSync(target, join(dataDir, entry));
  expect(refusal()).toContain(`${join(dataDir, entry)} is a symbolic link`);
  expect([readFileSync(target, 'utf8'), modeOf(target)]).toEqual(['kept', 0o644]);
});

test('a file or a pipe in the place of a directory is refused', () => {
  writeFileSync(dataDir, '');
  expect(refusal()).toContain('is not a directory');
  rmSync(dataDir);
  mkdirSync(dataDir);
  execFileSync('mkfifo', [join(dataDir, 'lock')]);
  expect(refusal()).toContain('lock is not a directory');
});

test.runIf(process.getuid?.() === 0)('a directory or a file of another user is refused', () => {
  mkdirSync(join(dataDir, 'sqs'), { recursive: true });
  chownSync(join(dataDir, 'sqs'), 12_345, 12_345);
  expect(refusal()).toContain(`${join(dataDir, 'sqs')} belongs to another user (uid 12345)`);
  chownSync(dataDir, 12_345, 12_345);
  expect(refusal()).toContain(`${dataDir} belongs to another user (uid 12345)`);
});

test('a directory that is open to others, with files of the user, is refused and stays as it is', () => {
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
  writeFileSync(join(dataDir, 'index.html'), '');
  expect(refusal()).toContain('holds index.html, which is not of the local cloud');
  expect(modeOf(dataDir)).toBe(0o755);
  chmodSync(dataDir, 0o700);
  chmodSync(join(dataDir, 'index.html'), 0o644);
  makePrivateDirectory(dataDir);
  expect(modeOf(join(dataDir, 'index.html'))).toBe(0o644);
});

test('what an earlier run left open to others is closed', () => {
  mkdirSync(join(dataDir, 'dynamodb'), { recursive: true });
  const files = ['lock.db', 'secrets.json', 'dynamodb/CURRENT'].map((file) => join(dataDir, file));
  for (const file of files) writeFileSync(file, '');
  for (const path of [dataDir, join(dataDir, 'dynamodb')]) chmodSync(path, 0o777);
  for (const file of files) chmodSync(file, 0o666);
  makePrivateDirectory(dataDir);
  for (const path of [dataDir, join(dataDir, 'dynamodb')]) expect(modeOf(path)).toBe(0o700);
  for (const file of files) expect(modeOf(file)).toBe(0o600);
});

test('all that a local cloud keeps is closed to others, also what dynalite and SQLite write', async () => {
  const assemblyDir = join(dir, 'assembly');
  mkdirSync(assemblyDir);
  const properties = { templateFile: 'A.json', stackName: 'A' };
  writeFileSync(
    join(assemblyDir, 'manifest.json'),
    JSON.stringify({ artifacts: { A: { type: 'aws:cloudformation:stack', properties } } }),
  );
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'x' } },
  };
  writeFileSync(join(assemblyDir, 'A.json'), JSON.stringify({ Resources }));
  const cloud = await startLocalCloud({ assemblyDir, dataDir });
  await cloud.close();
  const paths = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  expect(paths.length).toBeGreaterThan(8);
  const open = paths.filter(
    (entry) => modeOf(join(entry.parentPath, entry.name)) !== (entry.isFile() ? 0o600 : 0o700),
  );
  expect(open.map(({ name }) => name)).toEqual([]);
  expect(modeOf(dataDir)).toBe(0o700);
});

test('a file that another process deletes meanwhile is no reason to refuse the directory', async () => {
  makePrivateDirectory(dataDir);
  const journal = JSON.stringify(join(dataDir, 'lock.db-journal'));
  const script = `const { rmSync, writeFileSync } = require('node:fs');
    const flicker = () => { writeFileSync(${journal}, '', { mode: 0o600 }); rmSync(${journal}); };
    flicker();
    console.log('started');
    while (true) flicker();`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    for (let time = 0; time < 2_000; time++) expect(refusal()).toBe('it is taken');
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
});
