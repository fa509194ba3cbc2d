// A page of another origin attacks the local cloud in a real browser, also under a DNS name that was rebound to this machine.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeClosers } from '../../../local/closers.ts';
import { startGateway } from '../../../local/gateway/server.ts';
import { makeCredentials } from '../../../local/guard/credentials.ts';
import { type Endpoints, startServers } from '../../../local/servers.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import { keepPageFresh } from '../../../tools/page/keep-page-fresh.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../../demo/chromium.ts';

const REBOUND = 'rebound.example';
const closers = makeClosers();
const credentials = makeCredentials();

let browser: Browser;
let page: Page;
let evilUrl: string;
let endpoints: Endpoints;
let clients: ServiceClients;
let gatewayUrl: string;
/** The routes that reached a function. */
const invoked: string[] = [];
/** dynalite as it is, without a guard. It shows that the attacks work. */
let unguardedUrl: string;

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.add(async () => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  unguardedUrl = await listen(dynalite({ createTableMs: 0 }));
  evilUrl = await listen(
    createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<h1>Kittens</h1><iframe name="hidden"></iframe>'),
    ),
  );
  endpoints = await startServers({ credentials }, closers);
  clients = makeServiceClients(endpoints, credentials);
  closers.add(async () => clients.destroy());
  const invoke = async (payloadJson: string) => {
    invoked.push((JSON.parse(payloadJson) as { routeKey: string }).routeKey);
    return { status: 'ok' as const, payloadJson: '{"statusCode":200,"body":"done"}' };
  };
  const gateway = await startGateway(
    { apiId: 'api', routes: new Map([['ANY /v1/{all+}', { timeoutMs: 1_000, invoke }]]) },
    {
      siteDir: await keepPageFresh(),
      description: () => ({ endpoints }),
      log: () => {},
    },
  );
  closers.add(() => gateway.close());
  gatewayUrl = gateway.url;
  const unguarded = makeServiceClients({ ...endpoints, dynamodb: unguardedUrl });
  for (const { dynamodb } of [unguarded, clients]) {
    const TableName = 'counters';
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: 'p' }, likes: { N: '1' } } }));
  }
  unguarded.destroy();
  await clients.secretsManager.send(new CreateSecretCommand({ Name: 'signing-key', SecretString: 'secret' }));
  browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [
      ...CHROMIUM_ARGUMENTS,
      `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`,
      // Newer versions of Chromium keep pages off loopback themselves. Other browsers do not.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await closers.closeAll();
});

beforeEach(async () => {
  invoked.length = 0;
  page = await browser.newPage();
  await page.goto(evilUrl);
  return () => page.close();
});

/** Calls an operation from the page that is open. Returns the status and the text, or what the browser says. */
const call = (url: string, target: string, body: object | null, accessKeyId = 'a'): Promise<string> =>
  page.evaluate(
    async ([url, target, body, accessKeyId]) => {
      const headers = {
        'x-amz-target': target,
        'content-type': `application/x-amz-json-${target.startsWith('DynamoDB') ? '1.0' : '1.1'}`,
        'x-amz-date': '20261126T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/b/c/d/e, SignedHeaders=host, Signature=f`,
      };
      try {
        const answer = await fetch(url, { method: 'POST', headers, body });
        return `${answer.status} ${await answer.text()}`;
      } catch (error) {
        return String(error);
      }
    },
    [url, target, JSON.stringify(body), accessKeyId] as const,
  );

const LIST = ['DynamoDB_20120810.ListTables', {}] as const;
const ONE_MILLION = [
  'DynamoDB_20120810.PutItem',
  { TableName: 'counters', Item: { id: { S: 'p' }, likes: { N: '1000000' } } },
] as const;
const READ_KEY = ['secretsmanager.GetSecretValue', { SecretId: 'signing-key' }] as const;

const under = (name: string, url: string) => `http://${name}:${new URL(url).port}/`;
/** The page comes from the attacker's server, before its name leads to this machine. */
async function openBeforeRebinding(url: string): Promise<void> {
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Kittens</h1>' }));
  await page.goto(url);
  await page.unroute(url);
}

const FAILED = 'TypeError: Failed to fetch';

describe('without the guard', () => {
  test('a page of another origin lists the tables and sets a count', async () => {
    expect(await call(unguardedUrl, ...LIST)).toBe('200 {"TableNames":["counters"]}');
    expect(await call(unguardedUrl, ...ONE_MILLION)).toBe('200 {}');
  });

  test('a page under a rebound name does so too', async () => {
    await page.goto(under(REBOUND, unguardedUrl));
    expect(await call(under(REBOUND, unguardedUrl), ...LIST)).toBe('200 {"TableNames":["counters"]}');
  });
});

describe('with the guard', () => {
  const likes = async () =>
    (await clients.dynamodb.send(new GetItemCommand({ TableName: 'counters', Key: { id: { S: 'p' } } })))
      .Item?.['likes']?.N;

  test('a page of another origin reads nothing, changes nothing and ends nothing, even with the access key', async () => {
    for (const key of ['a', credentials.accessKeyId]) {
      expect(await call(endpoints.dynamodb, ...LIST, key)).toBe(FAILED);
      expect(await call(endpoints.dynamodb, ...ONE_MILLION, key)).toBe(FAILED);
      expect(await call(endpoints.dynamodb, 'DynamoDB_20120810.PutItem', null, key)).toBe(FAILED);
      expect(await call(endpoints.secretsManager, ...READ_KEY, key)).toBe(FAILED);
      expect(await call(endpoints.kinesis, 'Kinesis_20131202.ListStreams', {}, key)).toBe(FAILED);
      expect(await call(endpoints.sqs, 'AmazonSQS.ListQueues', {}, key)).toBe(FAILED);
    }
    expect(await likes()).toBe('1');
    expect((await clients.dynamodb.send(new ListTablesCommand())).TableNames).toEqual(['counters']);
  });

  test('a page under a rebound name is refused too', async () => {
    for (const [url, target, body] of [
      [endpoints.dynamodb, ...LIST],
      [endpoints.secretsManager, ...READ_KEY],
    ] as const) {
      const rebound = under(REBOUND, url);
      await openBeforeRebinding(rebound);
      expect(await call(rebound, target, body, credentials.accessKeyId)).toMatch(
        /^403 .*AccessDeniedException/,
      );
    }
    const rebound = under(REBOUND, gatewayUrl);
    await openBeforeRebinding(rebound);
    for (const path of ['v1/visitors', '_local-cloud'])
      expect(await page.evaluate(async (url) => (await fetch(url)).status, rebound + path)).toBe(403);
    expect(invoked).toEqual([]);
  });

  test('a form, a picture and a request without a preflight do not reach the functions', async () => {
    const url = `${gatewayUrl}/v1/visitors`;
    const outcomes: string[] = [];
    page.on('response', (response) => {
      if (response.url() === url) outcomes.push(`${response.request().resourceType()} ${response.status()}`);
    });
    page.on('requestfailed', (request) => {
      // The browser hides the answer to the picture, because it is none.
      if (request.resourceType() === 'image') outcomes.push('image hidden');
    });
    await page.evaluate(
      `(async () => {
        await fetch('${url}', { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => {});
        await new Promise((done) => Object.assign(new Image(), { onerror: done, src: '${url}' }));
        const form = Object.assign(document.createElement('form'), { method: 'post', action: '${url}', target: 'hidden' });
        document.body.append(form);
        form.submit();
      })()`,
    );
    await expect
      .poll(() => outcomes.toSorted(), { timeout: 10_000 })
      .toEqual(['document 403', 'fetch 403', expect.stringMatching(/^image (403|hidden)$/)]);
    expect(invoked).toEqual([]);
  });

  test('its own page calls the API under each of its names', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const own = under(name, gatewayUrl);
      expect((await page.goto(own))?.status()).toBe(200);
      const status = await page.evaluate(
        async (url) => (await fetch(url, { method: 'PUT' })).status,
        `${own}v1/posts/p/like`,
      );
      expect(status).toBe(200);
    }
    expect(invoked.length).toBeGreaterThanOrEqual(2);
  });
});
