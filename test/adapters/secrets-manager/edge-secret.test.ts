import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { makeEdgeSecret } from '../../../adapters/secrets-manager/edge-secret.ts';
import { SecretError } from '../../../adapters/secrets-manager/kept-secret.ts';

const HOUR_MS = 3_600_000;

function makeWorld() {
  const world = { nowMs: 0, answer: async (): Promise<object> => ({ SecretString: 'one' }), reads: 0 };
  const client = {
    send: () => {
      world.reads++;
      return world.answer();
    },
  } as unknown as SecretsManagerClient;
  const secret = makeEdgeSecret({ client, secretArn: 'arn', now: () => world.nowMs, random: () => 0 });
  return Object.assign(world, { secret });
}

test('without a secret nothing can be compared, and the request may be sent again', async () => {
  const world = makeWorld();
  world.answer = async () => ({ SecretString: '' });
  await expect(world.secret()).rejects.toThrow(SecretError);
  await expect(world.secret()).rejects.toMatchObject({ retryable: true });
});

test('the old secret is used for a day while Secrets Manager does not answer', async () => {
  const world = makeWorld();
  expect(await world.secret()).toBe('one');
  world.answer = () => Promise.reject(new Error('down'));
  world.nowMs = 23 * HOUR_MS;
  expect(await world.secret()).toBe('one');
  world.nowMs = 25 * HOUR_MS;
  await expect(world.secret()).rejects.toThrow(SecretError);
});

test('the secret is read once in five minutes', async () => {
  const world = makeWorld();
  await world.secret();
  world.nowMs = 299_999;
  await world.secret();
  expect(world.reads).toBe(1);
  world.nowMs = 300_000;
  world.answer = async () => ({ SecretString: 'two' });
  expect(await world.secret()).toBe('two');
});
