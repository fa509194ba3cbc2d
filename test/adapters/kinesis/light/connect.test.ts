// The light client as the functions get it: with the environment, the clock and the limits of the product.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeKinesisPuts, makeKinesisPutsBeforeQueue } from '../../../../adapters/clients.ts';
import {
  ACKNOWLEDGED,
  acknowledge,
  answer,
  type MisbehavingServer,
  startMisbehavingServer,
} from '../misbehaving-server.ts';

const RECORD = { StreamName: 'like-events', PartitionKey: 'ann', Data: Buffer.from('data') };
const FAILURE = answer(500, { __type: 'InternalFailure' });

let server: MisbehavingServer;
beforeEach(async () => {
  server = await startMisbehavingServer();
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

test('takes endpoint, region and credentials from the environment, at the first call', async () => {
  const puts = makeKinesisPuts();
  vi.stubEnv('AWS_ENDPOINT_URL_KINESIS', server.url);
  expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  await puts.putRecords({ StreamName: 'like-events', Records: [RECORD] });
  expect(server.requests.map(({ headers }) => headers)).toMatchObject([
    { 'x-amz-target': 'Kinesis_20131202.PutRecord', 'x-amz-security-token': 'token' },
    { 'x-amz-target': 'Kinesis_20131202.PutRecords', 'x-amz-security-token': 'token' },
  ]);
  expect(server.requests[0]?.headers.authorization).toMatch(
    /Credential=local\/20\d{6}\/eu-central-1\/kinesis\/aws4_request/,
  );
});

test('makes a second attempt, and leaves that to the burst queue where there is one', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  server.follow(FAILURE, acknowledge);
  expect(await makeKinesisPuts().putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  server.follow(FAILURE, acknowledge);
  await expect(makeKinesisPutsBeforeQueue().putRecord(RECORD)).rejects.toMatchObject({
    name: 'InternalFailure',
  });
  expect(server.requests).toHaveLength(3);
});

test('rejects when the environment names no region', async () => {
  vi.stubEnv('AWS_REGION', '');
  await expect(makeKinesisPuts().putRecord(RECORD)).rejects.toThrow('AWS_REGION');
});
