// What every server of the local cloud refuses, by requests as a browser or another process makes them.

import { readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { dirname } from 'node:path';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { DescribeLimitsCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClosers } from '../../../local/closers.ts';
import { type Endpoints, startServers } from '../../../local/servers.ts';
import {
  makeCredentials,
  readCredentialsFile,
  writeCredentialsFile,
} from '../../../local/guard/credentials.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';

const closers = makeClosers();
const credentials = makeCredentials();
let endpoints: Endpoints;
let clients: ServiceClients;

beforeAll(async () => {
  endpoints = await startServers({ credentials }, closers);
  clients = makeServiceClients(endpoints, credentials);
  closers.add(async () => clients.destroy());
  await clients.secretsManager.send(new CreateSecretCommand({ Name: 'signing-key', SecretString: 'secret' }));
});
afterAll(() => closers.closeAll());

const OPERATIONS: Readonly<Record<keyof Endpoints, readonly [target: string, type: string, body: string]>> = {
  dynamodb: ['DynamoDB_20120810.ListTables', 'application/x-amz-json-1.0', '{}'],
  kinesis: ['Kinesis_20131202.ListStreams', 'application/x-amz-json-1.1', '{}'],
  sqs: ['AmazonSQS.ListQueues', 'application/x-amz-json-1.0', '{}'],
  secretsManager: [
    'secretsmanager.GetSecretValue',
    'application/x-amz-json-1.1',
    '{"SecretId":"signing-key"}',
  ],
};
const services = Object.keys(OPERATIONS) as (keyof Endpoints)[];

/** Sends the operation as the SDK does, with these headers changed. Undefined leaves a header out. */
async function send(service: keyof Endpoints, changed: Record<string, string | undefined> = {}) {
  const { hostname, port } = new URL(endpoints[service]);
  const [target, type, body] = OPERATIONS[service];
  const headers = {
    'x-amz-target': target,
    'content-type': type,
    'x-amz-date': '20261126T000000Z',
    authorization: authorizationOf(credentials.accessKeyId),
    ...changed,
  };
  const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  const request = httpRequest({
    hostname,
    port,
    method: 'POST',
    headers: kept as Record<string, string>,
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const authorizationOf = (accessKeyId: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261126/us-east-1/x/aws4_request, SignedHeaders=host, Signature=0`;

describe.each(services)('%s', (service) => {
  const portOf = () => new URL(endpoints[service]).port;

  test.each([
    'evil.example',
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1.nip.example:PORT',
    '127.0.0.1',
    'localhost:1',
    '127.0.0.2:PORT',
    '0.0.0.0:PORT',
    'localhost.:PORT',
    '[::]:PORT',
  ])('refuses the host %s', async (host) => {
    const answer = await send(service, { host: host.replace('PORT', portOf()) });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'AccessDeniedException' });
  });

  test.each(['127.0.0.1', 'localhost', 'LocalHost', '[::1]'])('answers under the name %s', async (name) => {
    expect((await send(service, { host: `${name}:${portOf()}` })).status).toBe(200);
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:5173' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
  ])('refuses a web page: %j', async (headers) => {
    const answer = await send(service, headers);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'AccessDeniedException' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('refuses its own origin too, because no page is served there', async () => {
    expect((await send(service, { origin: endpoints[service] })).status).toBe(403);
  });

  test.each([
    [undefined, 'MissingAuthenticationTokenException'],
    ['', 'UnrecognizedClientException'],
    ['Basic bG9jYWw6bG9jYWw=', 'UnrecognizedClientException'],
    [authorizationOf('local'), 'UnrecognizedClientException'],
    [authorizationOf(makeCredentials().accessKeyId), 'UnrecognizedClientException'],
    [authorizationOf(`${credentials.accessKeyId}A`), 'UnrecognizedClientException'],
    [authorizationOf(credentials.accessKeyId.toLowerCase()), 'UnrecognizedClientException'],
    [`x ${authorizationOf(credentials.accessKeyId)}`, 'UnrecognizedClientException'],
  ])('refuses the authorization %j', async (authorization, type) => {
    const answer = await send(service, { authorization });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: type });
  });
});

test('the SDK with the credentials of the run is answered by every server', async () => {
  await clients.dynamodb.send(new ListTablesCommand());
  await clients.kinesis.send(new ListStreamsCommand());
  await clients.sqs.send(new ListQueuesCommand());
  const secret = await clients.secretsManager.send(new GetSecretValueCommand({ SecretId: 'signing-key' }));
  expect(secret.SecretString).toBe('secret');
});

test('the SDK with other credentials gets an error that says which are needed', async () => {
  const others = makeServiceClients(endpoints);
  await expect(others.dynamodb.send(new ListTablesCommand())).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message: expect.stringContaining('credentials file'),
  });
  others.destroy();
});

test('an operation that a server does not know is still its own error', async () => {
  await expect(clients.dynamodb.send(new DescribeLimitsCommand())).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

describe('the credentials', () => {
  test('are others in each run, and are never those of AWS', () => {
    const keys = Array.from({ length: 100 }, () => makeCredentials().accessKeyId);
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^LOCAL[A-Z2-7]{15}$/);
  });

  test('stand in a file that only the user can read, and that is gone in the end', () => {
    const credentials = makeCredentials();
    const { path, remove } = writeCredentialsFile(credentials);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readCredentialsFile(path)).toEqual(credentials);
    expect(readFileSync(path, 'utf8')).toMatch(/^\[default\]\n/);
    remove();
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('of anything but a local cloud are not read', () => {
    const { path, remove } = writeCredentialsFile({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'x',
    });
    expect(() => readCredentialsFile(path)).toThrow('holds no credentials of a local cloud');
    remove();
  });
});
