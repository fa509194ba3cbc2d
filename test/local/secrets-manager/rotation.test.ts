import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { InvokeByArn } from '../../../local/secrets-manager/rotations.ts';
import { startSecretsManagerServer } from '../../../local/secrets-manager/server.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { makeDataDir } from '../resources/test-cloud.ts';

const DAY_MS = 86_400_000;
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:rotate';
const CONFIGURED = {
  SecretId: 'key',
  RotationLambdaARN: FUNCTION,
  RotationRules: { AutomaticallyAfterDays: 30 },
  RotateImmediately: false,
};
const id = (name: string) => name.padEnd(32, '-');

interface Step {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

async function start({ file = undefined as string | undefined, nowMs = 0 } = {}) {
  const clock = { nowMs };
  const steps: string[] = [];
  const log: string[] = [];
  let failing: string | undefined;
  const invokeFunction: InvokeByArn = async (arn, json) => {
    const { Step, SecretId, ClientRequestToken } = JSON.parse(json) as Step;
    steps.push(`${arn === FUNCTION ? '' : arn}${Step}`);
    if (Step === failing) return { status: 'function-error', errorType: 'Error', errorMessage: 'no' };
    if (Step === 'createSecret')
      await client.send(
        new PutSecretValueCommand({
          SecretId,
          ClientRequestToken,
          SecretString: 'rotated',
          VersionStages: ['AWSPENDING'],
        }),
      );
    if (Step === 'finishSecret') {
      const { VersionId } = await client.send(new GetSecretValueCommand({ SecretId }));
      await move('AWSCURRENT', ClientRequestToken, VersionId);
    }
    return { status: 'ok', payloadJson: 'null' };
  };
  const server = await startSecretsManagerServer({
    file,
    now: () => clock.nowMs,
    invokeFunction,
    log: (line) => void log.push(line),
  });
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  const client = clients.secretsManager;
  onTestFinished(async () => {
    clients.destroy();
    await server.close();
  });
  const move = (VersionStage: string, MoveToVersionId?: string, RemoveFromVersionId?: string) =>
    client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: 'key',
        VersionStage,
        MoveToVersionId,
        RemoveFromVersionId,
      }),
    );
  return {
    client,
    clock,
    steps,
    log,
    move,
    fail: (step: string | undefined) => void (failing = step),
    create: () => client.send(new CreateSecretCommand({ Name: 'key', SecretString: 'first' })),
    configure: () => client.send(new RotateSecretCommand(CONFIGURED)),
    rotate: () => client.send(new RotateSecretCommand({ SecretId: 'key' })),
    describe: () => client.send(new DescribeSecretCommand({ SecretId: 'key' })),
    read: async (VersionStage?: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId: 'key', VersionStage }))).SecretString,
  };
}
const ALL = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

describe('a rotation', () => {
  test('that nobody configured is refused', async () => {
    const { create, rotate } = await start();
    await create();
    await expect(rotate()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('that fails leaves the value as it was, refuses another one, and is tried again when it is due', async () => {
    const cloud = await start();
    await cloud.create();
    await cloud.configure();
    cloud.fail('testSecret');
    await cloud.rotate();
    await vi.waitFor(() => expect(cloud.log).toEqual(['secret key was not rotated: testSecret: no']));
    expect(await cloud.read()).toBe('first');
    await expect(cloud.rotate()).rejects.toThrow("A previous rotation isn't complete");
    cloud.fail(undefined);
    cloud.clock.nowMs = 30 * DAY_MS;
    await cloud.configure();
    await vi.waitFor(async () => expect(await cloud.read()).toBe('rotated'));
  });

  test('asks the function step by step, and the old value is the previous one then', async () => {
    const { create, configure, rotate, steps, read, describe: show } = await start({ nowMs: 5_000 });
    await create();
    await configure();
    expect(steps).toEqual([]);
    expect(await show()).toMatchObject({
      RotationEnabled: true,
      NextRotationDate: new Date(5_000 + 30 * DAY_MS),
    });
    await rotate();
    await vi.waitFor(async () => expect((await show()).LastRotatedDate).toEqual(new Date(5_000)));
    expect(steps).toEqual(ALL);
    expect([await read(), await read('AWSPREVIOUS')]).toEqual(['rotated', 'first']);
  });

  test('is due after a restart, as long as the file remembers when the last one was', async () => {
    const file = join(makeDataDir(), 'secrets.json');
    const first = await start({ file });
    await first.create();
    const early = await start({ file, nowMs: 30 * DAY_MS - 1 });
    await early.configure();
    expect(await early.read()).toBe('first');
    expect(early.steps).toEqual([]);
    const late = await start({ file, nowMs: 30 * DAY_MS });
    await late.configure();
    await vi.waitFor(async () => expect(await late.read()).toBe('rotated'));
  });
});

describe('the versions of a secret', () => {
  test('a stage is moved only by somebody who knows where it is', async () => {
    const { create, client, move, read } = await start();
    const { VersionId: first } = await create();
    const stages = { SecretId: 'key', ClientRequestToken: id('new'), VersionStages: ['AWSPENDING'] };
    await client.send(new PutSecretValueCommand({ ...stages, SecretString: 'new' }));
    for (const from of [undefined, id('new'), id('other')])
      await expect(move('AWSCURRENT', id('new'), from)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    await expect(move('AWSCURRENT', id('other'), first)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(await read()).toBe('first');
    await move('AWSCURRENT', id('new'), first);
    expect(await read()).toBe('new');
  });

  test('a version is written once', async () => {
    const { create, client, read } = await start();
    await create();
    const put = (SecretString: string) =>
      client.send(
        new PutSecretValueCommand({ SecretId: 'key', ClientRequestToken: id('new'), SecretString }),
      );
    await put('new');
    await put('new');
    await expect(put('other')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect([await read(), await read('AWSPREVIOUS')]).toEqual(['new', 'first']);
  });

  test('the file of an earlier release, whose secrets had one version, is read', async () => {
    const file = join(makeDataDir(), 'secrets.json');
    const before = { arn: 'arn', name: 'key', secretString: 'kept', versionId: id('v'), createdDate: 1 };
    writeFileSync(file, JSON.stringify([before]));
    const { read } = await start({ file });
    expect(await read()).toBe('kept');
  });
});
