import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findJava } from '../../../../trials/deploy-check/localstack/find-java.ts';

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'find-java-')));
});
afterEach(() => rmSync(dir, { recursive: true }));

const find = () => findJava({ PATH: `${dir}:` }, join(dir, 'java.log'), new AbortController().signal);

function makeJava(version: string): void {
  writeFileSync(join(dir, 'java'), `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
  chmodSync(join(dir, 'java'), 0o755);
}

test('Java 17 is found', async () => {
  makeJava('17.0.15');
  expect(await find()).toBe(join(dir, 'java'));
});

test('an old Java is one line', async () => {
  makeJava('1.8.0_402');
  await expect(find()).rejects.toThrow(
    `${join(dir, 'java')} is Java 1: DynamoDB Local takes 17 or newer (on Debian: apt-get install default-jre-headless)`,
  );
});

test('no Java is one line', async () => {
  await expect(find()).rejects.toThrow(
    'there is no java for DynamoDB Local (on Debian: apt-get install default-jre-headless)',
  );
});
