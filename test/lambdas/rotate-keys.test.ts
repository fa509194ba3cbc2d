import '../../trials/fuzz/environment.ts';
import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { kidOf, readKeySet, removeKeys, writeKeySet } from '../../adapters/secrets-manager/key-set.ts';
import { makeSecretVersions } from '../../adapters/secrets-manager/secret-versions.ts';
import { makeRotateKeys, type RotationEvent } from '../../lambdas/rotate-keys.ts';
import { startSecretsManagerServer } from '../../local/secrets-manager/server.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { NOW_MS } from '../../trials/fuzz/fakes.ts';

const FIRST = 'first-'.repeat(8);
const newKeys = () => Array.from({ length: 9 }, (_, index) => `new-${index}-`.repeat(8)).values();
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

async function start() {
  const server = await startSecretsManagerServer();
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(async () => {
    clients.destroy();
    await server.close();
  });
  const client = clients.secretsManager;
  await client.send(new CreateSecretCommand({ Name: 'keys', SecretString: FIRST }));
  const versions = makeSecretVersions({ client, secretArn: 'keys' });
  const keys = newKeys();
  const rotate = makeRotateKeys({ versions, newKey: () => keys.next().value ?? '', now: () => NOW_MS });
  return {
    client,
    versions,
    run: async (versionId: string, steps: readonly RotationEvent['Step'][] = STEPS) => {
      for (const Step of steps) await rotate({ Step, ClientRequestToken: versionId });
    },
    readKids: async () => readKeySet((await versions.readCurrent()).text).keys.map(({ key }) => kidOf(key)),
  };
}
const [NEW_0 = '', NEW_1 = ''] = newKeys();
const versionId = (name: string) => name.padEnd(32, '-');

test('a rotation that stops before its last step changes nothing, and goes on where it stopped', async () => {
  const { run, readKids } = await start();
  for (let time = 0; time < 2; time++) {
    await run(versionId('a'), ['createSecret', 'setSecret', 'testSecret']);
    expect(await readKids()).toEqual([kidOf(FIRST)]);
  }
  await run(versionId('a'));
  expect(await readKids()).toEqual([kidOf(NEW_0), kidOf(FIRST)]);
});

test('a step that is repeated after the end changes nothing', async () => {
  const { run, readKids } = await start();
  await run(versionId('a'));
  await run(versionId('a'), ['finishSecret', 'testSecret', 'finishSecret']);
  expect(await readKids()).toEqual([kidOf(NEW_0), kidOf(FIRST)]);
});

test('a key that is revoked during a rotation does not come back, and the next rotation works', async () => {
  const { run, readKids, client, versions } = await start();
  await run(versionId('a'));
  await run(versionId('b'), ['createSecret', 'testSecret']);
  const { text } = await versions.readCurrent();
  const SecretString = writeKeySet(removeKeys(readKeySet(text), new Set([kidOf(FIRST)]), NOW_MS));
  await client.send(new PutSecretValueCommand({ SecretId: 'keys', SecretString }));
  await expect(run(versionId('b'), ['finishSecret'])).rejects.toThrow('must begin again');
  expect(await readKids()).toEqual([kidOf(NEW_0)]);
  expect(await versions.readPending(versionId('b'))).toBeUndefined();
  await run(versionId('c'));
  expect(await readKids()).toHaveLength(2);
  expect(await readKids()).not.toContain(kidOf(NEW_1));
});

test('the test that Secrets Manager makes of the function passes without a new key', async () => {
  const { run, readKids } = await start();
  await run(versionId('a'), ['testSecret']);
  expect(await readKids()).toEqual([kidOf(FIRST)]);
});

test('a secret that holds no keys is not rotated', async () => {
  const { run, client } = await start();
  await client.send(new PutSecretValueCommand({ SecretId: 'keys', SecretString: '{}' }));
  await expect(run(versionId('a'), ['createSecret'])).rejects.toThrow('neither a set of keys');
});
