import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, onTestFinished, test } from 'vitest';
import { generateSecretString } from '../../../local/secrets-manager/generate-secret-string.ts';
import { startSecretsManagerServer } from '../../../local/secrets-manager/server.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { makeDataDir } from '../resources/test-cloud.ts';

async function start(file?: string): Promise<{ client: SecretsManagerClient; url: string }> {
  const server = await startSecretsManagerServer({ file, now: () => 1_000_000 });
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(async () => {
    clients.destroy();
    await server.close();
  });
  return { client: clients.secretsManager, url };
}
const create = ({ client }: { client: SecretsManagerClient }, Name: string, SecretString: string) =>
  client.send(new CreateSecretCommand({ Name, SecretString }));
const read = ({ client }: { client: SecretsManagerClient }, SecretId: string, VersionStage?: string) =>
  client.send(new GetSecretValueCommand({ SecretId, VersionStage }));

describe('a request that cannot be answered gets the error of AWS', () => {
  test('for a secret that does not exist', async () => {
    const server = await start();
    await create(server, 'key', 'value');
    for (const [id, stage] of [['none'], ['key', 'AWSPREVIOUS']] as const)
      await expect(read(server, id, stage)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('for a secret that exists already', async () => {
    const server = await start();
    await create(server, 'key', 'first');
    await expect(create(server, 'key', 'second')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect((await read(server, 'key')).SecretString).toBe('first');
  });

  test('for an operation that is not supported, and the error names it', async () => {
    const { client } = await start();
    const deleting = client.send(new DeleteSecretCommand({ SecretId: 'key' }));
    await expect(deleting).rejects.toMatchObject({ name: 'UnknownOperationException' });
    await expect(deleting).rejects.toThrow('DeleteSecret is not supported by the local cloud');
  });

  test.each(['', '{', 'null', '[]', '{"Name":7}', '\u0000'])('for the body %j', async (body) => {
    const { url } = await start();
    const headers = { 'x-amz-target': 'secretsmanager.CreateSecret' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('__type');
  });
});

test('a secret is read by its name and by its ARN', async () => {
  const server = await start();
  const { ARN = '', VersionId } = await create(server, 'key', 'välue');
  for (const id of ['key', ARN])
    expect(await read(server, id)).toMatchObject({
      ARN,
      Name: 'key',
      SecretString: 'välue',
      VersionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date(1_000_000),
    });
});

test('the secrets are kept in a file that only its owner may read', async () => {
  const file = join(makeDataDir(), 'deep', 'secrets.json');
  const first = await start(file);
  const { ARN } = await create(first, 'key', 'value');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await start(file);
  expect(await read(second, 'key')).toMatchObject({ ARN, SecretString: 'value' });
  await create(second, 'other', 'value');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['[{"arn":', '{}', 'null', '[7]', '[{"arn":"a"}]'])(
  'the malformed file %s is an error that names it, and the file stays as it is',
  async (text) => {
    const file = join(makeDataDir(), 'secrets.json');
    writeFileSync(file, text);
    await expect(startSecretsManagerServer({ file })).rejects.toThrow(file);
    await expect(startSecretsManagerServer({ file })).rejects.toMatchObject({ name: 'SecretFileError' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

describe('a generated secret', () => {
  test('has characters of each kind, however short', () => {
    for (let time = 0; time < 200; time++) {
      const secret = generateSecretString(4, false);
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/]) expect(secret).toMatch(kind);
      expect(generateSecretString(3, true)).toMatch(/^[A-Za-z\d]{3}$/);
    }
  });

  test('that is too short for that is refused', () => {
    expect(() => generateSecretString(3, false)).toThrow(RangeError);
    expect(() => generateSecretString(2, true)).toThrow('PasswordLength 2: at least 3 are needed');
  });
});
