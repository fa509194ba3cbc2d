// The command's work over a local Secrets Manager, which rotates with the deployed function.

import '../../../trials/fuzz/environment.ts';
import { CreateSecretCommand, RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { KEY_ANNOUNCED_MS, kidOf, readKeySet } from '../../../adapters/secrets-manager/key-set.ts';
import { makeSecretVersions } from '../../../adapters/secrets-manager/secret-versions.ts';
import { UsageError } from '../../../command-line/usage-error.ts';
import { makeRotateKeys, type RotationEvent } from '../../../lambdas/rotate-keys.ts';
import type { InvokeByArn } from '../../../local/secrets-manager/rotations.ts';
import { startSecretsManagerServer } from '../../../local/secrets-manager/server.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import {
  type KeysPorts,
  RotationFailedError,
  revokeKeys,
  rotateKeys,
  showKeys,
} from '../../../tools/keys/keys.ts';
import { readOptions } from '../../../tools/keys/options.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';

const FIRST = 'first-'.repeat(8);
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:rotate';

async function start({ isConfigured = true } = {}) {
  const clock = { nowMs: NOW_MS };
  const now = () => clock.nowMs;
  let made = 0;
  let failsAt: string | undefined;
  const newKey = () => `new-${made++}-`.repeat(8);
  const invokeFunction: InvokeByArn = async (_, json) => {
    const event = JSON.parse(json) as RotationEvent;
    if (event.Step === failsAt)
      return { status: 'function-error', errorType: 'Error', errorMessage: 'by the test' };
    await makeRotateKeys({ versions: makeSecretVersions(ports), newKey, now })(event);
    return { status: 'ok', payloadJson: 'null' };
  };
  const server = await startSecretsManagerServer({ now, invokeFunction });
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  const client = clients.secretsManager;
  onTestFinished(async () => {
    clients.destroy();
    await server.close();
  });
  const wait = async (ms: number) => {
    clock.nowMs += ms;
    await new Promise(setImmediate);
  };
  const ports: KeysPorts = { client, secretArn: 'keys', newKey, now, wait };
  await client.send(new CreateSecretCommand({ Name: 'keys', SecretString: FIRST }));
  if (isConfigured)
    await client.send(
      new RotateSecretCommand({ SecretId: 'keys', RotationLambdaARN: ARN, RotateImmediately: false }),
    );
  return {
    ports,
    clock,
    failAt: (step?: string) => void (failsAt = step),
    readKids: async () =>
      readKeySet((await makeSecretVersions(ports).readCurrent()).text).keys.map(({ key }) => kidOf(key)),
  };
}
const FIRST_KID = kidOf(FIRST);

test('a rotation that does not end is said to have failed, nothing has changed, and another one can begin', async () => {
  const { ports, failAt, readKids } = await start();
  failAt('testSecret');
  await expect(rotateKeys(ports)).rejects.toThrow(RotationFailedError);
  expect(await readKids()).toEqual([FIRST_KID]);
  failAt();
  await rotateKeys(ports);
  expect(await readKids()).toHaveLength(2);
});

test('a deployment that rotates no keys says so', async () => {
  const { ports } = await start({ isConfigured: false });
  await expect(rotateKeys(ports)).rejects.toThrow(UsageError);
});

test('a key that is not there is not revoked, and nothing has changed', async () => {
  const { ports, readKids } = await start();
  await expect(revokeKeys(ports, [FIRST_KID, 'other'])).rejects.toThrow('there is no key other');
  expect(await readKids()).toEqual([FIRST_KID]);
});

test('a rotation adds a key that signs a minute later, and no key is ever printed', async () => {
  const { ports, clock } = await start();
  const text = await rotateKeys(ports);
  expect(text).toMatch(/\n\S{8} +signs from 2026/);
  clock.nowMs += KEY_ANNOUNCED_MS;
  const later = await showKeys(ports);
  expect(later).toMatch(/\n\S{8} +signs +since 2026/);
  expect(later).toContain(`${FIRST_KID}  valid`);
  expect(text + later).not.toMatch(/new-|first-/);
});

test('the leaked key is taken away, and the other one signs at once', async () => {
  const { ports, clock, readKids } = await start();
  await rotateKeys(ports);
  clock.nowMs += KEY_ANNOUNCED_MS;
  const [leaked = ''] = await readKids();
  const text = await revokeKeys(ports, [leaked]);
  expect(await readKids()).toEqual([FIRST_KID]);
  expect(text).toContain(`${FIRST_KID}  signs`);
});

test('when all are revoked there is a new one, which nobody can sign with for a minute', async () => {
  const { ports, clock, readKids } = await start();
  const text = await revokeKeys(ports, [FIRST_KID]);
  expect(text).toContain('No key signs yet');
  expect(await readKids()).not.toContain(FIRST_KID);
  expect(text).not.toContain('name no key');
  clock.nowMs += KEY_ANNOUNCED_MS;
  expect(await showKeys(ports)).toMatch(/\n\S{8} +signs +since/);
});

test('a rotation that was under way does not bring a revoked key back, and another one can begin', async () => {
  const { ports, failAt, readKids } = await start();
  failAt('finishSecret');
  await expect(rotateKeys(ports)).rejects.toThrow(RotationFailedError);
  await revokeKeys(ports, [FIRST_KID]);
  failAt();
  await rotateKeys(ports);
  expect(await readKids()).not.toContain(FIRST_KID);
});

test.each<[string[], RegExp]>([
  [[], /say what to do/],
  [['turn', '--url', 'http://localhost'], /Unexpected argument/],
  [['revoke', '--url', 'http://localhost'], /--kid says/],
  [['show', '--kid', 'a', '--url', 'http://localhost'], /--kid says/],
  [['show'], /either --url or --outputs/],
  [['show', '--url', 'ftp://localhost'], /not an http/],
])('the command line %j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
