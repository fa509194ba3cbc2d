// The challenge as issue-visitor wires it, with a real Secrets Manager and a real siteverify behind it.

import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import '../../trials/fuzz/environment.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSecretsManager } from '../../adapters/clients.ts';
import { SecretError } from '../../adapters/secrets-manager/kept-secret.ts';
import { wireChallenge } from '../../lambdas/runtime/wire-challenge.ts';
import type { LocalServer } from '../../local/local-server.ts';
import { startSecretsManagerServer } from '../../local/secrets-manager/server.ts';
import { NOW_MS } from '../../trials/fuzz/fakes.ts';
import { VISITOR_KEYS } from '../../trials/fuzz/tokens.ts';
import { SECRET, type SiteverifyService, startSiteverify } from '../adapters/http/siteverify-service.ts';

const now = () => NOW_MS;
const wire = (env: NodeJS.ProcessEnv) => wireChallenge(env, VISITOR_KEYS.keys, now);

test('a deployment that says nothing has no challenge', () => {
  expect(wire({})).toBeUndefined();
});

test.each([
  [{ CHALLENGE: 'captcha' }],
  [{ CHALLENGE: 'turnstile' }],
  [{ CHALLENGE: 'turnstile', SITE_KEY: 'k' }],
])('a function that is told too little does not start: %j', (env) =>
  expect(() => wire(env)).toThrow(/CHALLENGE|SITE/),
);

test('a proof of work is asked for where the deployment says so', async () => {
  expect(await wire({ CHALLENGE: 'proof-of-work' })?.pose()).toMatchObject({ rounds: 1_000, most: 8_192 });
});

let secrets: LocalServer;
let service: SiteverifyService;
beforeEach(async () => {
  [secrets, service] = await Promise.all([startSecretsManagerServer(), startSiteverify()]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
});
afterEach(() => Promise.all([secrets.close(), service.close()]));

async function openWidget(secretText: string) {
  const client = makeSecretsManager();
  const { ARN = '' } = await client.send(
    new CreateSecretCommand({ Name: 'likes/turnstile', SecretString: secretText }),
  );
  client.destroy();
  return wire({
    CHALLENGE: 'turnstile',
    SITE_KEY: '0x4AAA',
    SITE_SECRET_ARN: ARN,
    SITEVERIFY_URL: service.url,
  });
}

test('without a secret nobody is let in, and the service is not asked', async () => {
  const widget = await openWidget(' ');
  await expect(widget?.isSolvedBy('good')).rejects.toThrow(SecretError);
  expect(service.asked).toEqual([]);
});

test('a widget is checked with the secret that its owner has put into Secrets Manager', async () => {
  service.good.add('good');
  const widget = await openWidget(`${SECRET}\n`);
  expect(await widget?.pose()).toEqual({ kind: 'turnstile', siteKey: '0x4AAA' });
  expect([await widget?.isSolvedBy('forged'), await widget?.isSolvedBy('good')]).toEqual([false, true]);
});
