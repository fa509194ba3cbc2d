import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeReadVisitorKeys,
  VISITOR_KEYS_MAX_STALE_MS,
  VISITOR_KEYS_TTL_MS,
} from '../../../adapters/secrets-manager/visitor-keys.ts';
import { addKey, readKeySet, writeKeySet } from '../../../adapters/secrets-manager/key-set.ts';
import { SecretError } from '../../../adapters/secrets-manager/kept-secret.ts';

const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:visitor-key';
const RETRY_AFTER_MS = 10_000;

let server: Server;
let client: SecretsManagerClient;
let secret: string | undefined;
let reads: number;
const clock = { nowMs: 0 };

beforeEach(async () => {
  secret = 'first '.repeat(8);
  reads = 0;
  clock.nowMs = 1_000_000;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      reads++;
      const found =
        secret !== undefined && (JSON.parse(text) as { SecretId: string }).SecretId === SECRET_ARN;
      response.writeHead(found ? 200 : 500, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(found ? { SecretString: secret } : { __type: 'InternalServiceError' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new SecretsManagerClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function start() {
  const source = { client, secretArn: SECRET_ARN, now: () => clock.nowMs, random: () => 1 };
  const keys = makeReadVisitorKeys(source);
  const key = async () => (await keys()).value.signing(clock.nowMs)?.key.export().toString();
  return Object.assign(key, { keys });
}

describe('the visitor keys', () => {
  test('cannot be read before Secrets Manager has answered, and are there once it answers', async () => {
    const key = start();
    secret = undefined;
    await expect(key()).rejects.toThrow(SecretError);
    secret = 'late '.repeat(8);
    clock.nowMs += 1_000;
    expect(await key()).toBe(secret);
  });

  test('that never were there are asked for less and less often, and at once are only asked for once', async () => {
    const key = start();
    secret = undefined;
    const readsAt: number[] = [];
    for (let second = 0; second < 200; second++, clock.nowMs += 1_000) {
      const before = reads;
      for (let request = 0; request < 3; request++) await expect(key()).rejects.toThrow(SecretError);
      if (reads > before) readsAt.push(second);
      expect(reads - before).toBeLessThanOrEqual(1);
    }
    expect(readsAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    secret = 'late '.repeat(8);
    clock.nowMs += 60_000;
    expect(await key()).toBe(secret);
  });

  test('are never shorter than 32 bytes, and an error does not tell them', async () => {
    secret = 'x'.repeat(31);
    const error = await start()().catch((it: unknown) => it as SecretError);
    expect(error).toBeInstanceOf(SecretError);
    expect(inspect(error)).not.toContain('xx');
    secret = 'x'.repeat(32);
    expect(await start()()).toBe(secret);
  });

  test('stay in use for an hour while Secrets Manager, which is asked from time to time, does not answer', async () => {
    const key = start();
    const old = await key();
    secret = undefined;
    clock.nowMs += VISITOR_KEYS_TTL_MS;
    expect([await key(), await key(), reads]).toEqual([old, old, 2]);
    clock.nowMs += RETRY_AFTER_MS;
    expect([await key(), reads]).toEqual([old, 3]);
    clock.nowMs += VISITOR_KEYS_MAX_STALE_MS;
    await expect(key()).rejects.toThrow(SecretError);
  });

  test('are read once for all callers that ask at the same time', async () => {
    const key = start();
    expect(new Set(await Promise.all([key(), key(), key()]))).toEqual(new Set([secret]));
    expect(reads).toBe(1);
  });

  test('are kept for 45 seconds and then follow a rotation', async () => {
    const key = start();
    const old = await key();
    secret = 'second '.repeat(8);
    clock.nowMs += VISITOR_KEYS_TTL_MS - 1;
    expect(await key()).toBe(old);
    clock.nowMs += 1;
    expect(await key()).toBe(secret);
  });

  test('are the same object until they change, so that what was verified with them stays good', async () => {
    const { keys } = start();
    const { value: first } = await keys();
    clock.nowMs += VISITOR_KEYS_TTL_MS;
    expect((await keys()).value).toBe(first);
    expect(reads).toBe(2);
    secret = writeKeySet(addKey(readKeySet(secret ?? ''), 'second '.repeat(8), clock.nowMs));
    clock.nowMs += VISITOR_KEYS_TTL_MS;
    expect((await keys()).value).not.toBe(first);
  });
});
