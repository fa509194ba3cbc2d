import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeVisitorKey,
  VISITOR_KEY_MAX_STALE_MS,
  VISITOR_KEY_TTL_MS,
  VisitorKeyError,
} from '../../../adapters/secrets-manager/visitor-key.ts';

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
  const key = makeVisitorKey({ client, secretArn: SECRET_ARN, now: () => clock.nowMs, random: () => 1 });
  return async (options?: { maxAgeMs: number }) => new TextDecoder().decode(await key(options));
}

describe('the visitor key', () => {
  test('cannot be read before Secrets Manager has answered, and is there once it answers', async () => {
    const key = start();
    secret = undefined;
    await expect(key()).rejects.toThrow(VisitorKeyError);
    secret = 'late '.repeat(8);
    clock.nowMs += 1_000;
    expect(await key()).toBe(secret);
  });

  test('that never was there is asked for less and less often, and at once is only asked for once', async () => {
    const key = start();
    secret = undefined;
    const readsAt: number[] = [];
    for (let second = 0; second < 200; second++, clock.nowMs += 1_000) {
      const before = reads;
      for (let request = 0; request < 3; request++) await expect(key()).rejects.toThrow(VisitorKeyError);
      if (reads > before) readsAt.push(second);
      expect(reads - before).toBeLessThanOrEqual(1);
    }
    expect(readsAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    secret = 'late '.repeat(8);
    clock.nowMs += 60_000;
    expect(await key()).toBe(secret);
  });

  test('is never shorter than 32 bytes', async () => {
    secret = 'x'.repeat(31);
    await expect(start()()).rejects.toThrow(VisitorKeyError);
    secret = 'x'.repeat(32);
    expect(await start()()).toBe(secret);
  });

  test('stays in use for an hour while Secrets Manager, which is asked from time to time, does not answer', async () => {
    const key = start();
    const old = await key();
    secret = undefined;
    clock.nowMs += VISITOR_KEY_TTL_MS;
    expect([await key(), await key(), reads]).toEqual([old, old, 2]);
    clock.nowMs += RETRY_AFTER_MS;
    expect([await key(), reads]).toEqual([old, 3]);
    clock.nowMs += VISITOR_KEY_MAX_STALE_MS;
    await expect(key()).rejects.toThrow(VisitorKeyError);
  });

  test('is read once for all callers that ask at the same time', async () => {
    const key = start();
    expect(new Set(await Promise.all([key(), key(), key()]))).toEqual(new Set([secret]));
    expect(reads).toBe(1);
  });

  test('is kept for five minutes and then follows a rotation', async () => {
    const key = start();
    const old = await key();
    secret = 'second '.repeat(8);
    clock.nowMs += VISITOR_KEY_TTL_MS - 1;
    expect(await key()).toBe(old);
    clock.nowMs += 1;
    expect(await key()).toBe(secret);
  });

  test('is read again for a caller that wants a younger one', async () => {
    const key = start();
    await key();
    secret = 'second '.repeat(8);
    clock.nowMs += 60_000;
    expect(await key({ maxAgeMs: 60_000 })).toBe(secret);
    expect(await key({ maxAgeMs: 60_000 })).toBe(secret);
    expect(reads).toBe(2);
  });
});
